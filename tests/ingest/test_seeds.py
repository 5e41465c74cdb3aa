"""The five seed pages, where the shared folder is at hand: articles, furniture, dates and outlets as in the gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riwaya.ingest import read
from riwaya.model import Article

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "seeds"

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared seed pages are not here")


def letters(spans: list[tuple[int, int]], text: str) -> set[int]:
    return {at for start, stop in spans for at in range(start, stop) if text[at].isalnum()}


def documents() -> list[tuple[str, dict[str, list[dict[str, object]]]]]:
    files = sorted(GOLD.glob("0*.json")) if GOLD.is_dir() else []
    return [(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in files]


@pytest.mark.parametrize(("name", "gold"), documents())
def test_seed(name: str, gold: dict[str, list[dict[str, object]]]) -> None:
    found = [item for item in read([SHARED / "seeds" / f"{name}.txt"]) if isinstance(item, Article)]
    assert [tuple(article["span"]) for article in gold["articles"]] == [tuple(a.span) for a in found]
    for wanted, article in zip(gold["articles"], found, strict=True):
        assert (wanted["published"] or "XXXX")[:4] == (article.published.value if article.published else "XXXX")[:4]
        assert wanted["outlet"] in (None, article.outlet.name if article.outlet else None)


def test_furniture_of_the_seeds() -> None:
    hit = wanted = marked = 0
    for name, gold in documents():
        found = [item for item in read([SHARED / "seeds" / f"{name}.txt"]) if isinstance(item, Article)]
        text = found[0].text
        spans = [(f[0], f[1]) for a in gold["articles"] for f in a["furniture"]]
        spans += [(f[0], f[1]) for f in gold["outside"]]
        ours = letters([tuple(mark.span) for article in found for mark in article.furniture], text)
        theirs = letters(spans, text)
        hit, wanted, marked = hit + len(ours & theirs), wanted + len(theirs), marked + len(ours)
    assert 2 * hit / (wanted + marked) >= 0.95
