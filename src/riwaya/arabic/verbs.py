"""Inflected forms of a verb, generated from its lemma: what news prose uses, the third persons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from riwaya.arabic.letters import light

Kind = Literal["past", "present", "participle"]
#: Pronouns glued to a verb as its object.
OBJECT_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


class Form(NamedTuple):
    """One inflected form, lightly folded: gender ``m``/``f``, number ``s``/``d``/``p``, and its object pronoun."""

    text: str
    kind: Kind
    gender: Literal["m", "f"]
    number: Literal["s", "d", "p"]
    pronoun: str = ""


def past(lemma: str) -> Iterator[Form]:
    """Past forms of a third person masculine singular such as ``أكد`` or ``نفى``.

    >>> [form.text for form in past("نفى")]
    ['نفى', 'نفت', 'نفيا', 'نفتا', 'نفوا']
    """
    word = light(lemma)
    stem, dual = word, word + "ا"
    if word[-1] in "ىا":
        stem, dual = word[:-1], word[:-1] + ("يا" if word[-1] == "ى" else "وا")
    yield Form(word, "past", "m", "s")
    yield Form(stem + "ت", "past", "f", "s")
    yield Form(dual, "past", "m", "d")
    yield Form(stem + "تا", "past", "f", "d")
    yield Form(stem + "وا", "past", "m", "p")


def present(lemma: str) -> Iterator[Form]:
    """Present forms of a third person masculine singular such as ``يؤكد``, ``ينفي``, ``يرى`` or ``يدعو``.

    >>> [form.text for form in present("ينفي")]
    ['ينفي', 'تنفي', 'ينفيان', 'تنفيان', 'ينفون', 'ينفوا']
    """
    word = light(lemma)
    tail = word[1:]
    base = tail[:-1] + "ي" if tail[-1] == "ى" else tail
    plural = tail[:-1] if tail[-1] in "يىو" else tail
    yield Form("ي" + tail, "present", "m", "s")
    yield Form("ت" + tail, "present", "f", "s")
    yield Form("ي" + base + "ان", "present", "m", "d")
    yield Form("ت" + base + "ان", "present", "f", "d")
    yield Form("ي" + plural + "ون", "present", "m", "p")
    yield Form("ي" + plural + "وا", "present", "m", "p")


def participle(lemma: str) -> Iterator[Form]:
    """Accusative forms of an active participle such as ``مؤكد`` or ``داعي``: the ones that carry speech on.

    >>> [form.text for form in participle("مؤكد")]
    ['مؤكدا', 'مؤكدة', 'مؤكدين', 'مؤكدتين', 'مؤكدات']
    """
    word = light(lemma)
    plural = word[:-1] if word.endswith("ي") else word
    yield Form(word + "ا", "participle", "m", "s")
    yield Form(word + "ة", "participle", "f", "s")
    yield Form(plural + "ين", "participle", "m", "p")
    yield Form(word + "تين", "participle", "f", "d")
    yield Form(word + "ات", "participle", "f", "p")


def with_pronouns(forms: Iterator[Form]) -> Iterator[Form]:
    """The forms that can carry an object pronoun, carrying each (``تنفيه``, ``وصفته``, ``نفاه``, ``اتهموه``)."""
    for form in forms:
        if form.number == "d":
            continue
        stem = form.text[:-1] + "ا" if form.text.endswith("ى") else form.text
        if form.number == "p" and stem.endswith("وا"):
            stem = stem[:-1]
        for pronoun in OBJECT_PRONOUNS:
            yield form._replace(text=stem + pronoun, pronoun=pronoun)


def finite(past_lemma: str, present_lemma: str) -> Iterator[Form]:
    """All finite forms, bare and with object pronouns, and the future with سَ; an empty present lemma gives none."""
    yield from past(past_lemma)
    yield from with_pronouns(past(past_lemma))
    if not present_lemma:
        return
    for form in present(present_lemma):
        yield form
        yield form._replace(text="س" + form.text)
    yield from with_pronouns(present(present_lemma))
