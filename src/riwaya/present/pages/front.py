"""The front page: stories by day, those that most outlets tell first, with what is contested in them."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.arabic.terms import terms
from riwaya.model import Record
from riwaya.present.pages.cursors import cursor, place_of
from riwaya.present.subjects import entities, outlet_keys
from riwaya.store import Library, links, outlets, pages, search
from riwaya.store.pages import Shelved
from riwaya.store.records import StoryCard
from riwaya.store.search import Criteria, Wanted

#: Stories on one page, and how many are looked at for it where only contested ones are wanted (each costs reading its
#: utterances): a page may then be short, and ``next`` goes on behind it.
STORIES, LOOKED_AT = 24, 240
#: Outlets that the filter offers.
OFFERED = 60


class Filters(Record, frozen=True):
    """Which stories: with ``words`` or a name in them, by an outlet, in these days (ISO, both included), told by so
    many outlets at least, contested ones only.
    """

    words: str = ""
    outlet: str = ""
    since: str | None = None
    until: str | None = None
    least: int = 1
    contested: bool = False


class Headline(Record, frozen=True):
    """A story in a list: how much there is of it, and how many of its utterances conflict or are denied."""

    id: str
    title: str
    first: str | None
    last: str | None
    day: str | None
    articles: int
    outlets: tuple[str, ...]
    utterances: int
    contested: int


class Front(Record, frozen=True):
    """A page of stories. ``found`` counts all that the filters let through, but for ``contested``, which is not known
    before each story is looked at.
    """

    filters: Filters
    stories: tuple[Headline, ...]
    found: int
    waiting: int
    next: str | None = None


def front(library: Library, filters: Filters, *, after: str | None = None) -> Front:
    """The page of stories behind ``after``; raises ``NotUnderstoodError`` for a ``next`` of another list."""
    with library.snapshot():
        wanted = _wanted(library, filters)
        held = [each for each in pages.shelf(library) if _fits(each, filters, wanted)]
        place = _tuple(place_of(_name(filters), after))
        rest = held if place is None else [each for each in held if each[:3] < place]
        shown, contests, last = _chosen(library, rest, contested=filters.contested)
        cards = links.story_cards(library, [each.number for each in shown])
        more = last is not None and last != rest[-1]
        return Front(
            filters=filters,
            stories=tuple(_headlines(shown, cards, contests)),
            found=len(held),
            waiting=pages.pulse(library)[1],
            next=cursor(_name(filters), list(last[:3])) if more and last else None,
        )


def _name(filters: Filters) -> str:
    return "stories" + filters.to_json().decode()


def _tuple(place: list[object] | None) -> tuple[object, ...] | None:
    from riwaya.present.finding import NotUnderstoodError

    if place is None:
        return None
    if [type(each) for each in place] != [str, int, int]:
        raise NotUnderstoodError("next: not one that an answer gave")
    return tuple(place)


def _fits(story: Shelved, filters: Filters, wanted: set[int] | None) -> bool:
    return (
        (wanted is None or story.number in wanted)
        and story.outlets >= filters.least
        and (filters.since is None or story.last >= filters.since)
        and (filters.until is None or (story.first > "" and story.first[: len(filters.until)] <= filters.until))
    )


def _wanted(library: Library, filters: Filters) -> set[int] | None:
    """The stories that answer the words and have an article of the outlet; None where neither is asked for."""
    by = pages.stories_by(library, outlet_keys(library, filters.outlet)) if filters.outlet else None
    about = _about(library, filters.words) if filters.words.strip() else None
    return by if about is None else about if by is None else about & by


def _about(library: Library, words: str) -> set[int]:
    """The stories that name whom ``words`` mean, or else with an article that holds them all."""
    named = entities(library, words)
    if named:
        return pages.stories_naming(library, named)
    wanted = _telling_words(words)
    found = search.find(library, Criteria(words=wanted)) if wanted else None
    return pages.stories_with(library, found.numbers[: found.whole]) if found else set()


def _telling_words(words: str) -> tuple[Wanted, ...]:
    """The telling words of what somebody typed, each once."""
    forms = dict.fromkeys(term.forms for term in terms(words) if term.forms.telling)
    return tuple(Wanted(exact=each.exact, base=each.base, stem=each.stem, root=each.root) for each in forms)


def _chosen(
    library: Library, rest: list[Shelved], *, contested: bool
) -> tuple[list[Shelved], dict[int, int], Shelved | None]:
    """The stories of a page, what is contested in them, and the last story that was looked at."""
    if not contested:
        shown = rest[:STORIES]
        return shown, pages.contests(library, [each.number for each in shown]), shown[-1] if shown else None
    shown, found, last = [], {}, None
    for start in range(0, min(len(rest), LOOKED_AT), STORIES):
        batch = rest[start : start + STORIES]
        counts = pages.contests(library, [each.number for each in batch])
        for each in batch:
            last = each
            if counts[each.number]:
                shown.append(each)
                found[each.number] = counts[each.number]
            if len(shown) == STORIES:
                return shown, found, last
    return shown, found, last


def _headlines(shown: list[Shelved], cards: dict[int, StoryCard], contests: dict[int, int]) -> Iterator[Headline]:
    for each in shown:
        card = cards.get(each.number)
        if card is not None:
            yield Headline(
                id=card.id,
                title=card.title,
                first=card.first,
                last=card.last,
                day=each.last or None,
                articles=card.articles,
                outlets=card.outlets,
                utterances=card.utterances,
                contested=contests.get(each.number, 0),
            )


def outlet_choices(library: Library) -> list[str]:
    """Names of the outlets that the filter offers, those of most articles; kept until something is written."""
    state = library.state()
    held = library.cache.get("outlet choices")
    if held is None or held[0] != state:
        held = (state, [name for _, name, _, _ in outlets.names(library)[:OFFERED]])
        library.cache["outlet choices"] = held
    found: list[str] = held[1]
    return found
