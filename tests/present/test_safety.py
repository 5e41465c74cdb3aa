import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import lexicon
from riwaya.model import Article, Span, replace
from riwaya.present.annotation import annotation_lines
from riwaya.present.bidi import starts_right_to_left
from riwaya.present.contract import encode
from riwaya.present.explain import explanation_lines
from riwaya.present.labels import LABELS, TERMS
from riwaya.present.page import show
from riwaya.present.safe import clean, flat
from riwaya.present.wording import cut

ATTACK = "\x1b]0;title\x07 \x9b31m نعم\u202e لا\u2066 \ud800"


@given(st.text())
def test_cleaned_text_holds_no_control_but_tab_and_newline(text: str) -> None:
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in clean(text) if char not in "\t\n")
    assert "\n" not in flat(text)


def test_direction_overrides_and_broken_characters_go_the_words_stay() -> None:
    shown = clean(ATTACK)
    assert "نعم لا" in shown
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066\ud800")


@pytest.mark.parametrize("lines", [annotation_lines, explanation_lines])
def test_a_page_cannot_reach_the_terminal(left: Article, lines) -> None:
    text = ATTACK + left.text.replace("السد", "ا\x1b[2Jلسد")
    hostile = replace(left, text=text, span=Span(0, len(text)), title=Span(0, len(ATTACK)), document=ATTACK)
    file = io.StringIO()
    show(lines(hostile), file=file)
    assert not set(file.getvalue()) & set("\x1b\x07\x9b\u202e")


def test_json_escapes_controls_and_broken_characters() -> None:
    data = encode({"name": "\x1b\x7f\x9b نعم"})
    assert not set(data.decode()) & set("\x1b\x7f\x9b")
    assert "نعم" in data.decode()
    assert encode({"name": "\ud800"}) == b'{"name":"\\ud800"}'


def test_every_label_is_said_in_both_languages() -> None:
    assert all(arabic.strip() and english.strip() for arabic, english in (*LABELS.values(), *TERMS.values()))
    assert all(
        starts_right_to_left(arabic) and not starts_right_to_left(english)
        for arabic, english in (*LABELS.values(), *TERMS.values())
    )


@pytest.mark.parametrize(
    ("words", "column"), [("furniture", "kind"), ("cue_verbs", "act"), ("cue_nouns", "act"), ("media_heads", "role")]
)
def test_every_term_of_the_word_lists_is_said_in_both_languages(words: str, column: str) -> None:
    assert {row[column] for row in lexicon.load(words).rows} <= set(TERMS)


@given(st.integers(0, 20), st.integers(0, 20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_cutting_loses_and_repeats_nothing(start: int, length: int, flagged: list[tuple[int, int]]) -> None:
    span = Span(start, start + length)
    pieces = [piece for piece, _ in cut(span, [("changed", Span(*flag)) for flag in flagged])]
    assert [i for piece in pieces for i in range(*piece)] == list(range(*span))
