from __future__ import annotations

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
