"""Names of persons: keys that survive spelling, titles that compare, capitals that speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.gazetteer import name_form, nationality, readings
from riwaya.arabic.names import is_common, name_key, speaks_for, title_key

WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("سيرغي", "سيرجي"),
        ("نتنياهو", "نتانياهو"),
        ("غورباتشوف", "غورباتشيف"),
        ("الطالباني", "طالباني"),
        ("موسى", "موسي"),
        ("عبدالله", "عبداللّه"),
    ],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(("left", "right"), [("حسن", "حسين"), ("سالم", "سليم"), ("كمال", "جمال"), ("عمر", "عمار")])
def test_native_names_stay_apart(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


@given(WORDS)
def test_readings_cut_whole_letters_from_the_front(word: str) -> None:
    form = name_form(word)
    for cut, rest in readings(form):
        assert form[cut:] == rest or ("ال" + form[cut + 1 :] == rest)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("الزعيم الكوري الشمالي", "زعيم كوريا الشمالية"),
        ("الرئيس الفرنسي", "رئيس فرنسا"),
        ("وللرئيس الفرنسي", "الرئيس الفرنسي"),
        ("وزير الزراعة الأمريكي", "وزير الزراعة الأميركي"),
    ],
)
def test_wordings_of_one_office_share_a_key(left: str, right: str) -> None:
    assert title_key(left) == title_key(right)


def test_different_offices_have_different_keys() -> None:
    keys = {title_key(title) for title in ("الرئيس الفرنسي", "الرئيس التركي", "وزير الزراعة الفرنسي", "الرئيس")}
    assert len(keys) == 4
    assert title_key("") == ()


def test_a_capital_belongs_to_its_country_and_speaks_for_it() -> None:
    assert speaks_for("loc:lisbon") == "loc:portugal"
    assert speaks_for("loc:portugal") is None
    assert speaks_for("org:un") is None


def test_nationality_in_every_form() -> None:
    for form in ("فرنسي", "الفرنسيه", "فرنسيون", "الفرنسيين", "الفرنسيتين"):
        assert nationality(form) == "loc:france"
    assert nationality("الكرسي") is None


def test_common_words_in_any_dress() -> None:
    assert all(is_common(name_form(word)) for word in ("المدينه", "وبالمدينه", "تصريحاتهم", "سيقول", "على"))
    assert not any(is_common(name_form(word)) for word in ("سميرنوف", "بوتين"))
