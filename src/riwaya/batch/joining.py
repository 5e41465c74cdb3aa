"""What workers do for linking: the features of a shard's articles, and the comparison of whole stories."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riwaya.batch.records import Address, Joined, Joining
from riwaya.batch.tables import ROW_GROUP, article_of
from riwaya.link import tell
from riwaya.link.comparison import clustered
from riwaya.link.dates import parse
from riwaya.link.features import StoryFeatures, features
from riwaya.model import Article, Story, UtteranceGroup

#: The day of articles of which neither the publication nor the fetching is known: behind all others.
UNDATED = 10**6
_TEXT = pa.string()
_FEATURES = pa.schema([("day", pa.int32()), ("row", pa.int32()), ("features", pa.binary())])
#: The tables that linking makes.
LINKED: dict[str, pa.Schema] = {
    "stories": pa.schema(
        [
            ("id", _TEXT),
            ("title", _TEXT),
            ("first", _TEXT),
            ("last", _TEXT),
            ("articles", pa.list_(_TEXT)),
            ("outlets", pa.list_(_TEXT)),
            ("copies", pa.list_(pa.list_(_TEXT))),
            ("story", _TEXT),
        ]
    ),
    "utterances": pa.schema(
        [
            ("id", _TEXT),
            ("story", _TEXT),
            ("speaker", _TEXT),
            ("speaker_entity", _TEXT),
            ("statements", pa.list_(_TEXT)),
            ("earliest", _TEXT),
            ("outlets", pa.list_(_TEXT)),
            ("omitted_by", pa.list_(_TEXT)),
            ("denied_by", pa.list_(_TEXT)),
        ]
    ),
}


def keep_features(folder: Path, shard: str) -> None:
    """Keep what stories and copies see of each article of a shard, with the day on which it stands."""
    table = pq.ParquetFile(folder / "articles" / f"{shard}.parquet")
    place = features_path(folder, shard)
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.{os.getpid()}")
    row = 0
    with pq.ParquetWriter(aside, _FEATURES) as file:
        for batch in table.iter_batches(
            batch_size=ROW_GROUP, columns=["text", "annotation", "fetched"], use_threads=False
        ):
            rows = []
            for values in batch.to_pylist():
                article = article_of(values)
                day, seen = day_of(article, values["fetched"]), features(article).to_bytes()
                rows.append({"day": day, "row": row, "features": seen})
                row += 1
            file.write_table(pa.Table.from_pylist(rows, schema=_FEATURES))
    aside.replace(place)


def features_path(folder: Path, shard: str) -> Path:
    """Where the features of a shard are kept."""
    return folder / "_ledger" / "features" / f"{shard}.parquet"


def day_of(article: Article, fetched: str | None) -> int:
    """The day on which an article stands in the order of linking: published, or else fetched (days since 1970)."""
    for value in (article.published.value if article.published else None, fetched):
        when = parse(value)
        if when is not None and when.year:
            return (when.start.date() - date(1970, 1, 1)).days
    return UNDATED


def days_in(folder: Path, shard: str) -> set[int]:
    """The days on which the articles of a shard stand."""
    return set(pq.read_table(features_path(folder, shard), columns=["day"])["day"].to_pylist())


def features_between(folder: Path, shard: str, first: int, last: int) -> list[tuple[int, Address, StoryFeatures]]:
    """Day, place and features of a shard's articles from the day ``first`` to ``last``."""
    wanted = (pc.field("day") >= first) & (pc.field("day") <= last)
    rows = pq.read_table(features_path(folder, shard), filters=wanted, use_threads=False).to_pylist()
    return [(row["day"], Address(shard, row["row"]), StoryFeatures.from_bytes(row["features"])) for row in rows]


def articles_at(folder: Path, places: Iterable[Address]) -> tuple[list[Article], list[StoryFeatures]]:
    """The annotated articles at ``places`` and their features, by shard and row."""
    wanted: dict[str, list[int]] = {}
    for place in sorted(places):
        wanted.setdefault(place.shard, []).append(place.row)
    articles: list[Article] = []
    found: list[StoryFeatures] = []
    for shard, rows in wanted.items():
        articles += map(article_of, _rows_at(folder / "articles" / f"{shard}.parquet", ["text", "annotation"], rows))
        seen = _rows_at(features_path(folder, shard), ["features"], rows)
        found += [StoryFeatures.from_bytes(row["features"]) for row in seen]
    return articles, found


def _rows_at(path: Path, columns: list[str], wanted: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Some rows of a file by their numbers, in order; of the file only the groups that hold them are read."""
    with pq.ParquetFile(path) as file:
        start = 0
        for group in range(file.num_row_groups):
            stop = start + file.metadata.row_group(group).num_rows
            inside = wanted[bisect_left(wanted, start) : bisect_left(wanted, stop)]
            if inside:
                table = file.read_row_group(group, columns=columns, use_threads=False)
                yield from table.take(pa.array([row - start for row in inside])).to_pylist()
            start = stop


def join(task: Joining) -> Joined:
    """Compare the articles of some whole stories and write the tables of the chunk."""
    folder = Path(task.folder)
    stories = list(tell(clustered(*articles_at(folder, task.articles))))
    rows: dict[str, list[dict[str, Any]]] = {
        "stories": [_story(story) for story in stories],
        "utterances": [_utterance(group, story.id) for story in stories for group in story.groups],
    }
    for name, schema in LINKED.items():
        place = folder / name / f"{task.chunk:05d}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name}.{os.getpid()}")
        pq.write_table(pa.Table.from_pylist(rows[name], schema=schema), aside, compression="zstd")
        aside.replace(place)
    counts = {
        "articles": len(task.articles),
        "stories": len(stories),
        "utterances": len(rows["utterances"]),
        "told_by_several": sum(len(group.outlets) > 1 for story in stories for group in story.groups),
        "copies": sum(len(story.copies) for story in stories),
    }
    return Joined(chunk=task.chunk, counts=counts)


def _story(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "first": story.first,
        "last": story.last,
        "articles": list(story.articles),
        "outlets": list(story.outlets),
        "copies": [list(each) for each in story.copies],
        "story": msgspec.json.encode(story).decode(),
    }


def _utterance(group: UtteranceGroup, story: str) -> dict[str, Any]:
    return {
        "id": group.id,
        "story": story,
        "speaker": group.speaker.name,
        "speaker_entity": group.speaker.entity,
        "statements": list(group.statements),
        "earliest": group.earliest,
        "outlets": list(group.outlets),
        "omitted_by": list(group.omitted_by),
        "denied_by": list(group.denied_by),
    }
