"""Snippets: where in the untouched text the words of a query stand, found by our own tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from riwaya.arabic.terms import Asked, Forms, bare, shape, somewhere, terms
from riwaya.model import Article, Record, Span

#: A snippet is a sentence; a longer one is cut to so many characters around the words found.
LONGEST = 240
#: Characters of an article in which places are looked for: nine articles in ten are shorter.
FAR = 5000
#: How many snippets an article gets.
MOST = 2


class Snippet(Record, frozen=True):
    """A stretch of an article's source text, and where in that text the words that were looked for stand."""

    span: Span
    marks: tuple[Span, ...]
    words: str


def marks(text: str, span: Span, asked: Asked) -> list[Span]:
    """Where ``text[span]`` holds what was asked for; ال and particles in front of a word are not marked.

    >>> from riwaya.arabic.terms import asked
    >>> [m.of("والحريق في الميناء") for m in marks("والحريق في الميناء", Span(0, 18), asked("حريق ميناء"))]
    ['حريق', 'ميناء']
    """
    out = list(_words(text, span, asked)) if asked.words else []
    return _apart([*out, *_phrases(text, span, asked)])


def _phrases(text: str, span: Span, asked: Asked) -> Iterator[Span]:
    """Where the words of a phrase stand side by side."""
    found = terms(text, *span) if asked.phrases else []
    for phrase in asked.phrases:
        size = len(phrase)
        for at in range(len(found) - size + 1):
            if found[at].forms.exact == phrase[0]:
                run = found[at : at + size]
                if tuple(term.forms.exact for term in run) == phrase:
                    yield Span(run[0].start, run[-1].stop)


def _words(text: str, span: Span, asked: Asked) -> Iterator[Span]:
    """Where the words stand, without what is glued in front of them."""
    wanted = _Wanted(asked)
    for start, stretch in _candidates(text, span, asked):
        for place in _places(stretch):
            if wanted.holds(place.forms):
                yield Span(start + place.start, start + place.stop)


def _candidates(text: str, span: Span, asked: Asked) -> Iterator[tuple[int, str]]:
    """The stretches between white space that may hold a word: reading all takes ten times as long."""
    position = span.start
    for match in somewhere(asked.words).finditer(shape(text[span.start : span.stop])):
        start, stop = span.start + match.start(), span.start + match.end()
        if start < position:
            continue
        position = stop
        while start > span.start and not text[start - 1].isspace():
            start -= 1
        while position < span.stop and not text[position].isspace():
            position += 1
        yield start, text[start:position]


class _Place(NamedTuple):
    """A word in a stretch, from where it begins without the particles and ال in front."""

    start: int
    stop: int
    forms: Forms


@lru_cache(maxsize=1 << 15)
def _places(stretch: str) -> tuple[_Place, ...]:
    """The words of a stretch; the same ones are met in article after article."""
    return tuple(_Place(bare(stretch, term), term.stop, term.forms) for term in terms(stretch))


class _Wanted:
    """The words of a query by the forms that answer them."""

    def __init__(self, asked: Asked) -> None:
        self.roots = {word.forms.root for word in asked.words if not word.name}
        self.whole = {form for word in asked.words if word.name for form in (word.forms.base, word.forms.name)}

    def holds(self, forms: Forms) -> bool:
        """True when a word of these forms answers one of the words."""
        if not (forms.root in self.roots or forms.base in self.whole or forms.name in self.whole):
            return False
        return forms.telling


def _apart(spans: Sequence[Span]) -> list[Span]:
    """``spans`` in order, overlapping ones joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].stop:
            out[-1] = Span(out[-1].start, max(out[-1].stop, span.stop))
        else:
            out.append(span)
    return out


def snippets(article: Article, asked: Asked, *, inside: Sequence[Span] | None = None) -> tuple[Snippet, ...]:
    """The sentences of an article (or the stretches ``inside``) that hold most of what was asked for."""
    places = list(inside) if inside else _sentences(article)
    if not places:
        return ()
    hits = marks(article.text, Span(places[0].start, max(place.stop for place in places)), asked)
    starts = [hit.start for hit in hits]
    found = [(place, _within(hits, starts, place)) for place in places]
    best = sorted(found, key=lambda each: (-_distinct(article.text, each[1]), each[0]))[:MOST]
    lead = [each for each in found if not any(each[0].overlaps(heading) for heading in article.headings)]
    chosen = sorted(each for each in best if each[1]) or lead[:1] or found[:1]
    return tuple(_cut(article.text, place, kept) for place, kept in chosen)


def _within(hits: Sequence[Span], starts: Sequence[int], place: Span) -> list[Span]:
    """Those of ``hits``, which are in order and begin at ``starts``, that lie inside ``place``."""
    inside = hits[bisect_left(starts, place.start) : bisect_left(starts, place.stop)]
    return [hit for hit in inside if hit.stop <= place.stop]


def _sentences(article: Article) -> list[Span]:
    """The sentences of the body, the first ones of a long article."""
    title = article.title or Span(article.span.start, article.span.start)
    body = [sentence for sentence in article.sentences if sentence.start >= title.stop]
    return [sentence for sentence in body if sentence.start < title.stop + FAR]


def _distinct(text: str, hits: Sequence[Span]) -> int:
    return len({text[hit.start : hit.stop] for hit in hits})


def _cut(text: str, place: Span, hits: Sequence[Span]) -> Snippet:
    """A sentence, or ``LONGEST`` characters of it from a little before the first word found on."""
    start, stop = place
    if stop - start > LONGEST and hits:
        start = _word_start(text, max(place.start, min(hits[0].start - LONGEST // 4, place.stop - LONGEST)), place)
    if stop - start > LONGEST:
        stop = _word_start(text, start + LONGEST, place)
    kept = tuple(hit for hit in hits if start <= hit.start and hit.stop <= stop)
    return Snippet(span=Span(start, stop), marks=kept, words=text[start:stop])


def _word_start(text: str, at: int, place: Span) -> int:
    """The first start of a word from ``at`` on."""
    while place.start < at < place.stop and not text[at - 1].isspace():
        at += 1
    return at


def pieces(snippet: Snippet) -> list[tuple[str, bool]]:
    """The words of a snippet in pieces, each with whether it was looked for."""
    base = snippet.span.start
    edges = [0, *(edge - base for mark in snippet.marks for edge in mark), len(snippet.words)]
    return [(snippet.words[a:b], bool(number % 2)) for number, (a, b) in enumerate(pairwise(edges)) if a < b]
