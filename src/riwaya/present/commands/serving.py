"""Commands for the web: ``serve`` the pages of a library, write the ``report`` of one story."""

from __future__ import annotations

import secrets
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.progress import working
from riwaya.present.running import LangOption, running, user
from riwaya.store import Library, LibraryError, default_path, open_library

#: The port that is tried first; where it is in use, the system names a free one.
PORT = 8440


def register(app: typer.Typer) -> None:
    """Make these commands of ``app``."""
    for command in (serve, report):
        app.command()(command)


def serve(
    library: LibraryOption = None,
    port: Annotated[
        int | None, typer.Option("--port", "-p", min=1, max=65535, help="The port; 8440, or a free one.")
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen at; another than this machine's own needs the token.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A further name that the server is asked by (behind a proxy).")
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", envvar="RIWAYA_TOKEN", help="The token for writes from other machines.")
    ] = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Open the library in a browser: stories side by side, live; the demo's where there is no library yet."""
    with running() as problems:
        try:
            with _library(library, lang) as (address, demo):
                _serve(address, demo=demo, host=host, port=port, names=name or [], token=token, lang=lang)
        except LibraryError as error:
            problems.say(str(error))


@contextmanager
def _library(address: str | None, lang: Lang) -> Iterator[tuple[str, bool]]:
    """The address of the library to open, and whether it is the demo's, which lasts as long as the server."""
    if address is None and not default_path().is_file():
        with tempfile.TemporaryDirectory(prefix="riwaya-demo-") as folder:
            path = Path(folder) / "demo.db"
            with working("riwaya: demo"):
                make_demo(path)
            yield str(path), True
        return
    with open_library(address) as held:  # complains now, not at the first request
        where = address or held.address
    yield where, False


def make_demo(path: Path) -> None:
    """A library of the invented articles that come along."""
    import riwaya
    from riwaya import library as shelf
    from riwaya.present.cli import demo_pages

    with open_library(path, make=True) as held, demo_pages() as pages:
        for _ in shelf.add(held, riwaya.read(pages)):
            pass
        for _ in shelf.link(held):
            pass


def _serve(
    address: str, *, demo: bool, host: str, port: int | None, names: list[str], token: str | None, lang: Lang
) -> None:
    import uvicorn

    from riwaya.library.meanings import encode
    from riwaya.present.web.app import application
    from riwaya.present.web.settings import Settings, is_loopback

    settings = Settings(
        library=address,
        encode=encode,
        link=link_all,
        host=host,
        names=frozenset(names),
        token=token or ("" if is_loopback(host) else secrets.token_urlsafe(18)),
        editor=user(),
        demo=demo,
        warm=True,
    )
    with _listening(host, port) as listener:
        _tell_where(listener, host, settings.token, demo=demo, lang=lang)
        signal.signal(signal.SIGTERM, _end)
        config = uvicorn.Config(application(settings), log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def _end(number: int, _frame: object) -> None:
    """Leave by way of all that is still to be cleared away; uvicorn raises the signal again once it has ended."""
    raise SystemExit(128 + number)


def link_all(library: Library) -> None:
    """Put all that waits into stories."""
    from riwaya import library as shelf

    for _ in shelf.link(library):
        pass


@contextmanager
def _listening(host: str, port: int | None) -> Iterator[socket.socket]:
    """A socket that listens at ``port``, or at ``PORT`` or a free one when none is named."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in (port,) if port is not None else (PORT, 0):
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, wanted))
            listener.listen()
        except OSError as error:
            listener.close()
            last = error
            continue
        with listener:
            yield listener
        return
    raise typer.BadParameter(f"{host}:{port or PORT}: {last.strerror}", param_hint="--port")


def _tell_where(listener: socket.socket, host: str, token: str, *, demo: bool, lang: Lang) -> None:
    name = f"[{host}]" if ":" in host else host
    typer.echo(f"{say('serving', lang)}: http://{name}:{listener.getsockname()[1]}/")
    if demo:
        typer.echo(say("serving_demo", lang))
    if token:
        typer.echo(f"{say('write_token', lang)}: {token}")
    typer.echo(say("serving_end", lang))


def report(
    story: Annotated[str, typer.Argument(metavar="STORY", help="The id of a story, as stories and search print it.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    library: LibraryOption = None,
    lang: LangOption = Lang.AR,
) -> None:
    """Write a story into one file that opens in any browser, offline, and prints well."""
    from riwaya.present.pages.story import story_page
    from riwaya.present.web.page_routes import IN_REPORT
    from riwaya.present.web.report import report as written

    with opened(library) as (held, problems):
        page = story_page(held, story, tellings=IN_REPORT)
        if page is None:
            problems.say(f"{story}: {say('no_story', lang)}")
            return
        try:
            output.write_bytes(written(page, lang, made=datetime.now(UTC)))
        except OSError as error:
            problems.say(f"{output}: {error.strerror}")
            return
        typer.echo(f"{say('report_written', lang)}: {output}")
