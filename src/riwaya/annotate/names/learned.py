"""Names that the trained tagger sees, told apart from the particles glued before them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from riwaya.annotate.names.words import Found, Words, facts
from riwaya.annotate.text import Reading
from riwaya.arabic.gazetteer import name_readings
from riwaya.arabic.names import inflected, is_common
from riwaya.arabic.verbs import participle
from riwaya.arabic.words import proclitics
from riwaya.lexicon import column, load
from riwaya.weights import Tagged, Tagger

#: From this mean probability of its labels a name stands where no rule sees one (chosen on the annotated articles of
#: ANT, on the demo, and on the end of ANERcorp's training part).
LIKELY = 0.7
#: Tokens on each side of a word that the fast tagger reads with it: fewer make its names worse, more make it slower.
AROUND = 6
#: What a definite word alone needs in order to be a person or a place: it is as often an occupation or a thing
#: (البستاني, السواتر).
SURE = 0.9
#: A word met alone has so many letters at least to prove that a letter before it is a particle.
LEAST = 4


def by_model(words: Words, reading: Reading, tagger: Tagger, *, found: Sequence[Found] = ()) -> Iterator[Found]:
    """What the tagger sees, by words of the article.

    Only words that may be a name and stand in none of ``found`` are read, each with ``AROUND`` words on both sides, or
    in the accurate setting with its sentence: of the others nothing could come.
    """
    around = AROUND if reading.naming == "default" else len(reading.tokens)
    stretches = list(_stretches(reading, _wanted(words, reading, found), around))
    texts = [[reading.text[token.start : token.stop] for token in reading.tokens[a:b]] for a, b in stretches]
    seen = [
        (own, name.score)
        for (first, _stop), names in zip(stretches, tagger.tag(texts), strict=True)
        for name in names
        if (own := _found(words, reading, first, name)) is not None
    ]
    full = [name for name, score in seen if score >= LIKELY and name.type == "PER"]
    families = {words.forms[at] for name in full for at in range(name.first + 1, name.last)}
    for name, score in seen:
        if words.forms[name.first] in families:
            yield name  # ``بوريطة`` where ``ناصر بوريطة`` is met too: no letter of it is a particle
        elif score >= _needed(words, name) and not _common(words, name) and not _adjective(words, name):
            yield name._replace(cut=_glued(words, name.first))


def _needed(words: Words, name: Found) -> float:
    """The score from which the name stands."""
    alone = name.type in ("PER", "LOC") and name.last == name.first + 1
    return SURE if alone and words.facts[name.first].definite else LIKELY


def _wanted(words: Words, reading: Reading, found: Sequence[Found]) -> list[int]:
    """The tokens of the prose that may be names and stand in none of ``found``."""
    taken = {at for name in found for at in range(name.first, name.last)}
    no_reason = column("seldom_names", "word")
    forms = ((at, form) for at, form in enumerate(words.forms) if at not in taken)
    starts = [words.starts[at] for at, form in forms if form not in no_reason and not _plain(form)]
    return [at for start in starts if (at := _place(reading.starts, start)) is not None]


def _place(starts: Sequence[int], start: int) -> int | None:
    """Where ``start`` stands among rising ``starts``; ``None`` when it does not."""
    at = bisect_left(starts, start)
    return at if at < len(starts) and starts[at] == start else None


def _stretches(reading: Reading, wanted: Sequence[int], around: int) -> Iterator[tuple[int, int]]:
    """Token ranges, each inside one sentence, that hold the wanted tokens and as many ``around`` them."""
    for first, stop in reading.sentence_tokens:
        here = wanted[bisect_left(wanted, first) : bisect_left(wanted, stop)]
        if here:
            yield from _widened(here, first, stop, around=around)


def _widened(wanted: Sequence[int], first: int, stop: int, *, around: int) -> Iterator[tuple[int, int]]:
    """Token ranges inside ``[first, stop)`` with ``around`` tokens on both sides of the wanted ones.

    >>> list(_widened([3, 5, 40], 0, 43, around=8))
    [(0, 14), (32, 43)]
    """
    begin = end = first
    for at in wanted:
        if at - around > end:
            if end > begin:
                yield begin, end
            begin = at - around
        end = min(at + around + 1, stop)
    if end > begin:
        yield begin, end


def _found(words: Words, reading: Reading, first: int, name: Tagged) -> Found | None:
    """The name over words, signs at its edges left out; ``None`` for signs alone."""
    starts = reading.starts[first + name.start : first + name.stop]
    inside = [at for start in starts if (at := _place(words.starts, start)) is not None]
    return Found(inside[0], inside[-1] + 1, 0, name.type, "model") if inside else None


def _common(words: Words, name: Found) -> bool:
    """Frequent words and adjectives of origin (``مشهد``, ``الأكراد``, ``الكورية الشمالية``) that are no names alone."""
    if name.type == "PER" and all(form.isascii() for form in words.forms[name.first : name.last]):
        return True  # a Latin word is a product or a nickname
    return all(_plain(form) for form in words.forms[name.first : name.last])


@lru_cache(maxsize=1 << 16)
def _plain(form: str) -> bool:
    """A number, a letter, a frequent or inflected word or an adjective of origin that is known as no name."""
    if len(form) == 1 or form[0].isdigit() or form in column("never_names", "word") or form in _carrying_on():
        return True
    fact = facts(form)
    if fact.part:
        return False
    return bool(fact.nisba) or (not fact.known and (fact.common or inflected(form)))


@cache
def _carrying_on() -> frozenset[str]:
    """``مردفا``, ``مستطردا``: accusative participles of saying, which no name has the shape of."""
    verbs = (row["participle"] for row in load("cue_verbs").rows if row["participle"])
    forms = (form.text for verb in verbs for form in participle(verb))
    return frozenset(form for form in forms if form.endswith("ا"))


def _adjective(words: Words, name: Found) -> bool:
    """``الوزير الليماري``: a definite word in ي right behind a definite one says where somebody is from."""
    at = name.first
    alone = name.last == at + 1 and words.near(at) and words.facts[at - 1].definite
    return alone and words.facts[at].definite and words.forms[at].endswith(("ي", "يه", "يين", "يون"))


def _glued(words: Words, at: int) -> int:
    """How many letters of particles stand before the name: as the lists read it, else as the rest is met alone."""
    form = words.forms[at]
    if form[:1] not in ("و", "ف", "ب", "ك", "ل"):
        return 0
    fact = words.facts[at]
    if fact.known:
        return min(cut for cut, _ in fact.known)
    for cut, rest in name_readings(form):
        if cut and len(rest) >= LEAST and rest in words.forms:
            return cut
    return len(proclitics(form).particles) if not is_common(form) else 0
