"""The benchmark measures what it says: as many articles as asked for, as real pages, against its promises."""

from __future__ import annotations

import pytest

from bench import corpus
from bench.__main__ import broken, broken_linking, growth, linking_table, ratio, table
from bench.tasks import Figures


def figures(*, annotate: float, peak: float) -> dict[str, Figures]:
    layers = {"words": 100, "read": 0.5, "tokens": annotate / 2, "names": annotate / 2, "articles": 10, "peak MB": 1}
    return {
        "start": {"import": 0.1, "first article": 0.2, "peak MB": 50},
        "layers": layers,
        "extract": {"seconds": 1.0, "pages": 10, "peak MB": 1},
        "together": {"annotate": 1.0, "compare": 1.0, "articles": 11, "stories": 3, "peak MB": peak},
        "library": {"add": 2.0, "link": 1.0, "search": 9.0, "articles": 10, "bytes": 300_000, "peak MB": 1},
    }


def test_records_have_ids_of_their_own() -> None:
    found = corpus.records(25)
    assert len({record["id"] for record in found}) == 25
    assert all(record["text"] for record in found)


def test_a_page_holds_its_article() -> None:
    trafilatura = pytest.importorskip("trafilatura")
    record = {
        "title": "سوق «الحدادين» <قديمة>",
        "text": "\n".join(f"فقرة رقم {number} عن السوق." for number in range(30)),
    }
    page = corpus.page(record, 1)
    extracted = trafilatura.bare_extraction(page)
    assert "فقرة رقم 29 عن السوق." in extracted.text
    assert "<قديمة>" not in page


def test_promises_are_held_against_the_figures() -> None:
    assert broken(figures(annotate=6.0, peak=1000)) == []
    assert "6.5 times" in broken(figures(annotate=6.5, peak=10))[0]
    assert "1200 MB" in broken(figures(annotate=1.0, peak=1200))[0]


def test_the_table_names_every_layer() -> None:
    measured = figures(annotate=2.0, peak=10)
    assert ratio(measured) == 2.0
    assert "layer *names*" in table(10, measured)


def linked(articles: int, seconds: float, *, placing: float = 0.02, peak: float = 900) -> Figures:
    return {"articles": articles, "features": seconds, "stories": 0.0, "placing one": placing, "peak MB": peak}


def test_growth_is_the_power_of_the_number_of_articles() -> None:
    assert growth(linked(1000, 1.0), linked(10_000, 100.0)) == pytest.approx(2)
    assert "| articles | 1,000 | 10,000 |" in linking_table(linked(1000, 1.0), linked(10_000, 10.0))


def test_promises_on_linking_are_held_against_the_figures() -> None:
    few = linked(3000, 10.0)
    assert broken_linking(few, linked(25_000, 83.0)) == []
    assert "1.31" in broken_linking(few, linked(25_000, 160.0))[0]
    assert "0.20" in broken_linking(few, linked(25_000, 83.0, placing=0.2))[0]
    assert "3500" in broken_linking(few, linked(25_000, 83.0, peak=3500))[0]
