"""Quotations in a headline that name nobody: the body tells whose words they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.content import quoted_pieces
from riwaya.annotate.statements.drafts import ECHO, Draft
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import key
from riwaya.arabic.words import WORD, proclitics
from riwaya.model import Span

#: A headline quotes words with so many of them, of which the body's statement has this share.
LEAST_WORDS, LEAST_SHARED = 5, 0.65
#: A shorter quotation is a name or a title, except behind these (``"لن نرحل غدا"``), when all of it is in the body.
LEAST_CLAUSE = 3
#: ``سيخضع``: a verb in the future has so many letters at least.
LEAST_FUTURE = 5
CLAUSE_WORDS = words_of("clause-word")


def echoed(scene: Scene, found: Sequence[Draft]) -> Iterator[Draft]:
    """``المشروب "قد يساعد في العلاج"`` in a headline, where the body has ``وقال فلان إنه قد يساعد في العلاج``."""
    title = scene.article.title
    if title is None:
        return
    for opener, (quote, closer) in scene.opens.items():
        if not title.start <= quote.start < title.stop or _spoken(found, quote.inner_start, quote.inner_stop):
            continue
        words = _stems(scene, opener + 1, closer)
        said = next(
            (draft for draft in found if draft.subject is not None and _same(scene, opener, words, draft)), None
        )
        if said is not None:
            pieces, stop = quoted_pieces(scene, opener, closer + 1)
            yield Draft(
                sentence=bisect_right(scene.reading.sentence_tokens, (opener, len(scene.tokens))) - 1,
                cue=None,
                cue_at=opener,
                act=said.act,
                content=tuple(pieces),
                rule=ECHO,
                stop=stop,
                subject=said.subject,
                gender=said.gender,
                number=said.number,
            )


def _spoken(found: Sequence[Draft], start: int, stop: int) -> bool:
    """Do these characters belong to a statement?"""
    return any(span.start < stop and start < span.stop for draft in found for span in draft.content)


def _same(scene: Scene, opener: int, words: list[str], draft: Draft) -> bool:
    """Does the statement say what the headline quotes?"""
    said = {stem for span in draft.content for stem in _within(scene, span)}
    shared = sum(word in said for word in words)
    if len(words) >= LEAST_WORDS:
        return shared >= LEAST_SHARED * len(words)
    first = scene.norm(opener + 1)
    clause = first in CLAUSE_WORDS or (first[:2] in ("سي", "ست", "سن") and len(first) >= LEAST_FUTURE)
    return clause and len(words) >= LEAST_CLAUSE and shared == len(words)


def _within(scene: Scene, span: Span) -> list[str]:
    inside = scene.within(span.start, span.stop)
    return _stems(scene, inside.start, inside.stop)


def _stems(scene: Scene, first: int, stop: int) -> list[str]:
    """The words without what is glued before them."""
    return [key(proclitics(token.norm).stem) for token in scene.tokens[first:stop] if token.kind == WORD]
