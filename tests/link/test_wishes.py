from __future__ import annotations

import pytest

from riwaya.link import comparison
from riwaya.link.comparison import compare
from riwaya.link.features import features
from riwaya.link.growth import place
from riwaya.link.wishes import Wish, Wishes, granted
from tests.link.dam import ALL, FIRST, SECOND, YEARS_LATER
from tests.link.telling import Bag

PLACE = {"a": 0, "b": 1, "c": 2, "d": 3}
SCORES = {(0, 2): 0.9, (1, 2): 0.1, (0, 3): 0.1, (1, 3): 0.4}


def alike(one: int, other: int) -> float:
    return SCORES.get((min(one, other), max(one, other)), 0.0)


CASES = [
    ([[0], [1], [2, 3]], [Wish(True, "a", "b")], [[0, 1], [2, 3]]),
    ([[0, 1, 2, 3]], [Wish(False, "a", "b")], [[0, 2], [1, 3]]),
    ([[0, 1], [2], [3]], [Wish(True, "b", "c"), Wish(False, "a", "b")], [[0, 2], [1], [3]]),
    ([[0, 1]], [Wish(True, "a", "b")], [[0, 1]]),
    ([[0], [1]], [Wish(False, "a", "b")], [[0], [1]]),
    ([[0, 1]], [Wish(False, "a", "a")], [[0, 1]]),
    ([[0, 1]], [Wish(False, "a", "unknown")], [[0, 1]]),
]


@pytest.mark.parametrize(("groups", "wishes", "expected"), CASES)
def test_groups_are_joined_and_parted_as_wished(
    groups: list[list[int]], wishes: list[Wish], expected: list[list[int]]
) -> None:
    assert sorted(granted(groups, wishes, PLACE, alike)) == expected


def test_two_articles_that_are_not_the_same_story_are_two() -> None:
    wishes = Wishes(articles=(Wish(False, "a1", "b1"),))
    stories = compare(ALL, encoder=Bag(), wishes=wishes).stories
    assert not any({"a1", "b1"} <= set(story.articles) for story in stories)


def test_the_same_story_is_one_whatever_the_days_between() -> None:
    stories = compare(ALL, encoder=Bag(), wishes=Wishes(articles=(Wish(True, "a1", "e1"),))).stories
    assert any({"a1", "b1", "e1"} <= set(story.articles) for story in stories)


def test_two_statements_that_are_not_the_same_are_two_utterances() -> None:
    (story,) = compare([FIRST, SECOND], encoder=Bag(), wishes=Wishes(statements=(Wish(False, "a1#1", "b1#1"),))).stories
    assert {group.statements for group in story.groups} >= {("a1#1",), ("b1#1",)}


@pytest.mark.parametrize(("together", "alone"), [(True, False), (False, True)])
def test_an_article_that_arrives_goes_where_it_is_wished(together: bool, alone: bool) -> None:
    new, near = features(SECOND if alone else YEARS_LATER), [features(FIRST)]
    placed = place(new, near, {"a1": "s"}, wishes=[Wish(together, "a1", new.id)])
    assert (placed.story == (new.id,)) == alone


def test_several_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "WORTHWHILE", 1)
    monkeypatch.setattr(comparison, "TOGETHER", 1)
    assert compare(ALL, encoder=Bag(), workers=2) == compare(ALL, encoder=Bag())
