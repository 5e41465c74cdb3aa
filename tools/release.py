"""Builds what is released and checks it: ``python -m tools.release``; everything lands in ``dist/``.

Wheel and source distribution are built twice and must be the same bytes; the wheel must stay small and install in an
empty environment without a compiler, where the README's five lines run and mypy accepts a user's script; no package of
the default install may be under the GPL; known vulnerabilities are asked for where the service can be reached.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from evals import markers
from evals.gold import ROOT
from tools import examples
from tools.newsroom import newsroom

#: What a newcomer has to download of ours (README: a laptop).
LARGEST = 60_000_000
DIST = ROOT / "dist"
#: Licences that would bind whoever ships the default install; the LGPL and MPL bind their own files alone.
_FORBIDDEN = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|General Public)", re.IGNORECASE)
_LESSER = re.compile(r"LGPL|Lesser|Library or Lesser", re.IGNORECASE)

SCRIPT = '''"""A user's script, for mypy --strict."""

import riwaya


def speakers(folder: str) -> dict[str, list[str]]:
    """Outlet → who is quoted there."""
    found: dict[str, list[str]] = {}
    problems: list[riwaya.Problem] = []
    for article in riwaya.annotate(riwaya.read(folder, on_problem=problems.append)):
        name = article.outlet.name if article.outlet is not None else article.id
        found.setdefault(name, []).extend(statement.speaker.name for statement in article.statements)
    return found


def told(articles: list[riwaya.Article]) -> list[tuple[str, int]]:
    """Utterances of several outlets, with how many carry them."""
    stories: tuple[riwaya.Story, ...] = riwaya.compare(articles).stories
    groups: list[riwaya.UtteranceGroup] = [group for story in stories for group in story.groups]
    return [(group.speaker.name, len(group.outlets)) for group in groups if len(group.outlets) > 1]
