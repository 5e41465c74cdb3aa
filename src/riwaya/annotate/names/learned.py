"""Names that the trained tagger sees, told apart from the particles glued before them."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.names.words import Found, Words
from riwaya.annotate.text import Reading
from riwaya.arabic.gazetteer import name_readings
from riwaya.arabic.names import is_common
from riwaya.arabic.words import proclitics
from riwaya.weights import Tagged, Tagger

#: From these mean probabilities of its labels a name stands beside those of the rules, or where no rule sees a name
#: (chosen on the annotated articles of ANT, on the demo, and on the end of ANERcorp's training part).
SURE, LIKELY = 0.9, 0.7


def by_model(words: Words, reading: Reading, tagger: Tagger) -> Iterator[Found]:
    """What the tagger sees in each sentence, by words of the article."""
    places = {start: at for at, start in enumerate(words.starts)}
    sentences = [
        [reading.text[token.start : token.stop] for token in reading.tokens[first:stop]]
        for first, stop in reading.sentence_tokens
    ]
    for (first, _stop), names in zip(reading.sentence_tokens, tagger.tag(sentences), strict=True):
        for name in names:
            found = _found(words, reading, places, first, name)
            if found is not None:
                yield found


def _found(words: Words, reading: Reading, places: dict[int, int], first: int, name: Tagged) -> Found | None:
    """The name over words, signs at its edges left out; ``None`` for a guess or for signs alone."""
    if name.score < LIKELY:
        return None
    inside = [
        places[token.start] for token in reading.tokens[first + name.start : first + name.stop] if token.start in places
    ]
    if not inside:
        return None
    start, last = inside[0], inside[-1] + 1
    rule = "model" if name.score >= SURE else "model-likely"
    return Found(start, last, _glued(words, start), name.type, rule)


def _glued(words: Words, at: int) -> int:
    """How many letters of particles stand before the name: as the lists read it, else as the rest is met alone."""
    form = words.forms[at]
    if form[:1] not in ("و", "ف", "ب", "ك", "ل"):
        return 0
    fact = words.facts[at]
    if fact.known:
        return min(cut for cut, _ in fact.known)
    for cut, rest in name_readings(form):
        if cut and rest in words.forms:
            return cut
    return len(proclitics(form).particles) if not is_common(form) else 0
