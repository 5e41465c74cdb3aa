from __future__ import annotations

from pathlib import Path

import pytest

from riwaya.link import compare
from riwaya.model import Comparison
from riwaya.pipeline import annotate, read

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not part of the repository")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(list(annotate(read(SEEDS))))


def test_six_articles_make_three_stories(comparison: Comparison) -> None:
    stories = [{article[:3] + article[20:] for article in story.articles} for story in comparison.stories]
    assert sorted(map(sorted, stories)) == [["000", "001", "002", "003"], ["004"], ["004@2"]]


def test_the_dated_page_dates_the_others(comparison: Comparison) -> None:
    story = max(comparison.stories, key=lambda each: len(each.articles))
    assert {date.value for date in story.inferred_dates.values()} == {"2024-06-19"}
    assert len(story.inferred_dates) == 3


def test_the_appreciation_of_support_is_told_by_all_four(comparison: Comparison) -> None:
    story = max(comparison.stories, key=lambda each: len(each.articles))
    assert len(story.groups[0].outlets) == 4 or len(story.groups[0].outlets) + len(story.groups[0].omitted_by) == 4
