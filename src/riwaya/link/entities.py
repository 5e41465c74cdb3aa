"""Who is who across articles: persons under one id, states behind their capitals, sources that speak as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from riwaya import lexicon
from riwaya.arabic.gazetteer import EntityType, listed_ids, name_form, nationality
from riwaya.arabic.identity import Link, together
from riwaya.arabic.names import speaks_for, title_key
from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import WORD, proclitics, tokens
from riwaya.link.terms import NAME, Words, may_tell, telling, word_key
from riwaya.model import Article, Speaker, Statement

TYPES: tuple[EntityType, ...] = ("PER", "ORG", "LOC")
Agreement = Literal["same", "related", "different"]
#: Where a name is mentioned, from and to, and the entity's id.
NamedAt = tuple[int, int, str]
#: Words and names of which it is remembered what they are compared by (some hundred bytes each).
REMEMBERED = 1 << 14
_OWN_COUNTRY = frozenset({"بلاده", "بلادها", "بلادنا", "بلده", "بلدها", "بلدنا"})
#: What follows a name after a comma describes it: ``زيدان، مدرب الفريق``.
_DESCRIPTION = re.compile(r"\s*[،,(].*", re.DOTALL)


class Cast(NamedTuple):
    """Entities of a story's articles: story ids of persons by the article's id, types, titles, and their bearers."""

    ids: dict[str, str]
    types: dict[str, EntityType]
    roles: dict[str, frozenset[str]]
    bearers: dict[frozenset[str], str]

    def of(self, entity: str | None) -> str | None:
        """The story's id of an entity, or of several joined by +; a capital counts as the state it speaks for."""
        if entity is None:
            return None
        return "+".join(speaks_for(each) or self.ids.get(each, each) for each in entity.split("+"))

    def bearer(self, title: str) -> str | None:
        """The one person of the story whom an article gives this title, in these words or in fewer."""
        words = _title_words(title)
        if words in self.bearers:
            return self.bearers[words]
        fewer = {person for held, person in self.bearers.items() if len(held) > 1 and held < words}
        return fewer.pop() if len(fewer) == 1 else None


class Source(NamedTuple):
    """A speaker as it is compared: ``words`` of the name; ``around`` also those of its titles, and its entities."""

    name: str
    entity: str | None
    person: bool
    words: frozenset[str]
    around: frozenset[str]


class Identities(NamedTuple):
    """Who is who among many articles: each entity id → the id it goes under, and the names that brought two together.

    Ids that the lists give never change; those of one person, body or place in several spellings become one.
    """

    ids: dict[str, str]
    links: tuple[Link, ...]


def identities(articles: Iterable[Article]) -> Identities:
    """One id for each person, body and place of all ``articles``, in time that grows with the number of names.

    A family or given name that stands alone in an article keeps its own id: whom it means only its story tells
    (``cast``). No two full names become one through a shorter name that fits both.
    """
    known = _Named()
    for article in articles:
        known.read(article)
    return known.identities(one_story=False)


class _Named:
    """What articles call their entities: types, fullest names, titles and how often each is mentioned, by id."""

    def __init__(self) -> None:
        self.types: dict[str, EntityType] = {}
        self.names: dict[str, str] = {}
        self.roles: dict[str, set[str]] = {}
        self.counts: Counter[str] = Counter()

    def read(self, article: Article) -> None:
        """Take in the mentions and the records of one article."""
        self.types.update((mention.entity, mention.type) for mention in article.mentions)
        self.counts.update(mention.entity for mention in article.mentions)
        for entity in article.people:
            self.types[entity.id] = entity.type
            self.names[entity.id] = max(self.names.get(entity.id, ""), entity.name, key=lambda name: (len(name), name))
            self.roles.setdefault(entity.id, set()).update(entity.roles)

    def identities(self, *, one_story: bool) -> Identities:
        """The ids brought together, type by type."""
        ids: dict[str, str] = {}
        links: list[Link] = []
        for type in TYPES:
            mine = {id_: name for id_, name in self.names.items() if self.types[id_] == type}
            weights: Counter[str] = Counter()
            for id_, name in mine.items():
                weights[name] += self.counts[id_]
            naming = together(weights, type, one_story=one_story)
            bearer = {name: id_ for id_, name in sorted(mine.items(), reverse=True)}
            bearer.update((name, id_) for id_, name in sorted(mine.items(), reverse=True) if id_ in listed_ids())
            new = {id_: bearer[naming.under[name]] for id_, name in mine.items() if id_ not in listed_ids()}
            ids |= {id_: new.get(id_, id_) for id_ in mine}
            links += naming.links
        return Identities(ids, tuple(links))


