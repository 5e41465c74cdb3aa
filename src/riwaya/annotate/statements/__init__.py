"""Statements: every place where the article reports that a source communicated something."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.statements.confidence import confidence
from riwaya.annotate.statements.content import mode_of
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.echoes import echoed
from riwaya.annotate.statements.finders import drafts
from riwaya.annotate.statements.learned import heard
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.revised import revised
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.statements.transmission import chain, occasion
from riwaya.annotate.text import Reading
from riwaya.model import Article, Reason, Statement, replace


def statements(article: Article, reading: Reading) -> Article:
    """Needs: sentences, mentions, people, times. Gives: statements, in reading order."""
    scene = Scene(article, reading)
    found: list[Statement] = []
    for draft, resolved in attributed(scene, Memory(scene)):
        if resolved is None or _guess(draft, resolved):
            continue
        stands: Draft | None = draft
        if reading.naming != "rules":
            stands = revised(scene, draft, confidence(draft, resolved))
        if stands is not None:
            found.append(_statement(scene, stands, resolved, found))
    return replace(article, statements=tuple(found))


def attributed(scene: Scene, memory: Memory) -> Iterator[tuple[Draft, Resolved | None]]:
    """All that may have been said, in reading order, with whoever ``memory`` says it is of."""
    previous: Draft | None = None
    for draft in _all(scene):
        resolved = memory.resolve(draft, previous)
        if not draft.silent:
            previous = draft
            yield draft, resolved


def _guess(draft: Draft, resolved: Resolved) -> bool:
    """What the model alone finds stands only when somebody was seen to speak: by such guesses 3 of 11 were right."""
    return draft.sure is not None and resolved.rule in ("last-named", "subject-of-sentence")


def _all(scene: Scene) -> list[Draft]:
    """What the rules find, headlines that quote it, and what the model adds; in reading order."""
    by_rules = [draft for draft in drafts(scene) if draft.sentence not in scene.repeated]
    found = [*echoed(scene, by_rules), *by_rules]
    return found if scene.reading.naming == "rules" else heard(scene, found)


def _document_id(article: Article) -> str:
    """The id of the whole page: ingest adds ``@2`` to the second article of one, which starts further down."""
    return article.id.rpartition("@")[0] if article.span.start and "@" in article.id else article.id


def _statement(scene: Scene, draft: Draft, resolved: Resolved, earlier: list[Statement]) -> Statement:
    mode = mode_of(scene, draft.content)
    if draft.first_person and mode == "indirect":
        mode = "direct"
    denies = earlier[-1].id if draft.denies_previous and earlier else None
    return Statement(
        id=f"{_document_id(scene.article)}#{scene.reading.statements_before + len(earlier) + 1}",
        speaker=resolved.speaker,
        cue=draft.cue,
        content=draft.content,
        mode=mode,
        act=draft.act,
        via=chain(scene, draft),
        occasion=occasion(scene, draft),
        denies=denies,
        confidence=confidence(draft, resolved),
        reason=Reason(
            cue=draft.rule.split(":")[0], content=draft.rule, speaker=resolved.rule, runner_up=resolved.runner_up
        ),
    )
