"""Hooks of the documentation site (``mkdocs.yml``): pages of the project's root are taken in, links out of docs go.

``<!-- include: FILE -->`` stands for a page of the root, ``<!-- include-table: FILE NAME -->`` for the part of one
between its markers; lines ``name there = name here`` in that comment name the rows of a table anew. A link to a file
that is no page of the site (code, data) becomes the file's name.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import Any

from evals import markers
from evals.gold import ROOT

_INCLUDE = re.compile(r"<!-- include: (\S+) -->")
_TABLE = re.compile(r"<!-- include-table: (\S+) (\S+)((?:\n[^\n>]+ = [^\n>]+)*)\s-->")
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?://|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")
DOCS = ROOT / "docs"


def on_page_markdown(text: str, *, page: Any, **_: object) -> str:
    """The page as the site is to show it."""
    return shown(text, str(PurePosixPath(page.file.src_uri).parent))


def shown(text: str, folder: str = ".") -> str:
    """A page of ``docs/folder`` with what it includes, and without links that lead out of the site."""
    text = _INCLUDE.sub(lambda match: _from_root((ROOT / match[1]).read_text("utf-8"), folder), text)
    text = _TABLE.sub(_table, text)
    return _LINK.sub(lambda match: _inside(match, folder), text)


def _from_root(text: str, folder: str) -> str:
    """A page of the root with links as seen from ``docs/folder``."""

    def moved(match: re.Match[str]) -> str:
        target = os.path.relpath(ROOT / match[2], DOCS / folder)
        return f"[{match[1]}]({target}{match[3] or ''})"

    return _LINK.sub(moved, text)


def _table(match: re.Match[str]) -> str:
    """A table of a page of the root, its rows renamed; raises ``KeyError`` for a row that has no name here."""
    table = markers.between((ROOT / match[1]).read_text("utf-8"), match[2])
    if not match[3]:
        return table
    names = dict(line.split(" = ") for line in match[3].strip().splitlines())
    head, rule, *rows = (line.split(" | ", 1) for line in table.splitlines())
    renamed = ([f"| {names[first.removeprefix('| ')]}", rest] for first, rest in rows)
    return "\n".join(" | ".join(cells) for cells in (head, rule, *renamed))


def _inside(match: re.Match[str], folder: str) -> str:
    target = (DOCS / folder / match[2]).resolve()
    if target.is_relative_to(DOCS):
        return match[0] if target.is_file() else match[1]
    words, name = match[1], str(target.relative_to(ROOT))
    return words if words.strip("`") in name or not name else f"{words} (`{name}`)"
