"""How many machines for how many pages: measures the parts of a batch here and computes, for ``docs/scale.md``.

``python -m bench.scale --write`` measures for a few minutes and writes the page's figures between its markers. How many
pages Common Crawl News has and how many of them are Arabic are assumptions, given as options.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import corpus
from bench.batches import warc_record, write_archive
from bench.tables import machine
from evals import markers

if TYPE_CHECKING:
    from riwaya.model import Article

#: Pages of Common Crawl News from August 2016 to May 2026, and the days of these years: Lazzaroni, Lasser and Solovev,
#: "Infini-News" (arXiv:2605.18337), count 1.35 billion.
ALL_PAGES, ALL_DAYS = 1.35e9, 3_560
#: The share of Arabic among them: a guess, between the one in a hundred of web crawls and three in a hundred.
ARABIC = 0.02
#: Cores of a machine to be rented, and its memory for each in GB.
CORES, MEMORY = 32, 4
#: A WARC of Common Crawl News: a gigabyte packed.
ARCHIVE_PAGES = 30_000
#: Pages of news sites are large: what stands around the article, in bytes.
PAGE_BYTES = 80_000
#: Articles whose windows are measured: few and many, to see how time grows with density.
SPARSE, DENSE = 500, 2_000


class Parts(NamedTuple):
    """Processor seconds for one of each, sizes in bytes; ``growth`` is the power of a window's time by its articles."""

    cut: float
    foreign: float
    article: float
    features: float
    window: float
    compare: float
    growth: float
    table_bytes: float
    feature_bytes: float


class Load(NamedTuple):
    """What is to be worked on: its name, pages, days."""

    name: str
    pages: float
    days: float


class Need(NamedTuple):
    """What a load takes: Arabic articles, hours of one core for the tables, of the front, of the comparison; sizes."""

    articles: float
    tables: float
    front: float
    compare: float
    disk: float
    held: float
    front_memory: float
    files: float


