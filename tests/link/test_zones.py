from __future__ import annotations

import pytest

from riwaya.link import compare
from riwaya.link.zones import Clocks
from riwaya.model import Article, Outlet, Published, replace
from tests.link.dam import FIRST, SECOND
from tests.link.telling import Bag, article


def told(*values: str, outlets: tuple[str | None, ...] = ()) -> tuple[list[Article], Clocks]:
    articles = [
        replace(
            article(f"a{i}", "نص.", outlet="منفذ", published=value),
            outlet=Outlet(name="منفذ", id=outlets[i] if outlets else None),
        )
        for i, value in enumerate(values)
    ]
    return articles, Clocks(articles, {i: each.published for i, each in enumerate(articles)})


def hours(values: tuple[str, ...], outlets: tuple[str | None, ...] = ()) -> list[tuple[int, int]]:
    _, clocks = told(*values, outlets=outlets)
    whens = [clocks.when(i, value) for i, value in enumerate(values)]
    return [(when.start.hour, (when.stop - when.start).seconds // 3600) for when in whens if when]


def test_a_time_without_zone_is_told_in_the_zone_of_the_other_articles() -> None:
    assert hours(("2031-03-04T19:10", "2031-03-04T20:30+03:00")) == [(16, 0), (17, 0)]


def test_without_any_zone_all_clocks_are_one() -> None:
    assert hours(("2031-03-04T19:10", "2031-03-04T20:30")) == [(19, 0), (20, 0)]


def test_where_the_others_use_several_zones_the_time_can_lie_in_each() -> None:
    assert hours(("2031-03-04T19:10", "2031-03-04T20:30+03:00", "2031-03-04T20:30+01:00"))[0] == (16, 2)


def test_the_outlets_country_comes_before_the_other_articles() -> None:
    assert hours(("2031-01-04T19:10", "2031-01-04T20:30+04:00"), ("ahram", None)) == [(17, 0), (16, 0)]


def test_a_country_of_several_zones_says_nothing() -> None:
    assert hours(("2031-01-04T19:10", "2031-01-04T20:30+04:00"), ("washingtonpost", None))[0] == (15, 0)


@pytest.mark.parametrize("value", ["XXXX-03-04", "2031-03-04T19:10Z"])
def test_an_open_year_and_a_stated_zone_stay_as_they_are(value: str) -> None:
    _, clocks = told(value, "2031-03-04T20:30+03:00")
    when = clocks.when(0, value)
    assert when is not None
    assert when.start.hour == (0 if value.startswith("X") else 19)


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-30"])
def test_the_ends_of_the_calendar_break_nothing(value: str) -> None:
    _, clocks = told(value, "2031-03-04T20:30+12:00", "2031-03-04T20:30-11:00")
    assert clocks.when(0, value) is not None


@pytest.mark.parametrize(("local", "earliest"), [("2031-03-04T19:10", "b1#1"), ("2031-03-04T21:10", "a1#1")])
def test_the_earliest_telling_is_found_across_zones(local: str, earliest: str) -> None:
    zoned = replace(FIRST, published=Published(value="2031-03-04T20:30+03:00"))
    unzoned = replace(SECOND, published=Published(value=local))
    story = compare([zoned, unzoned], encoder=Bag()).stories[0]
    assert next(group.earliest for group in story.groups if "b1#1" in group.statements) == earliest
