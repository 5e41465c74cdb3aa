"""How long the web pages take over a library: ``python -m bench.pages FILE``.

One page of each kind after the other, on one thread; processor time, so that what else the machine does counts little.
The goal is a p95 of 150 ms over 25,000 articles, and 300 kB for a story.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.library import quantile

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from riwaya.store import Library


class Taken(NamedTuple):
    """What the pages of one kind took: processor seconds each, and the bytes of the largest."""

    seconds: list[float]
    largest: int


def addresses(library: Library, count: int) -> dict[str, list[str]]:
    """Addresses of pages of every kind, drawn by lot; the largest stories among them."""
    from riwaya.present.web.slugs import slug

    chance = random.Random(5)

    def some(sql: str) -> list[str]:
        rows = [name for (name,) in library.rows(sql)]
        return [chance.choice(rows) for _ in range(count)] if rows else []

    titles = [title.split() for title in some("SELECT title FROM articles WHERE title <> ''")]
    largest = (
        "SELECT s.name FROM stories s JOIN story_articles m ON m.story = s.id GROUP BY s.id ORDER BY COUNT(*) DESC"
    )
    told = "SELECT s.name FROM tellings t JOIN statements s ON s.id = t.statement"
    return {
        "front": ["/"] * count,
        "front, filtered": ["/?q=" + " ".join(title[:2]) for title in titles],
        "front, contested": ["/?contested=1"] * 5,
        "story": [f"/story/{slug(name)}" for name in some("SELECT name FROM stories")],
        "story, the largest": [f"/story/{slug(name)}" for (name,) in library.rows(f"{largest} LIMIT 10")],
        "utterance": [f"/utterance/{slug(name)}" for name in some(told)],
        "article": [f"/article/{slug(name)}" for name in some("SELECT name FROM articles")],
        "speaker": [f"/speaker/{slug(name)}" for name in some("SELECT DISTINCT speaker FROM statements")],
        "outlet": [f"/outlet/{slug(name)}" for name in some("SELECT DISTINCT outlet FROM articles")],
        "search": ["/search?q=" + " ".join(title[:3]) for title in titles],
        "said": ["/said?words=" + " ".join(title) for title in titles],
        "review": ["/review"] * 5,
    }


def take(client: TestClient, asked: Sequence[str]) -> Taken:
    """Ask for pages one after the other."""
    seconds, largest = [], 0
    for address in asked:
        began = time.process_time()
        answer = client.get(address)
        seconds.append(time.process_time() - began)
        assert answer.status_code == 200, address
        largest = max(largest, len(answer.content))
    return Taken(seconds, largest)


def measure(path: Path, count: int) -> None:
    """Print a row for each kind of page."""
    from starlette.testclient import TestClient

    from riwaya.library.meanings import encode
    from riwaya.present.commands.serving import link_all
    from riwaya.present.web.app import application
    from riwaya.present.web.settings import Settings
    from riwaya.store import open_library

    with open_library(path) as library:
        held, asked = library.value("SELECT COUNT(*) FROM articles"), addresses(library, count)
    settings = Settings(library=str(path), encode=encode, link=link_all, warm=True)
    with TestClient(application(settings), base_url="http://127.0.0.1") as client:
        client.get("/about")  # answered once the server has read what it keeps
        print(f"{held} articles")
        for kind, pages in asked.items():
            taken = take(client, pages)
            p50, p95 = quantile(taken.seconds, 0.5), quantile(taken.seconds, 0.95)
            print(f"{kind:20} p50 {p50:5.0f} ms  p95 {p95:5.0f} ms  {taken.largest / 1000:4.0f} kB")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=40, help="pages of each kind (40)")
    options = parser.parse_args()
    measure(options.file, options.pages)


if __name__ == "__main__":
    main()
