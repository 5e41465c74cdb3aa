"""Whom a verb without a subject means: cases, and what holds of the clues whatever the text."""

import importlib
import json
import math
from importlib import resources

import pytest

from riwaya.annotate import annotate
from riwaya.annotate.text import Naming
from riwaya.model import Article, Span, Statement
from riwaya.weights import antecedent_weights

antecedents = importlib.import_module("riwaya.annotate.statements.antecedents")

#: Invented: text, the last statement's speaker.
MEANT = [
    (
        "قالت الشرطة إن الطريق مغلق.\nوسعى سامي الحداد، عضو المجلس، إلى تهدئة الخلاف. "
        'وقال للتلفزيون: "هو ليس شريكا قريبا".',
        "سامي الحداد",
    ),
    (
        "قال سامي الحداد إن الملعب جاهز.\nوأجرت ليلى الصفدي من إذاعة النهر حوارا مع المدرب قبل أيام. "
        'وتقول: "كان يحب النادي".',
        "ليلى الصفدي",
    ),
    (
        "أكد المدير نبيل الخوري أن المصنع سيغلق.\nوأرسلت رئيسة النقابة ليلى الصفدي رسالة إلى العمال. "
        "وطالبت بالبقاء في الساحة.",
        "ليلى الصفدي",
    ),
]
#: Where whoever spoke last goes on, the rules' choice stands.
GOES_ON = [
    ("قال سامي الحداد إن الملعب جاهز. وأضاف أن المباراة غدا.", "سامي الحداد"),
    ("أعلنت شركة رافد نتائجها أمس. وقالت الشركة إن الأرباح زادت. وأوضحت أن الفرع الجديد سيفتتح.", "شركة رافد"),
]


def article(text: str) -> Article:
    return Article(document="x", id="x", text=text, span=Span(0, len(text)))


def statements(text: str, naming: Naming = "default") -> tuple[Statement, ...]:
    return next(annotate([article(text)], names=naming)).statements


@pytest.mark.parametrize(("text", "speaker"), MEANT)
def test_who_is_meant_and_by_which_rule(text: str, speaker: str) -> None:
    last = statements(text)[-1]
    assert last.speaker.name == speaker
    assert last.speaker.span is None
    assert last.reason is not None
    assert last.reason.speaker == "weighed"
    assert last.reason.runner_up not in (None, speaker)


@pytest.mark.parametrize(("text", "_speaker"), MEANT)
def test_rules_alone_weigh_nothing(text: str, _speaker: str) -> None:
    reasons = [statement.reason for statement in statements(text, "rules")]
    assert all(reason is not None and reason.speaker != "weighed" for reason in reasons)


@pytest.mark.parametrize(("text", "speaker"), GOES_ON)
def test_who_spoke_last_goes_on(text: str, speaker: str) -> None:
    last = statements(text)[-1]
    assert speaker in last.speaker.name
    assert last.reason is not None
    assert last.reason.speaker == "dropped-subject"


def watched(text: str, monkeypatch: pytest.MonkeyPatch) -> list:
    """The candidates of each choice made in the text."""
    seen = []
    weighed = antecedents.Antecedents.weighed

    def watch(self, draft, chosen, past, turn):
        seen.append((self, self.candidates(draft, chosen, past, turn)))
        return weighed(self, draft, chosen, past, turn)

    monkeypatch.setattr(antecedents.Antecedents, "weighed", watch)
    statements(text)
    return seen


@pytest.mark.parametrize(("text", "_speaker"), MEANT + GOES_ON)
def test_nobody_is_weighed_twice_and_clues_lie_between_nothing_and_one(
    text: str, _speaker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watched(text, monkeypatch)
    assert seen
    for _antecedents, candidates in seen:
        keys = [antecedents.key_of(candidate.resolved) for candidate in candidates]
        assert len(keys) == len(set(keys))
        assert all(0 <= much <= 2 for candidate in candidates for much in candidate.clues.values())


def test_whoever_is_named_in_words_only_is_no_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قال سامي الحداد إن المدرب نبيل الخوري سيرحل. وأضاف أن الفريق حزين."
    seen = watched(text, monkeypatch)
    assert seen
    for _antecedents, candidates in seen:
        names = [candidate.resolved.speaker.name for candidate in candidates]
        assert "سامي الحداد" in names
        assert not any("نبيل" in name for name in names)


def test_the_weights_say_what_they_are() -> None:
    card = json.loads((resources.files("riwaya.weights") / "antecedents.json").read_text(encoding="utf-8"))
    assert card["name"] == "antecedents"
    assert card["weights"] == antecedent_weights()
    assert all(math.isfinite(weight) and abs(weight) < 5 for weight in card["weights"].values())
    assert all(len(digest) == 64 for digest in card["data"].values())
    (scores,) = card["scores"].values()
    for part in ("development", "test"):
        assert scores[part]["rules"] < scores[part]["weights"] < 1
        assert scores[part]["choices"] > 100
