"""What outlets call the same thing: other words in the same place of two tellings, found by alignment alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import NUMBER, WORD, Token, tokens
from riwaya.link.terms import telling
from riwaya.model import Difference, Piece, Span, Term

#: Words of a term, at most: what is longer tells something else, or more of it.
LONGEST = 4


def choices(differences: Iterable[Difference], text_of: Mapping[str, str]) -> tuple[tuple[Term, ...], ...]:
    """The terms that tellings of one utterance chose for one thing, the telling they are compared with first.

    ``text_of`` gives the source text that each statement (by id) is in.
    """
    found: dict[tuple[str, Span], dict[tuple[str, Span], None]] = {}
    for difference in differences:
        left, right = text_of[difference.left], text_of[difference.right]
        for ours, theirs in _replaced(difference.pieces, left, right):
            found.setdefault((difference.left, ours), {})[difference.right, theirs] = None
    return tuple(
        tuple(Term(statement=name, span=span) for name, span in (one, *others)) for one, others in sorted(found.items())
    )


def _replaced(pieces: Sequence[Piece], left: str, right: str) -> Iterator[tuple[Span, Span]]:
    """The terms that one telling has in the place of the other's: between words that both have, or at an end."""
    before: Piece | None = None
    for piece, after in zip_longest(pieces, pieces[1:]):
        ours, theirs = piece.left, piece.right
        if piece.op == "changed" and ours and theirs and not _inflected(piece, left, right):
            beside = [each for each in (before, after) if each is not None]
            placed = all(_anchors(each, left, right) for each in beside) and any(_tells(each, left) for each in beside)
            if placed and _is_term(ours.of(left)) and _is_term(theirs.of(right)):
                yield ours, theirs
        before = piece


def _anchors(piece: Piece, left: str, right: str) -> bool:
    """True for words that both have, be it in another form."""
    return piece.op == "same" or _inflected(piece, left, right)


def _tells(piece: Piece, left: str) -> bool:
    """True when a telling word is among those of the left side."""
    return piece.left is not None and any(map(telling, _words(piece.left.of(left))))


def _inflected(piece: Piece, left: str, right: str) -> bool:
    """True when both sides are the same words in other forms."""
    if piece.op != "changed" or piece.left is None or piece.right is None:
        return False
    return _stems(piece.left.of(left)) == _stems(piece.right.of(right))


def _is_term(text: str) -> bool:
    """A few words, none of them a particle or a number: what holds those is a part of a sentence."""
    found = _words(text)
    return 0 < len(found) <= LONGEST and all(token.kind == WORD and telling(token) for token in found)


def _stems(text: str) -> list[str]:
    return [skeleton(token.norm) for token in _words(text)]


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind in (WORD, NUMBER)]
