"""Nothing a page or a record can hold stops the run: annotation raises nothing, and its spans stay in the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.model import Article, Published, Span

WORDS = (
    "قال الوزير إن أن قوله نقلت وكالة عن : « » “ ” \" ' ، . .. ... أمس غدا الأحد قبل بعد عام قرن يوم مليون 999999 "
    "٣٫٥ 1/2/3 0001-01-01 (فيديو) جاء في البيان فيها بحسب وفقا حسبما لـ ب و ـــ موسكو: هل لو "
    "\n \n\n # @ كما أوضح وهو ما تنفيه"
).split(" ")
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map(" ".join)
ODD = ["0001-01-01T00:00:00", "9999-12-31", "2018-13-45", "XXXX-02-30", "2024-06"]
DATES = st.one_of(st.none(), st.sampled_from(ODD))


@settings(max_examples=300, deadline=None)
@given(TEXTS, DATES)
@example("9" * 5000 + " عاما", None)
@example("قبل " + "9" * 400 + ",5 سنوات", "2024-06-19")
@example("أمس", "0001-01-01T00:00:00")
@example("نقلت الصحيفة عن الوزير قوله: ...", None)
@example("موسكو: ...", None)
def test_annotation_never_raises_and_never_leaves_the_text(text: str, published: str | None) -> None:
    stated = Published(value=published) if published else None
    title = Span(0, text.find("\n")) if "\n" in text else None
    article = Article(document="p", id="p", text=text, span=Span(0, len(text)), title=title, published=stated)
    done = next(annotate([article]))
    for statement in done.statements:
        for start, stop in (*statement.content, *([statement.cue] if statement.cue else [])):
            assert 0 <= start < stop <= len(text)


@pytest.mark.parametrize(
    "text",
    ["«نعم “نعم. ” " * 4000, ' "نعم' * 4000, '"نعم\n' * 4000, "ـ" * 20_000, "ا.ب.ت." * 4000, "قال الوزير إن " * 3000],
    ids=["nested", "unclosed", "paragraphs", "tatweel", "points", "cues"],
)
def test_hostile_pages_take_no_more_than_a_few_seconds(text: str) -> None:
    from time import perf_counter

    begun = perf_counter()
    next(annotate([Article(document="p", id="p", text=text, span=Span(0, len(text)))]))
    assert perf_counter() - begun < 8
