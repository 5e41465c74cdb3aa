"""The measured tasks. Each runs in a process of its own and prints one JSON object with its times and peak memory.

``python -m bench.tasks NAME COUNT``
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import corpus

if TYPE_CHECKING:  # a cold start is measured here: nothing of ours before the clock runs
    from riwaya.annotate.text import Reading
    from riwaya.link.features import StoryFeatures
    from riwaya.model import Article

Figures = dict[str, float]
#: Layers that a trained model helps.
MODELLED = ("names", "statements")
#: The articles over which growth is measured, at most: what the corpus holds, in thousands.
MOST_GROWN = 25_000


def start() -> Figures:
    """Cold start: importing the package and annotating one short article."""
    began = time.perf_counter()
    from riwaya.annotate import annotate
    from riwaya.ingest import read

    imported = time.perf_counter()
    list(annotate(_articles(read([corpus.DEMO / "hana-fire.txt"]))))
    return {"import": imported - began, "first article": time.perf_counter() - imported}


def layers(count: int, clock: Callable[[], float] = time.process_time) -> Figures:
    """Seconds by stage over ``count`` records: reading, each layer, comparing."""
    from riwaya.annotate import LAYERS
    from riwaya.annotate.text import Reading
    from riwaya.ingest import read

    figures: Figures = {"words": 0.0, "characters": 0.0, "read": 0.0, "by rules": 0.0, "tokens": 0.0}
    figures |= {layer.name: 0.0 for layer in LAYERS}
    with tempfile.TemporaryDirectory() as scratch:
        path = corpus.write_records(Path(scratch) / "records.jsonl", count)
        began = clock()
        articles = _articles(read([path]))
        figures["read"] = clock() - began
    for layer in LAYERS:  # word lists and models are loaded on the first call
        articles[0] = layer.run(articles[0], Reading(articles[0]))
    for article in articles:
        figures["characters"] += len(article.text)
        began = clock()
        reading = Reading(article)
        figures["tokens"] += clock() - began
        figures["words"] += len(reading.tokens)
        for layer in LAYERS:
            if layer.name in MODELLED:
                figures["by rules"] += _by_rules(layer.run, article, clock)
            began = clock()
            article = layer.run(article, reading)
            figures[layer.name] += clock() - began
    figures["articles"] = len(articles)
    return figures


def _by_rules(layer: Callable[[Article, Reading], Article], article: Article, clock: Callable[[], float]) -> float:
    """Seconds of a layer without its trained model."""
    from riwaya.annotate.text import Reading

    reading = Reading(article, naming="rules")
    began = clock()
    layer(article, reading)
    return clock() - began


def extract(count: int) -> Figures:
    """Seconds that trafilatura alone takes for ``count`` pages, with the options that Riwaya uses."""
    from trafilatura import bare_extraction

    pages = [corpus.page(record, number) for number, record in enumerate(corpus.records(count))]
    bare_extraction(pages[0])  # its tables are loaded on the first call
    began = time.process_time()
    for text in pages:
        bare_extraction(text, with_metadata=True, date_extraction_params={"extensive_search": False})
    return {"seconds": time.process_time() - began, "pages": count}


def together(count: int) -> Figures:
    """The task of the memory limit: a text file of 20 MB and ``count`` records in one run, annotated and compared."""
    from riwaya.annotate import annotate
    from riwaya.ingest import read
    from riwaya.link import compare

    with tempfile.TemporaryDirectory() as scratch:
        large = corpus.write_text(Path(scratch) / "large.txt", 20_000_000)
        small = corpus.write_records(Path(scratch) / "records.jsonl", count)
        began = time.perf_counter()
        articles = list(annotate(_articles(read([large, small]))))
        annotated = time.perf_counter()
        stories = compare([article for article in articles if article.document != large.name]).stories
    done = time.perf_counter()
    return {
        "annotate": annotated - began,
        "compare": done - annotated,
        "articles": len(articles),
        "stories": len(stories),
    }


def grow(count: int) -> Figures:
    """Copies and stories of ``count`` articles spread evenly over the corpus, and the placing of one more.

    What is measured comes after annotation: what is kept of each article, and the linking of all of it.
    """
    from riwaya.ingest import read
    from riwaya.link.copies import copies
    from riwaya.link.features import features
    from riwaya.link.growth import place
    from riwaya.link.stories import stories

    with tempfile.TemporaryDirectory() as scratch:
        path = corpus.write_records(Path(scratch) / "records.jsonl", MOST_GROWN)
        articles = _articles(read([path]))
    articles = articles[:: max(1, len(articles) // count)][:count]
    began = time.process_time()
    found = [features(article) for article in articles]
    kept = time.process_time()
    clusters = stories(found, copies(found))
    linked = time.process_time()
    story_of = {found[i].id: str(number) for number, cluster in enumerate(clusters) for i in cluster}
    figures = {"articles": len(found), "features": kept - began, "stories": linked - kept}
    placing = []
    for new in found[:: max(1, len(found) // 20)]:
        near = _window(new, found)
        started = time.process_time()
        place(new, near, story_of)
        placing.append(time.process_time() - started)
    return {**figures, "placing one": max(placing)}


def _window(new: StoryFeatures, found: Sequence[StoryFeatures]) -> list[StoryFeatures]:
    """The other articles within the days in which one can join a story: what a store would look up."""
    from riwaya.link.dates import days_apart
    from riwaya.link.likeness import WINDOW

    times = [(each, each.when) for each in found if each.id != new.id]
    return [each for each, when in times if (days_apart(when, new.when) or 0.0) <= WINDOW]


def library(count: int) -> Figures:
    """Keeping ``count`` records in a library: seconds to annotate, index and keep them, to link them, and to search."""
    from bench.library import quantile, rows
    from riwaya import library as shelf
    from riwaya.ingest import read
    from riwaya.present.finding import Query, find
    from riwaya.store import open_library

    with tempfile.TemporaryDirectory() as scratch:
        records = corpus.write_records(Path(scratch) / "records.jsonl", count)
        with open_library(Path(scratch) / "library.db", make=True) as kept:
            began = time.perf_counter()
            added = sum(1 for _ in shelf.add(kept, _articles(read([records]))))
            done = time.perf_counter()
            list(shelf.link(kept))
            linked = time.perf_counter()
            seconds = []
            for words, _ in rows("queries.tsv"):
                start = time.perf_counter()
                find(kept, Query(words=words))
                seconds.append(time.perf_counter() - start)
        size = (Path(scratch) / "library.db").stat().st_size
    figures = {"add": done - began, "link": linked - done, "search": quantile(seconds, 0.95), "articles": added}
    return figures | {"bytes": size}


def read_records(records: Iterable[dict[str, Any]]) -> list[Article]:
    """The articles of some records of the corpus."""
    from riwaya.ingest import read

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "records.jsonl"
        path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
        return _articles(read([path]))


def _articles(read: Iterable[object]) -> list[Article]:
    from riwaya.model import Article

    return [item for item in read if isinstance(item, Article)]


def tasks() -> dict[str, Callable[[int], Figures]]:
    """What can be measured, by name."""
    from bench import batches, rivals

    return {
        "start": lambda _count: start(),
        "layers": layers,
        "layers by the clock": lambda count: layers(count, time.perf_counter),
        "extract": extract,
        "together": together,
        "grow": grow,
        "library": library,
        "dates": rivals.dates,
        "copies": rivals.copies,
        "stories": rivals.stories,
        "workers": batches.workers,
        "turns": lambda count: batches.workers(count, batches.TURNS),
        "memory": batches.memory,
    }


def main() -> int:
    """Runs the task that the command line names."""
    figures = tasks()[sys.argv[1]](int(sys.argv[2]))
    # Linux counts the peak in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
