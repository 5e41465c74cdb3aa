"""The words of a statement as the page has them: its own quotation marks kept, what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from riwaya.model import Span, Statement
from riwaya.present.safe import flat

if TYPE_CHECKING:
    from rich.text import Text

_QUOTATION_MARKS = frozenset("\"“”„‟❝❞«»‹›'‘’")
#: Stands where the page interrupts the words, between two spans of one content.
GAP = " […] "
#: Put around words that differ from the baseline, so that the difference survives a pipe and a black screen.
CHANGED = ("⟦", "⟧")
MOVED = ("⟨", "⟩")
STYLES = {"changed": "bold yellow", "moved": "cyan"}


def with_marks(text: str, span: Span) -> Span:
    """``span`` with the quotation marks that touch it, which the content of a statement leaves out.

    >>> with_marks("قال: «نعم».", Span(6, 9))
    Span(start=5, stop=10)
    """
    start, stop = span
    if start > 0 and text[start - 1] in _QUOTATION_MARKS:
        start -= 1
    if stop < len(text) and text[stop] in _QUOTATION_MARKS:
        stop += 1
    return Span(start, stop)


def join_near(text: str, spans: Iterable[Span]) -> list[Span]:
    """``spans`` in order, those joined that only white space parts (or that overlap).

    >>> join_near("نعم لا هو", [Span(0, 3), Span(4, 6)])
    [Span(start=0, stop=6)]
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].stop : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def wording(text: str, statement: Statement, *, changed: Sequence[Span] = (), moved: Sequence[Span] = ()) -> Text:
    """Every word of the statement's content in ``text``, with its quotation marks and what differs marked."""
    from rich.text import Text

    shown = Text()
    flags = [("changed", span) for span in join_near(text, changed)] + [("moved", s) for s in join_near(text, moved)]
    for number, span in enumerate(statement.content):
        shown.append(GAP if number else "")
        for piece, flag in cut(with_marks(text, span), flags):
            opening, closing = {"changed": CHANGED, "moved": MOVED}.get(flag, ("", ""))
            shown.append(opening + flat(piece.of(text)) + closing, style=STYLES.get(flag, ""))
    return shown


def cut(span: Span, flags: Iterable[tuple[str, Span]]) -> Iterator[tuple[Span, str]]:
    """``span`` in pieces, each with the flag of the first flagged span over it (or an empty one).

    >>> list(cut(Span(0, 9), [("changed", Span(3, 5))]))  # doctest: +NORMALIZE_WHITESPACE
    [(Span(start=0, stop=3), ''), (Span(start=3, stop=5), 'changed'), (Span(start=5, stop=9), '')]
    """
    position = span.start
    for flag, flagged in sorted(flags, key=lambda entry: entry[1]):
        start, stop = max(position, flagged.start), min(span.stop, flagged.stop)
        if start >= stop:
            continue
        if position < start:
            yield Span(position, start), ""
        yield Span(start, stop), flag
        position = stop
    if position < span.stop:
        yield Span(position, span.stop), ""


def phrases(text: str, spans: Iterable[Span]) -> str:
    """The words of ``spans``, neighbours joined, each stretch in brackets: ``⟦…⟧ ⟦…⟧``."""
    return " ".join(CHANGED[0] + flat(span.of(text)).strip() + CHANGED[1] for span in join_near(text, spans))


def cue_words(text: str, statement: Statement) -> str:
    """The words that report the speech; empty where a colon (or nothing) does."""
    cue = "" if statement.cue is None else flat(statement.cue.of(text)).strip()
    return cue if cue.strip(":：") else ""
