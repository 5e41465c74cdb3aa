from __future__ import annotations

import pytest

from riwaya.link.dates import days_apart, parse


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [
        ("2031-03-04", "2031-03-04", 0),
        ("2031-03-04", "2031-03-05", 0),
        ("2031-03-04", "2031-03-06", 1),
        ("2031-03-04T09:00", "2031-03-04T21:00+04:00", 7.983),
        ("2031-03", "2031-03-17", 0),
        ("2031", "2033-01-11", 376),
        ("XXXX-03-04", "2031-03-07", 2),
        ("XXXX-12-31", "2031-01-02", 1),
        ("XXXX-02-29", "2031-02-28", 0),
        ("XXXX-12-31", "XXXX-01-02", 1),
        ("2031-03-04T10:53+0400", "2031-03-04T06:53Z", 0),
    ],
)
def test_days_apart(left: str, right: str, days: float) -> None:
    for one, other in ((left, right), (right, left)):
        apart = days_apart(parse(one), parse(other))
        assert apart is not None
        assert apart * (24 if "T" in left else 1) == pytest.approx(days, abs=0.01)


@pytest.mark.parametrize("value", [None, "", "XXXX", "XXXX-03", "2031-W10", "2031-13-01", "2031-02-30", "P3D", "قريبا"])
def test_what_places_nothing(value: str | None) -> None:
    assert parse(value) is None
    assert days_apart(parse(value), parse("2031-03-04")) is None


def test_a_part_of_the_day_counts_as_the_day() -> None:
    assert parse("2031-03-04TMO") == parse("2031-03-04")
