from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.link.differences import align, difference
from riwaya.model import Span, replace
from tests.link.telling import Said, article, tellings_of

WORDS = st.lists(st.sampled_from("سد ماء نهر جسر واد بلد قمح".split()), max_size=12)


def pieces(left: str, right: str) -> list[tuple[str, str | None, str | None]]:
    one, two = article("a", Said("المتحدث", left)), article("b", Said("المتحدث", right))
    found = tellings_of(one, two)
    return [
        (piece.op, piece.left and piece.left.of(one.text), piece.right and piece.right.of(two.text))
        for piece in difference(found[0], found[1]).pieces
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("السد كبير", "السد كبير", [("same", "السد كبير", "السد كبير")]),
        ("السد كبير", "السد ضخم", [("same", "السد", "السد"), ("changed", "كبير", "ضخم")]),
        ("السد كبير جدا", "السد كبير", [("same", "السد كبير", "السد كبير"), ("left-only", "جدا", None)]),
        ("السد", "السد الجديد", [("same", "السد", "السد"), ("right-only", None, "الجديد")]),
        (
            "زار المدير المصنع والميناء",
            "زار المدير الميناء والمصنع",
            [
                ("same", "زار المدير", "زار المدير"),
                ("same", "المصنع", "والمصنع"),
                ("moved", "والميناء", "الميناء"),
            ],
        ),
        ("إِنّه سدٌّ", "انه سد", [("same", "إِنّه سدٌّ", "انه سد")]),
    ],
)
def test_pieces(left: str, right: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert sorted(pieces(left, right), key=str) == sorted(expected, key=str)


def test_pieces_stop_where_the_content_is_interrupted() -> None:
    whole = article("a", Said("المتحدث", "السد كبير كما تعلمون جدا"))
    content = whole.statements[0].content[0]
    cut = (Span(content.start, content.start + 9), Span(content.stop - 3, content.stop))
    told = replace(whole, statements=(replace(whole.statements[0], content=cut),))
    found = tellings_of(told, article("b", Said("المتحدث", "السد كبير جدا")))
    assert [piece.left.of(told.text) for piece in difference(found[0], found[1]).pieces if piece.left] == [
        "السد كبير",
        "جدا",
    ]


@given(WORDS, WORDS)
def test_every_word_of_both_sides_is_in_exactly_one_step(left: list[str], right: list[str]) -> None:
    steps = align(left, right, [True] * len(left))
    ours = sorted(i for step in steps for i in range(*step.left))
    theirs = sorted(i for step in steps for i in range(*step.right))
    assert (ours, theirs) == (list(range(len(left))), list(range(len(right))))


@given(WORDS, WORDS)
def test_same_and_moved_runs_hold_the_same_words(left: list[str], right: list[str]) -> None:
    for step in align(left, right, [True] * len(left)):
        if step.op in ("same", "moved"):
            assert left[slice(*step.left)] == right[slice(*step.right)]
