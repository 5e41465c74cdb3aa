"""What watching remembers of each source, kept beside the articles: one row a source, which only watching reads."""

from __future__ import annotations

from riwaya.store.database import Library
from riwaya.store.packing import pack_bytes, plain, unpack_bytes


def keep_source(library: Library, source: str, state: bytes) -> None:
    """Keep what is known of a source, in the place of what was known before."""
    with library.atomic():
        library.run(
            "INSERT INTO watched (source, state) VALUES (?, ?)"
            " ON CONFLICT (source) DO UPDATE SET state = excluded.state",
            (plain(source), pack_bytes(state)),
        )


def sources(library: Library) -> dict[str, bytes]:
    """What is known of every source."""
    return {source: unpack_bytes(state) for source, state in library.rows("SELECT source, state FROM watched")}
