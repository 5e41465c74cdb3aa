"""Where things stand in drawings: the tree of transmission, and the hours at which outlets published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from riwaya.present.labels import Lang
from riwaya.present.pages.utterance import Node
from riwaya.present.pages.wordings import Utterance
from riwaya.store.records import Card

#: Sizes of the tree in pixels, and how many tellings it draws; the list beside it has them all.
WIDE, HIGH, ACROSS, DOWN = 184, 44, 40, 12
DRAWN = 40
#: Letters of a name that fit into a box.
FIT = 25
#: Outlets that the hours are drawn of.
LANES = 24
#: Stretches between the days of the axis: on a telephone there is room for five times «14 سبتمبر».
STRETCHES = 4


class Box(NamedTuple):
    """A hand of the chain: where it stands, what it says, whether it carries the first telling."""

    x: float
    y: float
    name: str
    node: Node

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + WIDE / 2


class Chain(NamedTuple):
    """A drawing of the tree: its size, the boxes, and the lines between them as SVG paths."""

    width: float
    height: float
    boxes: list[Box]
    lines: list[tuple[str, bool]]
    left_out: int


def chain(root: Node, lang: Lang) -> Chain:
    """The tree with the speaker at the side from which the language is read, the outlets at the other."""
    depth = _depth(root)
    width = (depth + 1) * WIDE + depth * ACROSS
    placed: list[tuple[Node, int, float]] = []
    edges: list[tuple[int, int]] = []
    rows = _place(root, 0, depth, 0, placed, edges)
    boxes = [_box(node, column, y, width, lang) for node, column, y in placed]
    lines = [_line(boxes[a], boxes[b], lang) for a, b in edges]
    return Chain(width, rows * (HIGH + DOWN) - DOWN, boxes, lines, max(_leaves(root) - DRAWN, 0))


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.children)) if node.children else 0


def _leaves(node: Node) -> int:
    return sum(map(_leaves, node.children)) if node.children else 1


def _place(
    node: Node,
    column: int,
    last: int,
    row: int,
    placed: list[tuple[Node, int, float]],
    edges: list[tuple[int, int]],
) -> int:
    """Put a node and all below it into ``placed``; the first row that is free. Outlets stand in the last column."""
    own = len(placed)
    placed.append((node, column if node.children else last, 0.0))
    free, below = row, []
    for child in node.children:
        if free < DRAWN:
            edges.append((own, len(placed)))
            below.append(len(placed))
            free = _place(child, column + 1, last, free, placed, edges)
    middle = (placed[below[0]][2] + placed[below[-1]][2]) / 2 if below else row * (HIGH + DOWN)
    placed[own] = (node, placed[own][1], middle)
    return max(free, row + 1)


def _box(node: Node, column: int, y: float, width: float, lang: Lang) -> Box:
    start = column * (WIDE + ACROSS)
    x = width - WIDE - start if lang is Lang.AR else start
    name = node.hand.name if len(node.hand.name) <= FIT else node.hand.name[: FIT - 1].rstrip() + "…"
    return Box(x, y, name, node)


def _line(one: Box, other: Box, lang: Lang) -> tuple[str, bool]:
    start = one.x if lang is Lang.AR else one.x + WIDE
    stop = other.x + WIDE if lang is Lang.AR else other.x
    bend, top, low = (start + stop) / 2, one.y + HIGH / 2, other.y + HIGH / 2
    return f"M{start:g} {top:g}C{bend:g} {top:g} {bend:g} {low:g} {stop:g} {low:g}", other.node.first


class Point(NamedTuple):
    """An article in its lane: from where to where (percent of the way), and whether only its day is known."""

    start: float
    width: float
    card: Card
    whole_day: bool


class Lane(NamedTuple):
    """An outlet and its articles."""

    outlet: str
    points: list[Point]


class Lanes(NamedTuple):
    """Lanes with the days (percent of the way, day) that divide them; ``left_out`` outlets have no lane."""

    lanes: list[Lane]
    ticks: list[tuple[float, str]]
    left_out: int


_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")


def lanes(cards: Sequence[Card]) -> Lanes | None:
    """When each outlet published; None where fewer than two articles have a day."""
    known = [(card, *span) for card in cards if (span := _extent(card))]
    if len(known) < 2:
        return None
    first, last = min(start for _, start, _ in known), max(stop for _, _, stop in known)
    whole = max((last - first).total_seconds(), 1.0)

    def way(moment: datetime) -> float:
        return round(2 + 96 * (moment - first).total_seconds() / whole, 2)

    found: dict[str, list[Point]] = {}
    for card, start, stop in sorted(known, key=lambda each: each[1]):
        point = Point(way(start), round(way(stop) - way(start), 2), card, stop > start)
        found.setdefault(card.outlet, []).append(point)
    drawn = [Lane(outlet, points) for outlet, points in found.items()]
    return Lanes(drawn[:LANES], list(_ticks(first, last, way)), max(len(drawn) - LANES, 0))


def _extent(card: Card) -> tuple[datetime, datetime] | None:
    """From when to when an article may have appeared: a moment, or a day."""
    value = card.day if card.inferred else card.published
    if value is None or not _ISO.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    start = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return start, start + (timedelta(0) if "T" in value else timedelta(days=1))


def _ticks(first: datetime, last: datetime, way: Callable[[datetime], float]) -> Iterator[tuple[float, str]]:
    days = max((last - first).days, 1)
    step = -(-days // STRETCHES)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(0, days + 2, step):
        moment = midnight + timedelta(days=number)
        if first <= moment <= last:
            yield way(moment), f"{moment:%Y-%m-%d}"


def cells(outlets: Iterable[str], utterance: Utterance) -> list[tuple[str, str | None]]:
    """What a row of the matrix says of each outlet: how it tells the utterance, and by which statement.

    Kinds: direct, mixed, indirect, omitted, before (it published before anybody told it).
    """
    told = {each.outlet: each for each in reversed(utterance.tellings)}
    omitted = set(utterance.omitted_by)
    return [
        (told[name].mode, told[name].id) if name in told else ("omitted" if name in omitted else "before", None)
        for name in outlets
    ]
