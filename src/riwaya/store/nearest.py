"""Nearest in meaning: vectors kept as half-precision numbers, compared one and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from threading import Lock
from typing import Literal, NamedTuple
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from riwaya.store.columns import Numbers, numbers_of
from riwaya.store.database import Library, Row

Vectors = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Table = Literal["article_vectors", "statement_vectors"]

#: So many vectors are held in memory between two questions (300 MB at 512 numbers each, once the first question about
#: meaning was asked: 25,000 articles with their statements); more are read block by block.
HELD = 150_000
#: Below every cosine.
_NEVER = -2.0
BLOCK = 20_000


class Block(NamedTuple):
    """Some vectors as rows, and the numbers of the rows they belong to."""

    numbers: Numbers
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
    for numbers, rows in _blocks(library, table):
        products = vectors @ rows.T
        if allowed is not None:
            products[:, ~_counting(numbers, allowed)] = _NEVER
        for best, cosines in zip(found, products, strict=True):
            top = np.argpartition(-cosines, min(most, len(numbers) - 1))[:most]
            best += [(int(numbers[i]), round(float(cosines[i]), 4)) for i in top if cosines[i] > _NEVER]
    return [sorted(best, key=lambda each: (-each[1], each[0]))[:most] for best in found]


def _counting(numbers: Numbers, allowed: Flags) -> Flags:
    """Which of ``numbers`` count; those beyond ``allowed`` do not."""
    inside = allowed[np.minimum(numbers, len(allowed) - 1)]
    return np.asarray(inside & (numbers < len(allowed)), np.bool_)


def vectors_of(library: Library, table: Table, numbers: Iterable[int]) -> dict[int, Vectors]:
    """The vectors of these numbers; those without one are left out."""
    condition, values = library.among("item", numbers)
    rows = library.rows(f"SELECT item, data FROM {table} WHERE {condition}", (values,))
    block = _block(rows) if rows else None
    return dict(zip(block.numbers.tolist(), block.vectors, strict=True)) if block else {}


def next_stamp(library: Library) -> int:
    """The stamp of what is about to be written: larger than any before, for writers take turns."""
    library.run("UPDATE stamps SET last = last + 1")
    return int(library.value("SELECT last FROM stamps"))


def keep_vector(library: Library, table: Table, number: int, packed: bytes, numbers: Mapping[str, int]) -> None:
    """Write a vector; ``numbers`` are those of the model that made it (``vectors``) and of the moment (``stamp``)."""
    library.run(
        f"INSERT INTO {table} (item, maker, data, stamp) VALUES (?, ?, ?, ?)",
        (number, numbers["vectors"], packed, numbers["stamp"]),
    )


class _Held:
    """Vectors in memory, and the stamp of the newest."""

    def __init__(self, blocks: list[Block], stamp: int) -> None:
        self.blocks, self.stamp = blocks, stamp


#: What the connections of this process hold, so that those of a library share it; gone with the last of them.
_shared: WeakValueDictionary[tuple[str, str, Table], _Held] = WeakValueDictionary()
_renewing = Lock()


def _blocks(library: Library, table: Table) -> Iterator[Block]:
    if int(library.value(f"SELECT COUNT(*) FROM {table}")) > HELD:
        yield from _read(library, table)
    else:
        yield from library.kept(table, lambda: _renewed(library, table)).blocks


def _renewed(library: Library, table: Table) -> _Held:
    """What is held, without what is gone and with what was written since."""
    last, token = library.row("SELECT last, token FROM stamps") or (0, "")
    place = (library.address, token, table)
    with _renewing:
        held = _shared.get(place) or _Held([], -1)
        found = _up_to_date(library, table, held)
        # a connection that still reads an earlier moment keeps what it sees to itself
        if last >= held.stamp:
            _shared[place] = found
    return found


def _up_to_date(library: Library, table: Table, held: _Held) -> _Held:
    live, stamp = numbers_of(library, f"SELECT item FROM {table} WHERE stamp <= ?", (held.stamp,)), held.stamp
    blocks = [kept for block in held.blocks if len((kept := _still(block, live)).numbers)]
    for rows in _newer(library, table, held.stamp):
        blocks.append(_block([(item, data) for item, data, _ in rows]))
        stamp = rows[-1][2]
    return _Held(_fewer(blocks), stamp)


def _newer(library: Library, table: Table, stamp: int) -> Iterator[list[Row]]:
    """The rows written after a stamp, in order, a block at a time."""
    place = (stamp, 1 << 62)
    sql = f"SELECT item, data, stamp FROM {table} WHERE (stamp, item) > (?, ?) ORDER BY stamp, item LIMIT {BLOCK}"
    while rows := library.rows(sql, place):
        place = (rows[-1][2], rows[-1][0])
        yield rows


def _still(block: Block, live: Numbers) -> Block:
    """What of a block is there still."""
    inside = np.isin(block.numbers, live)
    return block if inside.all() else Block(block.numbers[inside], block.vectors[inside])


def _fewer(blocks: list[Block]) -> list[Block]:
    """Neighbours among small blocks as one: each block costs a multiplication of its own."""
    out: list[Block] = []
    for small, group in groupby(blocks, key=lambda block: len(block.numbers) < BLOCK // 8):
        held = list(group)
        out += [_joined(held)] if small and len(held) > 1 else held
    return out


def _joined(blocks: list[Block]) -> Block:
    numbers, vectors = zip(*blocks, strict=True)
    return Block(np.concatenate(numbers), np.concatenate(vectors))


def _read(library: Library, table: Table) -> Iterator[Block]:
    last = -1
    while rows := library.rows(f"SELECT item, data FROM {table} WHERE item > ? ORDER BY item LIMIT {BLOCK}", (last,)):
        last = rows[-1][0]
        yield _block(rows)


def _block(rows: list[tuple[int, bytes]]) -> Block:
    numbers = np.array([number for number, _ in rows], np.int64)
    packed = np.frombuffer(b"".join(bytes(data) for _, data in rows), np.float16)
    return Block(numbers, packed.reshape(len(rows), -1).astype(np.float32))
