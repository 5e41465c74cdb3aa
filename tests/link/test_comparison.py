from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.link import compare
from riwaya.model import Article, Comparison, Story, UtteranceGroup, replace
from tests.link.dam import ALL, ELSEWHERE, FIRST, SECOND, UNDATED
from tests.link.telling import Bag, article


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(ALL, encoder=Bag())


def story_of(comparison: Comparison, article_id: str) -> Story:
    return next(story for story in comparison.stories if article_id in story.articles)


def group_of(story: Story, statement: str) -> UtteranceGroup:
    return next(group for group in story.groups if statement in group.statements)


def test_articles_of_one_event_and_time_make_one_story(comparison: Comparison) -> None:
    assert [set(story.articles) for story in comparison.stories] == [{"a1", "b1", "c1", "d1"}, {"e1"}, {"f1"}]


def test_articles_stand_in_order_of_time_and_the_undated_where_the_story_dates_them(comparison: Comparison) -> None:
    assert story_of(comparison, "a1").articles == ("a1", "b1", "c1", "d1")


def test_a_missing_date_and_a_missing_year_are_inferred_and_say_so(comparison: Comparison) -> None:
    inferred = story_of(comparison, "a1").inferred_dates
    assert {id_: (date.value, date.basis) for id_, date in inferred.items()} == {
        "c1": ("2031-03-04", "inferred"),
        "d1": ("2031-03-05", "inferred"),
    }
    assert inferred["c1"].rule == "story: a1"


def test_no_date_is_inferred_where_the_dated_articles_lie_apart() -> None:
    later = replace(SECOND, published=replace(SECOND.published, value="2031-03-09"))
    assert compare([FIRST, later, UNDATED], encoder=Bag()).stories[0].inferred_dates == {}


def test_a_story_says_from_when_to_when_it_was_told(comparison: Comparison) -> None:
    story = story_of(comparison, "a1")
    assert (story.first, story.last) == ("2031-03-04T09:00", "2031-03-05")


def test_a_story_names_its_outlets_and_those_whom_several_articles_name(comparison: Comparison) -> None:
    story = story_of(comparison, "a1")
    assert story.outlets == ("صحيفة المنارة", "إذاعة السهل", "موقع النهر", "قناة الضفة")
    assert [(each.name, each.entity) for each in story.people][:1] == [("رامز الكهفي", "per:rmz-khfy")]
    assert all(2 <= each.articles <= 4 for each in story.people)


def test_tellings_of_one_utterance_form_one_group_over_outlets(comparison: Comparison) -> None:
    group = group_of(story_of(comparison, "a1"), "a1#1")
    assert group.statements == ("a1#1", "b1#1")
    assert group.earliest == "a1#1"
    assert group.outlets == ("صحيفة المنارة", "إذاعة السهل")
    assert (group.speaker.name, group.speaker.entity) == ("رامز الكهفي", "per:rmz-khfy")
    assert group.relation == {"a1#1~b1#1": "reworded"}
    assert [(d.left, d.right) for d in group.differences] == [("a1#1", "b1#1")]
    assert group.evidence[0].score > 0.5
    assert group.evidence[0].parts["same_source"] == 1


def test_numbers_that_differ_conflict(comparison: Comparison) -> None:
    assert group_of(story_of(comparison, "a1"), "a1#2").relation == {"a1#2~b1#2": "conflicting"}


def test_outlets_that_could_have_carried_it_and_did_not_are_named(comparison: Comparison) -> None:
    assert group_of(story_of(comparison, "a1"), "a1#1").omitted_by == ("موقع النهر", "قناة الضفة")


def test_who_denies_is_named_and_does_not_count_as_leaving_out(comparison: Comparison) -> None:
    accusation = group_of(story_of(comparison, "a1"), "a1#3")
    assert accusation.statements == ("a1#3",)
    assert accusation.denied_by == ("رامز الكهفي",)
    assert "موقع النهر" not in accusation.omitted_by


def test_every_statement_is_in_a_group(comparison: Comparison) -> None:
    grouped = {id_ for story in comparison.stories for group in story.groups for id_ in group.statements}
    assert grouped == {statement.id for each in ALL for statement in each.statements}


def test_groups_told_most_widely_come_first(comparison: Comparison) -> None:
    widths = [len(group.outlets) for group in story_of(comparison, "a1").groups]
    assert widths == sorted(widths, reverse=True)


def test_the_title_is_that_of_the_most_central_article(comparison: Comparison) -> None:
    assert story_of(comparison, "a1").title == "افتتاح سد وادي السنابل في قرطوبة"


def test_without_titles_the_first_sentence_names_the_story() -> None:
    story = compare([article("x1", "هبت عاصفة على ميناء الزبرجد.", "وتوقفت السفن.")], encoder=Bag()).stories[0]
    assert story.title == "هبت عاصفة على ميناء الزبرجد."


def test_copies_are_named() -> None:
    again = replace(FIRST, id="z9", document="z9")
    assert compare([FIRST, again, ELSEWHERE], encoder=Bag()).stories[0].copies == (("a1", "z9"),)


def test_nothing_compares_to_nothing() -> None:
    assert compare([], encoder=Bag()).stories == ()
    assert compare([article("e0", "")], encoder=Bag()).stories[0].groups == ()


def test_one_article_given_twice_is_its_own_copy() -> None:
    story = compare([FIRST, FIRST], encoder=Bag()).stories[0]
    assert story.articles == ("a1", "a1")


def test_a_statement_without_content_breaks_nothing() -> None:
    empty = replace(FIRST.statements[0], content=(), cue=None)
    story = compare([replace(FIRST, statements=(empty,)), SECOND], encoder=Bag()).stories[0]
    assert any(group.statements == ("a1#1",) for group in story.groups)


def test_the_timeline_holds_publications_in_order(comparison: Comparison) -> None:
    entries = story_of(comparison, "a1").timeline
    assert [entry.when for entry in entries] == ["2031-03-04T09:00", "2031-03-04T13:30"]
    assert entries[0].evidence == ("a1",)


def canonical(comparison: Comparison) -> list[Story]:
    return sorted(comparison.stories, key=lambda story: story.id)


@settings(max_examples=25, deadline=None)
@given(st.permutations(ALL))
def test_the_order_of_the_articles_does_not_matter(order: list[Article]) -> None:
    assert canonical(compare(order, encoder=Bag())) == canonical(compare(ALL, encoder=Bag()))


def test_stories_come_in_the_order_of_their_first_article() -> None:
    stories = compare([ELSEWHERE, SECOND, FIRST], encoder=Bag()).stories
    assert [story.articles for story in stories] == [("f1",), ("a1", "b1")]


def test_a_comparison_survives_json(comparison: Comparison) -> None:
    assert Comparison.from_json(comparison.to_json()) == comparison
