"""A walk through every page in a browser: both languages, phone and desk, no errors, nobody else asked, all can use it.

Debian's Chromium is driven (``apt-get install chromium``); where there is none, this is skipped.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from riwaya import library as shelf
from riwaya.present.labels import Lang
from riwaya.present.web.app import application
from riwaya.present.web.slugs import slug
from riwaya.present.web.words import tell
from riwaya.store import open_library
from tests.present.web.conftest import settings
from tests.present.web.finding import addresses, shared, story
from tests.present.web.test_safety import hostile_records
from tests.store.writing import articles

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
#: Pages of the same make as another one: looked at, but not for what keeps people out.
ALIKE = {"filtered", "their-words", "nearest", "empty-search", "nothing-found", "empty-said", "judgements"}
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}


class Running:
    """A server on a free port, in a thread of its own."""

    def __init__(self, path: Path, **more: object) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        config = uvicorn.Config(application(settings(path, **more)), log_level="error", lifespan="on")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        """End it."""
        self.server.should_exit = True
        self.thread.join(timeout=10)


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo's pages, to be written to, with what a browser adds to it."""
    own = tmp_path_factory.mktemp("browser") / "own.db"
    shutil.copy(demo, own)
    running = Running(own, demo=True)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watched:
    """A page of a browser, and all that it complains of or asks others for."""

    def __init__(self, browser: Any, base: str, *, size: str = "desk", **more: object) -> None:
        self.base = base
        self.context = browser.new_context(viewport=SIZES[size], locale="ar", **more)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.complaints.append(f"asked: {request.url}")

    def open(self, address: str) -> None:
        """Go there."""
        answer = self.page.goto(self.base + address)
        assert answer is not None and answer.status == 200, address

    def close(self) -> None:
        """End it; nothing may have been complained of."""
        self.context.close()
        assert self.complaints == []