def timed(work: Callable[[], object], count: int) -> float:
    """Processor seconds of ``work`` for each of ``count``."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / count


def measure(count: int) -> Parts:
    """The parts of a batch, each over ``count`` pages of the corpus."""
    from riwaya.batch.hands import Notes
    from riwaya.batch.records import Input, Settings, Shard, Sharding, Start
    from riwaya.batch.work import tables_of, warm_up
    from riwaya.ingest import warc
    from riwaya.link.features import features

    warm_up("default")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = write_archive(folder / "pages.warc.gz", count, padding=_script(PAGE_BYTES))
        given = Input(number=0, address=str(source), kind="warc", name="pages", size=0)
        shard = Shard(id="00000-00000", input=given, start=Start(offset=0, skip=0, first=1), records=count)
        task = Sharding(shard=shard, folder=str(folder), settings=Settings(names="default", shard=count, version="v"))
        notes = Notes(folder / "notes")
        with source.open("rb") as stream:
            cut = timed(lambda: list(warc.cut(stream)), count)
        article = timed(lambda: tables_of(task, notes), count)
        size = sum(path.stat().st_size for path in folder.glob("*/*.parquet")) / count
        found = articles_in(folder)
        seen = timed(lambda: [features(each) for each in found], len(found))
        sizes = sum(len(features(each).to_bytes()) for each in found) / len(found)
    compare = timed(lambda: _compared(found), len(found))
    window, growth = windows()
    return Parts(cut, foreign(count), article, seen, window, compare, growth, size, sizes)


def _script(size: int) -> str:
    """What fills the pages of news sites: data for their programs."""
    lines = (
        f'{{"id": {number * 7919 % 99991}, "slot": "unit-{number}", "lazy": true}},' for number in itertools.count()
    )
    text, out = 0, []
    while text < size:
        out.append(next(lines))
        text += len(out[-1])
    return f"<script>var units = [{''.join(out)}];</script>"


def articles_in(folder: Path) -> list[Article]:
    """The articles of the tables in ``folder``."""
    import pyarrow.parquet as pq

    from riwaya.batch.tables import article_of

    return [article_of(row) for row in pq.read_table(folder / "articles").to_pylist()]


def _compared(articles: Iterable[Article]) -> None:
    from riwaya.pipeline import compare

    compare(list(articles))


def foreign(count: int) -> float:
    """Seconds to read and reject a page in another language, as large as an Arabic one."""
    from riwaya.batch.reading import read
    from riwaya.ingest import warc

    words = "the minister said that the bridge over the river would open to traffic by the end of the month "
    page = corpus.page({"title": words, "text": words * 60}, 1) + _script(PAGE_BYTES)
    record = warc_record("https://bench.example/1", page.encode())

    def work() -> None:
        for _ in range(count):
            found = warc.capture(record)
            assert isinstance(found, warc.Capture)
            read(found, "x")

    return timed(work, count)


def windows() -> tuple[float, float]:
    """Seconds an article to cluster a window of ``SPARSE`` articles, and the power with which its time grows."""
    from bench.tasks import read_records
    from riwaya.link.copies import copies
    from riwaya.link.features import StoryFeatures, features
    from riwaya.link.stories import stories

    records = sorted(corpus.records(25_000), key=lambda record: record.get("published") or "")
    found = [features(article) for article in read_records(records[4_000 : 4_000 + DENSE])]

    def joined(some: list[StoryFeatures]) -> None:
        stories(some, copies(some))

    sizes = (found[:: DENSE // SPARSE], found)
    spent = [timed(partial(joined, some), 1) for some in sizes]
    return spent[0] / SPARSE, math.log(spent[1] / spent[0]) / math.log(DENSE / SPARSE)


def need(parts: Parts, load: Load, arabic: float) -> Need:
    """What a load takes."""
    from riwaya.batch.windows import STEP
    from riwaya.link.likeness import WINDOW

    articles = load.pages * arabic
    a_day = articles / load.days
    # What is open behind the front: the days of likeness and those of a step; stories that go on keep some more.
    held = a_day * min(load.days, WINDOW + STEP)
    steps = max(1.0, load.days / STEP)
    # Cut twice, for the plan and for the work; every page is looked at, the Arabic ones are taken apart.
    reading = load.pages * (2 * parts.cut + parts.foreign)
    return Need(
        articles=articles,
        tables=(reading + articles * parts.article) / 3600,
        front=steps * parts.window * SPARSE * (held / SPARSE) ** parts.growth / 3600,
        compare=articles * (parts.features + parts.compare) / 3600,
        disk=articles * parts.table_bytes / 1e9,
        held=held,
        front_memory=held * parts.feature_bytes * 2 / 1e9,
        files=5 * load.pages / 20_000,
    )


def page(parts: Parts, loads: list[Load], arabic: float) -> str:
    """The figures as Markdown."""
    needs = [need(parts, load, arabic) for load in loads]
    cores = len(os.sched_getaffinity(0))
    rows: list[tuple[str, Callable[[Need], str]]] = [
        ("Arabic articles", lambda each: f"{each.articles:,.0f}"),
        ("core hours: reading, extracting, annotating, writing", lambda each: _hours(each.tables)),
        ("core hours: features and comparison of stories", lambda each: _hours(each.compare)),
        ("hours of one core: the front of linking", lambda each: _hours(each.front)),
        (f"hours on a machine like this ({cores} cores)", lambda each: _hours(_wall(each, cores))),
        (f"hours on one machine of {CORES} cores, linked in one go", lambda each: _hours(_wall(each, CORES))),
        (
            f"machines of {CORES} cores to be done in a day, months linked side by side",
            lambda each: f"{_machines(each):.0f}",
        ),
        ("tables on disk", lambda each: f"{each.disk:,.1f} GB"),
        ("files of tables (--shard 20000)", lambda each: f"{each.files:,.0f}"),
        ("articles open behind the front", lambda each: f"{each.held:,.0f}"),
        ("their memory", lambda each: f"{each.front_memory:,.2f} GB"),
    ]
    head = [f"| | {' | '.join(load.name for load in loads)} |", f"|---|{'---:|' * len(loads)}"]
    lines = [f"| {what} | {' | '.join(map(show, needs))} |" for what, show in rows]
    return "\n".join([*_measured(parts, loads, arabic), "", *head, *lines, "", *_breaks(parts, needs)])


def _measured(parts: Parts, loads: list[Load], arabic: float) -> list[str]:
    return [
        f"Measured on: {machine()}. Assumed: {loads[-1].pages:,.0f} pages in {loads[-1].days:,.0f} days, "
        f"{arabic:.1%} of them Arabic.",
        "",
        "| processor time | ms |",
        "|---|---:|",
        f"| cutting a record out of its archive (twice: plan and work) | {parts.cut * 1000:.2f} |",
        f"| reading a page in another language and rejecting it | {parts.foreign * 1000:.2f} |",
        f"| an Arabic page: extraction, all layers, tables | {parts.article * 1000:.1f} |",
        f"| an article's features for linking | {parts.features * 1000:.1f} |",
        f"| comparing an article with those of its story | {parts.compare * 1000:.1f} |",
        f"| an article in a window of {SPARSE:,} | {parts.window * 1000:.2f} |",
        f"| time of a window grows with its articles to the power of | {parts.growth:.2f} |",
        f"| tables of an article, kB | {parts.table_bytes / 1000:.1f} |",
        f"| features of an article, kB | {parts.feature_bytes / 1000:.1f} |",
    ]


def _breaks(parts: Parts, needs: list[Need]) -> list[str]:
    """What breaks first, with the figures that say so."""
    a_day = needs[-1].held
    hours_a_page = needs[-1].tables / needs[-1].articles
    share = needs[-1].articles * parts.article / 3600 / needs[-1].tables
    spare = MEMORY * 1e9 / (parts.feature_bytes * 2)
    return [
        "What would break first:",
        "",
        f"1. *The front of linking* is one process and holds {a_day:,.0f} articles at this density: "
        f"{_hours(needs[-1].front)} hours for all of it, {_share(needs[-1])} of the time on ten machines. It stays in "
        f"{MEMORY} GB up to "
        f"{spare:,.0f} open articles. Beyond that windows must be cut by topic as well as by days.",
        f"2. *The tagger of names*: of the core hours for tables {share:.0%} are Arabic pages "
        f"({hours_a_page * 3.6e6:.0f} ms for each article kept, other pages included), and most of those are names. "
        "`--names rules` takes them out.",
        "3. *Reading twice*: an archive in an object store is fetched once for its plan and once for its shards: "
        f"{2 * ALL_PAGES / ARCHIVE_PAGES / 1000:,.0f} TB for all of Common Crawl News. Run in its region.",
        f"4. *The ledger* is a file a shard: {needs[-1].files / 5:,.0f} for all of it, read at every start. "
        "One folder a month keeps that small, and linking then ends at the months' borders.",
    ]


def _share(each: Need) -> str:
    return f"{each.front / (each.front + (each.tables + each.compare) / (10 * CORES)):.0%}"


def _wall(each: Need, cores: int) -> float:
    return (each.tables + each.compare) / cores + each.front


def _machines(each: Need) -> int:
    return max(1, math.ceil((each.tables + each.compare + each.front) / CORES / 24))


def _hours(hours: float) -> str:
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}" if hours >= 1 else f"{hours * 60:.0f} min"


def main() -> int:
    """Measures, computes, prints, and writes the page where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="how many pages are measured (300)")
    parser.add_argument("--pages", type=float, default=ALL_PAGES, help="pages of all of Common Crawl News")
    parser.add_argument("--arabic", type=float, default=ARABIC, help="the share of Arabic pages")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/scale.md")
    options = parser.parse_args()
    a_day = options.pages / ALL_DAYS
    loads = [Load("a day", a_day, 1), Load("a month", 30 * a_day, 30), Load("all", options.pages, ALL_DAYS)]
    text = page(measure(options.articles), loads, options.arabic)
    print(text)
    if options.write:
        markers.write(corpus.ROOT / "docs" / "scale.md", "scale", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
