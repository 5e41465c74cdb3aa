"""Times: wild cases come out right, traps yield nothing, known failures are still failures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import lexicon
from riwaya.annotate.text import Reading
from riwaya.annotate.times import RULES, times
from riwaya.annotate.times.terms import NOTHING, terms
from riwaya.arabic.words import tokens
from riwaya.model import Article, Outlet, Published, Span, TimeExpression
from tests.tables import rows

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def marked(text: str, published: str | None = "2024-06-19", *, span: Span | None = None) -> tuple[TimeExpression, ...]:
    stamp = Published(value=published, span=span) if published else None
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)), published=stamp)
    return times(article, Reading(article)).times


def shown(found: tuple[TimeExpression, ...], text: str) -> list[str]:
    return [f"{time.span.of(text)} = {time.value or '-'}" for time in found]


def expected(cell: str) -> list[str]:
    return cell.split(" || ") if cell else []


@pytest.mark.parametrize(("published", "text", "cell"), rows("wild", "times"))
def test_wild(published: str, text: str, cell: str) -> None:
    assert shown(marked(text, published), text) == expected(cell)


@pytest.mark.parametrize(("text", "trap"), rows("negative", "times"))
def test_negative(text: str, trap: str) -> None:
    assert shown(marked(text), text) == [], trap


@pytest.mark.parametrize(("published", "text", "cell"), rows("known_failures", "times"))
@pytest.mark.xfail(reason="not yet right; move to wild when it passes")
def test_known_failures(published: str, text: str, cell: str) -> None:
    assert shown(marked(text, published), text) == expected(cell)


def test_the_date_line_is_a_time() -> None:
    text = "19 حزيران 2024 11:30\nوصل الوفد اليوم."
    first, second = marked(text, "2024-06-19T11:30", span=Span(0, 20))
    assert (first.span, first.type, first.value, first.rule) == (Span(0, 20), "TIME", "2024-06-19T11:30", "published")
    assert second.value == "2024-06-19"


def test_a_weekday_that_contradicts_its_date_is_told() -> None:
    (time,) = marked("وقع ذلك الخميس 19 يونيو.")
    assert time.value == "2024-06-19"
    assert time.conflict is not None
    (time,) = marked("وقع ذلك الأربعاء 19 يونيو.")
    assert time.conflict is None


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("وقع ذلك السبت 19 يونيو 2024.", "2024-06-19", "weekday 6"),
        ("وقع ذلك أمس الخميس.", "2024-06-18", "weekday 4"),
        ("وقع ذلك الاثنين 14 من الشهر الجاري.", "2024-06-14", "weekday 1"),
        ("وقع ذلك في 14 ذي الحجة 1445 الموافق 2 يونيو 2024.", "2024-06-02", "Hijri"),
        ("يقع ذلك في 31 من هذا الشهر.", None, "no day 31"),
    ],
)
def test_what_does_not_agree_is_told(text: str, value: str | None, words: str) -> None:
    (time,) = marked(text)
    assert time.value == value
    assert time.conflict is not None
    assert words in time.conflict


def test_a_moon_seen_a_day_later_is_no_contradiction() -> None:
    (time,) = marked("وقع ذلك في 14 ذي الحجة 1445 الموافق 21 يونيو 2024.")
    assert (time.value, time.conflict) == ("2024-06-21", None)


def test_an_impossible_day_does_not_break_what_is_counted_from_it() -> None:
    assert marked("في 31 من هذا الشهر وفي اليوم التالي.")[0].value is None
    assert marked("وصل أمس.", "2024-02-31")[0].value is None


def test_the_name_of_the_articles_own_outlet_is_no_date() -> None:
    text = "وأضافت مرصاد اليوم أن الجسر أغلق اليوم."
    article = Article(
        document="case",
        id="case",
        text=text,
        span=Span(0, len(text)),
        outlet=Outlet(name="مرصاد اليوم"),
        published=Published(value="2024-06-19"),
    )
    (time,) = times(article, Reading(article)).times
    assert time.span.start == text.rindex("اليوم")


def test_the_basis_is_told() -> None:
    bases = [time.basis for time in marked("في 5 مايو 2020، وأمس، وفي العام نفسه، وقبل أيام.")]
    assert bases == ["stated", "relative-to-publication", "relative-to-text", "vague"]


def test_late_in_universal_time_the_next_weekday_has_begun() -> None:
    text = "وأعلنت الوكالة الأربعاء نتائج اللقاء."
    assert [time.value for time in marked(text, "2018-06-12T22:20+0000")] == ["2018-06-13"]
    assert [time.value for time in marked(text, "2018-06-12T10:20+0000")] == ["2018-06-06"]


def test_marks_on_letters_do_not_move_the_span() -> None:
    text = "وَالعَامُ الماضي."
    (time,) = marked(text)
    assert time.span.of(text) == "العَامُ الماضي"


WORDS = sorted(
    {row["word"] for name in ("time_words", "number_words", "months", "weekdays") for row in lexicon.load(name).rows}
)
PIECES = st.sampled_from(
    [
        *WORDS,
        *("وال" + word for word in WORDS[::7]),
        *(
            "من",
            "في",
            "بين",
            "إلى",
            "حتى",
            "2018",
            "14:30",
            "31",
            "1445",
            "3/2015",
            "4/22",
            "الموافق",
            "الا",
            "عيد الفطر",
        ),
    ]
)


@given(
    st.lists(PIECES, max_size=12),
    st.sampled_from(
        [None, "XXXX-02-29", "XXXX-06-19", "2024-02-29", "2024-12-31T23:59:00Z", "2024-06", "2024", "2024-02-31"]
    ),
)
def test_any_sequence_of_words_of_time_is_read_without_overlap(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = marked(text, published)
    assert all(0 <= time.span.start < time.span.stop <= len(text) for time in found)
    assert all(left.span.stop <= right.span.start for left, right in pairwise(found))
    assert all(time.rule for time in found)


def test_every_kind_of_word_has_rules_or_serves_one() -> None:
    kinds = {row["kind"] for row in lexicon.load("time_words").rows}
    serving = {"about", "amount", "early", "hour", "late", "recent", "rel", "same-after"}
    assert kinds - set(RULES) == serving


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed pages are not beside the repository")
def test_the_seed_pages_hold_times() -> None:
    for path in SEEDS.glob("*.txt"):
        assert marked(path.read_text(encoding="utf-8"), None)


@pytest.mark.parametrize("name", ["time_words", "number_words", "weekdays", "months"])
def test_every_listed_word_means_something(name: str) -> None:
    firsts = [row["word"].split()[0] for row in lexicon.load(name).rows]
    assert NOTHING not in [terms(tokens(word))[0] for word in firsts]
