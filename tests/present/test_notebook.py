"""Records as a notebook shows them, by IPython's protocol."""

from __future__ import annotations

import html5lib
import pytest

from riwaya.model import Article, Comparison, Span, replace
from tests.present.export.conftest import HOSTILE


def shown(record: object) -> str:
    found: str = record._repr_html_()  # type: ignore[attr-defined]
    html5lib.HTMLParser(strict=True).parseFragment(found)
    assert found.startswith('<div dir="rtl" lang="ar"')
    return found


def test_an_article_with_who_says_what_through_whom(left: Article) -> None:
    found = shown(left)
    for words in ("سد الوادي: ماء يكفي عشر سنين", "2031-05-04", "«سيكفي ماء السد المدينة عشر سنين»", "قوله (بنصه)"):
        assert words in found
    assert "صدى الوادي ← وكالة المنارة ← سالم الهدار" in found


def test_a_story_with_who_left_what_out_and_who_denied_it(comparison: Comparison) -> None:
    found = shown(comparison.stories[0])
    assert "نقابة السقائين" in found and "صدى الوادي، الجسر" in found and "jisr#1 sada#1" in found
    assert shown(comparison) == found
    assert "لا مقالات" in shown(Comparison(stories=()))


def test_a_page_cannot_reach_the_notebook(left: Article) -> None:
    text = HOSTILE + "\x1b<img onerror=x>\u202e"
    hostile = replace(
        left, text=text, title=Span(0, len(text)), url="javascript:alert(1)", statements=(), dateline=None
    )
    found = shown(hostile)
    assert "<b>" in found and "javascript" not in found
    assert not {"\x1b", "\u202e"} & set(found) and "<img" not in found


@pytest.mark.parametrize("url", ["https://sada.example/a?b=1&c=2", None])
def test_the_title_leads_to_the_page(left: Article, url: str | None) -> None:
    assert ('href="https://sada.example/a?b=1&amp;c=2"' in shown(replace(left, url=url))) == (url is not None)
