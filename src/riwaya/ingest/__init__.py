"""Room 1, bytes → ``Article``: reading, decoding, splitting, marking what is not the article, and metadata."""

from __future__ import annotations

from riwaya.ingest.files import read

__all__ = ["read"]
