"""How sure a statement is: the share of right ones among those that the same rules made.

The tables hold shares measured on ``../shared/gold/ant``, on 84 more articles of that corpus and 51 of other papers
(about 1,300 statements), drawn towards the overall share where a rule fired fewer than ten times. They were set
together: a statement is right when its words and its speaker are. ``make eval`` prints the reliability table.
"""

from __future__ import annotations

from riwaya.annotate.statements.clauses import opens_by
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.drafts import ECHO, Draft
from riwaya.annotate.statements.resolved import Resolved
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import proclitics

CONTENT_NOUNS = words_of("content-noun")
#: Acts that are done by saying, whatever their object.
DECLARING = frozenset({"announce", "criticise", "condemn", "describe", "call"})
#: By what opens the content.
BY_OPENING = {
    "quotation": 0.97,
    "an": 0.96,
    "question": 0.9,
    "colon": 0.9,
    "quote": 0.82,
    "preposition": 0.92,
    "object": 0.92,
    "carried": 0.97,
    "as-said": 0.9,
    "according-to-before": 0.95,
    "according-to-after": 0.92,
    "headline-colon": 0.94,
    "headline-quote": 0.8,
    ECHO: 0.85,
    "stands-in": 0.85,
    "quotation-before-verb": 0.9,
    "which-is-what": 0.85,
}
#: How much the way the speaker was found takes away; ``weighed``: 24 right of 37 on articles that nothing learnt from.
BY_SPEAKER = {
    "name": 1.0,
    "title+name": 1.0,
    "carries-on": 1.0,
    "description": 0.96,
    "title": 0.82,
    "joint": 1.0,
    "same-noun": 0.98,
    "dropped-subject": 0.91,
    "subject-of-sentence": 0.82,
    "weighed": 0.65,
    "plural-before": 0.8,
    "last-named": 0.45,
}
#: Without أن or a quotation, a described subject of no known kind is most often a thing (``تشير البوصلة إلى``), and an
#: object of one word, or no verbal noun, a thing too (``أكد المسافر حجزه``).
MUTE, CONCRETE = 0.5, 0.56
#: A verb that mostly does something else (``علق شارة``), and a belief that nobody may have voiced.
WEAK = 0.54
#: A verbal noun may name the act without telling what was said.
VERBAL_NOUN = 0.85
#: A phrase before a verb that takes no أن is often no speaker but a topic.
TOPIC_BEFORE_VERB = 0.9


def confidence(draft: Draft, resolved: Resolved) -> float:
    """The confidence of a statement in 0..1."""
    opening = opens_by(draft.rule)
    value = BY_OPENING[opening] * BY_SPEAKER[resolved.rule]
    if draft.rule.startswith("subject-before-verb") and opening == "preposition":
        value *= TOPIC_BEFORE_VERB
    if opening in ("object", "preposition"):
        value *= MUTE if resolved.rule == "description" and not speaks(draft) else 1.0
        value *= CONCRETE if opening == "object" and not tells(draft) else 1.0
    if draft.weak and opening in ("object", "preposition", "quote"):
        value *= WEAK
    if draft.act == "believe":
        value *= WEAK
    if draft.rule.startswith("verbal-noun"):
        value *= VERBAL_NOUN
    return round(value, 2)


def speaks(draft: Draft) -> bool:
    """Is the subject's head a noun that can speak, or a plural of people?"""
    subject = draft.subject
    if subject is None or subject.source is not None or subject.named:
        return True
    return proclitics(subject.head).stem.endswith(("ون", "ين"))


def tells(draft: Draft) -> bool:
    """Does a bare object look like what was said: several words, headed by a verbal or abstract noun?"""
    if draft.object_words < 2:
        return False
    if draft.act in DECLARING and not draft.weak:
        return True
    return any(head in CONTENT_NOUNS or is_verbal_noun(head) for head in draft.object_heads)
