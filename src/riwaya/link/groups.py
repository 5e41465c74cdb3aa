"""An utterance group out of its tellings: who, in what order, how they relate and where the words differ."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from riwaya.link.choices import choices
from riwaya.link.coverage import Dated, carriers, omitting
from riwaya.link.differences import difference
from riwaya.link.entities import fullest
from riwaya.link.relations import relations
from riwaya.link.utterances import Link, Telling
from riwaya.model import Difference, Evidence, GroupSpeaker, UtteranceGroup

#: How many tellings of other outlets are laid beside the earliest outlet's, word by word.
COMPARED = 12


def short_id(prefix: str, members: Iterable[str]) -> str:
    """A short id that depends on the members alone.

    >>> short_id("g", ["b#1", "a#2"]) == short_id("g", ["a#2", "b#1"])
    True
    """
    return prefix + hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()[:10]


def in_time(group: Iterable[Telling], dated: Mapping[int, Dated]) -> list[Telling]:
    """The tellings by the time by which each had appeared; those of unknown date last, then in reading order."""

    def order(telling: Telling) -> tuple[datetime, int, int]:
        when = dated[telling.article].when
        return (when.stop if when and when.year else datetime.max, telling.article, reading_order(telling))

    return sorted(group, key=order)


def reading_order(telling: Telling) -> int:
    """Where the statement stands in its article."""
    statement = telling.statement
    spans = (*statement.content, *([statement.cue] if statement.cue else []))
    return min((span.start for span in spans), default=0)


def utterance_group(
    group: Sequence[Telling],
    denials: Sequence[Telling],
    *,
    links: Sequence[Link],
    found: Sequence[Telling],
    dated: Mapping[int, Dated],
) -> UtteranceGroup:
    """The record of a group: ``group`` in order of time, ``links`` those inside it (positions in ``found``)."""
    scores = {frozenset((found[k.left].statement.id, found[k.right].statement.id)): k for k in links}
    ids = [t.statement.id for t in group]
    differences = tuple(_differences(group, scores, dated))
    related = {f"{one.statement.id}~{other.statement.id}": kind for one, other, kind in relations(group)}
    return UtteranceGroup(
        id=short_id("g", ids),
        speaker=_speaker(group),
        statements=tuple(ids),
        earliest=ids[0],
        relation=related,
        outlets=carriers(group, dated),
        omitted_by=omitting(group, denials, dated),
        denied_by=tuple(dict.fromkeys(t.source.name for t in denials)),
        differences=differences,
        evidence=tuple(_evidence(ids, scores)),
        terms=choices(differences, {t.statement.id: t.told for t in group}),
    )


def _speaker(group: Sequence[Telling]) -> GroupSpeaker:
    """The source most tellings name, by its fullest name; one known by an id wins over a description."""
    counts = Counter(t.source.entity for t in group if t.source.entity)
    entity = min(counts, key=lambda each: (-counts[each], each)) if counts else None
    names = Counter(t.statement.speaker.name for t in group if t.source.entity == entity)
    return GroupSpeaker(name=fullest(names), entity=entity)


def _differences(
    group: Sequence[Telling], scores: Mapping[frozenset[str], Link], dated: Mapping[int, Dated]
) -> list[Difference]:
    """Each other outlet's tellings beside the one of the earliest outlet that they resemble most."""
    outlet = dated[group[0].article].outlet
    base = [t for t in group if dated[t.article].outlet == outlet]
    others = [t for t in group if dated[t.article].outlet != outlet][:COMPARED]

    def alike(left: Telling, right: Telling) -> float:
        link = scores.get(frozenset((left.statement.id, right.statement.id)))
        return link.score if link else 0.0

    return [difference(max(base, key=lambda t: alike(t, other)), other) for other in others]


def _evidence(ids: Sequence[str], scores: Mapping[frozenset[str], Link]) -> list[Evidence]:
    """For each telling after the first, the strongest link to an earlier one."""
    out = []
    for place, right in enumerate(ids[1:], start=1):
        linked = [
            (scores[frozenset((left, right))], left) for left in ids[:place] if frozenset((left, right)) in scores
        ]
        if linked:
            link, left = max(linked, key=lambda pair: pair[0].score)
            out.append(Evidence(left=left, right=right, score=round(link.score, 4), parts=link.parts))
    return out
