"""Tokens: every character but white space belongs to exactly one, at its own place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.words import NUMBER, WORD, Token, tokens


def test_white_space_belongs_to_no_token() -> None:
    text = "  قال\t\n الوزير :  12 \u00a0"
    assert tokens(text) == [
        Token(2, 5, "قال", WORD),
        Token(8, 14, "الوزير", WORD),
        Token(15, 16, ":", "point"),
        Token(18, 20, "12", NUMBER),
    ]


@given(st.text(alphabet="قال وَ\u0640\n'\"«»a1٢.,‘’ "), st.integers(0, 5), st.integers(0, 5))
def test_tokens_cover_a_stretch(text: str, start: int, left: int) -> None:
    stop = max(start, len(text) - left)
    covered = "".join(text[token.start : token.stop] for token in tokens(text, start, stop))
    assert covered == "".join(text[start:stop].split())
