"""Words into pieces."""

import pytest

from riwaya.weights.pieces import LONGEST_WORD, UNKNOWN, Pieces

VOCABULARY = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -4.0),
    ("▁ال", -3.0),
    ("▁المرسى", -9.0),
    ("مر", -5.0),
    ("سى", -5.0),
    ("م", -7.0),
    ("ر", -7.0),
]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("المرسى", [6]),
        ("المَرسىٰ", [6]),
        ("المـرسى", [6]),
        ("المر", [5, 7]),
        ("مر", [4, 7]),
        ("الم", [5, 9]),
        ("☃", [4, UNKNOWN]),
        ("", [4]),
    ],
)
def test_the_likeliest_split(word: str, expected: list[int]) -> None:
    assert list(Pieces(VOCABULARY).split(word)) == expected


def test_a_very_long_word_is_cut() -> None:
    assert len(Pieces(VOCABULARY).split("ر" * 10_000)) <= LONGEST_WORD + 1