def axe_source() -> str:
    """The text of axe-core as its package has it."""
    package = pytest.importorskip("axe_playwright_python", reason="pip install axe-playwright-python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def violations(page: Any, source: str) -> list[str]:
    """What keeps people out, of serious impact or worse. Run by the browser's debugger, not by the page: our policy
    lets no foreign script in.
    """
    page.evaluate(source)
    found = json.loads(page.evaluate("async () => JSON.stringify((await axe.run(document)).violations)"))
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_can_be_walked(client: TestClient, site: Running, browser: Any, lang: str, size: str) -> None:
    watched = Watched(browser, site.base, size=size, color_scheme="light" if lang == "ar" else "dark")
    source, broken = axe_source(), {}
    for name, address in addresses(client).items():
        watched.open(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        too_wide = watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = violations(watched.page, source) if name not in ALIKE else []
        found += [f"{too_wide} px too wide"] if too_wide > 0 else []
        if found:
            broken[name] = found
    assert broken == {}
    watched.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_is_not_there_keeps_nobody_out(site: Running, browser: Any, lang: str) -> None:
    watched = Watched(browser, site.base, size="phone", color_scheme="light" if lang == "ar" else "dark")
    answer = watched.page.goto(f"{site.base}/story/nowhere?lang={lang}")
    assert answer.status == 404 and violations(watched.page, axe_source()) == []
    watched.context.close()


def test_a_judgement_is_clicked_and_obeyed(client: TestClient, site: Running, browser: Any) -> None:
    first, second, *_ = [each["id"] for each in shared(client)["tellings"]]
    watched = Watched(browser, site.base)
    page = watched.page
    watched.open(f"/utterance/{slug(first)}")
    telling = page.locator(f"[id='w-{slug(second)}']")
    assert telling.count() == 1
    telling.get_by_role("button", name=tell("judge_different", Lang.AR)).click()
    page.wait_for_url("**judged=done")
    assert page.get_by_text(tell("judged_done", Lang.AR)).is_visible()
    assert page.locator(f"[id='w-{slug(second)}']").count() == 0
    watched.open("/judgements")
    page.get_by_role("button", name=tell("withdraw", Lang.AR)).first.click()
    page.wait_for_url("**judged=done")
    watched.open(f"/utterance/{slug(first)}")
    assert page.locator(f"[id='w-{slug(second)}']").count() == 1
    watched.close()


def test_the_wrong_speaker_is_put_right_by_keyboard(client: TestClient, site: Running, browser: Any) -> None:
    watched = Watched(browser, site.base, size="phone")
    page = watched.page
    watched.open("/review")
    page.locator(".wrong summary").first.focus()
    page.keyboard.press("Enter")
    field = page.locator(".wrong[open] input[name=speaker]").first
    field.fill("هالة الكستنائي")
    page.keyboard.press("Enter")
    page.wait_for_url("**judged=done")
    watched.open("/judgements")
    assert page.get_by_text("هالة الكستنائي").count() > 0
    watched.close()


def test_news_comes_by_itself(site: Running, browser: Any) -> None:
    watched = Watched(browser, site.base)
    page = watched.page
    watched.open("/")
    before = page.locator(".story-row").count()
    row = {
        "id": "late",
        "outlet": "قناة الجسر",
        "title": "افتتاح مكتبة الوادي العامة",
        "published": "2031-06-11T18:30:00+03:00",
        "text": "قالت رئيسة البلدية هالة الكستنائي إن مكتبة الوادي فتحت أبوابها اليوم أمام القراء.",
    }
    with open_library(site.server.config.app.state.settings.library) as library:
        list(shelf.add(library, articles([row])))
        list(shelf.link(library))
    page.get_by_text("افتتاح مكتبة الوادي العامة").wait_for(timeout=20_000)
    assert page.locator(".story-row").count() == before + 1
    watched.close()


def test_marks_are_switched_and_say_why(client: TestClient, site: Running, browser: Any) -> None:
    one = shared(client)["tellings"][0]
    watched = Watched(browser, site.base)
    page = watched.page
    watched.open(f"/article/{slug(one['article'])}?at={one['id'].replace('#', '%23')}")
    assert page.locator("#at").is_visible()
    mark = page.locator(".text .k-cue").first
    colour = "element => getComputedStyle(element).backgroundColor"
    lit = mark.evaluate(colour)
    page.locator("#layer-statement").uncheck()
    assert mark.evaluate(colour) != lit
    page.locator("#layer-statement").check()
    mark.click()
    assert page.locator(".whys li.chosen").count() == 1
    furniture = page.locator(".t-furniture").first
    page.locator("#layer-furniture").uncheck()
    assert not furniture.is_visible()
    watched.close()


def test_the_theme_is_switched_and_kept(site: Running, browser: Any) -> None:
    watched = Watched(browser, site.base)
    page = watched.page
    watched.open("/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.locator("button.theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    watched.open("/about")
    assert page.evaluate(ground) == dark
    watched.close()


def test_the_shared_file_opens_offline(client: TestClient, site: Running, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(client.get(f"/story/{slug(story(client)['id'])}/report").content)
    watched = Watched(browser, file.as_uri(), offline=True)
    watched.page.goto(file.as_uri())
    assert watched.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Naskh', 'رواية'))")
    assert watched.page.locator(".matrix td").count() > 50
    assert watched.page.locator("a[href^='/']").count() == 0
    watched.page.emulate_media(media="print")
    assert len(watched.page.pdf()) > 20_000
    watched.close()


def test_hostile_words_neither_run_nor_break_the_layout(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    rows = hostile_records()
    with open_library(path, make=True) as library:
        list(shelf.add(library, articles([rows[0], rows[1], *rows[70:76], *rows[96:104]])))
        list(shelf.link(library))
        names = library.rows("SELECT name FROM stories ORDER BY id")
        held = library.rows("SELECT name FROM articles ORDER BY id")
    running = Running(path)
    watched = Watched(browser, running.base, size="phone")
    asked = ["/", "/review", *(f"/story/{slug(name)}" for (name,) in names[:5])]
    for address in [*asked, *(f"/article/{slug(name)}" for (name,) in held[::3])]:
        watched.open(address)
        assert watched.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        assert watched.page.title()
    watched.close()
    running.stop()
