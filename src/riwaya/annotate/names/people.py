"""Names of persons: where they begin and end, behind a known first name, behind a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.names.words import KUNYA, NEAR, Found, Words
from riwaya.arabic.gazetteer import Known, readings
from riwaya.arabic.names import family_first, inflected, is_listed_common, is_name_part

#: The longest name met in news prose has five parts and two particles (… بن … بن … آل …).
LONGEST_NAME = 7


def known_at(words: Words, index: int, *, types: str = "PERLOCORG") -> tuple[int, int, Known] | None:
    """The longest known name that starts at word ``index``: (word after it, letters cut, entry)."""
    best: tuple[int, int, Known] | None = None
    for cut, entries in words.facts[index].known:
        for rest, entry in entries:
            stop = index + 1 + len(rest)
            if best is not None and stop <= best[0]:
                break
            if entry.type in types and tuple(words.forms[index + 1 : stop]) == rest and words.together(index, stop):
                best = stop, cut, entry
                break
    return best


def name_end(words: Words, start: int, *, strict: bool = False) -> int:
    """The word after the name that starts at ``start``; with ``strict``, unknown words are no parts."""
    figure = known_at(words, start, types="PER")
    at = figure[0] if figure is not None and figure[0] > start + 1 else start + 1
    if at > start + 1 and not (at < len(words) and words.facts[at].particle):
        return at
    while at < len(words) and at - start < LONGEST_NAME and words.near(at):
        step = _part_step(words, start, at, strict=strict or (at > start + 1 and not words.facts[at - 1].part))
        if not step:
            break
        at += step
    return at


def _part_step(words: Words, start: int, at: int, *, strict: bool) -> int:
    """How many words at ``at`` go on with a name; 0 when it ends before."""
    fact, form = words.facts[at], words.forms[at]
    if form in _ORDINALS and words.facts[at - 1].first is not None:
        return 1
    if len(form) <= 3 and form not in _NEVER_SYLLABLES and family_first(words.forms[at - 2]) and words.near(at - 1):
        return 1
    if (
        family_first(words.forms[start])
        and at - start < _KOREAN
        and len(form) <= _SYLLABLE
        and not (fact.stop or fact.common)
    ):
        return 1
    if fact.stop or _is_title(words, start, at) or _other_name(words, at):
        return 0
    if fact.particle and (width := particle_width(words, at)):
        return width
    opened = at == start + 1 and words.facts[start].first == 0 and not words.facts[start].weak
    if (opened or (words.forms[at - 2] in _FATHERS and words.near(at - 1))) and _family_shaped(form):
        return 1
    return 1 if fact.part or (not strict and could_be_part(words, at)) else 0


def _is_title(words: Words, start: int, at: int) -> bool:
    """A title ends the name before it; الوكيل and its like are a family name where nothing definite follows."""
    fact = words.facts[at]
    if fact.title is None or fact.title.kind == "honorific":
        return False
    family = at == start + 1 and words.facts[start].first == 0 and fact.part and fact.title.cut == 0
    return not (family and fact.definite and words.near(at + 1) and not words.facts[at + 1].definite)


def _family_shaped(form: str) -> bool:
    """Right after a first name a definite …ي, or a definite word met in names, is a family name whatever it may mean
    elsewhere (السلمي, الحداد).
    """
    return form.startswith("ال") and ((form.endswith("ي") and len(form) > 5) or is_name_part(form))


#: After these and the name they introduce, a definite …ي is the family name too.
_FATHERS = frozenset({"بن", "ابو", "وابو", "لابو", "ابي"})
#: Korean and Chinese names: a family name and two syllables, each spelt with five letters at most.
_KOREAN, _SYLLABLE = 3, 5
#: Of kings and popes.
_ORDINALS = frozenset("الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split())
#: Short words that are no last syllable of a Korean or Chinese name, though they stand where one could.
_NEVER_SYLLABLES = frozenset("ان في من عن مع لم لن لا قد ما او ثم بن كل هو كما وهو".split())


def particle_width(words: Words, at: int) -> int:
    """Words of a particle with the part it needs (بن سلمان, بن عبد العزيز, دي ميستورا); 0 when none follows."""
    stop = at + 1
    while stop < len(words) and words.near(stop) and words.facts[stop].particle and stop - at < 3:
        stop += 1
    if stop >= len(words) or not words.near(stop):
        return 0
    after = words.facts[stop]
    sure = words.forms[stop - 1] in ("عبد", "ابو", "ابي", "بن", "ال") and not after.stop
    return stop + 1 - at if after.part or sure or not (after.stop or after.common) else 0


def _other_name(words: Words, at: int) -> bool:
    """A known place, organisation or figure begins here, so the name before it has ended.

    A place of one word may be a family name too (الزبير); a country is none (``حذر فلان إسرائيل``), but behind a
    particle.
    """
    found = known_at(words, at)
    if found is None:
        return False
    if found[2].kind == "country" and not words.facts[at - 1].particle:
        return True
    if words.facts[at].part and found[0] == at + 1 and found[2].type != "PER":
        return False
    return found[2].type != "PER" or (found[0] > at + 1 and found[1] == 0)


def could_be_part(words: Words, at: int) -> bool:
    """A word on no list is taken for a part of a name when it has no proclitic and no shape of a common word."""
    fact, form = words.facts[at], words.forms[at]
    if fact.common or fact.stop or fact.nisba or fact.title or fact.org or fact.known or not form.isalpha():
        return False
    if len(form) < 3 or form.startswith(("وال", "بال", "لل", "فال", "كال")):
        return False
    if form.startswith("مت") and form.endswith("ا"):
        return False  # قال فلان متخوفا
    if form[0] in "ول" and (fact.first == 1 or form.endswith(("ه", "ها", "هم", "نا", "هما"))):
        return False
    return not (form[0] == "ي" and form.endswith(("ه", "ون", "وا")))


def by_first_name(words: Words) -> Iterator[Found]:
    """A known first name, a kunya or a compound of عبد with another part of a name after it."""
    beyond = 0
    for at, fact in enumerate(words.facts):
        stop, cut = name_at(words, at) if fact.opens and at >= beyond else (0, 0)
        if stop:
            yield Found(at, stop, cut, "PER", "first-name")
            beyond = stop


def name_at(words: Words, at: int) -> tuple[int, int]:
    """(word after, letters cut) of the name that a first name opens at ``at``; (0, 0) when none does."""
    fact = words.facts[at]
    if not fact.opens:
        return 0, 0
    if fact.first is not None and not (fact.known and _is_place(words, at)):
        stop = name_end(words, at, strict=fact.first > 0 or (fact.weak and not _family_name(words, at + 1)))
        if stop - at >= 2 and (_proves(words, at + 1) if fact.weak else _some_part(words, at + 1, stop)):
            return stop, fact.first
    return _compound(words, at)


def _family_name(words: Words, at: int) -> bool:
    """A definite word on no list, and no plural: the family name behind a first name that some words of news are too.

    Where the first name is a frequent word (خلف, جمعة), it proves nothing.
    """
    if at >= len(words) or is_listed_common(words.forms[at - 1]):
        return False
    form = words.forms[at]
    return form.startswith("ال") and could_be_part(words, at) and not inflected(form)


def _proves(words: Words, at: int) -> bool:
    """After a first name that is a common word too, only a family name or another first name proves a name."""
    fact, form = words.facts[at], words.forms[at]
    if fact.particle:
        return True
    if fact.nisba or fact.common or fact.stop or known_at(words, at) is not None:
        return False
    return form.startswith("ال") or (fact.part and not fact.weak)


def _is_place(words: Words, at: int) -> bool:
    found = known_at(words, at, types="LOCORG")
    return found is not None and found[0] > at + 1


def _some_part(words: Words, start: int, stop: int) -> bool:
    """Something after the first name is a known part, or unknown and alone: two unknown words prove nothing."""
    return any(words.facts[i].part or words.facts[i].particle for i in range(start, stop)) or stop - start == 1


def _compound(words: Words, at: int) -> tuple[int, int]:
    cut, form = next(((c, r) for c, r in readings(words.forms[at]) if r in KUNYA), (0, ""))
    if not form or at + 1 >= len(words) or not words.near(at + 1):
        return 0, 0
    after = words.facts[at + 1]
    if form == "عبد":
        return (name_end(words, at + 1), cut) if words.forms[at + 1].startswith("ال") and not after.stop else (0, 0)
    if not after.part or after.stop or known_at(words, at + 1, types="LOCORG") is not None:
        return 0, 0
    return name_end(words, at + 1), cut


def by_speech(words: Words) -> Iterator[Found]:
    """Behind a verb of saying, an indefinite word that is on no list but that of names begins a person's name."""
    for start, form in enumerate(words.forms[:-1], 1):
        if (form in _SAID or form[1:] in _SAID) and words.near(start) and start not in words.things:
            fact = words.facts[start]
            if fact.common or fact.stop or fact.definite or fact.nisba or fact.title or fact.org or fact.place:
                continue
            stop = name_end(words, start)
            if fact.part and stop - start == 1 and (fact.weak or not _reports(words, stop)):
                continue
            if any(words.facts[i].part for i in range(start, stop)) and known_at(words, start) is None:
                yield Found(start, stop, 0, "PER", "speech")


