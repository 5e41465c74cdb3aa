"""``python -m tests.store.fixtures``: keeps a library of the present layout, for the day there is a next one."""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from riwaya.library import meanings
from riwaya.store import open_library
from riwaya.store.migrations import MIGRATIONS
from tests.link.telling import Bag
from tests.store.writing import BRIDGE, DAM, add


def main() -> None:
    """Write ``library-vN.db.gz`` beside this file, N the number of the last step."""
    meanings.default = Bag
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with open_library(path, make=True) as library:
            add(library, DAM, BRIDGE)
            library.run("VACUUM")
        kept = Path(__file__).with_name(f"library-v{len(MIGRATIONS)}.db.gz")
        kept.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