def cast(articles: Iterable[Article]) -> Cast:
    """The entities of a story's articles; one known by a fuller name in another article gets that one's id."""
    known = _Named()
    for article in articles:
        known.read(article)
    types, roles = known.types, known.roles
    ids = known.identities(one_story=True).ids
    held: dict[str, set[str]] = {}
    for id_, phrases in roles.items():
        held.setdefault(ids.get(id_, id_), set()).update(phrases)
    return Cast(ids, types, {id_: frozenset(phrases) for id_, phrases in held.items()}, _bearers(held, types))


def _bearers(roles: Mapping[str, Iterable[str]], types: Mapping[str, EntityType]) -> dict[frozenset[str], str]:
    """Person by title, for the titles that one person alone bears."""
    bearers: dict[frozenset[str], set[str]] = {}
    for person, phrases in roles.items():
        if types.get(person) == "PER":
            for phrase in phrases:
                bearers.setdefault(_title_words(phrase), set()).add(person)
    return {title: persons.pop() for title, persons in bearers.items() if len(persons) == 1 and title}


@lru_cache(maxsize=REMEMBERED)
def _title_words(phrase: str) -> frozenset[str]:
    """What a title is known by, whatever the order of its words."""
    return frozenset(title_key(phrase))


def source(article: Article, speaker: Speaker, who: Cast) -> Source:
    """``speaker`` of a statement in ``article``, with the titles that the article gives it."""
    spoken = speaker.span.of(article.text) if speaker.span else ""
    name = _DESCRIPTION.sub("", speaker.name) or speaker.name
    entity = who.of(speaker.entity or _inside(article, speaker)) or who.bearer(name)
    several = (entity or "").split("+")
    roles = {role for each in several for role in who.roles.get(each, ())}
    around = frozenset({NAME + each for each in several if each}).union(*map(word_keys, (speaker.name, spoken, *roles)))
    return Source(name, entity, who.types.get(entity or "") == "PER", word_keys(name), around)


def _inside(article: Article, speaker: Speaker) -> str | None:
    """The organisation that a source without an id names after its head noun alone (تنظيم "النور")."""
    span = speaker.span
    if span is None:
        return None
    named = [m for m in article.mentions if span.contains(m.span)]
    if len(named) != 1 or named[0].type != "ORG":
        return None
    around = tokens(article.text, span.start, named[0].span.start) + tokens(article.text, named[0].span.stop, span.stop)
    words = [token.norm for token in around if token.kind == WORD]
    return named[0].entity if len(words) == 1 and words[0] in _heads() else None


@cache
def _heads() -> frozenset[str]:
    return lexicon.column("org_heads", "word")


def agreement(left: Source, right: Source) -> Agreement:
    """Do two sources speak as one? Two named persons do or do not; bodies, states and spokesmen can be related."""
    if _one(left, right):
        return "same"
    if left.person and right.person:
        return "different"
    return "related" if (left.around & right.around) - _generic() else "different"


def agreements(sources: Sequence[Source]) -> Iterator[tuple[int, int, Agreement]]:
    """Each two of ``sources`` (by position, the later one first) that are the same or related.

    Only those are looked at that share what makes them so: a spelling, a word, an entity, or the noun they open with.
    """
    holders: dict[tuple[str, str], list[int]] = {}
    opened: dict[str, list[int]] = {}
    for i, each in enumerate(sources):
        for mark in (("name", word_key(each.name)), *(("word", word) for word in each.around - _generic())):
            holders.setdefault(mark, []).append(i)
        for word in _opening(each.name):
            opened.setdefault(word, []).append(i)
    pairs = {(j, i) for held in holders.values() for at, i in enumerate(held) for j in held[at + 1 :]}
    for i, each in enumerate(sources):
        if each.words <= _generic():
            pairs |= {(max(i, j), min(i, j)) for word in each.words for j in opened.get(word, ()) if i != j}
    for i, j in sorted(pairs):
        kind = agreement(sources[i], sources[j])
        if kind != "different":
            yield i, j, kind


