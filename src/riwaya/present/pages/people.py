"""A speaker's page and an outlet's: who this is and all they said; whom it quotes, through whom, what it shares."""

from __future__ import annotations

from riwaya.model import Record, replace
from riwaya.present.asking import Who, who
from riwaya.present.finding import Answer, Encode, Hit, Query, find
from riwaya.present.pages.cursors import cursor, place_of
from riwaya.present.subjects import outlet_keys
from riwaya.store import Library, articles, search, spread
from riwaya.store.outlets import OutletFacts
from riwaya.store.search import Criteria

#: Statements on one page.
STATEMENTS = 20


class SpeakerPage(Record, frozen=True):
    """A person, body or place, and the page of its statements that answer ``query``."""

    who: Who
    query: Query
    found: Answer


class OutletPage(Record, frozen=True):
    """An outlet in numbers, and the page of its articles that answer ``query``."""

    facts: OutletFacts
    query: Query
    found: Answer


def speaker_page(library: Library, name: str, query: Query, *, encode: Encode | None = None) -> SpeakerPage | None:
    """All that ``name`` said, as far as it answers ``query``; None for nobody the library has met.

    Raises ``NotUnderstoodError``.
    """
    with library.snapshot():
        known = who(library, name, most=0)
        asked = replace(query, speaker=name, statements=True, newest=not query.words, limit=STATEMENTS)
        found = find(library, asked, encode=encode, facets=True, speakers=known.ids if known else ())
        if known is None and not (found.total or query.words):
            return None
        return SpeakerPage(who=known or _described(name, found), query=asked, found=found)


def _latest(library: Library, keys: tuple[str, ...], *, after: str | None) -> Answer:
    """The articles of an outlet, the newest first; nothing was looked for in them, so no words are shown."""
    numbers = search.find(library, Criteria(outlets=keys), order="newest").numbers
    place = place_of(f"outlet {keys}", after)
    start = numbers.index(place[0]) + 1 if place and place[0] in numbers else 0
    shown = numbers[start : start + STATEMENTS]
    names = articles.named(library, shown)
    cards = articles.cards(library, names.values())
    more = shown and start + len(shown) < len(numbers)
    return Answer(
        total=len(numbers),
        whole=True,
        hits=tuple(Hit(article=cards[names[each]], score=0.0, snippets=()) for each in shown),
        next=cursor(f"outlet {keys}", [shown[-1]]) if more else None,
    )


def _described(name: str, found: Answer) -> Who:
    """A source that has no name of its own (مصدر أمني): what it said is all there is to know."""
    days = sorted(facet.value for facet in found.facets if facet.kind == "month")
    return Who(
        name=name,
        ids=(),
        type="",
        names={},
        articles=0,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        roles=(),
        outlets={facet.value: facet.count for facet in found.facets if facet.kind == "outlet"},
        said=found.total,
        statements=(),
        others={},
    )


def outlet_page(library: Library, name: str, query: Query) -> OutletPage | None:
    """An outlet and its articles; None for an unknown one. Raises ``NotUnderstoodError``."""
    with library.snapshot():
        keys = outlet_keys(library, name)
        if not keys:
            return None
        if not query.words:
            shown = _latest(library, keys, after=query.after)
            return OutletPage(facts=spread.facts(library, keys), query=replace(query, outlet=name), found=shown)
        asked = replace(query, outlet=name, newest=not query.words, limit=STATEMENTS)
        return OutletPage(facts=spread.facts(library, keys), query=asked, found=find(library, asked))
