from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from riwaya.link.copies import copies
from riwaya.link.features import StoryFeatures, features
from riwaya.link.growth import Placement, place
from riwaya.link.stories import stories
from riwaya.model import Article
from tests.link.telling import article

BRIDGE = "إغلاق جسر الزبرجد القديم أمام الشاحنات بعد تشققات في دعاماته"
OPENED = "أعلنت بلدية الزبرجد إغلاق الجسر القديم أمام الشاحنات بعدما كشف فحص هندسي عن تشققات في ثلاث من دعاماته."
RETOLD = "قال مهندسون إن تشققات ظهرت في دعامات جسر الزبرجد القديم ودعوا البلدية إلى إغلاقه أمام الشاحنات فورا."
LATER = "بدأت بلدية الزبرجد ترميم دعامات الجسر القديم بعد أيام من إغلاقه أمام الشاحنات بسبب تشققات كشفها فحص."
MATCH = "تعادل فريقا الواحة والميناء بلا أهداف في افتتاح دوري الجزر لكرة اليد بعد انقطاع الكهرباء عن الملعب."


def told(id: str, body: str, *, title: str, day: str) -> Article:
    return article(id, body, title=title, published=day)


ARTICLES = [
    told("a", OPENED, title=BRIDGE, day="2031-05-02T08:00"),
    told("b", RETOLD, title="تشققات تهدد جسر الزبرجد القديم", day="2031-05-02T11:00"),
    told("c", LATER, title="ترميم جسر الزبرجد القديم بعد إغلاقه", day="2031-05-05"),
    told("d", MATCH, title="تعادل الواحة والميناء في دوري الجزر", day="2031-05-02T20:00"),
    told("e", OPENED, title=BRIDGE, day="2031-08-20"),
]


@pytest.fixture(scope="module")
def found() -> list[StoryFeatures]:
    return [features(each) for each in ARTICLES]


def fed(found: Sequence[StoryFeatures]) -> set[tuple[str, ...]]:
    """The stories after the articles came one by one."""
    story_of: dict[str, str] = {}
    seen: list[StoryFeatures] = []
    for new in found:
        for story in place(new, seen, story_of).stories:
            story_of |= dict.fromkeys(story, story[0])
        seen.append(new)
    return {tuple(sorted(id_ for id_ in story_of if story_of[id_] == name)) for name in story_of.values()}


def test_what_is_kept_survives_as_bytes(found: list[StoryFeatures]) -> None:
    assert [StoryFeatures.from_bytes(each.to_bytes()) for each in found] == found


def test_a_follow_up_joins_and_says_why(found: list[StoryFeatures]) -> None:
    a, b, c, d, _ = found
    placed = place(c, [a, b, d], {"a": "s", "b": "s"})
    assert placed.story == ("a", "b", "c")
    assert {each.left for each in placed.evidence} == {"a", "b"}
    assert all(each.right == "c" and 0 < each.parts["recency"] < 1 for each in placed.evidence)


def test_another_event_stays_alone(found: list[StoryFeatures]) -> None:
    a, b, _, d, _ = found
    assert place(d, [a, b], {"a": "s", "b": "s"}) == Placement(article="d", stories=(("d",),))


def test_the_first_article_of_all_is_a_story(found: list[StoryFeatures]) -> None:
    assert place(found[0], [], {}).story == ("a",)


def test_the_same_text_is_a_copy_and_months_later_still_another_story(found: list[StoryFeatures]) -> None:
    a, e = found[0], found[4]
    again = StoryFeatures(id="z", published="2031-05-02T09:00", words=a.words, runs=a.runs, beginning=a.beginning)
    assert place(again, [a], {}).copy_of == ("a",)
    assert place(again, [a], {}).story == ("a", "z")
    assert place(e, [a], {}).story == ("e",)


def test_one_that_belongs_to_two_stories_makes_them_one(found: list[StoryFeatures]) -> None:
    a, b, c, *_ = found
    assert set(place(b, [a, c], {"a": "s", "c": "t"}).story) == {"a", "b", "c"}


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_the_order_of_arrival_decides_nothing(found: list[StoryFeatures], order: tuple[int, ...]) -> None:
    bulk = {tuple(found[i].id for i in story) for story in stories(found, copies(found))}
    assert bulk == {("a", "b", "c"), ("d",), ("e",)}
    assert fed([found[i] for i in order]) == bulk
