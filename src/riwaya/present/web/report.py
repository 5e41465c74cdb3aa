"""A story as one file that needs nothing else: style and fonts inside, no script, links to the articles' own pages."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from functools import cache

from markupsafe import Markup

from riwaya.present.labels import Lang
from riwaya.present.pages.story import StoryPage
from riwaya.present.web.rendering import environment, frame, static_file

_FONT = re.compile(r"url\((fonts/[\w.-]+)\)")


def report(page: StoryPage, lang: Lang, *, made: datetime) -> bytes:
    """The file, as UTF-8."""
    style = _style()
    html = (
        environment()
        .get_template("report.html")
        .render(
            **{**frame(lang), "offline": True},
            page=page,
            names={card.id: card.outlet for card in page.articles},
            made=f"{made:%Y-%m-%dT%H:%M}",
            style=Markup(style),
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )
    return html.encode("utf-8", "replace")


@cache
def _style() -> str:
    """The pages' own style with the fonts in it."""
    fonts = _FONT.sub(_inside, static_file("fonts.css").decode())
    return fonts + static_file("style.css").decode()


def _inside(match: re.Match[str]) -> str:
    data = base64.b64encode(static_file(match[1])).decode()
    return f"url(data:font/woff2;base64,{data})"
