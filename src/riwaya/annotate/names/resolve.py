"""Which of several overlapping names stands, and later, shorter mentions of the same persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riwaya.annotate.names.people import name_at
from riwaya.annotate.names.words import Found, Words, facts
from riwaya.arabic.gazetteer import name_forms
from riwaya.arabic.names import is_particle, name_key

#: Of two names of the same length the better-founded one stands.
RANK = {
    "list": 0,
    "title": 1,
    "echo": 1,
    "first-name": 2,
    "organisation-noun": 3,
    "organisation-named": 4,
    "place-noun": 5,
    "speech": 6,
    "place-noun-outside": 7,
}


def resolve(words: Words, found: list[Found]) -> list[Found]:
    """The names that stand, by position: a longer one before the shorter ones it overlaps."""
    found = [_without_person(words, name) if name.rule == "place-noun" else name for name in found]
    taken = bytearray(len(words))
    kept: list[Found] = []
    for name in sorted(
        found, key=lambda name: (name.first - name.last, RANK[name.rule], name.role is None, name.first)
    ):
        if not any(taken[name.first : name.last]):
            taken[name.first : name.last] = b"\1" * (name.last - name.first)
            kept.append(name)
    titled = sorted(
        (name for name in found if name.role is not None), key=lambda name: name.role or (0, 0), reverse=True
    )
    roles = {name.first: name.role for name in titled if name.role is not None}
    return sorted(_with_role(name, roles) for name in kept)


def _without_person(words: Words, name: Found) -> Found:
    """A place before a person: in ``النائب عن سهل كذا فؤاد الحداد`` the place ends where the first name begins."""
    for at in range(name.first + 2, name.last):
        stop, cut = name_at(words, at)
        if stop > name.last and cut == 0:
            return name._replace(last=at, span=None)
    return name


def add(found: list[Found], more: Iterable[Found]) -> list[Found]:
    """``found`` and those of ``more`` that stand where nothing else does."""
    taken = {at for name in found for at in range(name.first, name.last)}
    free = [name for name in more if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*found, *free])


def _with_role(name: Found, roles: dict[int, tuple[int, int]]) -> Found:
    """A person keeps the title that leads to the name, whichever rule found the name itself."""
    if name.type != "PER" or name.first not in roles:
        return name
    return name._replace(role=roles[name.first])


def echoes(words: Words, found: list[Found]) -> Iterator[Found]:
    """Shorter mentions of persons named in full elsewhere: the family name, the given name, the first two parts."""
    parts = _short_forms(words, found)
    if not parts:
        return
    taken = {at for name in found for at in range(name.first, name.last)}
    exact = {form for name in found if name.type == "PER" for form in words.forms[name.first : name.last]}
    free = 0
    for at, fact in enumerate(words.facts):
        if at in taken or at < free:
            continue
        listed = fact.common or fact.nisba or fact.known or fact.stop
        for cut, rest in fact.readings:
            if (rest in exact or not listed) and (rests := parts.get(name_key(rest))):
                width = _matches(words, at, rests)
                if width:
                    free = at + width
                    yield Found(at, free, cut, "PER", "echo")
                    break


Short = dict[str, set[tuple[str, ...]]]


def _short_forms(words: Words, found: list[Found]) -> Short:
    """By the key of the first word, the keys that may follow it in a short mention."""
    short: Short = {}
    for name in found:
        if name.type != "PER":
            continue
        full = name_forms(name.name) if name.name else tuple(words.forms[name.first : name.last])
        forms = [form if i else form[name.cut * (not name.name) :] for i, form in enumerate(full)]
        for shorter in shorter_names(forms):
            if _tellable(shorter):
                keys = [name_key(form) for form in shorter]
                short.setdefault(keys[0], set()).add(tuple(keys[1:]))
    return short


def shorter_names(forms: list[str]) -> Iterator[list[str]]:
    """The shorter forms under which a person of this full name is mentioned again."""
    if len(forms) < 2:
        return
    last = 1
    while last < len(forms) and is_particle(forms[-last - 1]):
        last += 1
    if last < len(forms):
        yield forms[-last:]
        if last > 1 and forms[-last] not in ("عبد", "ابو", "بن", "ال"):
            yield forms[-1:]
    yield forms[:1]
    if len(forms) > 2:
        yield forms[:2]
        yield forms[1:]


def _tellable(forms: list[str]) -> bool:
    """May a short mention be told from a common word? A family name with ال may, where its full name is given."""
    if len(forms) > 1:
        return True
    fact = facts(forms[0])
    if len(forms[0]) < 3 or fact.weak or fact.stop or fact.title or fact.org or fact.particle or fact.nisba:
        return False
    return not fact.common or (fact.part and forms[0].startswith("ال"))


def _matches(words: Words, at: int, rests: set[tuple[str, ...]]) -> int:
    """How many words of a short mention stand at ``at``; 0 when none does."""
    best = 0
    for rest in rests:
        stop = at + 1 + len(rest)
        near = stop <= len(words) and words.together(at, stop)
        if near and tuple(map(name_key, words.forms[at + 1 : stop])) == rest:
            best = max(best, 1 + len(rest))
    return best
