from __future__ import annotations

import pytest

from riwaya.link.timeline import headline, timeline
from riwaya.model import Article, GroupSpeaker, Span, TimeExpression, UtteranceGroup, replace
from tests.link.telling import Said, article


def with_time(told: Article, words: str, value: str | None) -> Article:
    start = told.text.index(words)
    time = TimeExpression(span=Span(start, start + len(words)), type="DATE", value=value)
    return replace(told, times=(*told.times, time))


def test_a_sentence_that_names_a_day_is_placed_there_with_its_statements() -> None:
    told = article("t1", Said("الوزير", "العمل بدأ في مطلع آذار 2030"), title="سد جديد", published="2031-03-04")
    entries = timeline([with_time(told, "آذار 2030", "2030-03")])
    assert [(entry.when, entry.evidence) for entry in entries] == [("2030-03", ("t1#1",)), ("2031-03-04", ("t1",))]


def test_a_time_that_repeats_the_day_of_publication_places_nothing_new() -> None:
    told = article("t1", "افتتح السد اليوم.", published="2031-03-04T10:00")
    assert len(timeline([with_time(told, "اليوم", "2031-03-04")])) == 1


def test_what_has_no_value_or_no_month_is_left_out() -> None:
    told = article("t1", "افتتح السد أمس بعد أعوام.")
    assert timeline([with_time(with_time(told, "أمس", None), "أعوام", "2030")]) == ()


def test_the_same_sentence_in_two_articles_is_one_entry() -> None:
    one, two = (with_time(article(i, "بدأ العمل في آذار 2030."), "آذار 2030", "2030-03") for i in "ab")
    assert [entry.evidence for entry in timeline([one, two])] == [("a", "b")]


def test_an_article_without_title_is_headed_by_its_first_sentence() -> None:
    assert headline(article("t1", "افتتح السد.", "وحضر الأهالي.")) == "افتتح السد."


def test_what_a_source_says_of_a_day_stands_there_as_its_words_and_not_as_its_speech() -> None:
    told = article("t1", Said("الوزير", "العمل بدأ في مطلع آذار 2030"), published="2031-03-04", title="سد جديد")
    assert timeline([with_time(told, "آذار 2030", "2030-03")])[0].what == "الوزير: العمل بدأ في مطلع آذار 2030"


def test_no_text_is_cut() -> None:
    long = "العمل في السد " + "وفي قنواته وفي محطاته " * 20 + "بدأ في مطلع آذار 2030"
    told = article("t1", Said("الوزير", long), published="2031-03-04", title="سد " * 90 + "جديد")
    entries = timeline([with_time(told, "آذار 2030", "2030-03")])
    assert [entry.what for entry in entries] == [f"الوزير: {long}", "سد " * 90 + "جديد"]


def test_two_tellings_of_one_utterance_about_one_day_are_one_entry() -> None:
    one, two = (
        with_time(article(id, Said("الوزير", said)), "آذار 2030", "2030-03")
        for id, said in (("a", "العمل بدأ في آذار 2030"), ("b", "آذار 2030 كان موعد بدء العمل"))
    )
    group = UtteranceGroup(id="g1", speaker=GroupSpeaker(name="الوزير"), statements=("a#1", "b#1"), earliest="a#1")
    assert [entry.evidence for entry in timeline([one, two], groups=[group])] == [("a#1", "b#1")]
    assert len(timeline([one, two])) == 2


def test_half_a_pair_of_quotation_marks_is_left_out() -> None:
    told = article("t1", Said("الوزير", 'العمل" بدأ في مطلع آذار 2030'), title="سد جديد")
    assert timeline([with_time(told, "آذار 2030", "2030-03")])[0].what == "الوزير: العمل بدأ في مطلع آذار 2030"


OPENED = "افتتح محافظ الوادي جسر الزبرجد القديم أمام الشاحنات"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # one happening on two days contradicts; the same day, another happening and both days in one sentence do not
        ((f"{OPENED} يوم الأحد.", "2031-05-04"), (f"{OPENED} يوم الاثنين.", "2031-05-05"), True),
        ((f"{OPENED} يوم الأحد.", "2031-05-04"), (f"{OPENED} يوم الأحد ظهرا.", "2031-05-04"), False),
        ((f"{OPENED} يوم الأحد.", "2031-05-04"), ("زار وزير الري سد النخيل يوم الاثنين.", "2031-05-05"), False),
        ((f"{OPENED} يوم الأحد.", "2031-05-04"), (f"{OPENED} في أيار.", "2031-05"), False),
    ],
)
def test_one_happening_on_two_days_is_a_conflict(left: tuple[str, str], right: tuple[str, str], expected: bool) -> None:
    told = [
        with_time(article(id, sentence), sentence.split()[-1].rstrip("."), value)
        for id, (sentence, value) in (("a", left), ("b", right))
    ]
    days = {entry.conflicts for entry in timeline(told)}
    assert days == ({("2031-05-04",), ("2031-05-05",)} if expected else {()})


def test_a_sentence_that_names_both_days_contradicts_neither() -> None:
    both = with_time(article("a", f"{OPENED} من الأحد إلى الاثنين."), "الأحد", "2031-05-04")
    told = [
        with_time(both, "الاثنين", "2031-05-05"),
        with_time(article("b", f"{OPENED} الاثنين."), "الاثنين", "2031-05-05"),
    ]
    assert {entry.conflicts for entry in timeline(told)} == {()}


def test_tellings_of_one_utterance_that_name_other_days_conflict() -> None:
    one, two = (
        with_time(article(id, Said("الوزير", said)), day, value)
        for id, said, day, value in (
            ("a", "العمل يبدأ في الرابع من آذار", "الرابع من آذار", "2030-03-04"),
            ("b", "سنباشر الأشغال في الخامس من آذار", "الخامس من آذار", "2030-03-05"),
        )
    )
    group = UtteranceGroup(id="g1", speaker=GroupSpeaker(name="الوزير"), statements=("a#1", "b#1"), earliest="a#1")
    assert [entry.conflicts for entry in timeline([one, two], groups=[group])] == [("2030-03-05",), ("2030-03-04",)]
