"""The configuration, the folders, and hashes of files."""

import hashlib
import os
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CONFIG: dict[str, Any] = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
WORK = Path(os.environ.get("RIWAYA_TRAINING_WORK") or HERE / CONFIG["paths"]["work"]).resolve()
DATA = (HERE / CONFIG["paths"]["data"]).resolve()
WEIGHTS = HERE.parent / "src" / "riwaya" / "weights"

#: O, then B- and I- of each type.
LABELS = ["O", *(f"{place}-{kind}" for kind in CONFIG["labels"]["types"] for place in "BI")]


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def work(name: str) -> Path:
    """A file of the scratch folder, which is made if need be."""
    WORK.mkdir(parents=True, exist_ok=True)
    return WORK / name
