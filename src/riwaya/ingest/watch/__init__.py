"""Watching sources: poll each when it is due, fetch what is new, tell what came in. One bad source stops nothing."""

from __future__ import annotations

from riwaya.ingest.watch.events import Arrived, Event, Failed, Plan, Polled
from riwaya.ingest.watch.given import is_source, sources
from riwaya.ingest.watch.loop import LINKS, watch
from riwaya.ingest.watch.memory import FolderMemory, Forgetful, Memory, Seen, SourceState

__all__ = [
    "LINKS",
    "Arrived",
    "Event",
    "Failed",
    "FolderMemory",
    "Forgetful",
    "Memory",
    "Plan",
    "Polled",
    "Seen",
    "SourceState",
    "is_source",
    "sources",
    "watch",
]
