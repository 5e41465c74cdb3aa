"""One name for all the spellings of a person, body or place among many: near-linear, without chains of weak links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from riwaya.arabic.bodies import alike_bodies, alike_places, body
from riwaya.arabic.gazetteer import EntityType, name_forms
from riwaya.arabic.persons import SAME, Likeness, alike_persons, blocks, parts, standing
from riwaya.arabic.spelling import block, plain

__all__ = ["Link", "Naming", "alike", "together"]

#: Under this likeness a link between two names of several parts is weak: it stands only where nothing speaks against.
WEAK = 0.85
#: Among articles that are not of one story two names need more than ``SAME``, and names of one word, which nothing
#: around them supports, still more: of 115 links looked at among the 800 between the names of 8,300 articles of 2018,
#: most of the wrong ones were below.
APART, APART_ONE_WORD = 0.7, 0.85
#: So many names of one block are compared with all others of it, the most frequent first: bounds the work where a block
#: is a pair of names that half a country bears.
CROWD = 48
#: Names of which it is remembered where they are filed (some hundred bytes each): each story has some, most of them
#: known from another.
REMEMBERED = 1 << 13

_ALIKE: dict[str, Callable[[str, str], Likeness]] = {
    "PER": alike_persons,
    "ORG": alike_bodies,
    "LOC": alike_places,
}


class Link(NamedTuple):
    """Two names that were taken for one: how sure that is, and why."""

    left: str
    right: str
    score: float
    why: str


class Naming(NamedTuple):
    """Each name → the most frequent full name that it goes under, and the links that brought them together."""

    under: dict[str, str]
    links: tuple[Link, ...]


def alike(left: str, right: str, type: EntityType) -> Likeness:
    """How sure it is that two names of one type mean one person, body or place, in 0..1, and why.

    >>> alike("سيرغي لافروف", "سيرجيه لافروف", "PER").same, alike("النيجر", "نيجيريا", "LOC").same
    (True, False)
    """
    return _ALIKE[type](left, right)


def together(names: Mapping[str, int], type: EntityType, *, one_story: bool = False) -> Naming:
    """The names (with how often each is met) brought under the usual full name of whom they mean.

    Names are compared within blocks of like sound only, so that the work grows with their number. Two groups become one
    only when each name of the one goes with each of the other; a shorter name that fits two who are not one joins
    neither. ``one_story``: likeness needs to be less, and family or given names alone join too, where one person alone
    fits them; that is right among the articles of one story and wrong among all articles of a year.

    >>> naming = together({"سيرغي لافروف": 3, "سيرجي لافروف": 1, "لافروف": 9}, "PER", one_story=True)
    >>> len(set(naming.under.values()))
    1
    """
    groups = _Groups(names, type)
    links = [link for link in _candidates(names, type) if one_story or link.score >= _least(link)]
    for link in sorted(_unambiguous(links, type), key=lambda link: (-link.score, link.left, link.right)):
        groups.join(link)
    if one_story and type == "PER":
        for name in sorted(name for name in names if len(standing(name)) == 1):
            groups.attach(name)
    return Naming(groups.under(), tuple(groups.links))


def _candidates(names: Mapping[str, int], type: EntityType) -> list[Link]:
    """Every two names of a block that may be one."""
    filed: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-names[name], name)):
        for key in _blocks(name, type):
            filed[key].append(name)
    found: dict[tuple[str, str], Link] = {}
    for members in filed.values():
        crowd = set(members[:CROWD])
        for left, right in combinations(members, 2):
            if left in crowd and (left, right) not in found:
                score, why = alike(left, right, type)
                if score >= SAME:
                    found[left, right] = Link(left, right, score, why)
    return list(found.values())


def _least(link: Link) -> float:
    """What two names need in order to be one when their articles are not of one story."""
    return APART_ONE_WORD if min(len(name_forms(link.left)), len(name_forms(link.right))) == 1 else APART


@lru_cache(maxsize=REMEMBERED)
def _blocks(name: str, type: EntityType) -> tuple[tuple[str, ...], ...]:
    if type == "PER":
        return blocks(standing(name))
    if type == "ORG":
        found = body(name)
        return ((*sorted(map(block, found.words)), *sorted(found.countries)),)
    return tuple(
        {
            (block("".join(map(plain, forms)), whole=True),)
            for forms in (name_forms(name), name_forms(name)[1:])
            if forms
        }
    )


def _unambiguous(links: list[Link], type: EntityType) -> Iterable[Link]:
    """Without the weak links of a name that fits several who are not one."""
    partners: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.score < WEAK:
            short, long = sorted((link.left, link.right), key=lambda name: (len(parts(name)), name))
            partners[short].append(long)
    torn = {
        short
        for short, others in partners.items()
        if any(not alike(one, two, type).same for one, two in combinations(others[:CROWD], 2))
    }
    return (link for link in links if link.score >= WEAK or not torn & {link.left, link.right})


class _Groups:
    """Names on their way to groups; a group is known by its first name."""

    def __init__(self, names: Mapping[str, int], type: EntityType) -> None:
        self.names, self.type = names, type
        self.head = {name: name for name in names}
        self.members = {name: [name] for name in names}
        self.links: list[Link] = []
        self._by_word: dict[str, set[str]] | None = None

    def join(self, link: Link) -> None:
        """Make one group of two where no name of the one is another's than those of the other."""
        left, right = self.head[link.left], self.head[link.right]
        if left == right:
            return
        pairs = product(self.members[left], self.members[right])
        if all(alike(one, two, self.type).same for one, two in pairs):
            self._merge(left, right)
            self.links.append(link)

    def _merge(self, left: str, right: str) -> None:
        moved = self.members.pop(right)
        self.members[left] += moved
        self.head.update(dict.fromkeys(moved, left))

    def attach(self, name: str) -> None:
        """Put a name of one part to the one group that it fits."""
        fitting: dict[str, Link] = {}
        for other in sorted(self._near(name)):
            score, why = alike(name, other, self.type)
            if score >= SAME:
                fitting.setdefault(self.head[other], Link(other, name, score, why))
        fitting.pop(self.head[name], None)
        if len(fitting) == 1:
            (group, link), *_ = fitting.items()
            if self.head[name] == name and len(self.members[name]) == 1:
                self._merge(group, name)
                self.links.append(link)

    def _near(self, name: str) -> set[str]:
        """The names of several parts that begin or end like ``name``, and the same word in other spellings."""
        if self._by_word is None:
            self._by_word = defaultdict(set)
            for each in self.names:
                key = standing(each)
                for word in {key[0], key[-1]} if key else ():
                    self._by_word[block(word)].add(each)
        return {each for word in standing(name) for each in self._by_word.get(block(word), ()) if each != name}

    def under(self) -> dict[str, str]:
        """Each name → the most frequent full name of its group."""
        out: dict[str, str] = {}
        for members in self.members.values():
            usual = max(members, key=lambda name: (len(parts(name)) > 1, self.names[name], name))
            out.update(dict.fromkeys(members, usual))
        return out
