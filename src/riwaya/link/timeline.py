"""What a story's articles place in time: their own publication, and the days that their sentences name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from riwaya.link.clashes import Happening, clashes
from riwaya.link.dates import When, parse
from riwaya.link.features import parts
from riwaya.model import Article, Span, Statement, TimelineEntry, UtteranceGroup

_PLACED = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2})?)?")

#: Characters of a time that says the day.
DAY = len("2031-03-04")
_MARKS = re.compile('["“”„«»]')
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s")


class _Entry(NamedTuple):
    """An entry to be; ``said`` is the statement that it repeats, if it does no more than that, ``sentence`` where the
    time stands."""

    when: str
    what: str
    evidence: tuple[str, ...]
    said: str | None = None
    sentence: Span | None = None


def _as_written(_article: int, value: str) -> When | None:
    return parse(value)


def timeline(
    articles: Sequence[Article],
    *,
    when: Callable[[int, str], When | None] = _as_written,
    groups: Sequence[UtteranceGroup] = (),
) -> tuple[TimelineEntry, ...]:
    """Entries in order of time: each article when it appeared, each statement or sentence that names a month or a day.

    ``evidence`` holds the ids of the statements, or else that of the article. ``when`` says what a value means in the
    article at a position; several tellings of one utterance (by ``groups``) about one time are one entry, as are
    two of the same words. Texts are whole, never cut. An entry names the days on which other articles put the same.
    """
    owner = {id_: group.id for group in reversed(groups) for id_ in group.statements}
    first: dict[tuple[str, str], tuple[datetime, _Entry]] = {}
    evidence: dict[tuple[str, str], list[str]] = {}
    happenings: list[Happening] = []
    for place, article in enumerate(articles):
        named = list(_named(article))
        for entry in (*_appeared(article), *named):
            alike = entry.when, owner.get(entry.said or "", entry.what)
            placed = when(place, entry.when)
            first.setdefault(alike, (placed.start if placed else datetime.max, entry))
            evidence.setdefault(alike, []).extend(entry.evidence)
        happenings += _happenings(place, named, owner)
    against = clashes(happenings)
    return tuple(
        TimelineEntry(
            when=alike[0],
            what=first[alike][1].what,
            evidence=tuple(dict.fromkeys(evidence[alike])),
            conflicts=against.get((alike[0][:DAY], alike[1]), ()),
        )
        for alike in sorted(first, key=lambda alike: first[alike])
    )


def _happenings(place: int, named: Sequence[_Entry], owner: Mapping[str, str]) -> Iterator[Happening]:
    """The entries of an article that name a day, each with all the days that its sentence names."""
    days: dict[Span | None, set[str]] = defaultdict(set)
    for entry in named:
        days[entry.sentence].add(entry.when[:DAY])
    for entry in named:
        if len(entry.when) >= DAY:
            matter = owner.get(entry.said or "", entry.what)
            yield Happening(place, entry.when[:DAY], matter, entry.what, frozenset(days[entry.sentence]))


def headline(article: Article) -> str:
    """The article's title, or its first sentence when it has none."""
    title, body = parts(article)
    if title:
        return title
    first = min(article.sentences, default=None)
    return _plain(first.of(article.text)) if first else _SENTENCE_END.split(body, maxsplit=1)[0]


def _appeared(article: Article) -> Iterator[_Entry]:
    if article.published is not None and _PLACED.match(article.published.value):
        yield _Entry(article.published.value, headline(article), (article.id,))


def _named(article: Article) -> Iterator[_Entry]:
    """One entry for each time; one that only repeats the day of publication places nothing new.

    A time that a source speaks of places what the source says of it; any other, the sentence that names it.
    """
    published = article.published.value[:10] if article.published else ""
    for time in article.times:
        match = _PLACED.match(time.value or "")
        sentence = _around(time.span, article.sentences)
        if match is None or time.type not in ("DATE", "TIME") or sentence is None or match.group()[:10] == published:
            continue
        said = [s for s in article.statements if any(span.contains(time.span) for span in s.content)]
        if said:
            yield _Entry(match.group(), _quoted(said[0], article.text), tuple(s.id for s in said), said[0].id, sentence)
        else:
            told = tuple(s.id for s in article.statements if _within(s, sentence))
            yield _Entry(match.group(), _plain(sentence.of(article.text)), told or (article.id,), None, sentence)


def _quoted(statement: Statement, text: str) -> str:
    """A statement as a headline has it: its speaker, a colon, what was said.

    Content leaves out the quotation mark that it opens with, so a mark that has no other goes too.
    """
    said = _plain(" ".join(span.of(text) for span in statement.content))
    return f"{statement.speaker.name}: {said if len(_MARKS.findall(said)) % 2 == 0 else _MARKS.sub('', said)}"


def _around(span: Span, sentences: Iterable[Span]) -> Span | None:
    return next((sentence for sentence in sentences if sentence.contains(span)), None)


def _within(statement: Statement, sentence: Span) -> bool:
    return any(sentence.overlaps(span) for span in statement.content)


def _plain(text: str) -> str:
    return " ".join(text.split())
