"""How sure a statement is: the share of right ones among those that the same rules made.

The tables hold shares measured on ``../shared/gold/ant`` and ``seeds`` (about 600 statements), rounded to 0.05 and
drawn towards the overall share where a rule fired fewer than ten times. They were measured as a set: a statement is
right when its words and its speaker are. ``make eval`` prints the reliability table.
"""

from __future__ import annotations

from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.speakers import Resolved

#: By what opens the content.
BY_OPENING = {
    "quotation": 0.95,
    "an": 0.95,
    "colon": 0.85,
    "quote": 0.85,
    "preposition": 0.8,
    "object": 0.7,
    "carried": 0.95,
    "as-said": 0.9,
    "according-to-before": 0.9,
    "according-to-after": 0.9,
    "headline-colon": 0.8,
    "stands-in": 0.85,
    "quotation-before-verb": 0.9,
    "which-is-what": 0.85,
}
#: How much the way the speaker was found takes away.
BY_SPEAKER = {
    "name": 1.0,
    "title+name": 1.0,
    "carries-on": 1.0,
    "description": 0.95,
    "title": 0.9,
    "joint": 0.9,
    "same-noun": 0.85,
    "dropped-subject": 0.85,
    "subject-of-sentence": 0.7,
    "last-named": 0.45,
}
#: A phrase before a verb that takes no أن is often no speaker but a topic.
TOPIC_BEFORE_VERB = 0.7


def confidence(draft: Draft, resolved: Resolved) -> float:
    """The confidence of a statement in 0..1."""
    opening = opens_by(draft.rule)
    value = BY_OPENING[opening] * BY_SPEAKER[resolved.rule]
    if draft.rule.startswith("subject-before-verb") and opening == "preposition":
        value *= TOPIC_BEFORE_VERB
    return round(value, 2)
