"""Statements: wild cases come out right, traps yield nothing sure, known failures are still failures."""

from __future__ import annotations

import pytest

from riwaya.annotate import annotate
from riwaya.model import Article, Span, Statement
from tests.tables import rows


def annotated(text: str) -> Article:
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)))
    return next(annotate([article]))


def shown(statement: Statement, text: str) -> list[str]:
    content = " … ".join(span.of(text) for span in statement.content)
    cue = statement.cue.of(text) if statement.cue else ""
    return [statement.speaker.name, cue, statement.mode, content]


def expected(cell: str) -> list[list[str]]:
    return [[part.strip(" ") for part in one.split(" | ")] for one in cell.split(" || ")]


@pytest.mark.parametrize(("text", "cell"), rows("wild", "statements"))
def test_wild(text: str, cell: str) -> None:
    article = annotated(text)
    assert [shown(statement, text) for statement in article.statements] == expected(cell)


@pytest.mark.parametrize(("text", "trap"), rows("negative", "statements"))
def test_negative(text: str, trap: str) -> None:
    sure = [shown(s, text) for s in annotated(text).statements if s.confidence > 0.5]
    assert sure == [], trap


@pytest.mark.parametrize(("text", "cell"), rows("known_failures", "statements"))
@pytest.mark.xfail(reason="not yet right; move to wild when it passes")
def test_known_failures(text: str, cell: str) -> None:
    article = annotated(text)
    assert [shown(statement, text) for statement in article.statements] == expected(cell)


@pytest.mark.parametrize(("text", "trap"), rows("known_failures", "statements_invented"))
@pytest.mark.xfail(reason="a statement is invented; move to negative when none is")
def test_known_inventions(text: str, trap: str) -> None:
    assert [shown(s, text) for s in annotated(text).statements if s.confidence > 0.5] == [], trap


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (
            "أكد المشاركون في ندوة نظمها بنك الواحة أمس أن السكان بخير.",
            "المشاركون | أكد | indirect | السكان بخير",
        ),
        (
            "وأكد مشاركون في الندوة أن السكان بخير.",
            "مشاركون | أكد | indirect | السكان بخير",
        ),
        ("وأبدى الوزير تحفظه على التعيين.", "الوزير | أبدى | indirect | تحفظه على التعيين"),
    ],
)
def test_rules_alone(text: str, cell: str) -> None:
    article = next(annotate([Article(document="case", id="case", text=text, span=Span(0, len(text)))], names="rules"))
    assert [shown(statement, text) for statement in article.statements] == expected(cell)


def test_every_statement_says_why_and_points_into_the_text() -> None:
    text = "قال فؤاد الحداد إن السوق سيفتح غدا. وأضاف: «لا تغيير في الرسوم»."
    for statement in annotated(text).statements:
        assert statement.reason is not None
        assert statement.reason.cue and statement.reason.content and statement.reason.speaker
        assert all(0 <= start < stop <= len(text) for start, stop in statement.content)


def test_chain_of_transmission() -> None:
    text = "ونقلت وكالة الضفاف عن فؤاد الحداد قوله في مقابلة مع قناة المرفأ: «لن نغلق المصنع هذا العام»."
    (statement,) = annotated(text).statements
    assert [(via.name, via.role) for via in statement.via] == [
        ("وكالة الضفاف", "agency"),
        ("قناة المرفأ", "interview"),
    ]
    assert statement.occasion is not None
    assert "مقابلة" in statement.occasion.of(text)


@pytest.mark.parametrize("name", ["رويترز", '"رويترز"', "«رويترز»", "”رويترز“", "'رويترز'"])
def test_marks_around_a_source_are_no_part_of_it(name: str) -> None:
    text = f"ونقلت {name} عن ليلى شداد قولها إن الرهان جدي."
    (statement,) = annotated(text).statements
    assert [(via.name, via.role, via.span.of(text)) for via in statement.via] == [("رويترز", "agency", "رويترز")]


def test_a_denial_points_at_what_it_denies() -> None:
    text = "قالت ليلى منصور إن المدينة طلبت القرض، وهو ما تنفيه وزارة المالية."
    first, second = annotated(text).statements
    assert second.act == "deny"
    assert second.denies == first.id


def test_dropped_subject_agrees_with_the_verb() -> None:
    text = "قال فؤاد الحداد إن السد ممتلئ. وقالت ليلى منصور إن القرى بخير. وأضاف: «سنفتح البوابات ليلا»."
    names = [statement.speaker.name for statement in annotated(text).statements]
    assert names == ["فؤاد الحداد", "ليلى منصور", "فؤاد الحداد"]


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        (
            'وقالت الوزارة في تغريدة نشرتها وكالة الأنباء الإماراتية (وام): "نؤيد القرار بقوة".',
            ["وكالة الأنباء الإماراتية"],
        ),
        ('وقالت ليلى شداد في مقابلة مع الموقع الإلكتروني لصحيفة "المشرق" إن الرهان جدي.', ["صحيفة المشرق"]),
        ("ونقلت «المنارة» عن ليلى شداد قولها إن الرهان جدي.", ["المنارة"]),
        ("ونقلت ”المنارة“ عن ليلى شداد قولها إن الرهان جدي.", ["المنارة"]),
        ('ونقلت وكالة "المنارة" عن ليلى شداد قولها إن الرهان جدي.', ["وكالة المنارة"]),
        ("قال فريد زهران، المحلل السياسي ومقدم برنامج ميزان على شبكة CNN إن البلاد تتقدم.", []),
        ("قال فريد زهران، المحلل السياسي، في مقابلة مع شبكة CNN إن البلاد تتقدم.", ["شبكة CNN"]),
        ("وأوضح جواد السنديان، في تصريح لمندوب لينا، أن اللجنة ستتولى القراءة.", ["لينا"]),
        ("وقال نائب المدير في المنصة التابعة لفيسبوك في تدوينة إن الشركات تنمو.", []),
    ],
)
def test_what_carried_and_what_only_owns(text: str, carriers: list[str]) -> None:
    (statement,) = annotated(text).statements
    assert [via.name for via in statement.via] == carriers
