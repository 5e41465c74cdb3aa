"""The figures as Markdown, and the promises that they keep or break.

Rates of one core are by seconds of the processor, which other work on the machine changes least; those of two cores and
of a batch are by the clock on the wall.
"""

from __future__ import annotations

import math
import os
import platform
from importlib.metadata import version
from pathlib import Path

from bench import corpus
from bench.rivals import PACKAGES
from bench.tasks import MODELLED, Figures

#: Annotating may take so many times as long as trafilatura's extraction of as many pages: without the tagger (issue 2,
#: "Judged by") and with it (issue 9: .07 of its rate).
MOST_TIMES_EXTRACTION = 6.0
MOST_TIMES_WITH_TAGGER = 1 / 0.07
#: Articles of so many characters a second on one core, with the tagger and without; seconds of a cold start; and what
#: two workers do beside one (issue 9).
CHARACTERS = 1500
LEAST_RATE, LEAST_BY_RULES = 30.0, 100.0
MOST_START = 1.5
LEAST_RATIO = 1.7
#: Memory after 25,000 articles beside that after 5,000; seconds and MB for all of the corpus (the same place).
MOST_GROWN = 1.10
MOST_SECONDS = 14 * 60.0
MOST_ALL_MEMORY = 3000.0
#: Peak of one run over a 20 MB text file and 1,000 articles, in MB (issue 2).
MOST_MEMORY = 1000.0
#: Linking may grow with this power of the number of articles from ``FEW`` to ``MANY`` (issue 6, "Judged by"); seconds
#: that placing one article may take; and seconds and MB for finding the copies and stories of them all.
FEW, MANY = 3_000, 25_000
MOST_GROWTH = 1.15
MOST_PLACING = 0.150
MOST_LINKING = 240.0
MOST_LINKING_MEMORY = 3000.0

#: Figures of the task ``layers`` that are no layer's seconds.
_NO_LAYERS = ("words", "characters", "read", "by rules", "articles", "peak MB")
_RIVALS = {
    "dates": ("dateparser", "dateparser's search in the same texts", "layer *times* alone"),
    "copies": ("datasketch", "datasketch (MinHash, LSH): near-duplicates", "copies, ours"),
    "stories": ("sklearn", "scikit-learn (TF-IDF, average linkage): clusters", "stories and copies, ours"),
}

Rows = list[tuple[str, str]]


def table(count: int, figures: dict[str, Figures]) -> str:
    """The results as Markdown; tasks that were not run have no rows."""
    rows = [("what", "result"), ("---", "---:"), *_annotation(figures), *_rivals(figures)]
    for name, make in (("workers", _workers), ("turns", _workers), ("memory", _memory)):
        rows += make(figures[name]) if name in figures else []
    rows += _together(figures["together"]) if "together" in figures else []
    rows += _library(figures["library"]) if "library" in figures else []
    lines = [f"| {what} | {result} |" for what, result in rows]
    note = "One core by processor time, two cores and batches by the clock."
    return "\n".join([*lines, "", f"{machine()}; {count:,} articles: {corpus.origin()}. {note}"])


def _annotation(figures: dict[str, Figures]) -> Rows:
    layers, extract, start = (figures[name] for name in ("layers", "extract", "start"))
    articles = layers["articles"]
    return [
        ("cold start: import, then the first article", f"{start['import']:.2f} s + {start['first article']:.2f} s"),
        ("reading records", rate(articles, layers["read"])),
        *((f"layer *{name}*", rate(articles, layers[name])) for name in layers if name not in _NO_LAYERS),
        ("annotating, all layers", rate(articles, annotating(layers))),
        ("… without trained models", rate(articles, annotating(layers, tagger=False))),
        (f"… articles of {CHARACTERS:,} characters", f"{standard(layers):,.0f}/s"),
        ("… the same without models", f"{standard(layers, tagger=False):,.0f}/s"),
        *_both(figures),
        ("words (tokens) annotated", f"{layers['words'] / annotating(layers):,.0f}/s"),
        ("trafilatura, the same articles as pages", rate(extract["pages"], extract["seconds"])),
        ("annotating : extracting; without models", f"{ratio(figures):.1f}; {ratio(figures, tagger=False):.1f}"),
    ]


def _both(figures: dict[str, Figures]) -> Rows:
    """Two processes at once, each over all the articles: together they do their sum."""
    if "layers, second" not in figures:
        return []
    both = [figures["layers, first"], figures["layers, second"]]
    names = [name for name in both[0] if name not in _NO_LAYERS]
    total = sum(each["articles"] / annotating(each) for each in both)
    each = ", ".join(f"{name} {sum(one['articles'] / one[name] for one in both if one[name]):,.0f}" for name in names)
    return [("annotating on two cores", f"{total:,.0f}/s"), ("layers on two cores, each a second", each)]


def _rivals(figures: dict[str, Figures]) -> Rows:
    rows = []
    for task, (package, what, ours) in _RIVALS.items():
        if task in figures:
            found = figures[task]
            told = rate(found["texts"], found[package]) if package in found else absent(package)
            rows += [(ours, rate(found["texts"], found["ours"])), (what, told)]
    return rows


def absent(package: str) -> str:
    """What stands in the place of a figure that could not be measured."""
    return f"{PACKAGES[package]} is not installed (pip install 'riwaya[bench]')"


def _workers(found: Figures) -> Rows:
    told = f"{found['ratio']:.2f} ({found['best']:.2f})"
    return [
        ("batch, one worker: WARC to tables", rate(found["articles"], found["one"])),
        ("batch, two workers", rate(found["articles"], found["two"])),
        (f"two workers : one, on {found['cores']:.0f} cores (best turn)", told),
    ]


