"""Stated dates in every form, months of every set, and relative times placed on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import lexicon
from riwaya.arabic.calendar import hijri_to_gregorian, hour_of_day, iso, real, stated_date
from riwaya.arabic.closed import look_up
from riwaya.arabic.months import month_at, weekday
from riwaya.arabic.relative import Anchor
from riwaya.arabic.words import tokens


@pytest.mark.parametrize(
    ("text", "value", "covered"),
    [
        ("19 حزيران 2024\xa0\xa0 11:30", "2024-06-19T11:30", "19 حزيران 2024\xa0\xa0 11:30"),
        ("25th, October 2024 GMT", "2024-10-25", "25th, October 2024"),
        ("اليوم الأربعاء 19 يونيو", "XXXX-06-19", "اليوم الأربعاء 19 يونيو"),
        ("2024/06/19", "2024-06-19", "2024/06/19"),
        ("٢٠٢٤/٠٦/١٩", "2024-06-19", "٢٠٢٤/٠٦/١٩"),
        ("19.06.2024", "2024-06-19", "19.06.2024"),
        ("6/19/2024", "2024-06-19", "6/19/2024"),
        ("الأربعاء 19 يونيو 2024 - 14:30", "2024-06-19T14:30", "الأربعاء 19 يونيو 2024 - 14:30"),
        ("Wednesday, June 19, 2024", "2024-06-19", "Wednesday, June 19, 2024"),
        ("Friday 25 Oct 2024", "2024-10-25", "Friday 25 Oct 2024"),
        ("آخر تحديث 2024-06-19T11:30:00+03:00", "2024-06-19T11:30:00+03:00", "2024-06-19T11:30:00+03:00"),
        ("14 ذو الحجة 1445", "2024-06-20", "14 ذو الحجة 1445"),
        ("14 ذي الحجة 1445 هـ الموافق 20 يونيو 2024 م", "2024-06-20", "20 يونيو 2024 م"),
        ("1445/12/14", "2024-06-20", "1445/12/14"),
        ("19 أكتوبر/ تشرين الأول 2023", "2023-10-19", "19 أكتوبر/ تشرين الأول 2023"),
        ("نشر في 5 أفريل 2023 على الساعة 10:15", "2023-04-05T10:15", "5 أفريل 2023 على الساعة 10:15"),
        ("19 يونيو، 2024 الساعة 7:15 مساءً", "2024-06-19T19:15", "19 يونيو، 2024 الساعة 7:15 مساءً"),
        ("الأحد,16-يونيو-2024", "2024-06-16", "الأحد,16-يونيو-2024"),
        ("مايو 2024", "2024-05", "مايو 2024"),
    ],
)
def test_stated_date(text: str, value: str, covered: str) -> None:
    found = stated_date(text)
    assert found is not None
    assert found.value == value
    assert text[found.start : found.stop] == covered
    assert found.rule


@pytest.mark.parametrize("text", ["", "فاز الفريق 2-1", "31 فبراير 2024", "99/99/2024", "رقم 2024555", "19/6"])
def test_no_stated_date(text: str) -> None:
    assert stated_date(text) is None


def test_stated_date_keeps_to_its_stretch() -> None:
    text = "1 مايو 2020 ثم 2 يونيو 2021"
    found = stated_date(text, 12)
    assert found is not None
    assert (found.value, text[found.start : found.stop]) == ("2021-06-02", "2 يونيو 2021")
    assert stated_date(text, 0, 6) is not None
    assert stated_date(text, 11, 14) is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    month = next(row["word"] for row in lexicon.load("months").rows if row["number"] == str(day.month))
    for text in (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day} {month} {day.year}"):
        found = stated_date(text)
        assert found is not None
        if day.day > 12 or "-" in text or month in text:
            assert found.value == day.isoformat()


def test_every_month_of_the_list_is_read() -> None:
    for row in lexicon.load("months").rows:
        toks = tokens(row["word"])
        month = month_at(toks, 0)
        assert month is not None, row
        assert (month.number, month.calendar, month.stop) == (int(row["number"]), row["calendar"], len(toks))


@pytest.mark.parametrize(
    "text", ["فبراير/شباط", "شباط/فبراير", "أكتوبر/ تشرين الأول", "يونيو (حزيران)", "يناير كانون الثاني"]
)
def test_pairs_are_one_month(text: str) -> None:
    toks = tokens(text)
    month = month_at(toks, 0)
    assert month is not None
    assert month.stop == len(toks)


def test_two_months_are_no_pair() -> None:
    month = month_at(tokens("يناير/فبراير"), 0)
    assert month is not None
    assert month.stop == 1


def test_weekdays() -> None:
    assert [getattr(weekday(word), "number", None) for word in ("الاثنين", "والاحد", "للجمعة", "احد")] == [
        1,
        7,
        5,
        None,
    ]


def test_hijri() -> None:
    assert hijri_to_gregorian(1445, 12, 14) == date(2024, 6, 20)
    assert hijri_to_gregorian(1445, 13, 1) is None
    assert hijri_to_gregorian(1200, 1, 1) is None


def test_iso_and_real_days() -> None:
    assert iso(None, 2, 29) == "XXXX-02-29"
    assert real(None, 2, 29)
    assert not real(2023, 2, 29)
    assert [hour_of_day(12, True), hour_of_day(12, False), hour_of_day(20, True)] == [12, 0, 20]


def test_closed_classes_take_particles_only_before_listed_words() -> None:
    assert look_up("والعام", {"عام"}) is not None
    assert look_up("لليلة", {"ليلة"}) is not None
    assert look_up("والد", {"د"}, article=False) is None


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(1, 7))
def test_the_weekday_before_and_the_one_ahead(day: date, number: int) -> None:
    anchor = Anchor(day.year, day.month, day.day)
    past, ahead = anchor.weekday(number), anchor.weekday(number, ahead=True)
    assert past is not None
    assert ahead is not None
    assert date.fromisoformat(past).isoweekday() == date.fromisoformat(ahead).isoweekday() == number
    assert timedelta(0) <= day - date.fromisoformat(past) < timedelta(7)
    assert timedelta(0) <= date.fromisoformat(ahead) - day < timedelta(7)


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(-400, 400))
def test_days_without_a_year_agree_with_every_year(day: date, count: int) -> None:
    open_value = Anchor(None, day.month, day.day).days(count)
    full = Anchor(day.year, day.month, day.day).days(count)
    assert full == (day + timedelta(count)).isoformat()
    if open_value is not None and abs(count) < 28:
        assert open_value[5:] == full[5:]


def test_anchor_of_values() -> None:
    assert Anchor.of(None) == Anchor()
    assert Anchor.of("2018-05-13T00:04+0400") == Anchor(2018, 5, 13)
    assert Anchor.of("2018-05-13T22:04+0000").eve
    assert not Anchor.of("2018-05-13T22:04+0400").eve
    assert Anchor.of("2024-06").days(0) is None
    assert Anchor.of("2024-06").months(-6) == "2023-12"
