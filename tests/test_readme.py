"""The README and its neighbours say what is true: commands exist, the quickstart runs, generated parts are current."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evals import markers
from evals.gold import DEMO, ROOT
from tools import readme

PAGES = ("README.md", "CONTRIBUTING.md", "docs/architecture.md")
DECISIONS = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/decisions/*.md"))
LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def quickstart() -> str:
    block = markers.between(README, "quickstart")
    return block.removeprefix("```python\n").removesuffix("```")


def test_the_quickstart_has_five_lines() -> None:
    assert len([line for line in quickstart().splitlines() if line.strip()]) <= 6  # the import, and five lines


def test_the_quickstart_runs_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("lina-zurman.txt", "mirsad-dorval.txt"):
        shutil.copy(DEMO / name, tmp_path / "pages")
    monkeypatch.chdir(tmp_path)
    code = compile(quickstart(), "README.md", "exec")
    exec(code, {})
    first = capsys.readouterr().out
    exec(code, {})  # a second time: the layers are imported by now
    assert capsys.readouterr().out == first
    assert "دورفال" in first


def test_the_demo_excerpt_is_what_the_program_prints() -> None:
    assert markers.between(README, "demo") == readme.excerpt(readme.demo_output()), "run `make readme`"


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_are_named_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {name for run in re.findall(r"`make ([a-z ]+)`", text) for name in run.split()}
    named |= set(re.findall(r"^make ([a-z]+)", text, flags=re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", *DECISIONS])
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target.partition("#")[0]).exists(), target


def test_decisions_are_numbered_once() -> None:
    numbers = [Path(page).name[:4] for page in DECISIONS]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
