#!/bin/sh
# Makes the virtual environment named by the first argument, if it is missing, and installs Riwaya into it: all that its
# development needs, or with "plain" as the second argument the program alone.
set -eu
venv=${1:-.venv}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Riwaya needs Python 3.11 or newer; this machine has $(python3 --version 2>/dev/null || echo none)." >&2
    echo "On Debian 12 or newer: apt-get install python3 python3-venv" >&2
    exit 1
}

if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python has no venv module with pip. On Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
echo "Installing Riwaya and what it needs into $venv …" >&2
# pip warns of every package folder that a machine's settings name and that is not there, and goes on: what it says is
# shown when it fails. Modules are compiled when they are first imported: most of what is installed never is.
install() {
    "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check "$@" 2>&1
}
needed() {
    if [ "${2:-}" = plain ]; then
        install --editable .
    else
        install --editable '.[dev]' && install --no-deps --requirement tools/validators.txt
    fi
}
if ! said=$(needed "$@"); then
    printf '%s\n' "$said" >&2
    exit 1
fi
