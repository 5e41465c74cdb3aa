"""An article's text as the page shows it, whatever its marks and its edits."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.changes import changes
from riwaya.model import Article, Mark, Mention, Span
from riwaya.present.pages.article import ArticlePage, Compared, blocks, findings
from riwaya.present.web.reading import changed_lines, word_start
from riwaya.store.records import Card

WORDS = st.lists(st.sampled_from("السد ماء وزير عشر سنين، كاملة. قال المدينة".split()), min_size=1, max_size=12).map(
    " ".join
)
CARD = Card(id="x", outlet="و", title="", published=None, day=None, inferred=False, url=None, version=2)


def page(old: str, new: str) -> ArticlePage:
    """The page of an article that said ``old`` and says ``new``."""
    article = Article(document="x", id="x", text=new, span=Span(0, len(new)))
    compared = Compared(left=1, right=2, pieces=changes(old, new))
    return ArticlePage(
        card=CARD, number=2, article=article, findings=(), versions=(), original=False, compared=compared, before=old
    )


@given(old=WORDS, new=WORDS)
def test_both_wordings_can_be_read_out_of_their_comparison(old: str, new: str) -> None:
    runs = [run for line in changed_lines(page(old, new)) for run in line]
    assert "".join(run.words for run in runs if run.mark != "missing").split() == new.split()
    before = " ".join(run.words for run in runs if run.mark != "added")
    assert re.findall(r"\w+", before) == re.findall(r"\w+", old)


@given(text=WORDS, spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6))
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [Span(start, min(start + size, len(text))) for start, size in spans if start < len(text)]
    article = Article(
        document="x",
        id="x",
        text=text,
        span=Span(0, len(text)),
        mentions=tuple(Mention(span=span, type="PER", entity="e") for span in inside[::2]),
        furniture=tuple(Mark(span=span, kind="share", rule="r") for span in inside[1::2]),
    )
    shown = blocks(article, findings(article), also={word_start(text, span.start) for span in inside})
    assert "".join(run.words for block in shown for run in block.runs) == text.rstrip()
    for block in shown:
        for run in block.runs:
            assert run.words == text[run.start : run.start + len(run.words)]
