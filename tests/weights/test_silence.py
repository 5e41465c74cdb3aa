"""Nothing is sent anywhere, and nothing is written to the user's folders, when models run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from importlib.resources import files
import riwaya
from riwaya.link.vectors import default
[article] = riwaya.annotate(riwaya.read([files("riwaya.demo") / "hana-fire.txt"]))
default().encode(["قالت الوزيرة"])
assert "onnxruntime" in sys.modules, "no model ran: this shows nothing"
"""


def test_models_leave_nothing_in_the_users_folders(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run([sys.executable, "-c", SCRIPT], env={**kept, "HOME": str(tmp_path)}, check=True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
