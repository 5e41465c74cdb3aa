"""Files read and annotated for a command, with progress for who waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

import riwaya
from riwaya.model import Article
from riwaya.present.running import Problems


class Names(StrEnum):
    """Which trained models help the rules."""

    DEFAULT = "default"
    ACCURATE = "accurate"
    RULES = "rules"


NamesOption = Annotated[
    Names,
    typer.Option(
        "--names",
        help="Trained models: fast (default); a better tagger of names, and statements looked for in every sentence"
        " (accurate); none (rules).",
    ),
]


def annotated(paths: list[str], problems: Problems, *, watch: bool, names: Names = Names.DEFAULT) -> Iterator[Article]:
    """The annotated articles of files, folders and globs; what cannot be read is said on standard error."""
    from riwaya.present.progress import watched

    articles = riwaya.read(paths, stdin=sys.stdin.buffer, on_problem=problems)
    return watched(riwaya.annotate(articles, names=names.value), what="riwaya: annotate", wanted=watch)
