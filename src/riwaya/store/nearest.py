"""Nearest in meaning: vectors kept as half-precision numbers, compared one and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.store.database import Library

Vectors = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Table = Literal["article_vectors", "statement_vectors"]

#: So many vectors are held in memory between two questions (100 MB at 512 numbers each); more are read block by block.
HELD = 50_000
BLOCK = 20_000


class Block(NamedTuple):
    """Some vectors as rows, and the numbers of the rows they belong to."""

    numbers: npt.NDArray[np.int64]
    vectors: Vectors


def pack_vector(vector: Vectors) -> bytes:
    """A vector in half precision: the cosine of two news sentences changes by less than 0.001."""
    return np.asarray(vector, np.float16).tobytes()


def nearest(
    library: Library, table: Table, vectors: Vectors, *, most: int, allowed: Flags | None = None
) -> list[list[tuple[int, float]]]:
    """For each row of ``vectors`` (unit length) the ``most`` nearest, nearest first: number and cosine.

    ``allowed`` says of each number whether it counts.
    """
    found: list[list[tuple[int, float]]] = [[] for _ in vectors]
    for block in _blocks(library, table):
        numbers, rows = block
        if allowed is not None:
            inside = (numbers < len(allowed)) & allowed[np.minimum(numbers, len(allowed) - 1)]
            numbers, rows = numbers[inside], rows[inside]
        if len(numbers):
            for best, cosines in zip(found, vectors @ rows.T, strict=True):
                top = np.argpartition(-cosines, min(most, len(numbers) - 1))[:most]
                best += [(int(numbers[i]), round(float(cosines[i]), 4)) for i in top]
    return [sorted(best, key=lambda each: (-each[1], each[0]))[:most] for best in found]


def vectors_of(library: Library, table: Table, numbers: Iterable[int]) -> dict[int, Vectors]:
    """The vectors of these numbers; those without one are left out."""
    condition, values = library.among("item", numbers)
    rows = library.rows(f"SELECT item, data FROM {table} WHERE {condition}", (values,))
    block = _block(rows) if rows else None
    return dict(zip(block.numbers.tolist(), block.vectors, strict=True)) if block else {}


def _blocks(library: Library, table: Table) -> Iterator[Block]:
    state, count = library.state(), int(library.value(f"SELECT COUNT(*) FROM {table}"))
    held = library.cache.get(table)
    if held is not None and held[0] == state:
        yield held[1]
    elif count <= HELD:
        rows = library.rows(f"SELECT item, data FROM {table} ORDER BY item")
        if rows:
            block = _block(rows)
            library.cache[table] = (state, block)
            yield block
    else:
        yield from _read(library, table)


def _read(library: Library, table: Table) -> Iterator[Block]:
    last = -1
    while rows := library.rows(f"SELECT item, data FROM {table} WHERE item > ? ORDER BY item LIMIT {BLOCK}", (last,)):
        last = rows[-1][0]
        yield _block(rows)


def _block(rows: list[tuple[int, bytes]]) -> Block:
    numbers = np.array([number for number, _ in rows], np.int64)
    packed = np.frombuffer(b"".join(bytes(data) for _, data in rows), np.float16)
    return Block(numbers, packed.reshape(len(rows), -1).astype(np.float32))