'''


class ReleaseError(Exception):
    """Something that must not be released."""


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, **environment: str) -> str:
    """What a command prints; raises ``ReleaseError`` with it when it fails."""
    answer = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if answer.returncode:
        raise ReleaseError(f"{' '.join(map(str, command))}\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def build(folder: Path, *only: str) -> list[Path]:
    """Wheel and source distribution in ``folder``, dated by the last commit; ``--wheel`` for that alone."""
    epoch = run(["git", "log", "-1", "--format=%ct"]).strip()
    command: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, *only]
    run(command, SOURCE_DATE_EPOCH=os.environ.get("SOURCE_DATE_EPOCH", epoch))
    return sorted(folder.iterdir())


def same(one: Iterable[Path], other: Iterable[Path]) -> None:
    """Raises ``ReleaseError`` unless both builds have the same names and bytes."""
    digests = [{path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths} for paths in (one, other)]
    if digests[0] != digests[1]:
        raise ReleaseError(f"not reproducible: {digests[0]} ≠ {digests[1]}")


def small(paths: Iterable[Path]) -> None:
    """Raises ``ReleaseError`` for a file over ``LARGEST``."""
    for path in paths:
        if path.stat().st_size > LARGEST:
            raise ReleaseError(f"{path.name}: {path.stat().st_size:,} bytes, {LARGEST:,} at most")


def empty_environment(folder: Path) -> Path:
    """The Python of a new virtual environment, with nothing but pip."""
    run([sys.executable, "-m", "venv", folder])
    return folder / "bin" / "python"


def install(python: Path, wheel: Path) -> None:
    """Install the wheel from wheels alone, as where there is no compiler."""
    run([python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", wheel])


def licences(python: Path, *only: str) -> list[dict[str, str]]:
    """Name, version and licence of everything that ``python`` has installed, or of the packages named."""
    wanted = ["--packages", *only] if only else []
    command: list[str | Path] = [sys.executable, "-m", "piplicenses", "--python", python, "--format", "json"]
    found: list[dict[str, str]] = json.loads(run([*command, "--from", "mixed", *wanted]))
    return found


def bound(found: Iterable[dict[str, str]]) -> list[str]:
    """The packages whose licence would bind whoever ships them; of alternatives, the freest counts."""
    return [f"{each['Name']}: {each['License']}" for each in found if not _free(each["License"])]


def _free(licence: str) -> bool:
    alternatives = re.split(r"\bOR\b|;", licence)
    return any(not _FORBIDDEN.search(each) or _LESSER.search(each) for each in alternatives)


def materials(python: Path, target: Path) -> None:
    """Write the bill of materials (CycloneDX) of what ``python`` has installed."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON", "-o"]
    run([*command, target, python])


def audit(python: Path) -> str:
    """What pip-audit says of what is installed; why it says nothing, where its service does not answer."""
    listed = run([python, "-m", "pip", "freeze", "--exclude", "riwaya"])
    lines = [line for line in listed.splitlines() if "==" in line]
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "requirements.txt"
        wanted.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--timeout", "5", "--requirement"]
        try:
            said = run([*command, wanted])
        except ReleaseError as error:
            said = str(error)
            if not unreachable(said):
                raise
    silent = "audit skipped: the service of known vulnerabilities does not answer from here"
    return silent if unreachable(said) else said


#: What pip-audit and the libraries under it say when nobody answers, or a mirror of PyPI that has no record.
_SILENCE = re.compile("ConnectionError|Max retries|ServiceError|timed out|Name or service|could not be audited")


def unreachable(said: str) -> bool:
    """Did pip-audit learn nothing? What it has found stands in a table with a column of fixes."""
    return _SILENCE.search(said) is not None and "Fix Versions" not in said


#: What a newcomer types, word for word, in both languages; pages whose examples need nothing but the default install.
WALKS = ("quickstart.md", "quickstart.ar.md", "fact-checker.md", "fact-checker.ar.md", "ethics.md")


def walked(python: Path, page: Path) -> None:
    """Run a page's commands with the installed program; raises ``ReleaseError`` where it prints something else."""

    def installed(words: list[str], _line: str) -> bytes:
        return run([python.parent / "riwaya", *words], cwd=Path.cwd(), PYTHONIOENCODING="utf-8").encode()

    with examples.folder(), newsroom() as site:
        runner = examples.Runner(site, riwaya=installed)
        for block, printed in runner.outputs(page.read_text(encoding="utf-8")):
            if printed is not None and not examples.agrees(block.body, printed):
                raise ReleaseError(f"{page.name}:{block.line} shows something else than\n{printed}")


def used(python: Path, folder: Path) -> None:
    """Run what a newcomer runs, with the installed wheel and away from the source."""
    for name in WALKS:
        walked(python, ROOT / "docs" / name)
    with examples.folder() as place:
        lines = markers.between((ROOT / "README.md").read_text(encoding="utf-8"), "quickstart").splitlines()[1:-1]
        run([python, "-c", "\n".join(lines)], cwd=place, PYTHONIOENCODING="utf-8")
    script = folder / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    run([sys.executable, "-m", "mypy", "--strict", "--python-executable", python, script], cwd=folder)


def main() -> int:
    """Build, check, and say what was found."""
    DIST.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        try:
            first, second = build(folder / "1"), build(folder / "2")
            same(first, second)
            small(first)
            (wheel,) = (path for path in first if path.suffix == ".whl")
            python = empty_environment(folder / "empty")
            install(python, wheel)
            used(python, folder)
            found = licences(python)
            if gpl := bound(found):
                raise ReleaseError(f"not free to ship: {gpl}")
            (DIST / "licences.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
            materials(python, DIST / "sbom.cdx.json")
            print(audit(python).strip())
        except ReleaseError as error:
            print(error, file=sys.stderr)
            return 1
        for path in first:
            (DIST / path.name).write_bytes(path.read_bytes())
            print(f"{path.name}: {path.stat().st_size:,} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"{len(found)} packages, none under the GPL")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
