"""The benchmark measures what it says: as many articles as asked for, as real pages, against its promises."""

from __future__ import annotations

import pytest

from bench import corpus
from bench.tables import broken, broken_linking, growth, linking_table, ratio, table
from bench.tasks import Figures


def figures(*, annotate: float, peak: float = 10, names: float = 1.0) -> dict[str, Figures]:
    """Ten articles of 1,500 characters, annotated in ``annotate`` seconds of which ``names`` are the tagger's."""
    layers = {
        "words": 100,
        "characters": 15_000,
        "read": 0.5,
        "by rules": annotate - names - annotate / 2,
        "tokens": annotate / 2,
        "names": annotate / 2,
        "articles": 10,
        "peak MB": 1,
    }
    return {
        "start": {"import": 0.1, "first article": 0.2, "peak MB": 50},
        "layers": layers,
        "extract": {"seconds": 1.0, "pages": 10, "peak MB": 1},
        "together": {"annotate": 1.0, "compare": 1.0, "articles": 11, "stories": 3, "peak MB": peak},
        "library": {"add": 2.0, "link": 1.0, "search": 9.0, "articles": 10, "bytes": 300_000, "peak MB": 1},
        "dates": {"texts": 10, "ours": 0.1, "dateparser": 5.0},
        "copies": {"texts": 10, "ours": 0.1},
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


@pytest.mark.parametrize(
    ("measured", "complaint"),
    [
        (figures(annotate=0.05, names=0.01), None),
        (figures(annotate=15.0), "15.00 times as long as extracting; 14.29 allowed"),
        (figures(annotate=7.5), "6.50 times as long as extracting, without the tagger; 6.00 allowed"),
        (figures(annotate=0.5, names=0.1), "20.00 articles of 1500 characters a second; 30.00 promised"),
        (figures(annotate=0.2, names=0.01), "52.63 the same without the tagger; 100.00 promised"),
        (figures(annotate=0.05, names=0.01, peak=1200), "1200.00 MB of peak memory; 1000.00 allowed"),
    ],
)
def test_promises_are_held_against_the_figures(measured: dict[str, Figures], complaint: str | None) -> None:
    assert (complaint in broken(measured)) if complaint else broken(measured) == []


def test_promises_on_batches_are_held_against_the_figures() -> None:
    measured = figures(annotate=0.05, names=0.01)
    measured["turns"] = {"ratio": 1.6}
    measured["memory"] = {"early": 300, "late": 360, "seconds": 700, "linking": 200}
    assert [line.partition(" ")[0] for line in broken(measured)] == ["1.20", "900.00", "1.60"]


def test_the_table_names_every_layer_and_what_is_absent() -> None:
    measured = figures(annotate=2.0)
    assert ratio(measured) == 2.0
    text = table(10, measured)
    assert "layer *names*" in text and "by rules" not in text
    assert "| 2/s (500.00 ms each) |" in text
    assert "datasketch is not installed" in text


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
