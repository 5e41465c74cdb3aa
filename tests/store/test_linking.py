"""Articles find the same stories whether they come one by one or all at once, and people's judgements hold."""

from __future__ import annotations

import pytest

from riwaya import library as shelf
from riwaya.library import linking
from riwaya.store import Library, growing, links
from riwaya.store.judgements import anchor_of_article, judge, judgements, withdraw
from riwaya.store.records import Judgement
from tests.store.writing import BRIDGE, DAM, add, articles

RETOLD = {
    **DAM,
    "id": "retold",
    "url": "https://jisr.example/dam",
    "outlet": "قناة الجسر",
    "title": "وزير الري: ماء سد الوادي يكفي المدينة",
    "published": "2031-05-05T08:00:00+03:00",
    "text": "أكد وزير الري سالم الهدار أن ماء سد الوادي يكفي المدينة عشر سنين مقبلة.\nوقال إن أحدا لن يقطع الماء.",
}
MONTHS_LATER = {**RETOLD, "id": "later", "url": "https://jisr.example/later", "published": "2031-09-05T08:00:00+03:00"}
ROWS = (DAM, BRIDGE, RETOLD, MONTHS_LATER)
EXPECTED = {frozenset({"dam", "retold"}), frozenset({"bridge"}), frozenset({"later"})}


def told(library: Library) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in links.all_stories(library)}


def decide(library: Library, kind: str, left: str, right: str) -> int:
    both = (anchor_of_article(library, each) for each in (left, right))
    number = judge(library, Judgement(kind=kind, left=next(both), right=next(both), who="محررة"))
    list(shelf.link(library))
    return number


def test_one_by_one_and_all_at_once_find_the_same_stories(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in ROWS[::-1]:
        add(library, row)
    assert told(library) == EXPECTED
    monkeypatch.setattr(linking, "MANY", 0)
    links.make_all_wait(library, "another")
    assert links.how_many_wait(library) == len(ROWS)
    list(shelf.link(library))
    assert told(library) == EXPECTED


def test_rounds_keep_what_they_link(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "ROUND", 1)
    list(shelf.add(library, articles(ROWS)))
    rounds = shelf.link(library)
    linked, waiting = next(rounds)
    assert linked + waiting == len(ROWS) and links.how_many_wait(library) == waiting
    list(rounds)
    assert told(library) == EXPECTED


def test_a_story_that_nothing_joined_is_left_as_it_is(library: Library) -> None:
    add(library, DAM, BRIDGE)
    before = library.value("SELECT MAX(id) FROM stories")
    add(library, MONTHS_LATER)
    assert library.rows("SELECT id FROM stories WHERE id > ?", (before,)) == [(before + 1,)]


def test_a_story_that_an_edited_article_leaves_is_told_without_it(library: Library) -> None:
    add(library, DAM, RETOLD, BRIDGE)
    assert told(library) == {frozenset({"dam", "retold"}), frozenset({"bridge"})}
    add(library, {**RETOLD, "title": BRIDGE["title"], "text": BRIDGE["text"], "published": BRIDGE["published"]})
    left = links.story_of(library, "dam")
    assert left is not None and left.articles == ("dam",)
    assert "retold" not in "".join(each for group in left.groups for each in group.statements)
    assert told(library) == {frozenset({"dam"}), frozenset({"bridge", "retold"})}


def test_what_is_kept_of_an_article_is_made_anew_by_other_rules(library: Library) -> None:
    add(library, DAM)
    (number,) = growing.numbers_between(library, "2031-05-01", "2031-05-08")
    assert growing.kept(library, [number], link_version=shelf.makers().link)
    assert not growing.kept(library, [number], link_version="next")
    list(shelf.add(library, articles([RETOLD])))
    list(linking.link(library, version="next"))
    assert growing.kept(library, [number], link_version="next")


def test_not_the_same_story_parts_and_later_articles_find_them_parted(library: Library) -> None:
    add(library, DAM, RETOLD)
    number = decide(library, "other-story", "dam", "retold")
    assert told(library) == {frozenset({"dam"}), frozenset({"retold"})}
    add(library, {**RETOLD, "id": "again", "url": "https://sada.example/again", "outlet": "صدى الوادي"})
    assert not any({"dam", "retold"} <= story for story in told(library))
    assert withdraw(library, number)
    list(shelf.link(library))
    assert {"dam", "retold", "again"} in told(library)


def test_the_same_story_joins_over_months_until_somebody_parts_it(library: Library) -> None:
    add(library, *ROWS)
    decide(library, "same-story", "later", "dam")
    assert {"dam", "retold", "later"} in told(library)
    decide(library, "other-story", "dam", "later")
    assert told(library) == EXPECTED
    assert [each.kind for each in judgements(library)] == ["other-story"]
