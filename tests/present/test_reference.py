from pathlib import Path

import msgspec
import pytest
import typer

from riwaya.model import Article, Comparison
from riwaya.present import reference
from riwaya.present.cli import app
from riwaya.present.contract import row
from riwaya.present.schema import annotate_row

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_the_page_is_current(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == reference.pages()[name], "run `python -m riwaya.present.reference`"


def test_every_command_and_option_is_documented_with_its_meaning() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    root = typer.main.get_command(app)
    below = {f"riwaya {name}": command for name, command in root.commands.items()}
    groups = {name: command for name, command in below.items() if hasattr(command, "commands")}
    inner = {f"{name} {n}": c for name, group in groups.items() for n, c in group.commands.items()}
    leaves = {name: command for name, command in below.items() if name not in groups}
    for name, command in {"riwaya": root, **leaves, **inner}.items():
        section = page.partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]
        assert section, name
        for parameter in command.params:
            names = parameter.opts if parameter.param_type_name == "option" else parameter.metavar.split("|")
            for option in names:
                assert f"`{option}`" in section, (name, option)
            assert parameter.help and parameter.help in section, (name, parameter.name)


def test_a_printed_row_has_exactly_the_fields_of_its_schema(left: Article) -> None:
    described = annotate_row()["$defs"]["Article"]
    assert set(row(left)) == set(described["properties"])
    assert set(described["required"]) <= set(row(left))


def test_every_field_of_a_record_is_in_the_page() -> None:
    page = reference.model_page()
    for record in reference.records():
        section = page.partition(f"\n## {record.__name__}\n")[2].partition("\n## ")[0]
        for field in msgspec.structs.fields(record):
            assert f"| `{field.encode_name}`" in section


def test_records_go_to_json_and_back(left: Article, comparison: Comparison) -> None:
    assert Article.from_json(left.to_json()) == left
    assert Comparison.from_json(comparison.to_json()) == comparison
