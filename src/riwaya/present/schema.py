"""JSON Schema of what the commands print, made from the records themselves."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from riwaya.model import Article, Comparison, Record, Story

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: In the record, not in the output: the reader has the page, and rows with its text would double in size.
NOT_PRINTED = "text"


def annotate_row() -> dict[str, Any]:
    """The schema of one row of ``riwaya annotate --format jsonl``."""
    schema = schema_of(Article, title="One article, as riwaya annotate prints it")
    article = schema["$defs"]["Article"]
    del article["properties"][NOT_PRINTED]
    article["required"].remove(NOT_PRINTED)
    return schema


def compare_answer() -> dict[str, Any]:
    """The schema of ``riwaya compare --format json``."""
    return schema_of(Comparison, title="The stories, as riwaya compare --format json prints them")


def compare_row() -> dict[str, Any]:
    """The schema of one row of ``riwaya compare --format jsonl``."""
    return schema_of(Story, title="One story, as riwaya compare --format jsonl prints it")


#: File name → schema.
SCHEMAS = {"annotate-row.json": annotate_row, "compare.json": compare_answer, "compare-row.json": compare_row}


def schema_of(record: type[Record], *, title: str) -> dict[str, Any]:
    """The schema of one record with every record in it under ``$defs``."""
    (root,), components = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    for component in components.values():
        if "description" in component:
            component["description"] = inspect.cleandoc(component["description"])
    return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(components.items()))}
