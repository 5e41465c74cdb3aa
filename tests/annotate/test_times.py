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
from riwaya.model import Article, Published, Span, TimeExpression
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
PIECES = st.sampled_from([*WORDS, *("وال" + word for word in WORDS[::7]), "من", "في", "بين", "إلى", "2018", "14:30"])


@given(
    st.lists(PIECES, max_size=12),
    st.sampled_from([None, "XXXX-02-29", "XXXX-06-19", "2024-02-29", "2024-12-31T23:59:00Z", "2024-06", "2024"]),
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
