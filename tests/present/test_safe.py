"""Words made safe, and put into addresses, the quick way are as the plain way makes them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from riwaya.present.safe import clean, flat
from riwaya.present.web.slugs import slug, unslug

#: Letters, and all that is treated otherwise: white space, controls, overrides, broken halves, dots, joiners.
TEXTS = st.text(
    st.sampled_from("aعل😀 \t\n\r\x0b\x1c\x85\xa0\u2028\u3000\x00\x07\x9f\u202e\u2066\u200c\ud800\udfff_-.~/#")
)
TEXTS |= st.text(st.characters())


@given(TEXTS)
def test_clean_takes_out_what_acts_and_nothing_else(text: str) -> None:
    whole = text.encode("utf-8", "replace").decode("utf-8")
    assert clean(text) == re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", whole)


@given(TEXTS)
def test_flat_makes_one_space_of_any_white_space(text: str) -> None:
    assert flat(text) == clean(re.sub(r"\s+", " ", text))


@given(TEXTS | st.sampled_from(["a.json", "a.json\n", ".a", "a.", "a.b", "..", "a_b"]))
def test_a_slug_has_nothing_that_acts_and_leads_back(text: str) -> None:
    part = slug(text)
    assert re.fullmatch(r"[\w~.-]+", part)
    assert not part.startswith(".") and not part.endswith((".", ".json"))
    assert unslug(part) == text.encode("utf-8", "replace").decode("utf-8")
