"""A web server on this machine in the place of ``https://news.example``, so that examples of getting news can run."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from evals.gold import DEMO
from riwaya.ingest import fetch

#: The address that the pages of the documentation name.
SITE = "https://news.example"

_PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}"></head>
<body><article>{paragraphs}</article></body></html>"""
_ITEM = "<item><title>{title}</title><link>{link}</link></item>"
_FEED = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>news</title>{items}</channel></rss>'


class _Patient(fetch.SystemClock):
    """A clock that jumps where it should wait: nobody is bothered by requests to his own machine."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970, and what was slept."""
        return super().now() + self.ahead

    def sleep(self, seconds: float) -> None:
        """Be so much later at once."""
        self.ahead += seconds


class Newsroom:
    """The site's address here, and what is written of it there."""

    def __init__(self, port: int) -> None:
        self.here = f"http://127.0.0.1:{port}"

    def changed(self, command: str) -> str:
        """The command, asking this machine in the place of the site."""
        return command.replace(SITE, self.here) + " --allow-private" if SITE in command else command

    def restored(self, folder: Path, printed: str) -> str:
        """What was printed, and what was written into ``folder``, as the site would have had it."""
        for file in folder.glob("*.jsonl"):
            file.write_bytes(file.read_bytes().replace(self.here.encode(), SITE.encode()))
        return printed.replace(self.here, SITE)


@contextlib.contextmanager
def newsroom() -> Iterator[Newsroom]:
    """The site, serving a feed of the demo's records."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with patch.object(fetch, "SystemClock", _Patient):
            yield Newsroom(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _records() -> dict[str, dict[str, str]]:
    lines = (DEMO / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return {f"/{record['id']}": record for record in map(json.loads, lines)}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """One page, or the feed."""
        body = self.found()
        self.send_response(404 if body is None else 200)
        kind = "application/rss+xml" if self.path == "/feed.xml" else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def found(self) -> str | None:
        """What is at the path that was asked for."""
        records = _records()
        if self.path == "/feed.xml":
            here = f"http://{self.headers['Host']}"
            items = (_ITEM.format(title=escape(each["title"]), link=here + path) for path, each in records.items())
            return _FEED.format(items="".join(items))
        record = records.get(self.path)
        if record is None:
            return None
        known = {name: escape(record[name]) for name in ("title", "outlet", "published")}
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in record["text"].split("\n") if each.strip())
        return _PAGE.format(paragraphs=paragraphs, **known)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
