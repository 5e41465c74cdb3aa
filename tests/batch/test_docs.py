"""``docs/batch.md``, and its Arabic page, say of reasons, endings and events what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riwaya.batch.inputs import ENDINGS
from riwaya.batch.reading import REASONS

ROOT = Path(__file__).parents[2]
PAGE, ARABIC = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("batch.md", "batch.ar.md"))


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_is_explained(reason: str) -> None:
    english, arabic = REASONS[reason]
    assert f"| `{reason}` | {english} | {arabic} |" in PAGE
    assert f"| `{reason}` | {arabic} |" in ARABIC


def test_every_ending_is_named() -> None:
    assert all(f"`{ending}`" in page for ending in ENDINGS.split(", ") for page in (PAGE, ARABIC))


def test_every_event_of_the_log_is_named() -> None:
    sources = [*(ROOT / "src/riwaya/batch").glob("*.py"), ROOT / "src/riwaya/present/commands/batch.py"]
    said = {
        event for path in sources for event in re.findall(r'\bsay\(\s*"([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert said >= {"planned", "shard-done", "worker-died", "quarantined"}
    assert {event for event in said for page in (PAGE, ARABIC) if f"`{event}`" not in page} == set()
