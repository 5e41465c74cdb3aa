"""A speaker as found, and whether a verb can be theirs."""

from __future__ import annotations

from typing import NamedTuple

from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.shapes import several
from riwaya.arabic.letters import light
from riwaya.model import Speaker


class Resolved(NamedTuple):
    """A speaker with the rule that found it, the runner-up's name, and what agreement needs to know."""

    speaker: Speaker
    rule: str
    runner_up: str | None
    gender: str | None
    number: str | None
    many: bool = False


def agrees(known: Resolved, draft: Draft) -> bool:
    """Can the verb be of somebody who spoke before? What is not known speaks against nothing."""
    if draft.gender is None or known.gender is None:
        return True
    if draft.number in ("p", "d"):
        return known.number == draft.number or known.many
    crowd = several(light(known.speaker.name.split(" ")[0]))
    return known.gender == draft.gender and known.number in ("s", None) and known.rule != "joint" and not crowd


def spanless(speaker: Speaker) -> Speaker:
    """The speaker as named elsewhere than beside the cue."""
    return Speaker(name=speaker.name, entity=speaker.entity)
