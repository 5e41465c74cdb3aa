"""Titles and descriptions of persons, and the names they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.names.people import after_speech, could_be_part, known_at, name_at, name_end, particle_width
from riwaya.annotate.names.words import BRACKET, COMMA, FAR, NEAR, Found, Words
from riwaya.arabic.gazetteer import readings, word_set

#: Words between a title and the name: نائب رئيس لجنة الشؤون الخارجية في مجلس النواب الأمريكي السابق.
LONGEST_TITLE = 12
#: Words that lead on inside a title: the chair of, at, for.
_LINKS = frozenset({"في", "لدى", "عن", "باسم", "من", "الى"})


def by_title(words: Words) -> Iterator[Found]:
    """A title or description and the name it leads to: نائب وزير الخارجية … سيرجي …"""
    for at, fact in enumerate(words.facts):
        if fact.title is None:
            continue
        start = _name_after(words, at)
        if start:
            stop, cut = _titled_name(words, start, honorific=fact.title.kind == "honorific" and start == at + 1)
            if stop:
                yield Found(start, stop, cut, "PER", "title", role=_own_title(words, at, start))


def _own_title(words: Words, at: int, start: int) -> tuple[int, int] | None:
    """The part of the title at ``[at, start)`` that is the named person's own; None when none of it is.

    A kinsman's or a bare construct noun is another's (والد …, محامي …); a definite title after a finished phrase
    begins anew (مدرب المنتخب المغربي | المهاجم …).
    """
    head = words.facts[at].title
    bare = start == at + 1 and not words.facts[at].definite and not words.forms[at].endswith(("ه", "ها", "هم"))
    if head is None or head.kind == "kin" or (head.kind == "head" and bare):
        return None
    for inner in range(start - 1, at + 1, -1):
        title = words.facts[inner].title
        anew = title is not None and title.kind == "head" and title.cut == 0 and words.facts[inner].definite
        if anew and words.facts[inner - 1].definite and words.near(inner):
            return inner, start
    return at, start


def _name_after(words: Words, at: int) -> int:
    """The word where the name begins after the title at ``at``; 0 when the title leads to none."""
    position = at + 1
    while position < len(words) and position - at <= LONGEST_TITLE:
        between = words.gap(position)
        if between not in (NEAR, COMMA, BRACKET, "-"):
            return 0
        if _begins_name(words, position, sure=between != NEAR):
            return position
        honoured = between == COMMA and _is_honorific(words, position)
        step = 1 if honoured else _title_step(words, position) if between in (NEAR, BRACKET) else 0
        if not step:
            return 0
        position += step
    return 0


def _is_honorific(words: Words, at: int) -> bool:
    title = words.facts[at].title
    return title is not None and title.kind == "honorific" and title.cut == 0


def _begins_name(words: Words, at: int, *, sure: bool) -> bool:
    """Does a person's name begin here? ``sure``: a comma stands before, so only known names count."""
    fact = words.facts[at]
    if at in words.things or words.forms[at - 1] in _LINKS:
        return False
    found = known_at(words, at, types="PER")
    if found is not None:
        return found[1] == 0
    if name_at(words, at)[0] and name_at(words, at)[1] == 0:
        return True
    if fact.stop or fact.nisba or fact.common or fact.title or fact.org or fact.place or _describes(words, at):
        return False
    if _bare(words.forms[at]) in word_set("title_words"):
        return False
    if fact.particle:
        return bool(particle_width(words, at))
    if sure:
        return _set_off(words, at)
    return fact.part or (not fact.definite and could_be_part(words, at) and name_end(words, at) - at >= 2)


def _set_off(words: Words, at: int) -> bool:
    """Two or more words between commas, at least one of them a known part of names and the others on no list."""
    if not words.facts[at].part and (words.facts[at].definite or not could_be_part(words, at)):
        return False
    stop = name_end(words, at)
    closed = words.gap(stop) in (COMMA, FAR) or name_end(words, at, strict=True) == stop
    return stop - at >= 2 and closed and any(fact.part for fact in words.facts[at:stop])


def _describes(words: Words, at: int) -> bool:
    """A definite word that could be a family name is an adjective of the title when a first name still follows."""
    while at + 1 < len(words) and words.forms[at].startswith("ال") and words.near(at + 1):
        at += 1
        if name_at(words, at)[0] or known_at(words, at, types="PER"):
            return True
    return False


def _bare(form: str) -> str:
    return form[2:] if form.startswith("ال") else form


def _title_step(words: Words, at: int) -> int:
    """How many words at ``at`` go on with the title; 0 when it ends here."""
    fact, form = words.facts[at], words.forms[at]
    if words.gap(at) == BRACKET:
        return _bracketed(words, at)
    if at in words.things:
        return words.things[at] - at
    if fact.nisba or fact.title is not None or form in _LINKS:
        return 1
    if fact.stop and form not in _TITLE_STOPS:
        return 0
    if fact.definite or any(rest in word_set("title_words") for _, rest in readings(form)):
        return 1
    return 0


#: Words that end a name but may belong to a title.
_TITLE_STOPS = frozenset(
    {"السابق", "السابقه", "الحالي", "الحاليه", "الجديد", "الجديده", "الراحل", "الراحله", "المنتخب", "عام", "سابقا"}
)


def _bracketed(words: Words, at: int) -> int:
    """An organisation's other name in brackets is part of the title; so is what follows the closing bracket."""
    if at in words.things:
        return words.things[at] - at if words.gap(words.things[at]) == BRACKET else 0
    return 0


def _titled_name(words: Words, start: int, *, honorific: bool) -> tuple[int, int]:
    found = known_at(words, start, types="PER")
    stop, cut = name_at(words, start)
    if found is not None and found[0] >= stop:
        return max(found[0], name_end(words, start)), found[1]
    if stop:
        return stop, cut
    if words.facts[start].particle and not honorific:
        return name_end(words, start + 1), 0
    return name_end(words, start), 0


def title_after(words: Words, stop: int) -> tuple[int, int] | None:
    """The title in apposition after a name that ends before word ``stop``: ``، الباحث في جامعة …``."""
    if stop >= len(words) or words.gap(stop) not in (NEAR, COMMA):
        return None
    head = words.facts[stop].title
    if head is None or head.cut or head.kind != "head":
        return None
    comma = words.gap(stop) == COMMA
    if not comma and words.facts[stop].definite and not after_speech(words, stop):
        return None
    if _name_after(words, stop):
        return None
    position = stop + 1
    while position < len(words) and words.gap(position) == NEAR and position - stop <= LONGEST_TITLE:
        step = _title_step(words, position)
        if not step:
            break
        position += step
    while position > stop + 1 and words.forms[position - 1] in _LINKS:
        position -= 1
    return (stop, position) if position > stop + 1 or words.facts[stop].definite else None
