"""What must hold for every text: nothing lost, nothing invented, every offset into the original."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from properties.strategies import texts

from riwaya.arabic.letters import drop_marks, fold, key, light
from riwaya.arabic.quotes import quotes
from riwaya.arabic.sentences import sentences
from riwaya.arabic.words import WORD, proclitics, tokens


@given(texts)
def test_folding_maps_back_to_the_original(text: str) -> None:
    folded = fold(text)
    assert folded.text == key(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    for at, char in enumerate(folded.text):
        assert char in key(text[folded.offsets[at]])


@given(texts, st.data())
def test_a_folded_stretch_folds_from_its_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    stop = data.draw(st.integers(start, len(folded.text)))
    begin, end = folded.original(start, stop)
    assert 0 <= begin <= end <= len(text)
    assert folded.text[start:stop] in key(text[begin:end])


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert drop_marks(drop_marks(text)) == drop_marks(text)
    assert light(light(text)) == light(text)


@given(texts)
def test_tokens_are_the_text_but_for_white_space(text: str) -> None:
    found = tokens(text)
    assert "".join(text[token.start : token.stop] for token in found).split() == "".join(text.split()).split()
    assert all(left.stop <= right.start for left, right in pairwise(found))
    assert all(token.start < token.stop for token in found)
    assert all(text[left.stop : right.start].strip() == "" for left, right in pairwise(found))


@given(texts)
def test_proclitics_and_stem_are_the_word(text: str) -> None:
    for token in tokens(text):
        if token.kind == WORD:
            apart = proclitics(token.norm)
            assert token.norm.endswith(apart.stem)
            assert apart.stem


@given(texts)
def test_sentences_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = sentences(text)
    assert all(0 <= start < stop <= len(text) for start, stop in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(text[start:stop] == text[start:stop].strip() for start, stop in found)
    covered = "".join(text[start:stop] for start, stop in found)
    assert "".join(covered.split()) == "".join(text.split())


@given(texts, st.data())
def test_a_stretch_yields_sentences_of_that_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    assert all(start <= begin < end <= stop for begin, end in sentences(text, start, stop))
    assert all(start <= quote.start < quote.stop <= stop for quote in quotes(text, start, stop))


@given(texts)
@example("« «0\n»")
def test_quotations_nest(text: str) -> None:
    found = quotes(text)
    assert found == sorted(found)
    for quote in found:
        assert 0 <= quote.start < quote.inner_start < quote.inner_stop <= quote.stop <= len(text)
    for left in found:
        for right in found:
            apart = left.stop <= right.start or right.stop <= left.start
            inside = (left.start <= right.start and right.stop <= left.stop) or (
                right.start <= left.start and left.stop <= right.stop
            )
            assert apart or inside
