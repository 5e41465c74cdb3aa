"""Articles, stories and comparisons in a notebook: HTML from right to left, by IPython's ``_repr_html_``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from riwaya.model import Article, Comparison, Statement, Story, UtteranceGroup
from riwaya.present.export.common import address, said, title
from riwaya.present.labels import Lang, label, listed
from riwaya.present.queries import chain, outlet_name, readable
from riwaya.present.safe import flat

#: Inline, for notebooks drop style sheets from saved output; colours are left to the notebook's theme.
_BOX = '<div dir="rtl" lang="ar" style="text-align:right;line-height:1.7">'
_CELL = 'style="text-align:right;vertical-align:top;white-space:normal"'


def html(record: Article | Story | Comparison) -> str:
    """The record as HTML that holds no script and asks for nothing from elsewhere."""
    if isinstance(record, Article):
        return _article(record)
    if isinstance(record, Story):
        return _story(record)
    return "".join(map(_story, record.stories)) or _box(_text(label("no_articles", Lang.AR)))


def _article(article: Article) -> str:
    where, name = address(article), _text(title(article))
    linked = f'<a href="{escape(where)}" rel="noopener noreferrer">{name}</a>' if where else name
    facts = [outlet_name(article)]
    facts += [readable(article.published.value)] if article.published else []
    rows = (_telling(article, statement) for statement in article.statements)
    return _box(f"<b>{linked}</b>", _facts(facts), _table(("speaker", "content", "cue", "via"), rows))


def _telling(article: Article, statement: Statement) -> tuple[str, ...]:
    words, mode = said(article, statement), label(statement.mode, Lang.AR)
    cue = statement.cue.of(article.text) if statement.cue else ""
    return (
        statement.speaker.name,
        f"«{words}»" if statement.mode == "direct" else words,
        f"{cue} ({mode})",
        _chain(article, statement),
    )


def _chain(article: Article, statement: Statement) -> str:
    return " ← ".join(chain(article, statement))


def _story(story: Story) -> str:
    days = [readable(when) for when in dict.fromkeys((story.first, story.last)) if when]
    facts = [f"{label('articles', Lang.AR)}: {len(story.articles)}", *days, listed(story.outlets, Lang.AR)]
    rows = map(_utterance, story.groups)
    name = _text(story.title) or label("untitled", Lang.AR)
    return _box(
        f"<b>{name}</b>", _facts(facts), _table(("speaker", "outlets", "omitted", "denied", "statements"), rows)
    )


def _utterance(group: UtteranceGroup) -> tuple[str, ...]:
    named = (listed(names, Lang.AR) for names in (group.outlets, group.omitted_by, group.denied_by))
    return group.speaker.name, *named, " ".join(group.statements)


def _box(*parts: str) -> str:
    return f"{_BOX}{''.join(f'<div>{part}</div>' for part in parts if part)}</div>"


def _facts(facts: Iterable[str]) -> str:
    return " · ".join(f"<bdi>{_text(fact)}</bdi>" for fact in facts if fact)


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th {_CELL}>{_text(label(key, Lang.AR))}</th>" for key in heads)
    lines = ["".join(f"<td {_CELL}>{_text(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if lines else ""


def _text(text: str) -> str:
    return escape(flat(text).strip())
