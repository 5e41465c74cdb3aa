"""Runs the examples of the documentation and holds what they print against what the pages show.

In a page, ``sh`` blocks hold commands, ``python`` blocks code that runs in one namespace, and a ``text`` block after
either shows what it prints: all of it, or its beginning where the last line is ``…``. A comment
``<!-- not run: why -->`` before a block is for what needs more than this machine has. ``python -m tools.examples
PAGE…`` writes what is printed into the pages.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.batches import warc_record
from evals.gold import DEMO, ROOT
from tools.newsroom import Newsroom, newsroom

CUT = "…"
ARCHIVE = "CC-NEWS-20250303120000-00001.warc.gz"
MAIN = "from riwaya.present.cli import main; main()"
#: Seconds in which a server answers, its model loaded.
PATIENCE = 60
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
_FENCE = re.compile(
    r"(?P<skip><!-- not run: (?P<why>[^>]+) -->\n+)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
#: The pages that the examples find in their folder.
FOLDER = ("pages", "feed.jsonl", "page.txt", ARCHIVE)


class Block(NamedTuple):
    """A fenced block of a page; ``why`` says why it is not run."""

    language: str
    body: str
    line: int
    why: str | None
    start: int
    stop: int


class FailedError(AssertionError):
    """An example that does not do what its page says."""


def pages() -> list[Path]:
    """Every page that may hold examples."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page in order."""
    return [
        Block(
            match["language"],
            match["body"],
            text.count("\n", 0, match.start("language")) + 1,
            match["why"],
            match.start("body"),
            match.end("body"),
        )
        for match in _FENCE.finditer(text)
    ]


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder with pages, records and a library of its own, which is where the examples run."""
    before, kept = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "pages").mkdir()
        for page in sorted(DEMO.glob("*-*.*")):
            shutil.copy(page, place / "pages")
        shutil.copy(DEMO / "records.jsonl", place / "feed.jsonl")
        shutil.copy(DEMO / "mirsad-dorval.txt", place / "page.txt")
        (place / ARCHIVE).write_bytes(gzip.compress(b"".join(map(_captured, sorted(DEMO.glob("*-*.html"))))))
        os.environ |= {"RIWAYA_LIBRARY": str(place / "library.db"), "NO_COLOR": "1"}
        os.chdir(place)
        try:
            yield place
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ |= kept


def _captured(page: Path) -> bytes:
    """A page as the record of a web archive."""
    return warc_record(f"https://news.example/{page.stem}", page.read_bytes())


def beside(text: str, before: int, block: Block) -> bool:
    """Does the block follow the one whose body ends at ``before``, with nothing between?"""
    return re.fullmatch(r"```\s*```text\n", text[before : block.start]) is not None


class Runner:
    """Runs the blocks of one page, one after the other, asking ``site`` where they ask ``https://news.example``.

    ``riwaya`` runs the program: its arguments and the line that they are from, to what it prints.
    """

    def __init__(self, site: Newsroom, *, riwaya: Callable[[list[str], str], bytes] | None = None) -> None:
        self.site = site
        self.riwaya = riwaya or in_process
        self.names: dict[str, Any] = {"__name__": "__example__"}

    def outputs(self, text: str) -> Iterator[tuple[Block, str | None]]:
        """Each block with what it should show: None but for ``text`` after something that ran."""
        printed: str | None = None
        before = 0
        for block in blocks(text):
            if block.language == "text":
                yield block, printed if beside(text, before, block) else None
                printed = None
            else:
                printed = self.run(block) if block.why is None else None
                yield block, None
            before = block.stop

    def run(self, block: Block) -> str | None:
        """What the block prints; None for a language that is not run."""
        if block.language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block.body, f"line {block.line}", "exec"), self.names)
            return out.getvalue()
        if block.language == "sh":
            return "".join(map(self.command, block.body.splitlines()))
        return None

    def command(self, line: str) -> str:
        """What one command prints; raises ``FailedError`` when it fails or is none that is known here."""
        words = shlex.split(line, comments=True)
        if not words:
            return ""
        if words[0] == "riwaya":
            if words[1:2] == ["watch"] and "--once" not in words:
                raise FailedError(f"{line}: never ends")
            if words[1:2] == ["serve"]:
                return served(words[1:], line)
            if words[1:2] == ["batch"]:
                return separately(words[1:], line)  # its workers start the program anew
            words = shlex.split(self.site.changed(shlex.join(words)))
            return self.site.restored(Path(), self.printed(words[1:], line))
        if words[0] == "make":
            return _known(line, words[1:] or ["help"], set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE)))
        if words[:2] == ["pip", "install"]:
            return _known(line, words[2:], installable())
        raise FailedError(f"{line}: neither riwaya nor make nor pip install")

    def printed(self, words: list[str], line: str) -> str:
        """What ``riwaya`` prints; nothing, where it goes into a file."""
        if ">" not in words:
            return self.riwaya(words, line).decode()
        place = words.index(">")
        Path(words[place + 1]).write_bytes(self.riwaya(words[:place], line))
        return ""


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def installable() -> set[str]:
    """What the pages may tell people to install: the package with its extras, and what development uses."""
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    names = {re.split(r"[<>=;\[ ]", each)[0] for each in extras["dev"]}
    return {"riwaya", *(f"riwaya[{extra}]" for extra in extras), *names}


def _known(line: str, words: list[str], known: set[str]) -> str:
    if unknown := [word for word in words if word not in known]:
        raise FailedError(f"{line}: no {' '.join(unknown)}")
    return ""


def in_process(words: list[str], line: str) -> bytes:
    """What the program prints, run in this process; raises ``FailedError`` when it fails."""
    from typer.testing import CliRunner

    from riwaya.present.cli import app

    result = CliRunner().invoke(app, words)
    if result.exit_code:
        raise FailedError(f"{line}: exit status {result.exit_code}: {result.stderr or result.exception!r}")
    return result.stdout_bytes


def separately(words: list[str], line: str) -> str:
    """What the program prints, run as a process of its own; raises ``FailedError`` when it fails."""
    done = subprocess.run([sys.executable, "-c", MAIN, *words], capture_output=True, text=True)
    if done.returncode:
        raise FailedError(f"{line}: exit status {done.returncode}: {done.stderr}")
    return done.stdout


def served(words: list[str], line: str) -> str:
    """Start a server, get its first page, end it; raises ``FailedError`` when it says no address or fails.

    What it prints holds a port, which is another on every machine: nothing of it is held against a page.
    """
    with subprocess.Popen([sys.executable, "-u", "-c", MAIN, *words], stdout=subprocess.PIPE, text=True) as server:
        try:
            address = next((found[0] for said in server.stdout or () if (found := _ADDRESS.search(said))), None)
            if address is None:
                raise FailedError(f"{line}: exit status {server.wait()}, no address")
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:
                if page.status != 200:
                    raise FailedError(f"{line}: {address} answers {page.status}")
        finally:
            server.terminate()
    return ""


def plain(text: str) -> str:
    """Output as pages show it: no space at the ends of lines, no empty lines around."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def agrees(shown: str, printed: str) -> bool:
    """Is ``shown`` what was printed, or its beginning?"""
    lines = shown.splitlines()
    if lines and lines[-1] == CUT:
        return plain(printed).splitlines()[: len(lines) - 1] == lines[:-1]
    return shown == plain(printed)


def renewed(shown: str, printed: str) -> str:
    """What is to be shown of ``printed``, cut where ``shown`` is."""
    lines = shown.splitlines()
    now = plain(printed).splitlines()
    if lines and lines[-1] == CUT and len(now) >= len(lines):
        return "\n".join([*now[: len(lines) - 1], CUT]) + "\n"
    return plain(printed)


def rewritten(text: str, runner: Runner) -> str:
    """The page with what its examples print now."""
    out, at = [], 0
    for block, printed in runner.outputs(text):
        if printed is not None:
            out += [text[at : block.start], renewed(block.body, printed)]
            at = block.stop
    return "".join([*out, text[at:]])


def main() -> int:
    """Writes the output of the examples into the pages named, or all."""
    for page in map(Path.resolve, map(Path, sys.argv[1:])) if sys.argv[1:] else pages():
        text = page.read_text(encoding="utf-8")
        with folder(), newsroom() as site:
            page.write_text(rewritten(text, Runner(site)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
