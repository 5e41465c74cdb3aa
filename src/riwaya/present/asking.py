"""Questions over a library: ``who``, ``said``, ``outlet``, ``stories``; each answered by a frozen record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from riwaya.arabic.terms import terms
from riwaya.model import Article, Record, Statement, UtteranceGroup
from riwaya.present.finding import Encode, Quoted, quoted
from riwaya.present.queries import chain
from riwaya.present.subjects import candidates, entities, outlet_keys
from riwaya.store import Library, articles, links, people, search, spread, statements
from riwaya.store.outlets import OutletFacts
from riwaya.store.records import Card, Held, Named, StoryCard
from riwaya.store.search import Criteria, Wanted

#: How many statements ``who`` shows (at most), and how many others of the name it lists.
STATEMENTS, OTHERS = 20, 8
#: Utterances that ``said`` looks at more closely: the nearest in meaning, and those that share most words.
CLOSE = 60
#: How much sharing words counts beside meaning in ``said``, and the least of both together.
WORDS, LEAST = 0.5, 0.3
#: Words of a pasted quotation that a statement must share, by weight, to be looked at: the re-wording keeps a few.
SHARED = 0.25


class Told(Record, frozen=True):
    """One statement in an answer, with the article that tells it and the hands its words passed through."""

    article: Card
    statement: Quoted
    chain: tuple[str, ...]


class Who(Record, frozen=True):
    """A person, body or place: names with their counts, titles over time, who names it, what it said.

    ``others`` are those of the same name who were not meant: a name with its number of articles.
    """

    name: str
    ids: tuple[str, ...]
    type: str
    names: dict[str, int]
    articles: int
    first: str | None
    last: str | None
    roles: tuple[Held, ...]
    outlets: dict[str, int]
    said: int
    statements: tuple[Told, ...]
    others: dict[str, int]


class Carried(Record, frozen=True):
    """An utterance near to pasted words: how near, every telling from the earliest on, which of them is nearest."""

    score: float
    meaning: float
    shared: float
    speaker: str
    story: str | None
    nearest: str
    tellings: tuple[Told, ...]
    denied_by: tuple[str, ...] = ()


def who(library: Library, name: str, *, most: int = STATEMENTS) -> Who | None:
    """What the library knows of ``name``, with its latest statements; None for nobody it has met."""
    with library.snapshot():
        found = candidates(library, name)
        return _who(library, found[0], found[1:], most) if found else None


def _who(library: Library, one: Sequence[Named], others: Sequence[Sequence[Named]], most: int) -> Who:
    ids = tuple(each.id for each in one)
    names: Counter[str] = Counter()
    for each in one:
        names.update(each.names)
    numbers = search.find(library, Criteria(unit="statements", speakers=ids), order="newest").numbers
    count, first, last = people.articles_of(library, ids)
    return Who(
        name=_fullest(names),
        ids=ids,
        type=one[0].type,
        names=dict(names.most_common()),
        articles=count,
        first=first,
        last=last,
        roles=tuple(people.roles(library, ids)),
        outlets=people.outlets_of(library, ids),
        said=len(numbers),
        statements=tuple(told(library, numbers[:most])),
        others={_fullest(Counter(each[0].names)): sum(named.articles for named in each) for each in others[:OTHERS]},
    )


def _fullest(names: Counter[str]) -> str:
    """The name most articles give in full: of those with most words, the most frequent; rare long ones aside."""
    common = [name for name, count in names.items() if count * 20 >= names.total()] or list(names)
    return max(common, key=lambda name: (len(name.split()), names[name], name), default="")


def told(library: Library, numbers: Sequence[int]) -> list[Told]:
    """The statements of these numbers, in this order."""
    places = statements.where(library, numbers)
    held = {each.id: each for each in articles.load(library, list({article for article, _ in places.values()}))}
    cards = articles.cards(library, held)
    said = {(article.id, each.id): (article, each) for article in held.values() for each in article.statements}
    found = [said[place] for number in numbers if (place := places.get(number)) in said]
    return [_told(cards[article.id], article, statement) for article, statement in found]


def _told(card: Card, article: Article, statement: Statement) -> Told:
    return Told(article=card, statement=quoted(article, statement), chain=tuple(chain(article, statement)))


def said(library: Library, words: str, *, encode: Encode, most: int = 5) -> list[Carried]:
    """The utterances nearest to ``words`` in wording and meaning, nearest first, with who carried them.

    The first telling of each is the earliest one known.
    """
    with library.snapshot():
        ranked = _near(library, words, encode)
        out: list[Carried] = []
        seen: set[int] = set()
        for number, score, meaning, shared in ranked:
            if number not in seen and len(out) < most:
                carried, members = _carried(library, number, (score, meaning, shared))
                seen |= members
                out += [carried] if carried else []
        return out


def _near(library: Library, words: str, encode: Encode) -> list[tuple[int, float, float, float]]:
    """Number, score, likeness in meaning and share of words of the statements near to ``words``, nearest first."""
    wanted = _wanted(words)
    vector = encode([words])[0]
    shares = search.shares(library, wanted)
    shared = search.holding(shares, least=SHARED, most=CLOSE)
    close = search.alike(library, Criteria(unit="statements"), vector).numbers[:CLOSE]
    numbers = {*shared, *close}
    meant = search.likeness(library, vector, numbers)
    held = {number: round(float(shares[number]), 4) for number in numbers}
    scored = [
        (n, (1 - WORDS) * max(meant.get(n, 0.0), 0.0) + WORDS * held[n], meant.get(n, 0.0), held[n]) for n in numbers
    ]
    return sorted((each for each in scored if each[1] >= LEAST), key=lambda each: (-each[1], each[0]))


def _wanted(words: str) -> tuple[Wanted, ...]:
    """All telling words, those in quotation marks too: pasted words are quoted more often than not."""
    forms = dict.fromkeys(term.forms for term in terms(words) if term.forms.telling)
    return tuple(Wanted(exact=each.exact, base=each.base, stem=each.stem, root=each.root) for each in forms)


def _carried(library: Library, number: int, score: tuple[float, float, float]) -> tuple[Carried | None, set[int]]:
    """The utterance of a statement, and the numbers of all its tellings."""
    linked = links.utterance_of(library, number)
    members = statements.numbered(library, linked[1].statements) if linked else {number: ""}
    members.setdefault(number, "")
    tellings = _in_order(told(library, list(members)), linked[1] if linked else None)
    if not tellings:
        return None, set(members)
    nearest = statements.where(library, [number])[number][1]
    return (
        Carried(
            score=round(score[0], 3),
            meaning=round(score[1], 3),
            shared=round(score[2], 3),
            speaker=linked[1].speaker.name if linked else tellings[0].statement.speaker,
            story=linked[0] if linked else None,
            nearest=nearest,
            tellings=tuple(tellings),
            denied_by=linked[1].denied_by if linked else (),
        ),
        set(members),
    )


def _in_order(tellings: Sequence[Told], group: UtteranceGroup | None) -> list[Told]:
    """By the order of the group, which is that of time."""
    order = {name: place for place, name in enumerate(group.statements)} if group else {}
    return sorted(tellings, key=lambda each: order.get(each.statement.id, len(order)))


def outlet(library: Library, name: str) -> OutletFacts | None:
    """Whom an outlet quotes, through whom, how much it shares with others; None for an unknown one."""
    keys = outlet_keys(library, name)
    return spread.facts(library, keys) if keys else None


def stories(
    library: Library,
    *,
    since: str | None = None,
    outlet: str | None = None,
    about: str | None = None,
    most: int = 30,
    least: int = 1,
) -> list[StoryCard]:
    """Stories with an article since that day, by that outlet, about that name or those words; the latest first.

    ``least`` is the number of articles a story must have.
    """
    with library.snapshot():
        named = entities(library, about) if about else ()
        words = () if named or not about else _wanted(about)
        keys = outlet_keys(library, outlet) if outlet else None
        found = search.find(library, Criteria(words=words, outlets=keys, since=since))
        numbers = found.numbers[: found.whole]
        if named:
            numbers = people.articles_naming(library, named, numbers)
        chosen = links.stories_of(library, numbers, most=most, least=least)
        cards = links.story_cards(library, chosen)
        return [cards[number] for number in chosen]
