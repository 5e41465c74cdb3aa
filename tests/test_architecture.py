"""The plan of ``docs/architecture.md``, checked: who imports whom, how long things may be."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "riwaya"
MODULES = sorted(PACKAGE.rglob("*.py"))

BASE = {"model", "arabic", "lexicon", "weights"}
#: Room → rooms it may import, itself always included.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "arabic": BASE,
    "lexicon": BASE,
    "weights": BASE,
    "ingest": BASE,
    "annotate": BASE,
    "link": BASE,
    "store": {"model"},
    "evaluate": {"model"},
    "present": {"store", "model", "arabic"},
    "demo": set(),
}
SEES_EVERYTHING = {
    "riwaya",
    "riwaya.pipeline",
    "riwaya.present.cli",
    "riwaya.present.cli_watch",
    "riwaya.spacy_component",
}
#: So do all modules below these: the pipeline with a store in it, the one over archives, the commands.
SEE_EVERYTHING_BELOW = ("riwaya.batch", "riwaya.library", "riwaya.present.commands")
LONGEST_FUNCTION, LONGEST_MODULE, LONGEST_MEDIAN = 60, 400, 10


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_rooms(module: ast.Module) -> Iterator[str]:
    """The rooms of ours that a module imports, at the top or inside a function."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [node.module or ""]
            if node.module == "riwaya":
                names = [f"riwaya.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("riwaya."))


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_rooms_import_only_what_the_plan_allows(path: Path) -> None:
    name = dotted(path)
    if name in SEES_EVERYTHING or name.startswith(SEE_EVERYTHING_BELOW):
        return
    room = name.split(".")[1]
    assert room in MAY_IMPORT, f"{room} is not on the plan"
    assert set(imported_rooms(tree(path))) <= MAY_IMPORT[room] | {room}


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_and_functions_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    long = {function.name: length(function) for function in functions(tree(path))}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_the_median_function_is_short() -> None:
    lengths = [length(function) for path in MODULES for function in functions(tree(path))]
    assert statistics.median(lengths) < LONGEST_MEDIAN


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_handler_catches_everything(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert ast.unparse(node.type) not in {"Exception", "BaseException"}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_torch_stays_in_training(path: Path) -> None:
    assert not any(
        isinstance(node, ast.Import | ast.ImportFrom) and "torch" in ast.unparse(node) for node in ast.walk(tree(path))
    )


def test_public_names_are_few() -> None:
    import riwaya

    assert 0 < len(riwaya.__all__) < 10


def test_every_layer_finds_what_it_needs() -> None:
    from riwaya.annotate import LAYERS

    given = {"document", "id", "text", "span", "title", "headings", "furniture", "published"}
    for layer in LAYERS:
        assert set(layer.needs) <= given, layer.name
        given |= set(layer.gives)
