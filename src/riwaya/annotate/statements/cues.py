"""The words that report speech: every inflected form of the verbs in ``cue_verbs``, looked up by light folding."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.verbs import Form, finite, participle


class Cue(NamedTuple):
    """A form met in the text, the verb it belongs to, and what stands glued before it."""

    form: Form
    lemma: str
    act: str
    frames: str
    flags: str
    proclitic: str

    @property
    def weak(self) -> bool:
        """True for verbs that mostly do something else: they must open their clause, or أن must stand near."""
        return "w" in self.flags or (self.form.kind == "past" and self.form.number == "d")

    @property
    def passive_with_object(self) -> bool:
        """True when a bare object behind the present form makes it a passive (``يعتبر فلان من …``)."""
        return "o" in self.flags and self.form.kind == "present"

    @property
    def impersonal(self) -> bool:
        """True when أن straight after a singular present form makes it a passive (``يذكر أن``)."""
        return "p" in self.flags and self.form.kind == "present" and self.form.number == "s"


@cache
def _table() -> dict[str, tuple[Cue, ...]]:
    table: dict[str, list[Cue]] = {}
    for row in lexicon.load("cue_verbs").rows:
        forms = list(finite(row["lemma"], row["present"]))
        if row["participle"]:
            forms.extend(participle(row["participle"]))
        for form in forms:
            if "w" in row["flags"] and (form.kind, form.number) == ("past", "d"):
                continue  # rarer than the words of the same shape: دانا, ردا, بينا
            cue = Cue(form, row["lemma"], row["act"], row["frames"], row["flags"], "")
            table.setdefault(form.text, []).append(cue)
    for word, cues in table.items():
        table[word] = sorted(cues, key=lambda cue: (bool(cue.form.pronoun), cue.weak, cue.lemma))
    return {word: tuple(cues) for word, cues in table.items()}


@lru_cache(maxsize=1 << 14)
def lookup_all(norm: str) -> tuple[Cue, ...]:
    """Every cue a lightly folded word can be, likeliest first, with و or ف told apart; empty when it is none."""
    table = _table()
    if norm in table:
        return table[norm]
    if norm[:1] in ("و", "ف") and norm[1:] in table:
        return tuple(cue._replace(proclitic=norm[0]) for cue in table[norm[1:]])
    if norm[:2] in ("لي", "لت") and norm[1:] in table:
        purposes = (cue for cue in table[norm[1:]] if cue.form.kind == "present" and not cue.weak)
        return tuple(cue._replace(proclitic="ل") for cue in purposes)
    return ()


@lru_cache(maxsize=1 << 14)
def lookup(norm: str) -> Cue | None:
    """The likeliest cue a lightly folded word can be; ``None`` when it is no cue.

    >>> lookup("واضافت").lemma, lookup("واضافت").proclitic, lookup("كتاب")
    ('أضاف', 'و', None)
    """
    found = lookup_all(norm)
    return found[0] if found else None
