"""The yardstick for TIMEX values: stretches, lengths, what counts as the same time, and the shared cases."""

from __future__ import annotations

from datetime import date

import pytest

from evals.stretches import back, length, stretch
from evals.times import CASES, Outcome, annotated, as_written, outcome, run, table


@pytest.mark.parametrize(
    ("value", "first", "beyond"),
    [
        ("2024-06-19", date(2024, 6, 19), date(2024, 6, 20)),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024-END", date(2024, 1, 1), date(2025, 1, 1)),
        ("197X", date(1970, 1, 1), date(1980, 1, 1)),
        ("2024-W25", date(2024, 6, 17), date(2024, 6, 24)),
        ("2024-H2", date(2024, 7, 1), date(2025, 1, 1)),
        ("2024-WI", date(2024, 12, 1), date(2025, 3, 1)),
        ("2024-06-18/2024-06-19", date(2024, 6, 18), date(2024, 6, 20)),
    ],
)
def test_stretches(value: str, first: date, beyond: date) -> None:
    assert stretch(value) == (first, beyond)


@pytest.mark.parametrize("value", ["T07:00", "P3D", "XXXX-06-19", "2024-02-31", "2024-06/T07:00", ""])
def test_what_is_no_stretch(value: str) -> None:
    assert stretch(value) is None


def test_lengths() -> None:
    assert length("P1Y") == length("P12M")
    assert length("P1W") == length("P7D")
    assert length("P") is None
    assert back(date(2017, 11, 23), "P1M21D") == date(2017, 10, 2)
    assert back(date(2017, 11, 23), "soon") is None


def test_as_written() -> None:
    assert as_written("2016-12-04/2016-12-23", "(2016-12-04,2016-12-23,P19D)")
    assert as_written("T19:56:30", "T19:56:30")
    assert not as_written("P3M", "(2016-11-08,2017-02-08,P3M)")


def case(text: str, words: str, timex: str, **way: dict[str, str]) -> dict[str, object]:
    expected = {"text": words, "timex": [timex], "values": [way]}
    return {"input": text, "reference": "2016-11-07T00:00:00", "kind": "DateParser", "expected": [expected]}


@pytest.mark.parametrize(
    ("text", "words", "timex", "way", "exact"),
    [
        ("نعود خلال الأشهر الثلاثة القادمة", "الأشهر الثلاثة القادمة", "(2016-11-08,2017-02-08,P3M)", {}, True),
        ("غادر قبل شهر", "قبل شهر", "2016-10-07", {"past": {"date": "2016-10-07"}}, True),
        ("مقيم منذ شهر", "منذ شهر", "2016-10-07", {"past": {"date": "2016-10-07"}}, True),
        ("غادر الجمعة", "الجمعة", "XXXX-WXX-5", {"past": {"date": "2016-11-04"}}, True),
        ("غادر الجمعة", "الجمعة", "XXXX-WXX-6", {"past": {"date": "2016-11-05"}}, False),
        ("غادر ولم يعد", "غادر", "2016", {}, False),
    ],
)
def test_the_same_time_in_two_writings(
    text: str, words: str, timex: str, way: dict[str, dict[str, str]], exact: bool
) -> None:
    assert outcome(case(text, words, timex, **way)).exact is exact


def test_the_table() -> None:
    rows = table([Outcome("DateParser", "أمس", "2016-11-06", "2016-11-06", True, True)])
    assert "| Date | 1 | 1.00 | 1.00 |" in rows
    assert annotated("أمس", None)[0].value is None


@pytest.mark.skipif(not CASES.exists(), reason="the recognizers' cases are not beside the repository")
def test_the_shared_cases_come_out() -> None:
    outcomes = run()
    assert sum(item.exact for item in outcomes) / len(outcomes) >= 0.8
