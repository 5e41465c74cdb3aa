"""A library of every earlier layout opens; a step is taken whole or not at all."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from riwaya.library import makers
from riwaya.present.finding import Query, find
from riwaya.store import Library, LibraryError, articles, open_library
from riwaya.store.care import check
from riwaya.store.database import connect
from riwaya.store.migrations import MIGRATIONS, migrate

#: One library a layout, made by ``python -m tests.store.fixtures``; each holds the articles of ``writing``.
LAYOUTS = sorted(Path(__file__).parent.glob("library-v*.db.gz"))


def test_there_is_a_library_of_every_layout() -> None:
    assert [path.name for path in LAYOUTS] == [f"library-v{n}.db.gz" for n in range(1, len(MIGRATIONS) + 1)]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_an_earlier_library_opens(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library.db"
    copy.write_bytes(gzip.decompress(path.read_bytes()))
    with open_library(copy) as library:
        assert articles.all_names(library) == ["dam", "bridge"]
        assert [hit.article.id for hit in find(library, Query(words="الفيضانات")).hits] == ["bridge"]
        assert {fault.kind for fault in check(library, makers())} <= {"stale"}
        assert library.value("SELECT COUNT(*) FROM migrations") == len(MIGRATIONS)


def test_addresses_lose_what_does_not_tell_articles_apart(address: str) -> None:
    """Step 2: an article that came from http and another that came from https with ``www.`` are one from now on."""
    twice = "url:https://sada.example/dam"
    keys = ("url:http://sada.example/dam", "url:https://www.sada.example/dam@2", twice, "doc:x")
    with connect(address, make=True) as library:
        migrate(library, steps=MIGRATIONS[:1])
        library.run("INSERT INTO makers (kind, version) VALUES ('terms', '1')")
        for number, key in enumerate(keys):
            library.run(
                "INSERT INTO articles (name, document, key, fingerprint, outlet, outlet_key, title, inferred, version,"
                " added, changed, indexed, pending) VALUES (?, '', ?, '', '', '', '', 0, 1, '', '', 1, 1)",
                (str(number), key),
            )
        assert migrate(library) == len(MIGRATIONS) - 1
        assert [key for (key,) in library.rows("SELECT key FROM articles ORDER BY id")] == [
            "url:sada.example/dam",
            "url:sada.example/dam@2",
            twice,
            "doc:x",
        ]


def test_postgres_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LibraryError, match=r"riwaya\[postgres\]"):
        open_library("postgresql://desk:secret@localhost/news")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg", reason='PostgreSQL: pip install "riwaya[postgres]"')
    with pytest.raises(LibraryError, match="is the server running") as caught:
        open_library("postgresql://desk:secret@127.0.0.1:9/news?connect_timeout=2")
    assert "secret" not in str(caught.value)


def m003_notes(library: Library) -> None:
    library.run("CREATE TABLE notes (article BIGINT)")


def m004_fails(library: Library) -> None:
    library.run("INSERT INTO notes VALUES (1)")
    raise LibraryError("no room")


def test_a_step_is_taken_once_and_recorded(library: Library) -> None:
    steps = (*MIGRATIONS, m003_notes)
    assert [migrate(library, steps=steps), migrate(library, steps=steps)] == [1, 0]
    assert [name for (name,) in library.rows("SELECT name FROM migrations ORDER BY number")][-1] == "m003_notes"


def test_a_step_that_fails_leaves_nothing(library: Library) -> None:
    with pytest.raises(LibraryError, match="no room"):
        migrate(library, steps=(*MIGRATIONS, m003_notes, m004_fails))
    assert library.value("SELECT COUNT(*) FROM migrations") == len(MIGRATIONS)
    assert migrate(library, steps=(*MIGRATIONS, m003_notes)) == 1
    assert library.value("SELECT COUNT(*) FROM notes") == 0


def test_a_library_of_a_newer_program_is_refused(address: str, library: Library) -> None:
    migrate(library, steps=(*MIGRATIONS, m003_notes))
    with pytest.raises(LibraryError, match="newer"):
        open_library(address)
