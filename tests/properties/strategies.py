"""What the property tests are fed: text as it comes off Arabic pages, with all its marks, digits and line ends."""

from __future__ import annotations

from hypothesis import strategies as st

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء"
_MARKS = "\u064b\u064e\u0651\u0652\u0640\u200c\u200f\u200e\ufeff"
_SIGNS = " .،؛:؟!\n\"“”«»'’()[]-–/…"

#: Runs of letters, harakat, direction marks, both sets of digits, quotation marks in every mixture, and the odd alien.
pages = st.text(
    alphabet=st.one_of(
        st.sampled_from(_LETTERS + _LETTERS + _MARKS + _SIGNS + "0123456789٠١٢٣٤٥٦٧٨٩"),
        st.characters(blacklist_categories=["Cs"], max_codepoint=0x2FFFF),
    ),
    max_size=300,
)

#: Words that open, carry and close speech, so that sentences and quotations look like prose more often.
_WORDS = st.sampled_from('قال وأضاف أن الوزير د. م. 3.5 «نعم لا» “ربما غدا” "كلا أبدا" بما الذي إن'.split())
prose = st.lists(
    st.tuples(_WORDS, st.sampled_from([" ", " ", " ", ". ", "، ", "؟ ", "\n", "\n\n", ".\n"])), max_size=60
).map(lambda parts: "".join(word + gap for word, gap in parts))

texts = st.one_of(pages, prose)
