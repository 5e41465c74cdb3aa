"""Nearest in meaning: vectors kept as half-precision numbers, compared one and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from riwaya.store.database import Library

Vectors = npt.NDArray[np.float32]
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


def nearest(library: Library, table: Table, vectors: Vectors, *, most: int) -> list[list[tuple[int, float]]]:
    """For each row of ``vectors`` (unit length) the ``most`` nearest, nearest first: number and cosine."""
    found: list[list[tuple[int, float]]] = [[] for _ in vectors]
    for block in _blocks(library, table):
        cosines = vectors @ block.vectors.T
        for row, best in enumerate(found):
            top = np.argpartition(-cosines[row], min(most, len(block.numbers) - 1))[:most]
            best += [(int(block.numbers[i]), round(float(cosines[row, i]), 4)) for i in top]
            best.sort(key=lambda each: (-each[1], each[0]))
            del best[most:]
    return found


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
