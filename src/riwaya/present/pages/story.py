"""A story's page: the accounts side by side, utterance by utterance, with what is contested and when things were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riwaya.model import Named, Record, Story, TimelineEntry, UtteranceGroup
from riwaya.present.pages.cursors import cursor, place_of, whole
from riwaya.present.pages.wordings import Utterance, utterance
from riwaya.present.queries import Desk, by_speaker, contested
from riwaya.store import Library, articles, links, pages
from riwaya.store.pages import Standing
from riwaya.store.records import Card

#: A page shows utterances until they have so many tellings: a telling takes some 1.5 kB of the page, which is to stay
#: under 300 kB.
TELLINGS = 70
#: Contested utterances that stand before all others in full.
CONTESTED = 12
#: Entries of the timeline on one page.
ENTRIES = 60


class Witness(Record, frozen=True):
    """A statement or an article that an entry of the timeline rests on; ``statement`` is null for an article."""

    outlet: str
    article: str
    statement: str | None = None


class Moment(Record, frozen=True):
    """An entry of the timeline with what it rests on."""

    when: str
    what: str
    evidence: tuple[Witness, ...]


class SpeakerPart(Record, frozen=True):
    """A speaker of a story with the utterances that this page shows."""

    name: str
    entity: str | None
    utterances: tuple[Utterance, ...]


class StoryPage(Record, frozen=True):
    """A story as it is laid out; ``speakers`` hold the utterances of this page, ``next`` leads to the others.

    ``total`` counts utterances, ``shared`` those that several outlets tell, ``contested`` stand on the first page in
    full, ``others_contested`` counts those beyond. ``numbers`` gives each shown utterance its number in the story.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    articles: tuple[Card, ...]
    copies: tuple[tuple[str, ...], ...]
    statements: int
    total: int
    shared: int
    contested: tuple[Utterance, ...]
    others_contested: int
    speakers: tuple[SpeakerPart, ...]
    numbers: dict[str, int]
    timeline: tuple[Moment, ...]
    people: tuple[Named, ...]
    places: tuple[Named, ...]
    waiting: bool
    next: str | None = None


def story_page(library: Library, id: str, *, after: str | None = None, tellings: int = TELLINGS) -> StoryPage | None:
    """The page of a story from ``after`` on; None for an unknown id. Raises ``NotUnderstoodError``."""
    with library.snapshot():
        story = links.story(library, id)
        if story is None:
            return None
        start = whole(place_of(f"story {id}", after))
        return _page(library, story, start, tellings)


def _page(library: Library, story: Story, start: int, most: int) -> StoryPage:
    ordered = [group for groups in by_speaker(story.groups).values() for group in groups]
    shown = _some(ordered[start:], most)
    against = [group for group in ordered if contested(group)]
    told = against[:CONTESTED] if start == 0 else []
    cards = articles.cards(library, story.articles)
    moments = story.timeline[:ENTRIES] if start == 0 else ()
    resting = {name for entry in moments for name in entry.evidence}
    telling = {name for group in [*shown, *told] for name in group.statements}
    standings = pages.standings(library, story.id, sorted(telling | resting))
    desk = _desk(library, [*shown, *told], standings)
    names = _names(cards, desk)
    stop = start + len(shown)
    numbers = {group.id: number for number, group in enumerate(ordered, start=1)}
    return StoryPage(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        outlets=story.outlets or tuple(dict.fromkeys(card.outlet for card in cards.values())),
        articles=tuple(cards[name] for name in story.articles if name in cards),
        copies=story.copies,
        statements=len({name for group in story.groups for name in group.statements}),
        total=len(ordered),
        shared=sum(len(group.outlets) > 1 for group in ordered),
        contested=tuple(utterance(group, desk, story, names) for group in told),
        others_contested=max(len(against) - CONTESTED, 0),
        speakers=tuple(_parts(shown, desk, story, names)),
        numbers={group.id: numbers[group.id] for group in [*shown, *told]},
        timeline=tuple(_moments(moments, cards, standings)),
        people=story.people,
        places=story.places,
        waiting=pages.waits(library, story.articles),
        next=cursor(f"story {story.id}", [stop]) if stop < len(ordered) else None,
    )


def _some(groups: Sequence[UtteranceGroup], most: int) -> list[UtteranceGroup]:
    """The first groups that have ``most`` tellings together, one at least."""
    out: list[UtteranceGroup] = []
    count = 0
    for group in groups:
        count += len(group.statements)
        if out and count > most:
            break
        out.append(group)
    return out


def _desk(library: Library, groups: Sequence[UtteranceGroup], standings: dict[str, Standing]) -> Desk:
    """Only the articles that the shown utterances stand in: reading one takes half a millisecond."""
    named = dict.fromkeys(standings[s].article for g in groups for s in g.statements if s in standings)
    return Desk(articles.load(library, list(named)))


def _names(cards: dict[str, Card], desk: Desk) -> dict[str, str]:
    """What articles and documents without an outlet are shown by."""
    return {**{name: card.outlet for name, card in cards.items()}, **{d: desk.outlet_of(d) for d in desk.documents}}


def _parts(shown: Sequence[UtteranceGroup], desk: Desk, story: Story, names: dict[str, str]) -> list[SpeakerPart]:
    return [
        SpeakerPart(
            name=name,
            entity=groups[0].speaker.entity,
            utterances=tuple(utterance(group, desk, story, names) for group in groups),
        )
        for name, groups in by_speaker(shown).items()
    ]


def _moments(
    entries: Sequence[TimelineEntry], cards: dict[str, Card], standings: dict[str, Standing]
) -> Iterator[Moment]:
    for entry in entries:
        evidence = tuple(each for name in entry.evidence if (each := _witness(name, cards, standings)))
        yield Moment(when=entry.when, what=entry.what, evidence=evidence)


def _witness(name: str, cards: dict[str, Card], standings: dict[str, Standing]) -> Witness | None:
    if name in standings:
        standing = standings[name]
        return Witness(outlet=standing.outlet, article=standing.article, statement=name)
    return Witness(outlet=cards[name].outlet, article=name) if name in cards else None
