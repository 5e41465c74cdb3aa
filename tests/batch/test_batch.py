"""``riwaya batch`` from archives to tables: nothing lost, nothing twice, the same bytes after any death."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch import archive

from riwaya.batch.hands import Notes

SMALL = 150
#: What is measured is the ledger, not the tagger: without it a worker is ready in a second.
FAST = ("--names", "rules", "--lang", "en")


def batch(*arguments: object, env: dict[str, str] | None = None, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run ``riwaya batch`` to its end."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True, env={**os.environ, **(env or {})})
    assert done.returncode == code, done.stderr
    return done


def command(*arguments: object) -> list[str]:
    main = "import sys; from riwaya.present.cli import main; sys.argv[0] = 'riwaya'; main()"
    return [sys.executable, "-c", main, "batch", *map(str, arguments)]


def tables(folder: Path) -> dict[str, str]:
    """The digest of every file that a finished run leaves, the ledger apart."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "_ledger" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manifest(folder: Path) -> dict[str, object]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def column(folder: Path, table: str, name: str) -> list[object]:
    return pq.read_table(folder / table, columns=[name])[name].to_pylist()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, archive.Expected]:
    path = tmp_path_factory.mktemp("archive") / "small.warc.gz"
    return path, archive.archive(path, SMALL, share=0.2)


