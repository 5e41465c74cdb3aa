"""Measures the program and prints the table; answers 1 when a promise on speed or memory is broken.

``python -m bench`` takes about two minutes; ``--long`` adds what takes most of an hour: the library, 20 MB in one run,
growth to 25,000 articles, two workers beside one in turns, and a batch of the whole corpus with its memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from bench import corpus
from bench.tables import FEW, MANY, broken, broken_linking, linking_table, table
from bench.tasks import Figures
from evals import markers

#: Seconds after which a task is stopped: what runs into this grows faster than its input, and should be seen, not
#: waited for.
LONGEST = 900
LONGEST_LONG = 3600
#: Pages of the batch of the short run, and of each turn of the long one.
PAGES, PAGES_A_TURN = 120, 600


def measure(task: str, count: int, *, longest: int = LONGEST) -> Figures:
    """The figures of one task, run in a process of its own; raises CalledProcessError or TimeoutExpired."""
    command = [sys.executable, "-m", "bench.tasks", task, str(count)]
    answer = subprocess.run(
        command, cwd=corpus.ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=longest
    )
    figures: Figures = json.loads(answer.stdout)
    return figures


def at_once(count: int) -> dict[str, Figures]:
    """The layers in two processes at the same time."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: measure("layers by the clock", count), range(2))
    return {"layers, first": first, "layers, second": second}


def short(count: int) -> dict[str, Figures]:
    """What ``make bench`` measures."""
    figures = {task: measure(task, count) for task in ("start", "extract", "layers", "dates", "copies", "stories")}
    return figures | at_once(count) | {"workers": measure("workers", PAGES)}


def long(count: int) -> dict[str, Figures]:
    """What ``--long`` adds."""
    figures = {task: measure(task, 2 * count) for task in ("together", "library")}
    figures["turns"] = measure("turns", PAGES_A_TURN, longest=LONGEST_LONG)
    if corpus.ANT.exists():
        figures["memory"] = measure("memory", MANY, longest=2 * LONGEST_LONG)
    return figures


def main() -> int:
    """Measures, prints, and writes the README's table where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=500, help="how many articles (500)")
    parser.add_argument("--long", action="store_true", help="measure what takes most of an hour as well")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    figures = short(options.articles)
    if options.long:
        figures |= long(options.articles)
        del figures["workers"]  # the turns say the same better
    text = table(options.articles, figures)
    print(text)
    if options.write_readme:
        markers.write(corpus.ROOT / "README.md", "bench", text)
    complaints = broken(figures)
    if options.long and corpus.ANT.exists():
        few, many = measure("grow", FEW), measure("grow", MANY)
        print("\n" + linking_table(few, many))
        complaints += broken_linking(few, many)
    print(*complaints, sep="\n", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
