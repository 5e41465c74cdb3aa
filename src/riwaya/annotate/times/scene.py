"""What the rules for times read: the tokens of one sentence, their meanings, and the day everything is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from riwaya.annotate.times.terms import NOTHING, Term, role, terms
from riwaya.arabic.numbers import Number, number_at
from riwaya.arabic.relative import Anchor
from riwaya.arabic.words import POINT, WORD, Token
from riwaya.model import TimeBasis

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
#: How far before an expression a word may stand that turns it to the future: one clause, roughly.
LOOK_BACK = 15
#: No verb stands right after one of these: what looks like a future verb there is a foreign name.
_PREPOSITIONS = frozenset({"في", "من", "على", "الى", "عن", "مع", "مطار", "شارع", "مدينة", "ضد", "امام", "بين", "نادي"})


class Match(NamedTuple):
    """A time found in ``tokens[start:stop]`` of a sentence, with its value, and the rule that found it."""

    start: int
    stop: int
    kind: Kind
    value: str | None
    basis: TimeBasis
    rule: str
    conflict: str | None = None


class Scene:
    """One sentence as the rules see it.

    ``last`` is the value of the date named last before this place in the article, ``here`` in this sentence.
    """

    __slots__ = ("_numbers", "anchor", "here", "last", "norms", "size", "terms", "tokens")

    def __init__(self, toks: Sequence[Token], anchor: Anchor, last: str | None = None) -> None:
        self.tokens = toks
        self.size = len(toks)
        self.norms = [token.norm for token in toks]
        self.terms = terms(toks)
        self.anchor = anchor
        self.last = last
        self.here: str | None = None
        self._numbers: dict[int, Number | None] = {}

    def note(self, match: Match) -> None:
        """Remember the date of ``match`` for what refers back to it."""
        if match.rule == "midnight":  # between two days: it names neither
            return
        if match.value is not None and match.kind in ("DATE", "TIME") and match.value[:4].isdigit():
            self.last = self.here = match.value

    def __len__(self) -> int:
        return self.size

    def norm(self, at: int) -> str:
        """The folded word at ``at``; empty outside the sentence."""
        return self.norms[at] if 0 <= at < self.size else ""

    def term(self, at: int) -> Term:
        """The meaning of the word at ``at``; ``NOTHING`` outside the sentence."""
        return self.terms[at] if 0 <= at < self.size else NOTHING

    def number(self, at: int) -> Number | None:
        """The number that starts at ``at``, read once; None outside the sentence."""
        if at not in self._numbers:
            self._numbers[at] = number_at(self.tokens, at) if at >= 0 else None
        return self._numbers[at]

    def has(self, at: int, kind: str, *, bare: bool = True) -> bool:
        """True when the word at ``at`` is of ``kind``; with ``bare`` no particle may be glued to it."""
        if not 0 <= at < self.size:
            return False
        found = self.terms[at]
        return kind in found.kinds and not (bare and found.particles)

    def value(self, at: int, kind: str) -> str:
        """The value that the lists give the word at ``at`` as a ``kind``; empty when it is none."""
        return self.term(at).kinds.get(kind, "")

    def is_point(self, at: int) -> bool:
        """True at a sign or beyond the sentence."""
        return not 0 <= at < len(self.tokens) or self.tokens[at].kind not in (WORD, "number")

    def signs(self, at: int, allowed: str) -> int:
        """The first place from ``at`` on that is none of the ``allowed`` signs."""
        while at < len(self.tokens) and self.tokens[at].kind == POINT and self.tokens[at].norm in allowed:
            at += 1
        return at

    def before(self, at: int, name: str) -> bool:
        """True when the word before ``at`` plays the role ``name``, with or without و or ف."""
        norm = self.norm(at - 1)
        words = role(name)
        return norm in words or (norm[:1] in ("و", "ف") and norm[1:] in words)

    def between(self, at: int) -> bool:
        """True when ``بين`` stands before ``at``, so that two things joined by و are one stretch."""
        return self.norm(at - 1) in ("بين", "وبين", "فبين")

    def direction(self, at: int) -> int | None:
        """What the word at ``at`` says: -1 last, 0 this, 1 next; None when it says nothing of the kind."""
        if self.has(at, "rel") and self.term(at).article:
            return int(self.value(at, "rel"))
        return None

    def said(self, at: int) -> tuple[int | None, int]:
        """What ``direction`` says at ``at`` and where it ends; ``قبل الماضي`` is -2, ``بعد المقبل`` 2."""
        direction = self.direction(at)
        if direction is not None:
            return direction, at + 1
        position = at + (self.norm(at) == "ما")
        beyond = {"قبل": -1, "بعد": 1}.get(self.norm(position))
        if beyond is None or self.direction(position + 1) != beyond:
            return None, at
        return 2 * beyond, position + 2

    def looks_ahead(self, at: int) -> bool:
        """True when the clause before ``at`` speaks of the future: a verb in سـ, a word such as المقرر, ``بدءا من``."""
        said = self._said_at_once(at)
        if said is not None:
            return said
        for back in range(at - 1, max(-1, at - 1 - LOOK_BACK), -1):
            ahead = self._tense(back)
            if ahead is not None:
                return ahead
        return False

    def looks_ahead_at(self, at: int) -> bool:
        """True when the word at ``at`` itself is a verb of the future."""
        return self._tense(at) is True

    def _said_at_once(self, at: int) -> bool | None:
        """What the word or two right before ``at`` settle: ``منذ`` and ``سابق`` look back, ``بدءا من`` ahead."""
        if self.norm(at - 1) in ("منذ", "ومنذ", "سابق"):
            return False
        if self.norm(at - 1) == "لاحق" or (self.norm(at - 1) == "من" and self.norm(at - 2) in role("starting")):
            return True
        return None

    def _tense(self, at: int) -> bool | None:
        """Whether the word at ``at`` looks ahead or back; None for all that do neither."""
        norm = self.norm(at)
        word = norm[1:] if norm[:1] in ("و", "ف") else norm
        if norm in role("ahead") or word in role("ahead"):
            return not self._tells_the_past(at)
        if is_future_verb(norm) and self.norm(at - 1) not in _PREPOSITIONS:
            return True
        if word in role("past") or word[:-1] in role("past") or word[:-2] in role("past"):
            return False
        if word in role("scheduled"):
            return not self._tells_the_past(at)
        return None

    def _tells_the_past(self, at: int) -> bool:
        """True for an imperfect after ``كان``, ``لم``, ``وهو`` or ``قبل أن``, which belongs to a past event."""
        before = self.norm(at - 1)
        return before in role("past-frame") or (before == "ان" and self.norm(at - 2) in ("قبل", "وقبل", "بعد", "وبعد"))


def is_definite(norm: str) -> bool:
    """True for a noun or adjective with ال; ``إلى``, ``إلا`` and the relative pronouns only look like one.

    >>> is_definite("الحرب"), is_definite("الى")
    (True, False)
    """
    return norm[:2] == "ال" and norm not in (
        "الى",
        "الا",
        "الان",
        "الذي",
        "التي",
        "الذين",
        "اللذين",
        "الف",
        "اليه",
        "اليها",
    )


def is_future_verb(norm: str) -> bool:
    """True for an imperfect with the future's سـ: ``سيلتقي``, ``وستعقد``.

    >>> is_future_verb("سيلتقي"), is_future_verb("سيارة")
    (True, False)
    """
    word = norm[1:] if norm[:1] in ("و", "ف") else norm
    if len(word) < 4 or word[0] != "س" or word[1] not in "يت":
        return False
    return word[-1] != "و" and word not in role("not-future")
