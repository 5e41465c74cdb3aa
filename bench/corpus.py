"""What is measured: a thousand articles as records, the same as HTML pages, and one text file of 20 MB."""

from __future__ import annotations

import gzip
import html
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "src" / "riwaya" / "demo"
ANT = ROOT.parent / "shared" / "data" / "ant-2018-02-to-07.jsonl.gz"

#: A page as news sites send it: menu, sharing, related links and footer around the article.
_PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}">
<link rel="canonical" href="https://bench.example/news/{number}"></head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main><h1>{title}</h1><div class="share"><a href="#">شارك</a> <a href="#">انسخ الرابط</a></div>
<article>{paragraphs}</article>
<aside><h2>اقرأ أيضا</h2><ul>{related}</ul></aside></main>
<footer><p>جميع الحقوق محفوظة © {outlet}</p></footer></body></html>
"""
_SECTIONS = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "علوم", "رأي", "فيديو")


def records(count: int) -> list[dict[str, Any]]:
    """``count`` records, each with its own id: from the ANT corpus where it is, else the demo's, repeated."""
    source = _ant() if ANT.exists() else itertools.cycle(_demo())
    return [{**record, "id": f"bench-{number}"} for number, record in enumerate(itertools.islice(source, count))]


def origin() -> str:
    """Which texts are measured, for the table."""
    return "ANT, in the order of the corpus" if ANT.exists() else "the demo articles, repeated"


def page(record: dict[str, Any], number: int) -> str:
    """The record as an HTML page."""
    title = html.escape(record.get("title") or "")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in record["text"].splitlines() if line.strip())
    return _PAGE.format(
        title=title,
        outlet=html.escape(record.get("outlet") or "موقع"),
        published=record.get("published") or "",
        number=number,
        menu="".join(f'<li><a href="/{at}">{name}</a></li>' for at, name in enumerate(_SECTIONS)),
        paragraphs=paragraphs,
        related="".join(f'<li><a href="/{number}/{at}">{title}</a></li>' for at in range(4)),
    )


def write_records(path: Path, count: int) -> Path:
    """The records as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in records(count):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def write_text(path: Path, size: int) -> Path:
    """One page of at least ``size`` bytes: bodies one after the other."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for record in itertools.cycle(records(1000)):
            if written >= size:
                break
            body = record["text"] + "\n\n"
            file.write(body)
            written += len(body.encode())
    return path


def _ant() -> Iterator[dict[str, Any]]:
    with gzip.open(ANT, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _demo() -> list[dict[str, Any]]:
    lines = (DEMO / "records.jsonl").read_text(encoding="utf-8").splitlines()
    pages = [{"title": "", "text": path.read_text(encoding="utf-8")} for path in sorted(DEMO.glob("*.txt"))]
    return [json.loads(line) for line in lines] + pages
