"""Measures the program and prints the table; answers 1 when a promise on speed or memory is broken."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bench import corpus
from bench.tasks import Figures
from evals import markers

#: Annotating may take so many times as long as trafilatura's extraction of as many pages (issue 2, "Judged by").
MOST_TIMES_EXTRACTION = 6.0
#: Peak of one run over a 20 MB text file and 1,000 articles, in MB (the same place).
MOST_MEMORY = 1000.0
#: Linking may grow with this power of the number of articles from ``FEW`` to ``MANY`` (issue 6, "Judged by"); seconds
#: that placing one article may take; and seconds and MB for finding the copies and stories of them all.
FEW, MANY = 3_000, 25_000
MOST_GROWTH = 1.15
MOST_PLACING = 0.150
MOST_LINKING = 240.0
MOST_LINKING_MEMORY = 3000.0

#: Seconds after which a task is stopped: what runs into this grows faster than its input, and should be seen, not
#: waited for.
LONGEST = 900


def measure(task: str, count: int) -> Figures:
    """The figures of one task, run in a process of its own; raises CalledProcessError or TimeoutExpired."""
    command = [sys.executable, "-m", "bench.tasks", task, str(count)]
    answer = subprocess.run(
        command, cwd=corpus.ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=LONGEST
    )
    figures: Figures = json.loads(answer.stdout)
    return figures


def table(count: int, figures: dict[str, Figures]) -> str:
    """The results as Markdown."""
    rows = [("what", "result"), ("---", "---:"), *_rows(figures)]
    lines = [f"| {what} | {result} |" for what, result in rows]
    return "\n".join([*lines, "", f"{_machine()}; {count:,} articles: {corpus.origin()}."])


def _rows(figures: dict[str, Figures]) -> list[tuple[str, str]]:
    layers, extract, together, start = (figures[name] for name in ("layers", "extract", "together", "start"))
    kept = figures["library"]
    each = [(name, layers[name]) for name in layers if name not in ("words", "read", "articles", "peak MB")]
    return [
        ("cold start: import, then the first article", f"{start['import']:.2f} s + {start['first article']:.2f} s"),
        ("reading records", _rate(layers["articles"], layers["read"])),
        *((f"layer *{name}*", _rate(layers["articles"], seconds)) for name, seconds in each),
        ("annotating, all layers", _rate(layers["articles"], annotating(layers))),
        ("words (tokens) annotated", f"{layers['words'] / annotating(layers):,.0f}/s"),
        ("trafilatura, the same articles as pages", _rate(extract["pages"], extract["seconds"])),
        ("annotating : extracting", f"{ratio(figures):.1f}"),
        ("20 MB of text + the articles: annotate", f"{together['annotate']:.1f} s"),
        (f"comparing the articles ({together['stories']:.0f} stories)", f"{together['compare']:.1f} s"),
        ("peak memory of that run", f"{together['peak MB']:.0f} MB"),
        ("library: annotating, indexing, keeping", _rate(kept["articles"], kept["add"])),
        ("library: linking what was added", _rate(kept["articles"], kept["link"])),
        (f"library: search among {kept['articles']:,.0f} articles, p95", f"{kept['search']:.0f} ms"),
        ("library: size on disk, an article", f"{kept['bytes'] / kept['articles'] / 1000:.0f} kB"),
    ]


def _rate(count: float, seconds: float) -> str:
    return f"{count / seconds:,.0f}/s ({seconds / count * 1000:.2f} ms each)" if seconds else "–"


def annotating(layers: Figures) -> float:
    """Seconds for all layers, tokens and quotations included."""
    return sum(value for name, value in layers.items() if name not in ("words", "read", "articles", "peak MB"))


def ratio(figures: dict[str, Figures]) -> float:
    """How many times as long annotating takes as extracting as many pages."""
    return annotating(figures["layers"]) / figures["extract"]["seconds"]


def broken(figures: dict[str, Figures]) -> list[str]:
    """The promises that these figures break."""
    out = []
    if ratio(figures) > MOST_TIMES_EXTRACTION:
        out.append(
            f"annotating takes {ratio(figures):.1f} times as long as extracting; {MOST_TIMES_EXTRACTION} allowed"
        )
    if figures["together"]["peak MB"] > MOST_MEMORY:
        out.append(f"peak memory {figures['together']['peak MB']:.0f} MB; {MOST_MEMORY:.0f} allowed")
    return out


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


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    parts = [f"{name} {version(name)}" for name in ("riwaya", "trafilatura", "msgspec")]
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}; {', '.join(parts)}"


def main() -> int:
    """Measures, prints, and writes the README's table where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="how many articles (1000)")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    tasks = ("start", "extract", "layers", "together", "library")
    figures = {task: measure(task, options.articles) for task in tasks}
    text = table(options.articles, figures)
    print(text)
    if options.write_readme:
        markers.write(corpus.ROOT / "README.md", "bench", text)
    complaints = broken(figures)
    if corpus.ANT.exists():
        few, many = measure("grow", FEW), measure("grow", MANY)
        print("\n" + linking_table(few, many))
        complaints += broken_linking(few, many)
    print(*complaints, sep="\n", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
