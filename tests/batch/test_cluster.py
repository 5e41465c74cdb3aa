"""The same tables under Daft: its native runner, and a local Ray of two workers."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch import archive
from batch.test_batch import FAST, batch, manifest, tables

missing = [name for name in ("daft", "ray") if importlib.util.find_spec(name) is None]


@pytest.mark.slow
@pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed: pip install 'riwaya[cluster]'")
@pytest.mark.parametrize("engine", [("--engine", "daft"), ("--engine", "daft", "--ray", "local")], ids=" ".join)
def test_daft_makes_the_same_bytes(engine: tuple[str, ...], tmp_path: Path) -> None:
    source = tmp_path / "a.warc.gz"
    archive.archive(source, 100, share=0.2)
    how = (source, "--shard", 20, "--workers", 2, *FAST)
    batch(*how, "-o", tmp_path / "local")
    batch(*how, "-o", tmp_path / "daft", *engine)
    assert tables(tmp_path / "daft") == tables(tmp_path / "local")
    batch("link", tmp_path / "daft", "--workers", 2, *engine)
    batch("link", tmp_path / "local", "--workers", 2)
    assert tables(tmp_path / "daft") == tables(tmp_path / "local")
    assert pq.read_table(tmp_path / "daft" / "stories").num_rows > 0


@pytest.mark.skipif(bool(missing), reason="Daft is not installed")
def test_ray_without_daft_is_a_usage_error(tmp_path: Path) -> None:
    done = batch(tmp_path, "-o", tmp_path / "out", "--ray", "local", code=2)
    assert "--engine daft" in done.stderr


@pytest.mark.skipif("daft" not in missing, reason="Daft is installed")
def test_a_missing_engine_is_said(tmp_path: Path) -> None:
    archive.archive(tmp_path / "a.warc.gz", 3, share=0.0, cut=False)
    done = batch(tmp_path / "a.warc.gz", "-o", tmp_path / "out", "--engine", "daft", *FAST, code=1)
    assert "pip install" in done.stderr
    assert not (tmp_path / "out" / "manifest.json").exists() and manifest
