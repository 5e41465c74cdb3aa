"""Names of articles: no two documents of one reading share one, or the tellings of one would pass for the other's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from riwaya.model import Article, replace


class Name(NamedTuple):
    """What a document is called and what its first article's id is; the other articles' ids add ``@2``, ``@3``."""

    document: str
    id: str


class Origin(NamedTuple):
    """Where a document comes from; the last ``depth`` parts of ``path`` tell it from others that were given with it.

    They are the path below a given folder, or the path as written where a file is named outright; standard input, which
    has no path, has none.
    """

    path: Path
    depth: int

    def tails(self) -> Iterator[str]:
        """The file's name, its path below the given folder, then one folder more at a time."""
        yield self.path.name
        if self.depth:
            whole = self.path.absolute()
            parts = [part for part in whole.parts if part not in (whole.anchor, "..")]
            yield from ("/".join(parts[-size:]) for size in range(max(2, self.depth), len(parts) + 1))

    def names(self, ending: str) -> Iterator[Name]:
        """What a page can be called whose name is taken; its id keeps the ``ending`` beside a page of another kind."""
        for tail in self.tails():
            yield Name(tail, tail.removesuffix(ending))
            yield Name(tail, tail)


class Ids:
    """The names given so far; memory grows by a name an article."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def distinct(self, articles: Sequence[Article], longer: Iterable[Name]) -> list[Article]:
        """The articles of one document, under its own name where that is free, else under the first free ``longer``."""
        own = Name(articles[0].document, articles[0].id)
        for name in chain([own], longer, _numbered(own)):
            named = list(articles) if name == own else [_renamed(article, own, name) for article in articles]
            wanted = {name.document, *(article.id for article in named)}
            if self._taken.isdisjoint(wanted):
                self._taken |= wanted
                return named
        raise AssertionError("numbers do not end")

    def file(self, origin: Origin) -> str:
        """The name of a file of records, by which those go that have no id of their own."""
        numbered = (name.id for name in _numbered(Name(origin.path.name, origin.path.name)))
        name = next(name for name in chain(origin.tails(), numbered) if name not in self._taken)
        self._taken.add(name)
        return name


def _renamed(article: Article, old: Name, new: Name) -> Article:
    return replace(article, document=new.document, id=new.id + article.id[len(old.id) :])


def _numbered(name: Name) -> Iterator[Name]:
    """For what has no longer name: standard input, or a path that another record's id happens to spell."""
    for number in count(2):
        yield Name(f"{name.document}({number})", f"{name.id}({number})")