def _reports(words: Words, at: int) -> bool:
    """What was said follows: a complementiser, a colon or quotation mark, or a comma."""
    return words.gap(at) != NEAR or words.forms[at].startswith("ان") or words.forms[at] in ("في", "للصحفيين", "خلال")


def after_speech(words: Words, stop: int) -> bool:
    """Within the few words before a name that ends at ``stop``, a verb of saying makes the name its subject."""
    at = stop
    while at > 0 and stop - at < LONGEST_NAME and (at == stop or words.near(at)):
        at -= 1
        if words.forms[at] in _SAID or words.forms[at][1:] in _SAID:
            return True
    return False


_SAID = frozenset(
    "قال قالت اكد اكدت اعلن اعلنت اضاف اضافت اوضح اوضحت ذكر ذكرت اشار اشارت كشف كشفت صرح صرحت يقول تقول"
    " اعتبر اعتبرت راي كتب كتبت تابع تابعت".split()
)


def without_complementiser(words: Words, name: Found) -> Found:
    """Leave the last word of ``… جاي إن`` to a verb of saying that has no other complementiser."""
    last = name.last - 1
    if name.type != "PER" or last - name.first < 1 or words.forms[last] != "ان" or not after_speech(words, name.first):
        return name
    following = words.forms[name.last] if words.near(name.last) else ""
    if not following or following.startswith("ان") or following in _RELATIVES:
        return name
    return name._replace(last=last)


_RELATIVES = frozenset({"في", "خلال", "بعد", "الذي", "عقب", "اليوم", "امس"})
