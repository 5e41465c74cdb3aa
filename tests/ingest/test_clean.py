"""Cleaning: furniture is marked with its kind, the article's own lines are not."""

from __future__ import annotations

import pytest

from riwaya import lexicon
from riwaya.ingest.datelines import dateline_at
from riwaya.ingest.phrases import _WITHIN_HINT
from tests.ingest.pages import ARTICLE, BODY, LEAD, TITLE, articles, kinds_on, only, page_with
from tests.tables import rows


@pytest.mark.parametrize(("where", "line", "kind"), rows("wild", "furniture"))
def test_wild(where: str, line: str, kind: str) -> None:
    assert kinds_on(only(page_with(where, line)), line) == {kind}


@pytest.mark.parametrize(("where", "line", "trap"), rows("negative", "furniture"))
def test_negative(where: str, line: str, trap: str) -> None:
    assert kinds_on(only(page_with(where, line)), line) == set(), trap


@pytest.mark.parametrize(("where", "line", "kind"), rows("known_failures", "furniture"))
@pytest.mark.xfail(reason="not yet right; move to wild when it passes")
def test_known_failures(where: str, line: str, kind: str) -> None:
    assert kinds_on(only(page_with(where, line)), line) == {kind}


@pytest.mark.parametrize(("where", "line", "kind"), rows("wild", "furniture"))
def test_a_mark_covers_its_line_and_nothing_else(where: str, line: str, kind: str) -> None:
    article = only(page_with(where, line))
    assert [mark.span.of(article.text) for mark in article.furniture] == [line]
    assert all(mark.rule for mark in article.furniture)


def test_a_clean_article_has_no_furniture() -> None:
    article = only(ARTICLE)
    assert article.furniture == ()
    assert article.title is not None and article.title.of(article.text) == TITLE


@pytest.mark.parametrize(("text", "shown", "place", "agency"), rows("wild", "dateline"))
def test_datelines(text: str, shown: str, place: str, agency: str) -> None:
    line = text.split("\n")[0]
    found = dateline_at(text, 0, len(line))
    assert found is not None
    assert (text[: found.bare_stop], found.place or "-") == (shown, place)
    assert (found.outlet.id if found.outlet else "-") == agency


@pytest.mark.parametrize(("text", "trap"), rows("negative", "dateline"))
def test_no_dateline(text: str, trap: str) -> None:
    assert dateline_at(text, 0, len(text)) is None, trap


def test_a_dateline_is_marked_with_its_dashes_and_the_lead_is_not() -> None:
    article = only(f"{TITLE}\n\nالقاهرة (رويترز) - {LEAD}\n{BODY[0]}")
    assert [mark.span.of(article.text) for mark in article.furniture] == ["القاهرة (رويترز) - "]
    assert article.dateline is not None and article.dateline.place == "القاهرة"


def test_a_doubled_caption_is_one_mark() -> None:
    caption = "رئيس البلدية يقص شريط الافتتاح"
    article = only(page_with("body", f"{caption}\n{caption} (رويترز)"))
    (mark,) = article.furniture
    assert (mark.kind, mark.span.of(article.text)) == ("caption", f"{caption}\n{caption} (رويترز)")
    assert [(credit.name, credit.role) for credit in article.credits] == [("رويترز", "photo")]


def test_headlines_under_a_related_heading_inside_the_body_end_with_the_next_paragraph() -> None:
    article = only(page_with("body", "مواضيع ذات صلة\nسفينة تعود إلى الميناء بعد غياب\nموسم القمح في أرقام"))
    assert [mark.kind for mark in article.furniture] == ["related-heading", "related-headline", "related-headline"]


def test_headings_and_the_repeated_title_belong_to_the_article() -> None:
    text = "\n".join((TITLE, LEAD, TITLE, *BODY[:3], "حجارة الجسر", *BODY[2:]))
    article = only(text)
    assert [span.of(text) for span in article.headings] == [TITLE, "حجارة الجسر"]
    assert article.furniture == ()


def test_a_headline_of_another_story_between_paragraphs_is_a_teaser() -> None:
    line = "علماء يكتشفون نوعا نادرا من الفراشات في الغابات الاستوائية"
    assert kinds_on(only(page_with("body", line)), line) == {"teaser"}
    assert kinds_on(only(page_with("foot", line)), line) == {"teaser"}


def test_a_lead_of_another_story_at_the_foot_is_a_teaser() -> None:
    line = "اكتشف باحثون فراشة نادرة الألوان داخل غابة استوائية كثيفة جنوب القارة، ونشروا صورها في دورية علمية متخصصة."
    article = only(page_with("foot", line))
    assert [(mark.kind, mark.rule) for mark in article.furniture] == [("teaser", "foreign-lead-at-foot")]


def test_marks_keep_their_place_with_carriage_returns_and_direction_marks() -> None:
    text = page_with("foot", "\u200fإعلان\u200e").replace("\n", "\r\n")
    article = only(text)
    assert article.text == text
    assert [mark.span.of(text).strip("\u200e\u200f") for mark in article.furniture] == ["إعلان"]


def test_initials_and_agencies_after_the_last_sentence_are_marked_alone() -> None:
    for tail, kind in (("(د ع)", "editor-initials"), ("(أ ف ب)", "credit"), ("(النهاية) س م", "desk")):
        article = only(f"{ARTICLE} {tail}")
        assert [(mark.kind, mark.span.of(article.text)) for mark in article.furniture] == [(kind, tail)]


def test_every_phrase_within_a_line_holds_its_hint() -> None:
    phrases = [row["phrase"] for row in lexicon.load("furniture").rows if row["match"] == "within"]
    assert [phrase for phrase in phrases if not _WITHIN_HINT.search(phrase)] == []


SECOND_TITLE = "موسم القمح في السهل الشمالي يبدأ مبكرا هذا العام"
SECOND = (
    "بدأ موسم القمح في السهل الشمالي مبكرا هذا العام بعد شتاء ماطر لم تعرفه المنطقة منذ عقدين.",
    "وقال مدير التعاونية إن المحصول سيكون ضعف محصول العام الماضي إذا استمر الطقس على حاله.",
    "وأضاف أن المخازن جاهزة لاستقبال القمح وأن الأسعار لن ترتفع قبل نهاية الموسم المقبل.",
)


def test_a_second_article_under_a_related_heading() -> None:
    text = "\n".join((ARTICLE, "المصدر: وكالات", "إقرأ أيضاً:", SECOND_TITLE, "تابع أحدث الأخبار عبر تطبيق", *SECOND))
    first, second = articles(text)
    assert (first.id, second.id) == ("page", "page@2")
    assert second.title is not None and second.title.of(text) == SECOND_TITLE
    assert first.span.stop < text.index("إقرأ") < second.span.start
    assert [mark.kind for mark in first.furniture] == ["credit", "related-heading"]
    assert [mark.kind for mark in second.furniture] == ["app-promo"]


def test_an_inline_related_headline_does_not_split_the_article() -> None:
    text = page_with("body", "إقرأ أيضاً:\nسفينة تعود إلى الميناء بعد غياب")
    assert len(articles(text)) == 1


def test_a_second_article_with_its_own_date_and_dateline() -> None:
    text = "\n".join((ARTICLE, "مواضيع ذات صلة", SECOND_TITLE, "19 يونيو 2024", "القاهرة - رويترز", *SECOND))
    first, second = articles(text)
    assert first.published is None and first.dateline is None
    assert second.published is not None and second.published.value == "2024-06-19"
    assert second.dateline is not None and second.dateline.place == "القاهرة"
