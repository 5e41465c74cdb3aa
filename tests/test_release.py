"""What is released: the same bytes from the same source, small, typed, free to ship; older libraries open."""

from __future__ import annotations

import gzip
import re
import site
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from typer.testing import CliRunner

import riwaya
from riwaya.present.cli import app
from tools import release

LAYOUTS = sorted((Path(__file__).parent / "store").glob("library-v*.db.gz"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice."""
    folder = tmp_path_factory.mktemp("wheels")
    return [release.build(folder / name, "--wheel")[0] for name in ("1", "2")]


@pytest.fixture(scope="module")
def python(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; what it depends on is taken from this one, Riwaya is not."""
    folder = tmp_path_factory.mktemp("empty")
    release.run([sys.executable, "-m", "venv", "--without-pip", folder])
    (packages,) = folder.glob("lib/python*/site-packages")
    zipfile.ZipFile(wheels[0]).extractall(packages)
    # a line of a .pth file adds a folder and does not read the .pth files in it, of which one leads to our source
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return folder / "bin" / "python"


def test_the_same_source_makes_the_same_wheel(wheels: list[Path]) -> None:
    release.same(wheels[:1], wheels[1:])
    release.small(wheels)


def test_a_wheel_that_differs_or_is_too_large_is_noticed(wheels: list[Path], tmp_path: Path) -> None:
    other = tmp_path / wheels[0].name
    other.write_bytes(wheels[0].read_bytes()[:-1])
    with pytest.raises(release.ReleaseError, match="not reproducible"):
        release.same(wheels[:1], [other])
    with other.open("wb") as file:
        file.truncate(release.LARGEST + 1)
    with pytest.raises(release.ReleaseError, match="at most"):
        release.small([other])


def test_the_wheel_holds_all_that_is_needed_and_no_tests(wheels: list[Path]) -> None:
    names = zipfile.ZipFile(wheels[0]).namelist()
    package = Path(riwaya.__file__).parent
    needed = {
        path.relative_to(package.parent).as_posix() for path in package.rglob("*.*") if "__pycache__" not in path.parts
    }
    assert needed <= set(names)
    assert {name.split("/")[0] for name in names} == {"riwaya", f"riwaya-{riwaya.__version__}.dist-info"}


def test_a_users_script_is_typed_and_runs_with_the_wheel(python: Path, tmp_path: Path) -> None:
    where = release.run([python, "-c", "import riwaya; print(riwaya.__file__)"], cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(python.parents[1])
    script = tmp_path / "script.py"
    script.write_text(release.SCRIPT + "\n\nprint(speakers('pages'))\n", encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python]
    release.run([*mypy, script], cwd=tmp_path)
    (tmp_path / "pages").mkdir()
    page = Path(riwaya.__file__).parent / "demo" / "hana-fire.txt"
    (tmp_path / "pages" / "page.txt").write_bytes(page.read_bytes())
    assert "سامر الدغيم" in release.run([python, script], cwd=tmp_path, PYTHONIOENCODING="utf-8")
    script.write_text(release.SCRIPT + "\n\nspeakers(1)\n", encoding="utf-8")
    with pytest.raises(release.ReleaseError, match="arg-type"):
        release.run([*mypy, script], cwd=tmp_path)


def default_install() -> set[str]:
    """Everything that ``pip install riwaya`` brings, by the metadata of what is installed here."""
    found: set[str] = set()
    waiting = ["riwaya"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            found.add(name)
            wanted = (Requirement(each) for each in requires(name) or ())
            waiting += (each.name for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""}))
    return found


def test_nothing_in_the_default_install_is_under_the_gpl() -> None:
    names = default_install()
    assert len(names) > 25 and not names & {"pyarrow", "spacy", "followthemoney", "psycopg", "rdflib"}
    found = release.licences(Path(sys.executable), *names)
    assert len(found) >= len(names) - 1  # what is for another system is not here
    assert release.bound(found) == []
    assert not [each for each in found if each["License"] in ("UNKNOWN", "")]


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT License", True),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GPL-2.0-only", False),
        ("AGPL-3.0", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("Apache-2.0 AND GPL-3.0", False),
    ],
)
def test_licences_are_read(licence: str, free: bool) -> None:
    assert (release.bound([{"Name": "x", "License": licence}]) == []) is free


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ("No known vulnerabilities found", False),
        ("Name  Skip Reason\nx  Dependency not found on PyPI and could not be audited", True),
        ("urllib3.exceptions.MaxRetryError: Max retries exceeded", True),
        ("Found 1 known vulnerability\nName Version ID Fix Versions\nx 1 CVE 2\ny could not be audited", False),
    ],
)
def test_silence_is_not_taken_for_safety(said: str, silent: bool) -> None:
    assert release.unreachable(said) is silent


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.name)
def test_the_commands_work_on_a_library_of_an_earlier_version(layout: Path, tmp_path: Path) -> None:
    """The file was written by an earlier version (``tests/store/fixtures.py``), annotated and linked by older rules."""
    copy = tmp_path / "library.db"
    copy.write_bytes(gzip.decompress(layout.read_bytes()))
    before = _run("export", "--as", "records", library=copy)
    assert len(before.splitlines()) == 2
    assert "riwaya update" in _run("check", library=copy)
    _run("update", library=copy)
    assert "riwaya update" not in _run("check", library=copy)
    assert _run("export", "--as", "records", library=copy) == before
    assert "bridge" in _run("search", "الفيضانات", library=copy)


def _run(*words: str, library: Path) -> str:
    result = CliRunner().invoke(app, [*words, "--library", str(library)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_command_that_fails_stops_the_release() -> None:
    with pytest.raises(release.ReleaseError, match="no room"):
        release.run([sys.executable, "-c", "raise SystemExit('no room')"])
