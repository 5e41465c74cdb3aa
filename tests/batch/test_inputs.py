"""What is behind an address, and how it is cut into shards."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batch import archive

from riwaya.batch.inputs import inputs
from riwaya.batch.raw import Broken, raws, starts
from riwaya.batch.reading import Rejected, read
from riwaya.batch.records import Input
from riwaya.model import Article, Problem

ROWS = [
    {"id": f"r{number}", "title": "فتح الجسر", "text": "قال الوزير في المؤتمر إن الجسر سيفتح أمام المركبات قريبا."}
    for number in range(7)
]
LINES = [json.dumps(row, ensure_ascii=False) for row in ROWS]
LINES.insert(3, "")
LINES.insert(5, "{broken")


def one(path: Path) -> Input:
    (found,) = inputs([str(path)])
    assert isinstance(found, Input)
    return found


def lines(folder: Path) -> Path:
    path = folder / "a.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def packed(folder: Path) -> Path:
    path = folder / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(LINES).encode()))
    return path


def table(folder: Path) -> Path:
    path = folder / "a.parquet"
    pq.write_table(pa.Table.from_pylist([*ROWS[:4], {"id": "x", "text": None}, *ROWS[4:]]), path, row_group_size=3)
    return path


def pages(folder: Path) -> Path:
    for number in range(8):
        (folder / f"{number}.html").write_text(archive.page(number), encoding="utf-8")
    return folder


def warc(folder: Path) -> Path:
    archive.archive(folder / "a.warc.gz", 8, share=0.13, cut=True)
    return folder / "a.warc.gz"


@pytest.mark.parametrize("make", [lines, packed, table, pages, warc])
@pytest.mark.parametrize("size", [1, 3, 100])
def test_shards_of_any_size_hold_every_record_once(make, size: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    given = one(make(tmp_path))
    whole = [found for start, count in starts(given, 100) for found in raws(given, start, count)]
    cut = list(starts(given, size))
    assert [found for start, count in cut for found in raws(given, start, count)] == whole
    assert [number for number, _ in whole] == sorted({number for number, _ in whole})
    assert sum(count for _, count in cut) == len(whole) == 8
    assert len(cut) == -(-8 // size)


@pytest.mark.parametrize(("make", "reason"), [(lines, "broken-json"), (packed, "broken-json"), (table, "no-text")])
def test_records_keep_their_ids_and_get_unique_ones(make, reason: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    given = one(make(tmp_path))
    found = [read(raw, f"{given.name}:{number}") for number, raw in raws(given, *next(starts(given, 100)))]
    assert [place.id for place, each in found if isinstance(each, Article)] == [f"r{number}" for number in range(7)]
    assert [each.reason for _, each in found if isinstance(each, Rejected)] == [reason]
    ids = [each.id for _, each in found if isinstance(each, Article)]
    assert len(set(ids)) == 7 and ids[0] == f"{given.name}:1"


def test_a_packed_file_that_ends_early_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    given = one(path)
    found = [raw for _, raw in raws(given, *next(starts(given, 100)))]
    assert isinstance(found[-1], Broken) and found[-1].code == "truncated"


def test_object_stores_are_read_like_disks(tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe("/bucket/a.jsonl", "\n".join(LINES).encode())
    store.pipe("/bucket/deep/b.warc.gz", archive.whole(1) + archive.whole(2))
    found = [each for each in inputs(["memory://bucket"]) if isinstance(each, Input)]
    assert [(each.name, each.kind) for each in found] == [("a.jsonl", "lines"), ("b.warc.gz", "warc")]
    assert [sum(count for _, count in starts(each, 2)) for each in found] == [8, 2]


def test_a_file_is_taken_once_and_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        lines(tmp_path / name)
    found = list(inputs([str(tmp_path / "x"), str(tmp_path), str(tmp_path / "x" / "a.jsonl")]))
    assert [each.name for each in found if isinstance(each, Input)] == ["a.jsonl", "a.jsonl(2)"]


def test_a_known_input_that_changed_is_a_problem(tmp_path: Path) -> None:
    known = one(lines(tmp_path))
    with Path(tmp_path / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + LINES[0])
    (found,) = inputs([str(tmp_path)], known=[known])
    assert isinstance(found, Problem) and "changed" in found.reason


@pytest.mark.parametrize("address", ["none.warc.gz", "none/", "*.warc", "odd.docx", "nostore://x/a.warc"])
def test_what_is_no_input_is_a_problem(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.docx").write_bytes(b"PK")
    assert [type(found) for found in inputs([address])] == [Problem]
