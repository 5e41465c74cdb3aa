"""Statements: every place where the article reports that a source communicated something."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.statements.confidence import confidence
from riwaya.annotate.statements.content import mode_of
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.echoes import echoed
from riwaya.annotate.statements.finders import drafts
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.statements.standing import Attributed, Choice
from riwaya.annotate.statements.transmission import chain, occasion
from riwaya.annotate.text import Reading
from riwaya.model import Article, Reason, Statement, replace


def statements(article: Article, reading: Reading) -> Article:
    """Needs: sentences, mentions, people, times. Gives: statements, in reading order."""
    scene = Scene(article, reading)
    found: list[Statement] = []
    for each in attributed(scene, Memory(scene)):
        if each.resolved is not None:
            sure = confidence(each.draft, each.resolved) if each.sure is None else each.sure
            found.append(_statement(scene, each.draft, each.resolved, sure, found))
    return replace(article, statements=tuple(found))


def attributed(scene: Scene, memory: Memory) -> Iterator[Attributed]:
    """All that was said, in reading order, with whoever ``memory`` says it is of."""
    return Choice(scene, memory).of(by_rules(scene))


def by_rules(scene: Scene) -> list[Draft]:
    """What the rules find, and headlines that quote it; in reading order."""
    found = [draft for draft in drafts(scene) if draft.sentence not in scene.repeated]
    return sorted([*echoed(scene, found), *found], key=lambda draft: draft.sentence)


def _document_id(article: Article) -> str:
    """The id of the whole page: ingest adds ``@2`` to the second article of one, which starts further down."""
    return article.id.rpartition("@")[0] if article.span.start and "@" in article.id else article.id


def _statement(scene: Scene, draft: Draft, resolved: Resolved, sure: float, earlier: list[Statement]) -> Statement:
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
        confidence=sure,
        reason=Reason(
            cue=draft.rule.split(":")[0], content=draft.rule, speaker=resolved.rule, runner_up=resolved.runner_up
        ),
    )
