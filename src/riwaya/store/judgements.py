"""What people decided: the same, not the same, the wrong speaker, another story. Rows that later linking obeys."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.model import Article, Span, Statement
from riwaya.store.articles import load
from riwaya.store.database import Library, LibraryError, Row
from riwaya.store.migrations import now
from riwaya.store.packing import plain
from riwaya.store.records import Anchor, Judgement

_COLUMNS = (
    "kind, who, made, note, left_article, left_start, left_stop, left_words,"
    " right_article, right_start, right_stop, right_words, speaker"
)


def anchor(library: Library, statement: str) -> Anchor:
    """Where a statement stands, by its id; raises ``LibraryError`` for one that the library does not hold."""
    name = library.value(
        "SELECT a.name FROM statements s JOIN articles a ON a.id = s.article WHERE s.name = ? ORDER BY a.id",
        (statement,),
    )
    for article in load(library, [name] if name else []):
        for each in article.statements:
            if each.id == statement:
                span = _extent(each)
                return Anchor(article=article.id, span=span, words=span.of(article.text))
    raise LibraryError(
        f"{statement}: no such statement (لا قول بهذا المعرف) — `riwaya search WORDS --statements` lists them"
        " (استعمل هذا الأمر لعرضها)"
    )


def anchor_of_article(library: Library, article: str) -> Anchor:
    """Where an article stands, by its id; raises ``LibraryError`` for one that the library does not hold."""
    for found in load(library, [article]):
        span = found.title or Span(found.span.start, found.span.start)
        return Anchor(article=found.id, span=span, words=span.of(found.text))
    raise LibraryError(f"{article}: no such article in this library — `riwaya search WORDS` lists them")


def judge(library: Library, judgement: Judgement) -> int:
    """Keep a judgement; the articles that it speaks of wait for linking. Its number.

    A later judgement on the same statements stands in the place of an earlier one.
    """
    with library.atomic():
        for earlier in _of(library, (judgement.left.article,)):
            if earlier.id is not None and _same_matter(earlier, judgement):
                library.run("DELETE FROM judgements WHERE id = ?", (earlier.id,))
        left, right = judgement.left, judgement.right
        articles = [_number(library, each.article) for each in (left, right) if each is not None]
        values: list[object] = [judgement.kind, plain(judgement.who), judgement.made or now(), plain(judgement.note)]
        values += [articles[0], *left.span, plain(left.words)]
        values += [articles[1], *right.span, plain(right.words)] if right else [None] * 4
        _wait(library, articles)
        marks = ", ".join("?" * 13)
        number = library.value(
            f"INSERT INTO judgements ({_COLUMNS}) VALUES ({marks}) RETURNING id", [*values, judgement.speaker]
        )
    return int(number)


def withdraw(library: Library, number: int) -> bool:
    """Take a judgement back; the articles that it spoke of wait for linking. False when there is none."""
    with library.atomic():
        row = library.row("SELECT left_article, right_article FROM judgements WHERE id = ?", (number,))
        if row is None:
            return False
        library.run("DELETE FROM judgements WHERE id = ?", (number,))
        _wait(library, [each for each in row if each is not None])
    return True


def judgements(library: Library, articles: Sequence[str] | None = None) -> list[Judgement]:
    """The judgements that speak of these articles (or all), the earliest first."""
    return _of(library, articles)


def _of(library: Library, articles: Sequence[str] | None) -> list[Judgement]:
    sql = (
        "SELECT j.id, j.kind, j.who, j.made, j.note, a.name, j.left_start, j.left_stop, j.left_words, b.name,"
        " j.right_start, j.right_stop, j.right_words, j.speaker FROM judgements j"
        " JOIN articles a ON a.id = j.left_article LEFT JOIN articles b ON b.id = j.right_article"
    )
    if articles is None:
        return [_judgement(row) for row in library.rows(f"{sql} ORDER BY j.id")]
    left, names = library.among("a.name", articles)
    right, also = library.among("b.name", articles)
    return [_judgement(row) for row in library.rows(f"{sql} WHERE {left} OR {right} ORDER BY j.id", (names, also))]


def _judgement(row: Row) -> Judgement:
    number, kind, who, made, note, *rest, speaker = row
    left, right = rest[:4], rest[4:]
    return Judgement(
        kind=kind,
        left=_anchor(left),
        right=_anchor(right) if right[0] is not None else None,
        speaker=speaker,
        who=who,
        made=made,
        note=note,
        id=number,
    )


def _anchor(row: Sequence[object]) -> Anchor:
    article, start, stop, words = row
    return Anchor(article=str(article), span=Span(int(str(start)), int(str(stop))), words=str(words))


#: What each kind of judgement decides: of two about one matter and the same places only the later one stands.
_MATTERS = {"same": "utterance", "different": "utterance", "same-story": "story", "other-story": "story"}


def _same_matter(one: Judgement, other: Judgement) -> bool:
    pairs = [{each.left, each.right} for each in (one, other)]
    return _MATTERS.get(one.kind) == _MATTERS.get(other.kind) and pairs[0] == pairs[1]


def _number(library: Library, article: str) -> int:
    number = library.value("SELECT id FROM articles WHERE name = ?", (article,))
    if number is None:
        raise LibraryError(
            f"{article}: no such article in this library (لا مقال بهذا المعرف في المكتبة) — `riwaya search` lists them"
            " (استعمل هذا الأمر لعرضها)"
        )
    return int(number)


def _wait(library: Library, numbers: Sequence[int]) -> None:
    condition, values = library.among("id", numbers)
    library.run(f"UPDATE articles SET pending = pending + 1 WHERE {condition}", (values,))


def found_again(article: Article, place: Anchor) -> Statement | None:
    """The statement that stands at ``place``: the one whose extent shares more than half with it.

    Where the article was edited since, the place is where the same words stand now.
    """
    at = place.span
    if at.of(article.text) != place.words:
        start = article.text.find(place.words)
        if start < 0:
            return None
        at = Span(start, start + len(place.words))
    shared = {each.id: _shared(_extent(each), at) for each in article.statements}
    best = max(article.statements, key=lambda each: shared[each.id], default=None)
    return best if best is not None and shared[best.id] > 0.5 else None


def _extent(statement: Statement) -> Span:
    starts, stops = zip(*(statement.content or (statement.cue or (0, 0),)), strict=True)
    return Span(min(starts), max(stops))


def _shared(one: Span, other: Span) -> float:
    """The share of the longer stretch that both hold."""
    both = min(one.stop, other.stop) - max(one.start, other.start)
    return both / max(one.stop - one.start, other.stop - other.start, 1)
