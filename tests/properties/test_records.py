"""Records go to JSON and back unchanged, whatever they hold."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from riwaya.model import (
    Article,
    Credit,
    Dateline,
    EntityType,
    Mark,
    Mention,
    Mode,
    Outlet,
    Published,
    Reason,
    Span,
    Speaker,
    Statement,
    TimeExpression,
    Via,
)

text = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=40)
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: Span(min(pair), max(pair)))


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=4).map(tuple)


statements = st.builds(
    Statement,
    id=text,
    speaker=st.builds(Speaker, name=text, span=st.none() | spans, entity=st.none() | text),
    cue=st.none() | spans,
    content=some(spans),
    mode=st.sampled_from(get_args(Mode)),
    act=text,
    via=some(st.builds(Via, span=spans, name=text, role=text)),
    occasion=st.none() | spans,
    denies=st.none() | text,
    confidence=st.floats(0, 1),
    reason=st.none() | st.builds(Reason, cue=text, content=text, speaker=text, runner_up=st.none() | text),
)
articles = st.builds(
    Article,
    document=text,
    id=text,
    text=text,
    span=spans,
    outlet=st.none() | st.builds(Outlet, name=text, id=st.none() | text, span=st.none() | spans),
    title=st.none() | spans,
    published=st.none() | st.builds(Published, value=text),
    dateline=st.none() | st.builds(Dateline, span=spans, place=st.none() | text),
    credits=some(st.builds(Credit, span=spans, name=text, role=text)),
    furniture=some(st.builds(Mark, span=spans, kind=text, rule=text)),
    sentences=some(spans),
    mentions=some(st.builds(Mention, span=spans, type=st.sampled_from(get_args(EntityType)), entity=text)),
    times=some(st.builds(TimeExpression, span=spans, type=st.just("DATE"), value=st.none() | text)),
    statements=some(statements),
)


@given(articles)
def test_an_article_survives_json(article: Article) -> None:
    assert Article.from_json(article.to_json()) == article


@given(statements)
def test_a_statement_survives_json(statement: Statement) -> None:
    assert Statement.from_json(statement.to_json()) == statement


@given(spans, spans)
def test_spans_agree_on_overlap(left: Span, right: Span) -> None:
    assert left.overlaps(right) == right.overlaps(left)
    assert left.contains(left)
    assert Span(*left) == left
