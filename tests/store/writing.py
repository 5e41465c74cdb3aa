"""Invented articles as records, and the short ways into a library that tests take."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import riwaya
from riwaya import library as shelf
from riwaya.model import Article
from riwaya.store import Library
from riwaya.store.records import Saved

DEMO = Path(riwaya.__file__).parent / "demo"

DAM = {
    "id": "dam",
    "url": "https://sada.example/dam",
    "outlet": "صدى الوادي",
    "title": "ماء السد يكفي المدينة عشر سنين",
    "published": "2031-05-04T10:00:00+03:00",
    "text": "قال وزير الري سالم الهدار إن ماء سد الوادي يكفي المدينة عشر سنين.\n"
    'وأضاف الهدار: "لن نقطع الماء عن أحد هذا الصيف".\n'
    "ونفت نقابة السقائين وجود أي تسرب في السد.",
}
BRIDGE = {
    "id": "bridge",
    "url": "https://jisr.example/bridge",
    "outlet": "قناة الجسر",
    "title": "افتتاح جسر النخيل بعد عامين من التأخير",
    "published": "2031-06-11T18:30:00+03:00",
    "text": "أعلنت بلدية مرسى العنبر افتتاح جسر النخيل أمام السيارات.\n"
    "وقالت رئيسة البلدية هالة الكستنائي إن الجسر تأخر عامين بسبب الفيضانات.\n"
    "ونقلت وكالة المنارة عن مهندس المشروع رائد الصفار قوله إن الجسر يحتمل أثقل الشاحنات.",
}


def articles(rows: Iterable[dict[str, str]]) -> list[Article]:
    """The articles of records, as reading them yields them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        return list(riwaya.read([path]))


def add(library: Library, *rows: dict[str, str]) -> list[Saved]:
    """Add records, and link them."""
    saved = list(shelf.add(library, articles(rows)))
    list(shelf.link(library))
    return saved


def add_demo(library: Library) -> list[Saved]:
    """Add the demo's pages, and link them."""
    saved = list(shelf.add(library, riwaya.read([DEMO])))
    list(shelf.link(library))
    return saved


def contents(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a library holds and that does not depend on when it was written."""
    queries = {
        "articles": "SELECT name, document, key, fingerprint, outlet, title, published, day, version FROM articles",
        "versions": "SELECT a.name, v.number, v.fingerprint FROM versions v JOIN articles a ON a.id = v.article",
        "statements": "SELECT name, place, speaker, speaker_key, mode, act, start, stop FROM statements",
        "entities": "SELECT name, type FROM entities",
        "appearances": "SELECT a.name, e.name, p.name, p.mentions, p.roles FROM appearances p"
        " JOIN articles a ON a.id = p.article JOIN entities e ON e.id = p.entity",
        "sources": "SELECT name, key, role FROM sources",
        "stories": "SELECT name, title, first, last FROM stories",
        "tellings": "SELECT u.name, s.name FROM tellings t JOIN utterances u ON u.id = t.utterance"
        " JOIN statements s ON s.id = t.statement",
        "texts": "SELECT hash FROM texts",
    }
    return {table: sorted(library.rows(sql), key=repr) for table, sql in queries.items()}
