"""CSV read by csv, pandas and polars; Parquet by pyarrow; both hold what the contract holds."""

from __future__ import annotations

import csv
import io
import json

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riwaya.present.export import Form, Material, stream
from riwaya.present.export.tables import StatementRow, jsonl, rows


def written(form: Form, material: Material) -> bytes:
    return b"".join(stream(form, material))


def test_a_row_for_every_statement_of_the_contract(demo: Material) -> None:
    found = {row.statement: row for row in rows(demo)}
    statements = {statement.id: (article, statement) for article in demo.articles() for statement in article.statements}
    assert found.keys() == statements.keys()
    for name, (article, statement) in statements.items():
        row = found[name]
        assert (row.article, row.speaker, row.mode, row.act) == (
            article.id,
            statement.speaker.name,
            statement.mode,
            statement.act,
        )
        assert article.text[row.start : row.stop].split()[0] == row.content.split()[0]
        assert row.via == [via.name for via in statement.via]


def test_rows_know_their_story_and_utterance(demo: Material) -> None:
    groups = {name: group for story in demo.stories() for group in story.groups for name in group.statements}
    told = [row for row in rows(demo) if row.tellings > 1]
    assert told
    assert all(groups[row.statement].id == row.utterance for row in told)
    assert {row.story for row in rows(demo)} <= {story.id for story in demo.stories()}


def test_csv_comes_back(material: Material) -> None:
    data = written(Form.CSV, material)
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    wanted = list(rows(material))
    assert [row["statement"] for row in found] == [row.statement for row in wanted]
    assert [row["content"].removeprefix("'") for row in found] == [row.content for row in wanted]


def test_no_cell_is_a_formula(hostile: Material) -> None:
    found = list(csv.reader(io.StringIO(written(Form.CSV, hostile).decode("utf-8-sig"), newline="")))
    cells = [cell for row in found for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_pandas_and_polars_read_the_same_csv(demo: Material) -> None:
    data = written(Form.CSV, demo)
    one, other = pd.read_csv(io.BytesIO(data)), pl.read_csv(data)
    assert list(one.columns) == other.columns == list(StatementRow.__struct_fields__)
    assert one["content"].tolist() == other["content"].to_list() == [row.content for row in rows(demo)]


def test_parquet_comes_back_whole(material: Material) -> None:
    table = pq.read_table(io.BytesIO(written(Form.PARQUET, material)))
    wanted = [{name: getattr(row, name) for name in StatementRow.__struct_fields__} for row in rows(material)]
    assert table.to_pylist() == wanted


def test_parquet_has_types_even_when_empty(nothing: Material) -> None:
    schema = pq.read_schema(io.BytesIO(written(Form.PARQUET, nothing)))
    assert schema.field("via").type == pa.list_(pa.string())
    assert schema.field("confidence").type == pa.float64()
    assert schema.field("start").type == pa.int64()


def test_more_rows_than_one_group(demo: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riwaya.present.export.tables.AT_ONCE", 10)
    file = pq.ParquetFile(io.BytesIO(written(Form.PARQUET, demo)))
    assert file.metadata.num_row_groups > 5
    assert file.read()["statement"].to_pylist() == [row.statement for row in rows(demo)]


def test_json_lines_are_the_rows(demo: Material) -> None:
    lines = [json.loads(line) for line in b"".join(jsonl(demo)).splitlines()]
    assert [StatementRow(**line) for line in lines] == list(rows(demo))