def _one(left: Source, right: Source) -> bool:
    if (left.entity is not None and left.entity == right.entity) or word_key(left.name) == word_key(right.name):
        return True
    if left.person or right.person:
        return False
    named, other = left.words - _generic(), right.words - _generic()
    if named and other:
        return named == other and left.words & right.words != frozenset()
    return _opens(left, right) or _opens(right, left)


def _opens(short: Source, long: Source) -> bool:
    """True when a description without a name (الشرطة) is how a fuller one begins (مصادر في الشرطة الفرنسية)."""
    return bool(short.words) and short.words <= _opening(long.name)


@lru_cache(maxsize=REMEMBERED)
def _opening(name: str) -> frozenset[str]:
    """The words for speakers in general that a name opens with."""
    words = (skeleton(t.norm) for t in tokens(name) if t.kind == WORD and telling(t))
    return frozenset(takewhile(_generic().__contains__, words))


def named_in(article: Article) -> list[NamedAt]:
    """Start, stop and entity of each mention of a name in ``article``, in order."""
    return sorted((*mention.span, mention.entity) for mention in article.mentions)


def content_keys(named: Sequence[NamedAt], statement: Statement, found: Words, who: Cast, by: Source) -> frozenset[str]:
    """What the content of a statement is compared by: names by the story's id, other telling words by skeleton.

    ``named`` is what its article names (``named_in``), ``found`` are its words; where its source speaks of "his
    country", that is the state named in the source's titles.
    """
    first = min((span.start for span in statement.content), default=0)
    stop = max((span.stop for span in statement.content), default=0)
    near = [each for each in named[: bisect_left(named, (stop,))] if each[1] > first]
    mentions = [each for each in near if any(start < each[1] and each[0] < stop for start, stop in statement.content)]
    starts = [mention[0] for mention in mentions]
    out = {NAME + (who.of(mention[2]) or "") for mention in mentions}
    state = _state(by)
    for token in found.tokens:
        word = _compared(token.norm)
        at = bisect_left(starts, token.stop) - 1
        if word is not None and not (at >= 0 and token.start < mentions[at][1]):
            out.add(state if state and proclitics(token.norm).stem in _OWN_COUNTRY else word)
    return frozenset(out)


def _state(by: Source) -> str | None:
    """The key of the one state that a source is or that its titles name."""
    states = {each for each in by.around if each.startswith(f"{NAME}loc:")}
    return states.pop() if len(states) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def _compared(norm: str) -> str | None:
    """The key of a telling word: an adjective of nationality by its state, others by skeleton; None for the rest."""
    if not may_tell(norm):
        return None
    country = nationality(name_form(norm)) if len(norm) > 3 else None
    return NAME + country if country else skeleton(norm)


@lru_cache(maxsize=REMEMBERED)
def word_keys(text: str) -> frozenset[str]:
    """The keys of the telling words of ``text``; adjectives of nationality by their state."""
    found = (_compared(token.norm) for token in tokens(text) if token.kind == WORD)
    return frozenset(word for word in found if word is not None)


@cache
def _generic() -> frozenset[str]:
    """Words for speakers in general (official, ministry, newspaper): sharing one does not make two sources related."""
    rows = lexicon.load("source_nouns").rows
    return frozenset(skeleton(row["word"]) for row in rows if row["tells"] != "trade")


def fullest(names: Mapping[str, int]) -> str:
    """The fullest of the names given to one source: most words without a description, then the most frequent."""
    plain = {name: (len(name.split()), count) for name, count in names.items() if not _DESCRIPTION.search(name)}
    chosen = plain or {name: (-len(name), count) for name, count in names.items()}
    return max(chosen, key=lambda name: (*chosen[name], name))
