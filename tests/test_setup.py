"""The first thing a newcomer meets: setting up on a machine that lacks something says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "setup.sh"


def run(tmp_path: Path, python: str) -> subprocess.CompletedProcess[str]:
    """The script with nothing on the path but ``python``, a shell script, under the name of python3."""
    folder = tmp_path / "bin"
    folder.mkdir()
    stub = folder / "python3"
    stub.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    stub.chmod(0o755)
    command = ["/bin/sh", str(SCRIPT), str(tmp_path / "venv")]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="make and sh are for Unix machines")
@pytest.mark.parametrize(
    ("python", "advice"),
    [
        ('[ "$1" = --version ] && echo Python 3.9.2; exit 1', "3.11 or newer; this machine has Python 3.9.2"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, python: str, advice: str) -> None:
    answer = run(tmp_path, python)
    assert answer.returncode == 1
    assert advice in answer.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="make and sh are for Unix machines")
@pytest.mark.parametrize("status", [0, 1])
def test_what_pip_says_is_shown_when_it_fails(tmp_path: Path, status: int) -> None:
    stub = tmp_path / "venv" / "bin" / "python"
    stub.parent.mkdir(parents=True)
    stub.write_text(f"#!/bin/sh\necho 'WARNING: no such folder' >&2\nexit {status}\n", encoding="utf-8")
    stub.chmod(0o755)
    answer = run(tmp_path, "exit 1")
    assert answer.returncode == status
    assert ("WARNING" in answer.stderr) is bool(status)
