"""May two names mean one person? Their parts compared in order, with a score and the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from riwaya.arabic.gazetteer import known, name_forms, nationality, readings, word_set, word_table
from riwaya.arabic.names import family_first, is_name_part, opens_name, person_key
from riwaya.arabic.spelling import block, is_native, likeness, plain

__all__ = ["GIVEN_NAME", "SAME", "Likeness", "alike_persons", "blocks", "parts", "person_id", "standing", "untitled"]

#: What a pair of names needs to be taken for one: from here on the one may be the other's.
SAME = 0.5
#: How much is left of the likeness of the words when one name is shorter: a middle part, the end, the family name of a
#: Korean or Chinese name or the given names of a Western one, the family name alone, and the given name alone left out
#: or standing. In this order of trust; only their order and the side of ``SAME`` on which they stand matter.
MIDDLE, END, FRONT, FAMILY, GIVEN = 0.9, 0.8, 0.75, 0.7, 0.55
#: Both names are one word, and one word is little evidence.
BARE = 0.7
_SONS = frozenset("بن ابن ابنه بنت ال بنو".split())
_JOINING = frozenset("عبد ابو ام ولد ابي ابا دي دو دا ديل فان فون ديلا لا لو دال دل فوغ ماك ذو سان".split())
#: Second halves of given names of two words (نصر الله, نور الدين, سيف الإسلام).
_SECOND = frozenset("الله الدين الاسلام الزمان".split())
#: Words that tell persons of one name apart.
_APART = frozenset("الاب الابن الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر عشر".split())
_LINKS = frozenset({"في", "لدى", "عن", "باسم", "لشوون", "و"})
#: Of ranks (الفريق أول, اللواء ركن): whatever stands before is one.
_GRADES = frozenset({"اول", "ركن", "طيار"})


class Likeness(NamedTuple):
    """How sure it is that two names mean one, in 0..1, and why."""

    score: float
    why: str

    @property
    def same(self) -> bool:
        """True from ``SAME`` on."""
        return self.score >= SAME


_NO = Likeness(0.0, "other-parts")
#: Why a given name alone is taken for a full name.
GIVEN_NAME = "given-name"


@lru_cache(maxsize=1 << 14)
def untitled(name: str) -> tuple[str, ...]:
    """The forms of a person's name without the titles before it.

    >>> untitled("وزير الخارجية الروسي سيرغي لافروف") == untitled("سيرغي لافروف")
    True
    """
    forms = name_forms(name)
    at = 0
    while at < len(forms) - 1 and _is_of_title(forms, at):
        at += 1
    return forms[at:]


def _is_of_title(forms: tuple[str, ...], at: int) -> bool:
    """Does the word at ``at`` belong to the titles before the name? A given name does not."""
    form, titles = forms[at], word_table("titles")
    if forms[at + 1] in _GRADES or (at and forms[at - 1] in _LINKS):
        return True
    if at == 0 and form not in titles:
        return False
    opened = opens_name(form)
    if form in titles:
        given = opened is not None or (is_name_part(form) and not form.startswith("ال"))
        return at > 0 or not given or _of_office(forms[at + 1]) or any(map(opens_name, forms[2:]))
    if opened is not None and not opened[1]:
        return False
    if _of_office(form):
        return True
    later = any(opens_name(rest) for rest in forms[at + 1 : -1])
    return (form.startswith(("ال", "لل")) and (later or not is_name_part(form))) or _is_place(form)


def _of_office(form: str) -> bool:
    """Words that go on a title: أمين is a name before الجميل, a title before عام."""
    return form in _LINKS or form in _GRADES or form in word_set("title_words") or nationality(form) is not None


def _is_place(form: str) -> bool:
    rows = (row for _, rest in readings(form) for row in known().get(rest, ()))
    return any(not others and entry.type != "PER" and entry.kind == "country" for others, entry in rows)


@lru_cache(maxsize=1 << 14)
def parts(name: str) -> tuple[str, ...]:
    """The comparable parts of a person's name: compounds as one, without titles and without son of.

    >>> parts("الأمير محمد بن سلمان"), parts("عبد الله نصر الله") == parts("عبدالله نصرالله")
    (('محمد', 'سلمان'), True)
    """
    found: list[str] = []
    glue = ""
    for form in untitled(name):
        word = {"ابي": "ابو", "ابا": "ابو"}.get(form, form)
        if form in _SECOND and found and not glue:
            found[-1] = plain(found[-1] + form)
        elif form in _JOINING:
            glue += word
        elif form not in _SONS:
            found.append(form if form in _APART and found else plain(glue + form))
            glue = ""
    return (*found, glue) if glue else tuple(found)


@lru_cache(maxsize=1 << 13)
def standing(name: str) -> tuple[str, ...]:
    """The parts of the full name, where the name is one of a known figure; else its own parts.

    >>> standing("ترمب") == standing("دونالد ترامب"), standing("سامي الأشقر")
    (True, ('سامي', 'اشقر'))
    """
    own = parts(name)
    return _figures().get(own, own)


@cache
def _figures() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Parts of every listed spelling of a figure → parts of the full name."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for first, entries in known().items():
        for rest, entry in entries:
            if entry.type == "PER":
                table.setdefault(parts(" ".join((first, *rest))), parts(entry.name))
    return table


def person_id(name: str) -> str:
    """The id of a person known by ``name``: the same in every article and process, and for spellings of one key.

    >>> person_id("سيرجي لافروف") == person_id("سيرغي لافروف") == person_id("لافروف")
    True
    """
    key = person_key(name)
    return "per:" + "-".join(_figure_keys().get(key, key))


@cache
def _figure_keys() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The same as ``_figures`` by the keys that ids are made of."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for first, entries in known().items():
        for rest, entry in entries:
            if entry.type == "PER":
                table[person_key(" ".join((first, *rest)))] = person_key(entry.name)
    return table


def alike_persons(left: str, right: str) -> Likeness:
    """How sure it is that ``left`` and ``right``, in any spelling, with or without titles, name one person.

    >>> alike_persons("الرئيس رجب طيب إردوغان", "أردوغان").same
    True
    >>> alike_persons("كيم جونغ أون", "كيم إيل سونغ").same
    False
    """
    one, two = standing(left), standing(right)
    if not one or not two:
        return _NO
    if _numbered(left) != _numbered(right) and _numbered(left) and _numbered(right):
        return Likeness(0.0, "another-of-the-name")
    return _alike(*sorted((one, two), key=lambda key: (len(key), key)))


@lru_cache(maxsize=1 << 13)
def _numbered(name: str) -> frozenset[str]:
    return _APART.intersection(name_forms(name))


@lru_cache(maxsize=1 << 15)
def _alike(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    if short == long:
        return Likeness(BARE if len(short) == 1 else 1.0, "equal")
    best = max((_judged(short, long, way) for way in _ways(short, long)), default=_NO)
    return best if best.score else Likeness(0.0, "other-parts")


class _Way(NamedTuple):
    """One way to find the parts of the shorter name in the longer one: the least likeness, and the parts used."""

    score: float
    used: tuple[int, ...]


def _ways(short: tuple[str, ...], long: tuple[str, ...], start: int = 0) -> Iterator[_Way]:
    """Every way to find the parts of ``short`` in ``long`` in order; two parts may be written as one."""
    if not short:
        yield _Way(1.0, ())
        return
    for at in range(start, len(long)):
        for mine, theirs in ((1, 1), (1, 2), (2, 1)):
            if len(short) < mine or at + theirs > len(long):
                continue
            score = likeness("".join(short[:mine]), "".join(long[at : at + theirs]))
            if score >= SAME:
                for way in _ways(short[mine:], long, at + theirs):
                    yield _Way(min(score, way.score), (*range(at, at + theirs), *way.used))


def _judged(short: tuple[str, ...], long: tuple[str, ...], way: _Way) -> Likeness:
    """What the parts of the longer name that were not found say against it."""
    first, last = way.used[0], way.used[-1]
    if len(way.used) == len(long):
        return Likeness(way.score, "spelling")
    if len(short) == 1:
        return _short(long, way)
    if first == 0:
        return Likeness(way.score * (MIDDLE if last == len(long) - 1 else END), "shorter")
    if last == len(long) - 1 and (family_first(long[0]) or not any(map(is_native, long))):
        return Likeness(way.score * FRONT, "without-first-part")
    return _NO  # the shorter name is that of the father


def _short(long: tuple[str, ...], way: _Way) -> Likeness:
    """One part alone: a family name, or a given name."""
    first, last = way.used[0], way.used[-1]
    if last == len(long) - 1 or (first == 0 and family_first(long[0])):
        return Likeness(way.score * FAMILY, "family-name")
    return Likeness(way.score * GIVEN if first == 0 and way.score == 1.0 else 0.0, GIVEN_NAME)


def blocks(key: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Under what a name (its parts) is filed, so that other names of the person are found there.

    Two names of two parts or more that may be one share the first and the last part, the first two, or the last two.
    """
    if len(key) < 2:
        return ()
    ends = {(key[0], key[-1]), key[:2], key[-2:]}
    return tuple(sorted({tuple(map(block, pair)) for pair in ends} | {(block("".join(key), whole=True),)}))