@pytest.fixture(scope="module")
def undisturbed(small: tuple[Path, archive.Expected], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    watched = ("--metrics", out.parent / "m.prom", "--log", out.parent / "log.jsonl")
    batch(small[0], "-o", out, "--shard", 40, "--workers", 2, *FAST, *watched)
    return out


def test_every_record_is_an_article_or_rejected_for_its_reason(
    small: tuple[Path, archive.Expected], undisturbed: Path
) -> None:
    _, expected = small
    assert manifest(undisturbed)["counts"] == {
        "records": expected.records,
        "articles": len(expected.articles),
        "rejected": expected.rejected,
    }
    assert column(undisturbed, "articles", "record_id") == expected.articles
    assert len(set(column(undisturbed, "rejected", "record"))) == sum(expected.rejected.values())


def test_rows_point_into_the_text_and_name_their_source(undisturbed: Path) -> None:
    articles = {row["id"]: row for row in pq.read_table(undisturbed / "articles").to_pylist()}
    statements = pq.read_table(undisturbed / "statements").to_pylist()
    assert len(statements) > len(articles)
    for row in statements:
        article = articles[row["article"]]
        assert (row["source"], row["record"], row["version"]) == tuple(
            article[name] for name in ("source", "record", "version")
        )
        assert row["content_hash"] == hashlib.sha256(article["text"].encode()).hexdigest()
        cut = [article["text"][span["start"] : span["stop"]] for span in row["content"]]
        assert row["words"] == " … ".join(cut)
        assert row["id"].startswith(f"{row['article']}#")
    for table in ("mentions", "times"):
        for row in pq.read_table(undisturbed / table).to_pylist():
            span = row["span"]
            assert row["words"] == articles[row["article"]]["text"][span["start"] : span["stop"]]


def test_the_tables_say_what_annotate_says(undisturbed: Path) -> None:
    import riwaya
    from riwaya.batch.tables import article_of

    row = pq.read_table(undisturbed / "articles").slice(3, 1).to_pylist()[0]
    kept = article_of(row)
    bare = riwaya.model.replace(kept, sentences=(), mentions=(), people=(), times=(), statements=())
    assert next(iter(riwaya.annotate([bare], names="rules"))) == kept


def test_one_worker_and_other_shards_give_the_same_rows(
    small: tuple[Path, archive.Expected], undisturbed: Path, tmp_path: Path
) -> None:
    batch(small[0], "-o", tmp_path, "--shard", 1000, "--workers", 1, *FAST)
    for table in ("articles", "statements", "mentions", "times", "rejected"):
        assert pq.read_table(tmp_path / table).to_pylist() == pq.read_table(undisturbed / table).to_pylist(), table


def test_a_finished_run_is_not_done_again(
    small: tuple[Path, archive.Expected], undisturbed: Path, tmp_path: Path
) -> None:
    before, log = tables(undisturbed), tmp_path / "log.jsonl"
    batch(small[0], "-o", undisturbed, "--shard", 40, "--log", log, *FAST)
    assert tables(undisturbed) == before
    assert not [line for line in log.read_text().splitlines() if json.loads(line)["event"] == "shard-done"]


def test_other_settings_need_another_folder(small: tuple[Path, archive.Expected], undisturbed: Path) -> None:
    done = batch(small[0], "-o", undisturbed, "--shard", 50, *FAST, code=1)
    assert "shard 40 → 50" in done.stderr


def killed(source: Path, out: Path, times: int, seed: int) -> None:
    """Run, and ``times`` times kill -9 a worker or the parent at a random moment; then run to the end."""
    some = random.Random(seed)
    for _ in range(times):
        with subprocess.Popen(
            command(source, "-o", out, "--shard", 40, "--workers", 2, *FAST),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            time.sleep(some.uniform(0.2, 3.0))
            workers = children(running.pid)
            if workers and some.random() < 0.5:
                os.kill(some.choice(workers), signal.SIGKILL)
                time.sleep(some.uniform(0.1, 1.0))
            running.kill()
    batch(source, "-o", out, "--shard", 40, "--workers", 2, *FAST)


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split()]


@pytest.mark.parametrize("times", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_kills_at_random_moments_leave_the_same_bytes(
    small: tuple[Path, archive.Expected], undisturbed: Path, tmp_path: Path, times: int
) -> None:
    killed(small[0], tmp_path / "out", times, seed=times)
    assert tables(tmp_path / "out") == tables(undisturbed)


#: Loaded by every Python that starts with this folder on its path: extraction of a marked page ends the process.
_CRASH = """
import os, signal, trafilatura
extract = trafilatura.bare_extraction
def bare_extraction(html, **how):
    if "الملف رقم 33 " in html or "الملف رقم 33." in html:
        os.kill(os.getpid(), signal.{signal})
    return extract(html, **how)
trafilatura.bare_extraction = bare_extraction
"""


@pytest.mark.parametrize(("name", "deaths"), [("SIGSEGV", 2), pytest.param("SIGKILL", 3, marks=pytest.mark.slow)])
def test_a_record_that_kills_its_worker_is_quarantined_and_the_rest_goes_on(
    name: str, deaths: int, tmp_path: Path
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(_CRASH.format(signal=name), encoding="utf-8")
    source = tmp_path / "poison.warc.gz"
    expected = archive.archive(source, 36, share=0.0, cut=False)
    log = tmp_path / "log.jsonl"
    batch(
        source, "-o", tmp_path / "out", "--log", log, "--workers", 1, *FAST, env={"PYTHONPATH": str(tmp_path / "path")}
    )
    assert manifest(tmp_path / "out")["counts"] == {"records": 36, "articles": 35, "rejected": {"quarantined": 1}}
    kept = column(tmp_path / "out", "articles", "record_id")
    assert set(expected.articles) - set(kept) == {archive.id_of(33)}
    row = pq.read_table(tmp_path / "out" / "rejected").to_pylist()[0]
    assert (row["reason"], row["record"]) == ("quarantined", 34)
    assert name in row["detail"]
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events.count("worker-died") + events.count("died-on-trial") == deaths


def test_metrics_and_log_count_what_the_manifest_counts(undisturbed: Path) -> None:
    counts, beside = manifest(undisturbed)["counts"], undisturbed.parent
    lines = (beside / "m.prom").read_text().splitlines()
    figures = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert figures["riwaya_batch_records_total"] == str(counts["records"])
    assert figures['riwaya_batch_rejected_total{reason="status"}'] == str(counts["rejected"]["status"])
    events = [json.loads(line) for line in (beside / "log.jsonl").read_text().splitlines()]
    assert sum(event["records"] for event in events if event["event"] == "shard-done") == counts["records"]


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    archive.archive(tmp_path / "a.warc.gz", 5, share=0.0, cut=False)
    (tmp_path / "b.parquet").write_bytes(b"no table")
    done = batch(tmp_path, tmp_path / "none.warc", "-o", tmp_path / "out", *FAST, code=1)
    assert "b.parquet" in done.stderr and "none.warc" in done.stderr
    assert manifest(tmp_path / "out")["counts"] == {"records": 5, "articles": 5, "rejected": {}}


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    from riwaya.batch.ledger import Ledger, LedgerError

    with Ledger(tmp_path), pytest.raises(LedgerError, match="another run"), Ledger(tmp_path):
        pass


@pytest.mark.slow
def test_five_thousand_records_give_the_exact_counts(tmp_path: Path) -> None:
    expected = archive.archive(tmp_path / "large.warc.gz", 5000)
    batch(tmp_path / "large.warc.gz", "-o", tmp_path / "out", *FAST)
    assert manifest(tmp_path / "out")["counts"] == {
        "records": 5000,
        "articles": 4900,
        "rejected": expected.rejected,
    }
    assert column(tmp_path / "out", "articles", "record_id") == expected.articles


def test_a_run_that_is_interrupted_blames_no_record_and_ends_soon(tmp_path: Path) -> None:
    archive.archive(tmp_path / "a.warc.gz", 400, share=0.0, cut=False)
    with subprocess.Popen(
        command(tmp_path / "a.warc.gz", "-o", tmp_path / "out", "--shard", 400, *FAST),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        while not any(Notes(path).read().record for path in (tmp_path / "out" / "_ledger" / "hands").glob("*")):
            time.sleep(0.1)
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) != 0
    assert not list((tmp_path / "out" / "_ledger" / "strikes").iterdir())
    assert not (tmp_path / "out" / "manifest.json").exists()
