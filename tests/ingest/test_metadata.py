"""Metadata: what the page states, and nothing else."""

from __future__ import annotations

import pytest

from riwaya.ingest.assemble import Source, article_of_record
from tests.ingest.pages import ARTICLE, BODY, LEAD, TITLE, only, page_with


@pytest.mark.parametrize(
    ("where", "line", "name", "id"),
    [
        ("foot", "المصدر : الجزيرة مباشر + وكالات", "الجزيرة مباشر", "aljazeera-mubasher"),
        ("foot", "المصدر: الوكالة العربية السورية للأنباء", "سانا", "sana"),
        ("foot", "المصدر: رويترز + الشرق الأوسط", "الشرق الأوسط", "asharq-alawsat"),
        ("head", "اشترك مجانا بقناة الديار على يوتيوب", "الديار", "addiyar"),
        ("foot", "حمل تطبيق بي بي سي عربي", "بي بي سي عربي", "bbc-arabic"),
        ("foot", "إقرأ أيضا : https://nahr-news.ma/?p=2", "nahr-news.ma", None),
        ("foot", "اقرأ أيضا: https://www.youm7.com/story/1", "اليوم السابع", "youm7"),
        ("head", "موسكو-سانا", "سانا", "sana"),
    ],
)
def test_outlet(where: str, line: str, name: str, id: str | None) -> None:
    outlet = only(page_with(where, line)).outlet
    assert outlet is not None
    assert (outlet.name, outlet.id) == (name, id)


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("foot", "المصدر: وكالات"),
        ("foot", "المصدر: رويترز + أ ف ب"),
        ("foot", "تابعنا على فيسبوك: https://www.facebook.com/someone"),
        ("body", "وذكرت صحيفة الشرق الأوسط أن الجسر سيغلق ليلا أمام الشاحنات الكبيرة."),
    ],
)
def test_unknown_outlet_is_null(where: str, line: str) -> None:
    assert only(page_with(where, line)).outlet is None


@pytest.mark.parametrize(
    ("where", "line", "value"),
    [
        ("head", "19 حزيران 2024\u00a0\u00a0 11:30", "2024-06-19T11:30"),
        ("head", "تاريخ النشر: 25th, October 2024 GMT", "2024-10-25"),
        ("head", "نشر في ٢٠٢٤/٠٦/١٩", "2024-06-19"),
        ("head", "الأربعاء 13 ذو الحجة 1445 هـ", "2024-06-19"),
        ("foot", "آخر تحديث: 3 شباط/فبراير 2023", "2023-02-03"),
        ("body", "ومن المقرر أن يبدأ الجزء الثاني من العمل في الجسر اليوم الأربعاء 19 يونيو.", "XXXX-06-19"),
        ("body", "ويبدأ الجزء الثاني من العمل في الجسر اليوم 19 يونيو 2024 على الضفتين.", "2024-06-19"),
    ],
)
def test_published(where: str, line: str, value: str) -> None:
    published = only(page_with(where, line)).published
    assert published is not None
    assert (published.value, published.basis) == (value, "stated")


@pytest.mark.parametrize(
    "line",
    [
        "وبدأ العمل في الجسر يوم 19 يونيو 2021 بعد تأجيل طويل.",
        "وسيفتح الجسر الثاني في 4 يوليو المقبل بحسب البلدية.",
        'وقال المهندس حينها: "اليوم الأربعاء 19 يونيو نبدأ العمل".',
        "وصل المهندسون اليوم الأربعاء إلى موقع الجسر لتفقده قبل الافتتاح.",
    ],
)
def test_dates_of_events_are_not_the_publication_date(line: str) -> None:
    assert only(page_with("body", line)).published is None


def test_two_dates_of_today_tell_nothing() -> None:
    text = page_with("body", "ويبدأ العمل اليوم 19 يونيو على الضفة.\nويبدأ العمل اليوم 20 يونيو على الضفة.")
    assert only(text).published is None


def test_the_date_of_publication_stands_before_that_of_the_last_change() -> None:
    text = page_with("head", "آخر تحديث: 20 يونيو 2024\nتاريخ النشر: 19 يونيو 2024")
    published = only(text).published
    assert published is not None and published.value == "2024-06-19"


def test_byline_and_credits() -> None:
    article = only(page_with("head", "كتب: سامر الحداد") + "\nالمصدر: الجزيرة + رويترز")
    assert article.byline is not None and article.byline.name == "سامر الحداد"
    assert [(credit.name, credit.role) for credit in article.credits] == [
        ("الجزيرة", "broadcaster"),
        ("رويترز", "agency"),
    ]
    assert [credit.span.of(article.text) for credit in article.credits] == ["الجزيرة", "رويترز"]


def test_marks_around_a_credited_name_are_no_part_of_it() -> None:
    article = only(page_with("head", "كتب: سامر الحداد") + '\nالمصدر: صحيفة "صدى الوادي"')
    assert [credit.name for credit in article.credits] == ["صحيفة صدى الوادي"]


def record(**changes: str | None) -> Source:
    return Source(text="\n".join((LEAD, *BODY)), title=TITLE)._replace(**changes)


def test_a_record_is_title_and_text() -> None:
    article = article_of_record(record(), document="1", id="1")
    assert article.text == TITLE + "\n\n" + "\n".join((LEAD, *BODY))
    assert article.title == (0, len(TITLE))
    assert article.span == (0, len(article.text))


def test_a_record_without_a_title_is_its_text() -> None:
    article = article_of_record(Source(text=LEAD), document="1", id="1")
    assert (article.text, article.title) == (LEAD, None)


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("2018-02-18T21:35:43+04:00", "2018-02-18T21:35:43+04:00"),
        ("2018-02-18T21:35:43Z", "2018-02-18T21:35:43+00:00"),
        ("2018-02-18", "2018-02-18"),
        ("19 حزيران 2024", "2024-06-19"),
    ],
)
def test_the_record_s_date(stated: str, value: str) -> None:
    published = article_of_record(record(published=stated), document="1", id="1").published
    assert published is not None
    assert (published.value, published.basis, published.span) == (value, "metadata", None)


def test_what_is_no_date_is_no_date() -> None:
    assert article_of_record(record(published="أمس"), document="1", id="1").published is None


def test_the_record_s_outlet_stands_before_the_text_s() -> None:
    source = record(outlet="العربية", text=f"{LEAD}\n{BODY[0]}\n*نقلا عن الأهرام المصرية")
    outlet = article_of_record(source, document="1", id="1").outlet
    assert outlet is not None and (outlet.name, outlet.id) == ("العربية", "alarabiya")


def test_the_record_s_address_names_the_outlet() -> None:
    outlet = article_of_record(record(url="https://www.aljazeera.net/news/1"), document="1", id="1").outlet
    assert outlet is not None and outlet.id == "aljazeera"


def test_an_internal_number_is_no_author() -> None:
    known = article_of_record(record(author="00a72cbb-c99e-4308-8730-79dc24507368"), document="1", id="1")
    named = article_of_record(record(author=" سامر  الحداد"), document="1", id="1")
    assert known.byline is None
    assert named.byline is not None and named.byline.name == "سامر الحداد"


def test_json_round_trip() -> None:
    article = only(page_with("foot", "المصدر: الجزيرة + وكالات"))
    assert type(article).from_json(article.to_json()) == article
    assert ARTICLE in article.text
