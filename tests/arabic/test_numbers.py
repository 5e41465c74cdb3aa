"""Numbers in digits and words, cardinal and ordinal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.numbers import digits, fraction, number, number_at
from riwaya.arabic.words import tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("خمسة وعشرين", 25),
        ("خمس وعشرون", 25),
        ("الثالثة والعشرين", 23),
        ("السابع عشر", 17),
        ("الحادي والثلاثين", 31),
        ("إحدى عشرة", 11),
        ("اثنتي عشرة", 12),
        ("مئتين", 200),
        ("مائتي ألف وخمسين", 200_050),
        ("ثلاث مئة وستة وستين", 366),
        ("ألفين وثمانية عشر", 2018),
        ("ألف وتسعمئة وسبعين", 1970),
        ("ثلاثة آلاف وخمسمائة", 3500),
        ("٢٤٫٥ مليون", 24_500_000),
        ("3 ملايين و200 ألف", 3_200_000),
        ("43 ألفا و200", 43_200),
        ("1,250,000", 1_250_000),
        ("3.5", 3.5),
        ("١٩", 19),
        ("الـ18", 18),
        ("الـ 18", 18),
        ("أحد", None),
        ("ملايين", None),
        ("خمسة رجال", None),
        ("كتاب", None),
        ("", None),
    ],
)
def test_number(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("norm", ["14:30", "2-1", "19/6/2024", "1.2.3", "9/11"])
def test_what_only_looks_like_a_number(norm: str) -> None:
    assert digits(norm) is None


def test_two_numbers_stay_two() -> None:
    toks = tokens("بين 1996 و2001")
    first = number_at(toks, 1)
    assert first is not None
    assert (first.value, first.stop) == (1996, 2)
    second = number_at(tokens("ثلاثة وأربعة"), 0)
    assert second is not None
    assert second.value == 3


def test_a_number_tells_its_particles_and_its_article() -> None:
    found = number_at(tokens("بالخامس"), 0)
    assert found is not None
    assert (found.particles, found.definite, found.ordinal) == ("ب", True, True)


def test_nothing_beyond_the_end() -> None:
    assert number_at([], 0) is None
    assert number_at(tokens("خمسة"), 1) is None


def test_fractions() -> None:
    assert fraction("ونصف") == 0.5
    assert fraction("والربع") == 0.25
    assert fraction("خمسة") is None


@given(st.integers(0, 10**9))
def test_digits_round_trip(value: int) -> None:
    assert number(str(value)) == value
    assert number(str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == value
    assert number(f"{value:,}") == value
