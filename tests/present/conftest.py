"""Hand-made records: two invented outlets tell one invented sentence of an invented minister."""

from __future__ import annotations

import pytest

from riwaya.model import (
    Article,
    Comparison,
    Credit,
    Dateline,
    Difference,
    Entity,
    GroupSpeaker,
    Mark,
    Mention,
    Outlet,
    Piece,
    Published,
    Reason,
    Span,
    Speaker,
    Statement,
    Story,
    TimeExpression,
    TimelineEntry,
    UtteranceGroup,
    Via,
)

LEFT = """سد الوادي: ماء يكفي عشر سنين
اشترك في نشرتنا
نقلت وكالة المنارة عن وزير الري سالم الهدار قوله أمس: "سيكفي ماء السد المدينة عشر سنين".
ونفى الهدار وجود أي تسرب."""

RIGHT = """وزير الري: السد يكفينا سنوات
قال الوزير سالم الهدار إن ماء السد يكفي المدينة خمس سنين على الأقل."""


def at(text: str, words: str, *, after: int = 0) -> Span:
    """Where ``words`` stand in ``text``."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def _statement(text: str, name: str, *, cue: str, content: str, mode: str = "indirect", **more: object) -> Statement:
    fields = {"act": "say", "confidence": 0.9, "reason": Reason(cue="verb", content="after-an", speaker="subject")}
    speaker = Speaker(name="سالم الهدار", span=at(text, "سالم الهدار"), entity="salem-haddar")
    spans = tuple(at(text, part) for part in content.split("|"))
    return Statement(
        id=name,
        speaker=speaker,
        cue=at(text, cue),
        content=spans,
        mode=mode,
        **{**fields, **more},
    )


@pytest.fixture
def left() -> Article:
    via = Via(span=at(LEFT, "وكالة المنارة"), name="وكالة المنارة", role="agency")
    quoted = _statement(
        LEFT, "sada#1", cue="قوله", content="سيكفي ماء السد المدينة عشر سنين", mode="direct", via=(via,)
    )
    denied = _statement(LEFT, "sada#2", cue="نفى", content="وجود أي تسرب", act="deny")
    return Article(
        document="sada.txt",
        id="sada",
        text=LEFT,
        span=Span(0, len(LEFT)),
        outlet=Outlet(name="صدى الوادي", id="sada", rule="credit-line"),
        title=at(LEFT, "سد الوادي: ماء يكفي عشر سنين"),
        published=Published(value="2031-05-04", basis="stated", rule="date-line"),
        dateline=Dateline(span=at(LEFT, "الوادي"), place="الوادي"),
        credits=(Credit(span=via.span, name="وكالة المنارة", role="agency"),),
        furniture=(Mark(span=at(LEFT, "اشترك في نشرتنا"), kind="subscribe", rule="phrase"),),
        sentences=(
            at(LEFT, "سد الوادي: ماء يكفي عشر سنين"),
            Span(LEFT.index("نقلت"), LEFT.index("\nونفى")),
            Span(LEFT.index("ونفى"), len(LEFT)),
        ),
        mentions=(Mention(span=at(LEFT, "سالم الهدار"), type="PER", entity="salem-haddar", rule="title"),),
        people=(Entity(id="salem-haddar", type="PER", name="سالم الهدار", aliases=("الهدار",)),),
        times=(TimeExpression(span=at(LEFT, "أمس"), type="DATE", value="2031-05-03", basis="relative-to-publication"),),
        statements=(quoted, denied),
    )


@pytest.fixture
def right() -> Article:
    told = _statement(RIGHT, "jisr#1", cue="قال", content="ماء السد يكفي المدينة خمس سنين على الأقل")
    return Article(
        document="jisr",
        id="jisr",
        text=RIGHT,
        span=Span(0, len(RIGHT)),
        outlet=Outlet(name="الجسر"),
        title=Span(0, RIGHT.index("\n")),
        statements=(told,),
    )


@pytest.fixture
def comparison(left: Article, right: Article) -> Comparison:
    pieces = (
        Piece(op="left-only", left=at(LEFT, "سيكفي"), right=None),
        Piece(op="same", left=at(LEFT, "ماء السد", after=40), right=at(RIGHT, "ماء السد")),
        Piece(op="right-only", left=None, right=at(RIGHT, "يكفي", after=40)),
        Piece(op="same", left=at(LEFT, "المدينة"), right=at(RIGHT, "المدينة")),
        Piece(op="changed", left=at(LEFT, "عشر", after=60), right=at(RIGHT, "خمس")),
        Piece(op="moved", left=at(LEFT, "سنين", after=60), right=at(RIGHT, "سنين")),
        Piece(op="right-only", left=None, right=at(RIGHT, "على")),
        Piece(op="right-only", left=None, right=at(RIGHT, "الأقل")),
    )
    speaker = GroupSpeaker(name="سالم الهدار", entity="salem-haddar")
    shared = UtteranceGroup(
        id="g1",
        speaker=speaker,
        statements=("jisr#1", "sada#1"),
        earliest="sada#1",
        relation={"jisr#1~sada#1": "conflicting"},
        outlets=("صدى الوادي", "الجسر"),
        differences=(Difference(left="sada#1", right="jisr#1", pieces=pieces),),
    )
    alone = UtteranceGroup(
        id="g2",
        speaker=speaker,
        statements=("sada#2",),
        earliest="sada#2",
        outlets=("صدى الوادي",),
        omitted_by=("الجسر",),
        denied_by=("نقابة السقائين",),
    )
    story = Story(
        id="s1",
        title="سد الوادي: ماء يكفي عشر سنين",
        articles=(left.id, right.id),
        first="2031-05-04",
        last="2031-05-04",
        groups=(shared, alone),
        copies=((left.id, right.id),),
        timeline=(TimelineEntry(when="2031-05-03", what="كلام الوزير", evidence=("sada#1",)),),
        inferred_dates={right.id: Published(value="2031-05-04", basis="inferred")},
    )
    return Comparison(stories=(story,))
