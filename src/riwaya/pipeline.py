"""The whole way on one screen: read → annotate → compare; with a library between, `riwaya.library`.

Each room is imported when its stage first runs, so that ``import riwaya`` and ``riwaya --help`` stay quick.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from riwaya.model import Article, Comparison, Problem

if TYPE_CHECKING:
    from riwaya.annotate.text import Naming


class UnreadableInput(UserWarning):
    """Something among the inputs could not be read; the rest goes on."""


def warn(problem: Problem) -> None:
    """Say ``problem`` as an ``UnreadableInput`` warning: what ``read`` does unless told otherwise."""
    warnings.warn(str(problem), UnreadableInput, stacklevel=3)


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[Problem], None] = warn,
) -> Iterator[Article]:
    """The articles of files, folders and globs (``-`` is standard input), one after the other.

    Bad input raises nothing: each ``Problem`` is handed to ``on_problem`` and the rest goes on.
    """
    from riwaya import ingest

    several = [paths] if isinstance(paths, str | Path) else paths
    for found in ingest.read(several, stdin=stdin):
        if isinstance(found, Problem):
            on_problem(found)
        else:
            yield found


def annotate(articles: Iterable[Article], *, names: Naming = "default") -> Iterator[Article]:
    """Each article with its layers: sentences, times, names, statements; a generator, one article at a time.

    ``names`` says which trained models help the rules: ``default``, ``accurate`` (a better tagger of names, and every
    sentence is looked at for statements; about three times slower) or ``rules`` (none).
    """
    from riwaya.annotate import annotate as layers

    return layers(articles, names=names)


def compare(articles: Iterable[Article], *, workers: int = 1) -> Comparison:
    """The stories of annotated articles, and in each story who said what and how every outlet tells it.

    Articles are told apart by their ids, which differ in what one ``read`` yields. Some thousands and more are shared
    among ``workers`` processes; a script that asks for them needs ``if __name__ == "__main__":``.
    """
    from riwaya.link import compare as link

    return link(list(articles), workers=workers)
