"""What files tell of a person, body or place, for the eye: ``riwaya who NAME PATH…``."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.model import Article
from riwaya.present.annotation import statement_lines
from riwaya.present.comparison import RULE
from riwaya.present.labels import Lang, label, listed
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.queries import outlet_name, readable
from riwaya.present.safe import flat
from riwaya.present.who import Dossier, Held, published_of

_SEPARATOR = " · "


def nobody(name: str, lang: Lang) -> Iterator[Line]:
    """The page of a name that nobody bears."""
    yield plain(0, f"{label('nobody', lang)}: {flat(name)}")


def dossier_lines(dossier: Dossier, *, lang: Lang) -> Iterator[Line]:
    """The page of one person, body or place."""
    yield plain(0, RULE, style="dim")
    yield quoted(0, flat(dossier.name), style="bold")
    articles = len({article.id for article, _ in dossier.mentions})
    facts = [label(dossier.type, lang), *([dossier.country] if dossier.country else []), *dossier.entities]
    yield plain(2, flat(_SEPARATOR.join(facts)), style="dim")
    spellings = listed((f"{name} ({count})" for name, count in dossier.names.items()), lang)
    yield plain(2, f"{label('names', lang)}: {flat(spellings)}")
    yield plain(2, f"{label('mentions', lang)}: {len(dossier.mentions)} / {label('articles', lang)}: {articles}")
    yield from _mentions(dossier)
    yield from _roles(dossier, lang)
    for key, told in (("said", dossier.said), ("about", dossier.about)):
        if told:
            yield plain(2, f"{label(key, lang)}: {len(told)}", style="cyan")
        for number, (article, statement) in enumerate(told, start=1):
            if number == 1 or article is not told[number - 2][0]:
                yield plain(4, _head(article), style="dim")
            yield from statement_lines(article, statement, number, lang=lang)
    yield blank()


def _head(article: Article) -> str:
    """An article's id, who published it and when."""
    when = published_of(article)
    return flat(_SEPARATOR.join(dict.fromkeys([article.id, outlet_name(article), *([readable(when)] if when else [])])))


def _mentions(dossier: Dossier) -> Iterator[Line]:
    """A line an article: who published it and when, and the places of the mentions in its source text."""
    places: dict[str, list[str]] = {}
    for article, mention in dossier.mentions:
        places.setdefault(_head(article), []).append(f"{mention.span.start}–{mention.span.stop}")
    for head, spans in places.items():
        yield plain(4, f"{head}: {', '.join(spans)}")


def _roles(dossier: Dossier, lang: Lang) -> Iterator[Line]:
    if dossier.roles:
        yield plain(2, f"{label('roles', lang)}:", style="cyan")
    for held in dossier.roles:
        yield plain(4, flat(f"{held.role} ({_period(held, lang)}{_SEPARATOR}{len(held.articles)})"))


def _period(held: Held, lang: Lang) -> str:
    if held.first is None or held.last is None:
        return label("undated", lang)
    first, last = readable(held.first), readable(held.last)
    return first if first == last else f"{first} – {last}"
