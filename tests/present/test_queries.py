import pytest

from riwaya.model import Article, Comparison, Difference, Outlet, Piece, Span, TimeExpression, Via, replace
from riwaya.present.queries import Desk, by_speaker, chain, readable, reporting_clause, said_at


@pytest.fixture
def third(right: Article) -> Article:
    statement = replace(right.statements[0], id="nahr#1")
    return replace(right, id="nahr", document="nahr.txt", outlet=None, statements=(statement,))


def test_a_telling_stands_beside_the_one_it_was_compared_with(
    comparison: Comparison, left: Article, right: Article, third: Article
) -> None:
    group = comparison.stories[0].groups[0]
    word = third.statements[0].content[0]
    piece = Piece(op="right-only", left=None, right=word)
    group = replace(
        group,
        statements=("sada#1", "jisr#1", "nahr#1"),
        relation={**group.relation, "jisr#1~nahr#1": "partial", "sada#1~nahr#1": "paraphrase"},
        differences=(*group.differences, Difference(left="jisr#1", right="nahr#1", pieces=(piece,))),
    )
    earliest, second, last = Desk([left, right, third]).tellings(group)
    assert (earliest.beside, earliest.relation) == (None, None)
    assert (second.beside, second.relation) == ("sada#1", "conflicting")
    assert (last.beside, last.relation, last.changed) == ("jisr#1", "partial", (word,))


def test_words_that_stand_elsewhere_in_a_telling_are_not_left_out(
    comparison: Comparison, left: Article, right: Article
) -> None:
    group = comparison.stories[0].groups[0]
    both = left.statements[0].content[0]
    moved = Piece(op="left-only", left=both, right=None)
    group = replace(group, differences=(Difference(left="sada#1", right="jisr#1", pieces=(moved,)),))
    same = replace(right, text=left.text, statements=(replace(right.statements[0], content=(both,)),))
    assert Desk([left, same]).tellings(group)[1].missing == ()
    other = replace(right.statements[0], content=(Span(both.start, both.start + 1),))
    assert Desk([left, replace(same, statements=(other,))]).tellings(group)[1].missing == (both,)


def test_the_same_words_are_looked_for_among_all_earlier_tellings(
    comparison: Comparison, left: Article, right: Article, third: Article
) -> None:
    group = comparison.stories[0].groups[0]
    group = replace(
        group, statements=("sada#1", "jisr#1", "nahr#1"), relation={**group.relation, "jisr#1~nahr#1": "identical"}
    )
    last = Desk([left, right, third]).tellings(group)[-1]
    assert (last.beside, last.relation) == ("jisr#1", "identical")


def test_statements_that_are_not_at_hand_are_passed_over(comparison: Comparison, left: Article) -> None:
    assert [telling.statement.id for telling in Desk([left]).tellings(comparison.stories[0].groups[0])] == ["sada#1"]


def test_an_outlet_nobody_names_goes_by_its_document(left: Article, third: Article) -> None:
    desk = Desk([left, third])
    assert [desk.outlet_of(name) for name in ("nahr.txt", "nahr", "sada", "الجسر")] == [
        "nahr",
        "nahr",
        "صدى الوادي",
        "الجسر",
    ]


def test_nobody_hands_words_to_himself(left: Article) -> None:
    article = replace(left, outlet=Outlet(name="قناة النهر"))
    via = Via(span=Span(0, 1), name="قناة النهر", role="broadcaster")
    assert chain(article, replace(left.statements[0], via=(via,))) == ["قناة النهر", "سالم الهدار"]


def test_the_reporting_clause_ends_where_the_words_begin(left: Article) -> None:
    clause = reporting_clause(left, left.statements[0])
    assert clause is not None
    assert clause.of(left.text).startswith("نقلت وكالة")
    assert clause.of(left.text).endswith('أمس: "')


@pytest.mark.parametrize(
    ("words", "value", "known"),
    [
        ("أمس", "2031-05-03", True),
        ("أمس", "2031-05-03T10:00", True),
        ("أمس", "2031-SP", False),
        ("أمس", "2031", False),
        ("أمس", None, False),
        ("عشر سنين", "2031-05-03", False),
    ],
)
def test_only_a_day_outside_the_words_says_when_it_was_said(
    left: Article, words: str, value: str | None, known: bool
) -> None:
    start = left.text.index(words, left.text.index("نقلت"))
    time = TimeExpression(span=Span(start, start + len(words)), type="DATE", value=value)
    assert (said_at(replace(left, times=(time,)), left.statements[0]) == time) is known


def test_the_occasion_is_asked_first(left: Article) -> None:
    at = left.text.index("الوادي")
    time = TimeExpression(span=Span(at, at + 6), type="DATE", value="2031-05-01")
    statement = replace(left.statements[0], occasion=Span(at - 3, at + 8))
    assert said_at(replace(left, times=(*left.times, time)), statement) == time


def test_speakers_of_one_name_are_one(comparison: Comparison) -> None:
    groups = comparison.stories[0].groups
    nameless = replace(groups[0], id="g3", speaker=replace(groups[0].speaker, entity=None))
    assert [len(found) for found in by_speaker([*groups, nameless]).values()] == [3]


def test_a_time_with_a_zone_keeps_it() -> None:
    assert readable("2031-05-04T09:30:15.5Z") == "2031-05-04 09:30 Z"
    assert readable("2031-W05") == "2031-W05"
