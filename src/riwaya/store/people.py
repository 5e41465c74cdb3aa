"""Who is named in the library: under which names and titles, from when to when, how often, by whom."""

from __future__ import annotations

import json
from collections.abc import Sequence

from riwaya.store.database import Library
from riwaya.store.records import Held, Named

#: So many names are looked at for one question: a bare given name can stand in thousands.
MOST = 400


def with_keys(library: Library, keys: Sequence[str]) -> list[Named]:
    """The entities whose names hold all ``keys`` (of ``riwaya.arabic.terms``), those of most articles first."""
    if not keys:
        return []
    condition, values = library.among("k.key", keys)
    rows = library.rows(
        "SELECT e.id, e.name, e.type, (SELECT COUNT(*) FROM appearances p WHERE p.entity = e.id) AS seen"
        f" FROM entities e JOIN entity_keys k ON k.entity = e.id WHERE {condition}"
        " GROUP BY e.id, e.name, e.type HAVING COUNT(DISTINCT k.key) = ? ORDER BY seen DESC, e.name LIMIT ?",
        (values, len(set(keys)), MOST),
    )
    names = _names(library, [number for number, *_ in rows])
    return [Named(id=name, type=kind, names=names.get(number, {}), articles=seen) for number, name, kind, seen in rows]


def _names(library: Library, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    condition, values = library.among("entity", numbers)
    rows = library.rows(
        f"SELECT entity, name, COUNT(*) FROM appearances WHERE {condition} GROUP BY entity, name"
        " ORDER BY entity, COUNT(*) DESC, name",
        (values,),
    )
    out: dict[int, dict[str, int]] = {}
    for entity, name, count in rows:
        out.setdefault(entity, {})[name] = count
    return out


def roles(library: Library, entities: Sequence[str]) -> list[Held]:
    """The titles that these entities (one person's ids) were given, the earliest first, the undated last."""
    condition, values = library.among("e.name", entities)
    rows = library.rows(
        "SELECT p.roles, a.day FROM appearances p JOIN entities e ON e.id = p.entity JOIN articles a"
        f" ON a.id = p.article WHERE {condition} AND p.roles <> '[]'",
        (values,),
    )
    days: dict[str, list[str | None]] = {}
    for packed, day in rows:
        for role in json.loads(packed):
            days.setdefault(role, []).append(day)
    held = [_held(role, seen) for role, seen in days.items()]
    return sorted(held, key=lambda each: (each.first or "9", -each.articles, each.role))


def _held(role: str, days: Sequence[str | None]) -> Held:
    known = sorted(day for day in days if day)
    return Held(role=role, first=known[0] if known else None, last=known[-1] if known else None, articles=len(days))


def outlets_of(library: Library, entities: Sequence[str]) -> dict[str, int]:
    """The outlets that name these entities, with the number of their articles that do, the most first."""
    condition, values = library.among("e.name", entities)
    return dict(
        library.rows(
            "SELECT a.outlet, COUNT(DISTINCT a.id) FROM appearances p JOIN entities e ON e.id = p.entity"
            f" JOIN articles a ON a.id = p.article WHERE {condition} GROUP BY a.outlet ORDER BY 2 DESC, 1",
            (values,),
        )
    )


def articles_of(library: Library, entities: Sequence[str]) -> tuple[int, str | None, str | None]:
    """In how many articles these entities are named, and the first and the last day."""
    condition, values = library.among("e.name", entities)
    row = library.row(
        "SELECT COUNT(DISTINCT a.id), MIN(a.day), MAX(a.day) FROM appearances p JOIN entities e ON e.id = p.entity"
        f" JOIN articles a ON a.id = p.article WHERE {condition}",
        (values,),
    )
    return (row[0], row[1], row[2]) if row else (0, None, None)


def articles_naming(library: Library, entities: Sequence[str], among: Sequence[int]) -> list[int]:
    """Those of the articles (by number) that name one of these entities."""
    condition, values = library.among("e.name", entities)
    naming = {
        number
        for (number,) in library.rows(
            f"SELECT p.article FROM appearances p JOIN entities e ON e.id = p.entity WHERE {condition}", (values,)
        )
    }
    return [number for number in among if number in naming]
