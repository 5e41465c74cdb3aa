"""What outlets call the same thing: other words in the same place of two tellings, found by alignment alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from riwaya.arabic.stems import skeleton
from riwaya.arabic.words import NUMBER, WORD, Token, proclitics, tokens
from riwaya.link.terms import telling
from riwaya.model import Article, Difference, Piece, Span, Term

#: Words of a term, at most: what is longer tells something else, or more of it.
LONGEST = 4


def choices(differences: Iterable[Difference], told: Mapping[str, Article]) -> tuple[tuple[Term, ...], ...]:
    """The terms that tellings of one utterance chose for one thing, the telling they are compared with first.

    ``told`` gives the article that each statement (by id) is in. Terms are names or definite: ``الجسر القديم``;
    a name is laid beside names alone, for what stands in its place in another wording may tell something else.
    """
    found: dict[tuple[str, Span], dict[tuple[str, Span], None]] = {}
    for difference in differences:
        left, right = told[difference.left], told[difference.right]
        for ours, theirs in _replaced(difference.pieces, left.text, right.text):
            alike = _named(left, ours) == _named(right, theirs)
            if alike and _is_term(left, ours) and _is_term(right, theirs):
                found.setdefault((difference.left, ours), {})[difference.right, theirs] = None
    return tuple(
        tuple(Term(statement=name, span=span) for name, span in (one, *others)) for one, others in sorted(found.items())
    )


def _replaced(pieces: Sequence[Piece], left: str, right: str) -> Iterator[tuple[Span, Span]]:
    """What one telling has in the place of the other's words: between words that both have, or at an end."""
    before: Piece | None = None
    for piece, after in zip_longest(pieces, pieces[1:]):
        ours, theirs = piece.left, piece.right
        if piece.op == "changed" and ours and theirs and not _inflected(piece, left, right):
            beside = [each for each in (before, after) if each is not None]
            placed = all(_anchors(each, left, right) for each in beside) and any(_tells(each, left) for each in beside)
            if placed:
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


def _is_term(article: Article, span: Span) -> bool:
    """A few words that name something: none is a particle or a number, and the first is definite or part of a name."""
    found = _words(span.of(article.text))
    if not 0 < len(found) <= LONGEST or not all(token.kind == WORD and telling(token) for token in found):
        return False
    return _named(article, span) or proclitics(found[0].norm).article


def _named(article: Article, span: Span) -> bool:
    """True when the first word is part of a name."""
    found = _words(span.of(article.text))
    if not found:
        return False
    start = span.start + found[0].start
    return any(mention.span.overlaps((start, start + 1)) for mention in article.mentions)


def _stems(text: str) -> list[str]:
    return [skeleton(token.norm) for token in _words(text)]


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind in (WORD, NUMBER)]
