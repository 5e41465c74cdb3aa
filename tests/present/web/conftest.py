"""The demo's library with all its pages, asked as a browser asks; an encoder that needs no model stands in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from riwaya.library import meanings
from riwaya.present.commands.serving import link_all, make_demo
from riwaya.present.web.app import application
from riwaya.present.web.settings import Settings
from tests.link.telling import Bag

BASE = "http://127.0.0.1:8440"


@pytest.fixture(scope="session", autouse=True)
def words_only() -> Iterator[None]:
    """An encoder that sees words only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meanings, "default", Bag)
        meanings.encoder.cache_clear()
        yield
    meanings.encoder.cache_clear()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's library, to be read only."""
    path = tmp_path_factory.mktemp("web") / "demo.db"
    make_demo(path)
    return path


def settings(path: Path, **more: object) -> Settings:
    """Settings over a library, for this machine alone."""
    given = {"library": str(path), "encode": meanings.encode, "link": link_all, "editor": "محررة", **more}
    return Settings(**given)


@pytest.fixture(scope="session")
def server(demo: Path) -> Iterator[TestClient]:
    """The pages of the demo."""
    with TestClient(application(settings(demo)), base_url=BASE, follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def client(server: TestClient) -> TestClient:
    """Somebody who reads the demo for the first time."""
    server.cookies.clear()
    return server


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's library that may be written to."""
    return Path(shutil.copy(demo, tmp_path / "own.db"))


@pytest.fixture
def editor(own: Path) -> Iterator[TestClient]:
    """Somebody who judges."""
    with TestClient(application(settings(own)), base_url=BASE, follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def demo_client(demo: Path) -> Iterator[TestClient]:
    """Somebody who reads the demo with cookies of their own."""
    with TestClient(application(settings(demo, demo=True)), base_url=BASE) as asking:
        yield asking
