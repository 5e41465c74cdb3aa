"""A timeline as one HTML page, without scripts and without anything from elsewhere; from right to left in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from riwaya.model import Article, Story, TimelineEntry
from riwaya.present.export.common import Material, address
from riwaya.present.labels import Lang, label
from riwaya.present.queries import outlet_name, readable
from riwaya.present.safe import flat

_HEAD = """<!DOCTYPE html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font-family: "Noto Naskh Arabic", "Amiri", "Segoe UI", Tahoma, serif; line-height: 1.8; margin: 2rem auto;
  max-width: 48rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }}
ol {{ list-style: none; border-inline-start: 3px solid #0b6e6e; padding-inline-start: 1.2rem; }}
li {{ margin-block: 1rem; }}
time {{ color: #0b6e6e; font-weight: bold; unicode-bidi: isolate; }}
.told {{ color: #555; font-size: .9em; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #121212; }} .told {{ color: #aaa; }}
  time {{ color: #5cc; }} a {{ color: #8bf; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
"""


def write(material: Material) -> Iterator[bytes]:
    """The page: a list for each story that has something to place in time."""
    told: dict[str, Article] = {}
    for article in material.articles():
        told |= {article.id: article} | {statement.id: article for statement in article.statements}
    lang = material.lang
    direction = "rtl" if lang is Lang.AR else "ltr"
    yield _HEAD.format(title=escape(label("timeline", lang)), lang=lang.value, direction=direction).encode()
    for story in material.stories():
        if story.timeline:
            yield "".join(_story(story, told, lang)).encode("utf-8", "replace")
    yield b"</body>\n</html>\n"


def _story(story: Story, told: dict[str, Article], lang: Lang) -> Iterator[str]:
    title = f'<bdi lang="ar">{_shown(story.title)}</bdi>' if _shown(story.title) else label("untitled", lang)
    yield f"<section>\n<h2>{title}</h2>\n<ol>\n"
    yield from (_entry(entry, told, lang) for entry in story.timeline)
    yield "</ol>\n</section>\n"


def _entry(entry: TimelineEntry, told: dict[str, Article], lang: Lang) -> str:
    articles = {article.id: article for name in entry.evidence if (article := told.get(name))}
    links = ("، " if lang is Lang.AR else ", ").join(map(_link, articles.values()))
    by = f' <span class="told">({links})</span>' if links else ""
    when = f'<time dir="ltr">{_shown(readable(entry.when))}</time>'
    return f'<li>{when} <bdi lang="ar">{_shown(entry.what)}</bdi>{by}</li>\n'


def _link(article: Article) -> str:
    name, where = f"<bdi>{_shown(outlet_name(article))}</bdi>", address(article)
    return f'<a href="{escape(where)}" rel="noopener noreferrer">{name}</a>' if where else name


def _shown(text: str) -> str:
    return escape(flat(text).strip())