def _memory(found: Figures) -> Rows:
    return [
        (f"batch of {found['articles']:,.0f} pages, two workers", f"{found['seconds'] / 60:.1f} minutes"),
        ("… linking them", f"{found['linking'] / 60:.1f} minutes"),
        ("… peak of a worker after a fifth, and after all", f"{found['early']:.0f} MB, {found['late']:.0f} MB"),
    ]


def _together(found: Figures) -> Rows:
    return [
        ("20 MB of text + the articles: annotate", f"{found['annotate']:.1f} s"),
        (f"comparing the articles ({found['stories']:.0f} stories)", f"{found['compare']:.1f} s"),
        ("peak memory of that run", f"{found['peak MB']:.0f} MB"),
    ]


def _library(kept: Figures) -> Rows:
    return [
        ("library: annotating, indexing, keeping", rate(kept["articles"], kept["add"])),
        ("library: linking what was added", rate(kept["articles"], kept["link"])),
        (f"library: search among {kept['articles']:,.0f} articles, p95", f"{kept['search']:.0f} ms"),
        ("library: size on disk, an article", f"{kept['bytes'] / kept['articles'] / 1000:.0f} kB"),
    ]


def rate(count: float, seconds: float) -> str:
    """How many a second, and milliseconds for each."""
    return f"{count / seconds:,.0f}/s ({seconds / count * 1000:.2f} ms each)" if seconds else "–"


def annotating(layers: Figures, *, tagger: bool = True) -> float:
    """Seconds for all layers, tokens and quotations included; by rules alone where not ``tagger``."""
    whole = sum(value for name, value in layers.items() if name not in _NO_LAYERS)
    return whole if tagger else whole - sum(layers.get(name, 0.0) for name in MODELLED) + layers["by rules"]


def standard(layers: Figures, *, tagger: bool = True) -> float:
    """Articles of ``CHARACTERS`` characters annotated in a second."""
    return layers["characters"] / CHARACTERS / annotating(layers, tagger=tagger)


def ratio(figures: dict[str, Figures], *, tagger: bool = True) -> float:
    """How many times as long annotating takes as extracting as many pages."""
    layers, extract = figures["layers"], figures["extract"]
    return annotating(layers, tagger=tagger) / layers["articles"] / (extract["seconds"] / extract["pages"])


def broken(figures: dict[str, Figures]) -> list[str]:
    """The promises that these figures break; those on tasks that were not run are not looked at."""
    layers, start = figures["layers"], figures["start"]
    most = [
        ("times as long as extracting, without the tagger", ratio(figures, tagger=False), MOST_TIMES_EXTRACTION),
        ("times as long as extracting", ratio(figures), MOST_TIMES_WITH_TAGGER),
        ("seconds of a cold start", start["import"] + start["first article"], MOST_START),
    ]
    least = [
        (f"articles of {CHARACTERS} characters a second", standard(layers), LEAST_RATE),
        ("the same without the tagger", standard(layers, tagger=False), LEAST_BY_RULES),
    ]
    if "together" in figures:
        most.append(("MB of peak memory", figures["together"]["peak MB"], MOST_MEMORY))
    if "turns" in figures:
        least.append(("times as fast with two workers", figures["turns"]["ratio"], LEAST_RATIO))
    if "memory" in figures:
        found = figures["memory"]
        most.append(("times the memory after five times the articles", found["late"] / found["early"], MOST_GROWN))
        most.append(("seconds for all of the corpus", found["seconds"] + found["linking"], MOST_SECONDS))
        most.append(("MB of a worker", found["late"], MOST_ALL_MEMORY))
    out = [f"{value:.2f} {what}; {limit:.2f} allowed" for what, value, limit in most if value > limit]
    return out + [f"{value:.2f} {what}; {limit:.2f} promised" for what, value, limit in least if value < limit]


def growth(few: Figures, many: Figures) -> float:
    """The power of the number of articles with which the seconds for linking them grow."""
    spent = [figures["features"] + figures["stories"] for figures in (few, many)]
    return math.log(spent[1] / spent[0]) / math.log(many["articles"] / few["articles"])


def linking_table(few: Figures, many: Figures) -> str:
    """The results of linking few and many articles as Markdown."""
    lines = ["| linking, after annotation (seconds of one core) | few | many |", "|---|---:|---:|"]
    for name in ("articles", "features", "stories", "placing one", "peak MB"):
        digits = 0 if name in ("articles", "peak MB") else 3
        lines.append(f"| {name} | {few[name]:,.{digits}f} | {many[name]:,.{digits}f} |")
    return "\n".join([*lines, f"| time grows with n to the power of | | {growth(few, many):.2f} |"])


def broken_linking(few: Figures, many: Figures) -> list[str]:
    """The promises on linking that these figures break."""
    held = [
        ("linking grows with n to the power of", growth(few, many), MOST_GROWTH),
        ("seconds to place one article:", many["placing one"], MOST_PLACING),
        ("seconds to link all:", many["features"] + many["stories"], MOST_LINKING),
        ("MB to link all:", many["peak MB"], MOST_LINKING_MEMORY),
    ]
    return [f"{what} {value:.2f}; {most} allowed" for what, value, most in held if value > most]


def machine() -> str:
    """Processor, cores and versions."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    parts = [f"{name} {version(name)}" for name in ("riwaya", "trafilatura", "msgspec")]
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}; {', '.join(parts)}"
