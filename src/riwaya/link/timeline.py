"""What a story's articles place in time: their own publication, and the days that their sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from riwaya.link.stories import parts
from riwaya.model import Article, Span, Statement, TimelineEntry

_PLACED = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2})?)?")
#: Longest text of an entry, in characters: a line or two on a page.
WIDTH = 160


def timeline(articles: Sequence[Article]) -> tuple[TimelineEntry, ...]:
    """Entries in order of time: each article when it appeared, each sentence that names a month or a day.

    ``evidence`` holds the ids of the statements in the sentence, or else that of the article. Two entries of one time
    with the same words are one.
    """
    merged: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        for when, what, evidence in (*_appeared(article), *_named(article)):
            merged.setdefault((when, what), []).extend(evidence)
    return tuple(
        TimelineEntry(when=when, what=what, evidence=tuple(dict.fromkeys(evidence)))
        for (when, what), evidence in sorted(merged.items())
    )


def headline(article: Article) -> str:
    """The article's title, or its first sentence when it has none."""
    title, body = parts(article)
    if title:
        return title
    first = min(article.sentences, default=None)
    return " ".join(first.of(article.text).split()) if first else body[:WIDTH]


def _appeared(article: Article) -> Iterator[tuple[str, str, list[str]]]:
    if article.published is not None and _PLACED.match(article.published.value):
        yield article.published.value, _short(headline(article)), [article.id]


def _named(article: Article) -> Iterator[tuple[str, str, list[str]]]:
    """One entry for each day and sentence; a time that only repeats the day of publication places nothing new."""
    published = article.published.value[:10] if article.published else ""
    for time in article.times:
        match = _PLACED.match(time.value or "")
        sentence = _around(time.span, article.sentences)
        if match is None or time.type not in ("DATE", "TIME") or sentence is None or match.group()[:10] == published:
            continue
        told = [s.id for s in article.statements if _within(s, sentence)]
        yield match.group(), _short(sentence.of(article.text)), told or [article.id]


def _around(span: Span, sentences: Iterable[Span]) -> Span | None:
    return next((sentence for sentence in sentences if sentence.contains(span)), None)


def _within(statement: Statement, sentence: Span) -> bool:
    return any(sentence.overlaps(span) for span in statement.content)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WIDTH else words[: words.rfind(" ", 0, WIDTH)] + "…"
