"""Writes the generated excerpt of README.md: what ``riwaya demo`` prints, from its beginning to a good place to stop.

``python -m tools.readme``
"""

from __future__ import annotations

import os
import subprocess
import sys

from evals import markers
from evals.gold import ROOT

#: Enough for a story's head and its first utterances with their tellings; the excerpt stops at the next empty line.
LINES = 40
WIDTH = 92


def demo_output() -> str:
    """What ``riwaya demo`` prints into a pipe of ``WIDTH`` columns; raises CalledProcessError when it fails."""
    command = [sys.executable, "-c", "from riwaya.present.cli import main; main()", "demo", "--width", str(WIDTH)]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment, encoding="utf-8")
    return answer.stdout


def excerpt(output: str, *, lines: int = LINES) -> str:
    """The first ``lines`` lines and on to the next empty one, as a Markdown code block."""
    kept: list[str] = []
    for line in output.splitlines():
        if len(kept) >= lines and not line.strip():
            break
        kept.append(line.rstrip())
    return "```text\n" + "\n".join(kept).strip("\n") + "\n```"


def main() -> int:
    """Writes the excerpt into README.md."""
    markers.write(ROOT / "README.md", "demo", excerpt(demo_output()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
