"""Exports: articles and stories in the forms of other fields' tools, one module a form.

Every writer takes ``Material`` and yields bytes as it goes; BRAT, whose form is a folder, yields files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

from riwaya.present.export.common import Material

if TYPE_CHECKING:
    from riwaya.present.export.brat import File

__all__ = ["Form", "Material", "files", "stream"]


class Form(StrEnum):
    """The forms: rows of the contract (jsonl), tables, linked data, annotation, corpora, calendars, graphs."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"
    WEBANNO = "webanno"
    FTM = "ftm"
    TEI = "tei"
    BRAT = "brat"
    CONLL = "conll"
    ICS = "ics"
    HTML = "html"
    DOT = "dot"
    GRAPHML = "graphml"


#: Form → module here and function in it. A module is loaded when its form is asked for.
_WRITERS = {
    Form.CSV: ("tables", "write_csv"),
    Form.PARQUET: ("tables", "write_parquet"),
    Form.JSONLD: ("linked_data", "write"),
    Form.WEBANNO: ("annotations", "write"),
    Form.FTM: ("followthemoney", "write"),
    Form.TEI: ("tei", "write"),
    Form.CONLL: ("conll", "write"),
    Form.ICS: ("calendar", "write"),
    Form.HTML: ("timeline", "write"),
    Form.DOT: ("network", "write_dot"),
    Form.GRAPHML: ("network", "write_graphml"),
}


def stream(form: Form, material: Material) -> Iterator[bytes]:
    """The export as one stream of bytes; raises ``KeyError`` for the contract's rows and for BRAT."""
    module, function = _WRITERS[form]
    writer = getattr(import_module(f"{__name__}.{module}"), function)
    return cast("Callable[[Material], Iterator[bytes]]", writer)(material)


def files(material: Material) -> Iterator[File]:
    """The files of a BRAT folder."""
    from riwaya.present.export import brat

    return brat.write(material)
