from __future__ import annotations

import pytest

from riwaya.arabic.stems import skeleton, stem


@pytest.mark.parametrize(
    "family",
    [
        "علاقة العلاقات وعلاقاتهما بالعلاقة علاقات",
        "فلسطين فلسطيني الفلسطينيين وفلسطينية",
        "ايران الايرانية ايراني",
        "روسيا الروسي الروسية",
        "جديد جديدا الجديدة جديدات",
    ],
)
def test_forms_of_one_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("ترامب", "ترمب"), ("اميركي", "امريكا"), ("دعم", "داعم")])
def test_skeletons_merge_spellings(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("قمة", "قيم"), ("سوريا", "مسار"), ("حرب", "حزب"), ("روسيا", "رئيس")])
def test_skeletons_keep_words_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_short_words_stay_whole() -> None:
    assert [stem(word) for word in "من في يد سد".split()] == ["من", "في", "يد", "سد"]
