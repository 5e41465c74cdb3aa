"""A table of statements, a row each: for spreadsheets (CSV), and for pandas, polars and R (Parquet)."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_type_hints

from riwaya.model import Article, Record, Span, Statement
from riwaya.present.contract import encode
from riwaya.present.export.common import Material, address, said, title
from riwaya.present.safe import flat

if TYPE_CHECKING:
    import pyarrow as pa

#: A spreadsheet takes a cell that begins so for a formula; the apostrophe makes it text (OWASP, CSV injection).
_FORMULA = re.compile(r"[=+\-@\t\r]")
_BETWEEN = " ← "
#: Rows of a Parquet group: some MB of Arabic at a time.
AT_ONCE = 20_000


class StatementRow(Record, frozen=True):
    """Who said what, in one row: the statement with its article, outlet, story and utterance.

    ``start`` and ``stop`` are the outer bounds of the content in characters of the source text. ``via`` names the hands
    that the words passed through, the nearest to the outlet first, and ``via_roles`` what these are. ``utterance`` is
    the group of all tellings of the same words, ``telling`` how many it has.
    """

    story: str | None
    article: str
    document: str
    url: str | None
    outlet: str | None
    outlet_id: str | None
    title: str
    published: str | None
    statement: str
    speaker: str
    speaker_entity: str | None
    speaker_words: str | None
    cue: str | None
    act: str
    mode: str
    content: str
    start: int
    stop: int
    via: list[str]
    via_roles: list[str]
    occasion: str | None
    denies: str | None
    confidence: float
    utterance: str | None
    tellings: int


def rows(material: Material) -> Iterator[StatementRow]:
    """The rows in the order of the articles."""
    story_of: dict[str, str] = {}
    group_of: dict[str, tuple[str, int]] = {}
    for story in material.stories():
        story_of |= dict.fromkeys(story.articles, story.id)
        for group in story.groups:
            group_of |= dict.fromkeys(group.statements, (group.id, len(group.statements)))
    for article in material.articles():
        for statement in article.statements:
            yield _row(article, statement, story_of.get(article.id), group_of.get(statement.id, (None, 1)))


def _row(article: Article, statement: Statement, story: str | None, group: tuple[str | None, int]) -> StatementRow:
    def of(span: Span | None) -> str | None:
        return flat(span.of(article.text)).strip() if span is not None else None

    outlet = article.outlet
    return StatementRow(
        story=story,
        article=article.id,
        document=article.document,
        url=address(article),
        outlet=outlet.name if outlet else None,
        outlet_id=outlet.id if outlet else None,
        title=title(article),
        published=article.published.value if article.published else None,
        statement=statement.id,
        speaker=statement.speaker.name,
        speaker_entity=statement.speaker.entity,
        speaker_words=of(statement.speaker.span),
        cue=of(statement.cue),
        act=statement.act,
        mode=statement.mode,
        content=said(article, statement),
        start=statement.content[0].start,
        stop=statement.content[-1].stop,
        via=[via.name for via in statement.via],
        via_roles=[via.role for via in statement.via],
        occasion=of(statement.occasion),
        denies=statement.denies,
        confidence=statement.confidence,
        utterance=group[0],
        tellings=group[1],
    )


def jsonl(material: Material) -> Iterator[bytes]:
    """One row a line as JSON."""
    return (encode(row) + b"\n" for row in rows(material))


def write_csv(material: Material) -> Iterator[bytes]:
    """CSV in UTF-8 with a byte order mark, by which spreadsheets know Arabic; lists are joined by an arrow."""
    yield "\ufeff".encode()
    yield _line(StatementRow.__struct_fields__)
    for row in rows(material):
        yield _line([_cell(getattr(row, field)) for field in StatementRow.__struct_fields__])


def _line(cells: Any) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = _BETWEEN.join(value)
    text = isinstance(value, str) and _FORMULA.match(value)
    return f"'{value}" if text else value


def write_parquet(material: Material) -> Iterator[bytes]:
    """One Parquet file, lists as lists; needs ``riwaya[parquet]``, else raises ``ModuleNotFoundError``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(pa)
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, schema, compression="zstd") as writer:
        for batch in _batches(material):
            writer.write_table(pa.Table.from_pydict(batch, schema=schema))
    yield buffer.getvalue()


def _schema(pa: Any) -> pa.Schema:
    kinds = {int: pa.int64(), float: pa.float64(), list[str]: pa.list_(pa.string())}
    hints = get_type_hints(StatementRow)
    return pa.schema([(field, kinds.get(hints[field], pa.string())) for field in StatementRow.__struct_fields__])


def _batches(material: Material) -> Iterator[dict[str, list[Any]]]:
    columns: dict[str, list[Any]] = defaultdict(list)
    for number, row in enumerate(rows(material), start=1):
        for field in StatementRow.__struct_fields__:
            columns[field].append(_storable(getattr(row, field)))
        if number % AT_ONCE == 0:
            yield columns
            columns = defaultdict(list)
    if columns:
        yield columns


def _storable(value: Any) -> Any:
    """Parquet's strings are UTF-8: a broken half of a character becomes a question mark."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
