"""OpenAPI: the answers described by the very records that are sent."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from riwaya.model import Record
from riwaya.present.web.errors import ErrorAnswer

#: What goes wrong is told in one shape, whatever it was.
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}},
    }
    for status, description in (
        (400, "A `next` that belongs to another list, or a day that no calendar has"),
        (404, "Nothing goes by this address"),
        (413, "More was sent than is accepted"),
        (414, "A longer address than is accepted"),
        (421, "Asked by a name that is not this server's"),
        (422, "A parameter that is not understood"),
        (503, "The library is busy or cannot be read"),
    )
}
WRITE_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {**ERRORS[422], "description": description}
    for status, description in (
        (401, "The token is missing"),
        (403, "The request comes from another site"),
        (415, "Something else than JSON was sent"),
    )
}


def answers(record: type[Record], *, status: int = 200, write: bool = False) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for FastAPI's ``responses``."""
    schema = {"$ref": f"#/components/schemas/{record.__name__}"}
    good = {"description": _said(record), "content": {"application/json": {"schema": schema}}}
    return {status: good, **ERRORS, **(WRITE_ERRORS if write else {})}


def _said(record: type[Record]) -> str:
    return inspect.cleandoc(record.__doc__ or record.__name__).partition("\n")[0]


def components(records: list[type[Record]]) -> dict[str, Any]:
    """The schemas of records and of all that is in them."""
    _, found = msgspec.json.schema_components([*records, ErrorAnswer], ref_template="#/components/schemas/{name}")
    for each in found.values():
        if "description" in each:
            each["description"] = inspect.cleandoc(each["description"])
    return dict(sorted(found.items()))
