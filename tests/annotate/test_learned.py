"""What the trained reader adds to the rules, and what it may not."""

from __future__ import annotations

import pytest

from riwaya.annotate import annotate
from riwaya.annotate.text import Naming
from riwaya.model import Article, Span, Statement

#: Invented; rules find none of these, or not all: text, speaker, cue, content.
MISSED = [
    ("وألقى المدير باللوم على المقاول في تأخر الجسر.", "المدير", "باللوم على المقاول في تأخر الجسر"),
    ("وتتوقع الشركة، بحسب تسريبات، بيع مليون جهاز.", "تسريبات", "بيع مليون جهاز"),
    (
        'وقال سامي النجار: "نحن هنا".\n"الأصوات لا تسيطر علينا بل نحن من يسيطر عليها".\nوانتهى الاجتماع.',
        "سامي النجار",
        "الأصوات لا تسيطر علينا بل نحن من يسيطر عليها",
    ),
]


def statements(text: str, names: Naming = "default") -> tuple[Statement, ...]:
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)))
    return next(annotate([article], names=names)).statements


@pytest.mark.parametrize(("text", "speaker", "content"), MISSED)
def test_what_rules_miss_is_found_and_says_so(text: str, speaker: str, content: str) -> None:
    (found,) = (
        statement for statement in statements(text) if statement.reason and statement.reason.content == "learned"
    )
    assert (found.speaker.name, [span.of(text) for span in found.content]) == (speaker, [content])
    assert 0.3 < found.confidence < 0.9


@pytest.mark.parametrize(("text", "speaker", "content"), MISSED)
def test_rules_alone_have_no_model(text: str, speaker: str, content: str) -> None:
    alone = statements(text, names="rules")
    assert content not in [span.of(text) for statement in alone for span in statement.content]


def test_what_rules_find_stays() -> None:
    text = (
        "قال الوزير كريم حداد إن الخطة جاهزة. وخرجت مظاهرات تطالب بتشديد الرقابة على الأسعار. وقال حداد إن العمل بدأ."
    )
    found = statements(text)
    assert [statement.id for statement in found] == ["case#1", "case#2", "case#3"]
    assert [statement.speaker.name for statement in found][::2] == ["كريم حداد", "كريم حداد"]


def test_a_verb_that_a_rule_objects_to_is_not_read_anew() -> None:
    assert statements("وتحدث الوزير كريم حداد عن الموقف.") == ()


def test_a_headline_quotes_what_somebody_says_below() -> None:
    title = 'العصير "قد يساعد في علاج آلام المفاصل"'
    text = f"{title}\n\nقالت دراسة حديثة إن العصير قد يساعد في علاج آلام المفاصل عند الكبار."
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)), title=Span(0, len(title)))
    first, second = next(annotate([article])).statements
    assert first.reason is not None and first.reason.content == "headline-echo"
    assert (first.cue, first.speaker.span, first.speaker.name) == (None, None, second.speaker.name)
    assert [span.of(text) for span in first.content] == ["قد يساعد في علاج آلام المفاصل"]


@pytest.mark.parametrize("title", ['عرض فيلم "حراس الجبل العالي والوادي الأخضر"', 'فوز "نسور الساحل" بالكأس'])
def test_a_headline_names_things_too(title: str) -> None:
    text = f"{title}\n\nقال سامي النجار إن العرض جميل."
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)), title=Span(0, len(title)))
    assert [s.reason.content for s in next(annotate([article])).statements if s.reason] == ["verb-before-subject:an"]


#: Invented traps that rules believe by less than a half, and the model not at all.
DOUBTED = [
    "أكد المسافر حجزه عبر التطبيق ثم دفع ثمن التذكرة نقدا.",
    "تبنى الزوجان طفلا في الثالثة من عمره بعد حريق الميتم.",
    "طلب الزبون فنجان قهوة وقطعة حلوى وجلس قرب النافذة.",
]


@pytest.mark.parametrize("text", DOUBTED)
def test_what_rules_half_believe_and_the_model_does_not_see_is_no_statement(text: str) -> None:
    (doubted,) = statements(text, names="rules")
    assert doubted.confidence < 0.5
    assert statements(text) == ()


def test_what_rules_half_believe_ends_where_the_model_sees_it_end() -> None:
    text = "كشف وزير المياه م. كريم الفضل عن برنامج لتحلية مياه الساحل."
    contents = [statements(text, names=names)[0].content[0].of(text) for names in ("rules", "default")]
    assert contents == ["م. كريم الفضل عن برنامج لتحلية مياه الساحل", "برنامج لتحلية مياه الساحل"]


def test_a_denial_of_one_word_is_not_doubted() -> None:
    assert [statement.act for statement in statements("وينفي سامي الحداد تورطه.")] == ["deny"]


def test_what_the_model_sees_go_on_goes_on() -> None:
    text = 'وأضاف المدير كريم حداد أن "السد حاول احتواء السيل" في حين أن "القناة تحاول تصريفه إلى البحر".'
    contents = [[span.of(text) for span in s.content] for s in statements(text)]
    assert contents == [['السد حاول احتواء السيل" في حين أن "القناة تحاول تصريفه إلى البحر']]
    assert statements(text, names="rules")[0].content[0].of(text) == "السد حاول احتواء السيل"


def test_an_objection_of_the_rules_is_overruled_with_half_the_confidence() -> None:
    text = "وجاء الإضراب الذي دعا إليه اتحاد العمال ليطالب بخفض ساعات العمل."
    assert statements(text, names="rules") == ()
    (found,) = statements(text)
    assert (found.speaker.name, found.content[0].of(text)) == ("اتحاد العمال", "خفض ساعات العمل")
    assert found.reason is not None and found.reason.content == "learned:overruling"
    assert found.confidence <= 0.5


def test_the_accurate_setting_takes_the_larger_reader() -> None:
    text = "واجتمع العمال المطالبون بزيادة الأجور أمام المصنع."
    assert statements(text) == ()
    assert [statement.speaker.name for statement in statements(text, names="accurate")] == ["العمال"]


#: Rules see the second; of the first only the model sees anything.
HEADLINES = ['هالونا وسيدارا تعلنان عن "وثيقة تأسيسية جديدة" للعلاقات بينهما', "بلدية الساحل تتهم الشركة بتلويث النهر"]


@pytest.mark.parametrize("title", HEADLINES)
def test_a_headline_that_stands_above_the_body_once_more_is_told_once(title: str) -> None:
    text = f"{title}\n\nالخميس 3 أيار\n\n{title}\n\nقال رئيس البلدية كريم حداد إن الجسر القديم لا يكفي."
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)), title=Span(0, len(title)))
    first, second = next(annotate([article])).statements
    assert first.content[0].stop <= len(title)
    assert second.content[0].of(text) == "الجسر القديم لا يكفي"
