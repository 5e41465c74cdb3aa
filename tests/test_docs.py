"""No example of README or docs is untested: each runs in a folder with the demo's pages, and prints what is shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from evals.gold import ROOT
from riwaya.library import meanings
from riwaya.link import vectors
from tools.examples import FOLDER, Block, FailedError, Runner, agrees, beside, blocks, folder, pages, renewed
from tools.newsroom import newsroom
from tools.site import shown

WITH_EXAMPLES = [page for page in pages() if any(each.language != "text" for each in blocks(page.read_text("utf-8")))]
#: Languages of blocks that are no examples: forms of files, and what is shown of them.
DATA = {"json", "toml", "turtle", "xml"}


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Runner]:
    """Runs examples with the program's own encoder, whatever stood in for it in tests before."""
    monkeypatch.setattr(meanings, "default", vectors.default)
    meanings.encoder.cache_clear()
    with folder(), newsroom() as site:
        yield Runner(site)
    meanings.encoder.cache_clear()


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_does_what_its_page_shows(page: Path, runner: Runner) -> None:
    for block, printed in runner.outputs(page.read_text(encoding="utf-8")):
        assert block.language in DATA | {"python", "sh", "text"}, f"{page.name}:{block.line}"
        if printed is not None:
            assert agrees(block.body, printed), f"{page.name}:{block.line}: run `make examples`\n{printed}"


def test_what_is_not_run_is_little_and_says_why() -> None:
    skipped = [(page.name, block.why) for page in pages() for block in blocks(page.read_text("utf-8")) if block.why]
    # an Arabic page skips what its English page does, as a test below has it
    assert len([name for name, _ in skipped if not name.endswith(".ar.md")]) <= 3
    assert all(len(why.split()) > 5 for _, why in skipped)


def test_output_is_only_shown_of_what_ran() -> None:
    for page in pages():
        text = page.read_text(encoding="utf-8")
        found = blocks(text)
        orphans = [
            block.line
            for before, block in zip([None, *found], found, strict=False)
            if block.language == "text" and not (before and runs(before) and beside(text, before.stop, block))
        ]
        # drawings stand outside examples: the plan of the code, and the README's excerpt, which has a test of its own
        drawn = {"architecture.md", "batch.md", "batch.ar.md", "README.md"}
        assert page.name in drawn or not orphans, (page.name, orphans)


def runs(block: Block) -> bool:
    return block.language in ("python", "sh") and block.why is None


def test_the_folder_is_what_the_pages_speak_of() -> None:
    with folder() as place:
        assert {path.name for path in place.iterdir()} == set(FOLDER)
        assert len(list((place / "pages").iterdir())) == 7


def test_the_mechanism_notices(runner: Runner) -> None:
    page = "```sh\nriwaya --version\n```\n\n```text\nriwaya 9\n```\n"
    ((_, none), (block, printed)) = runner.outputs(page)
    assert none is None and printed is not None and not agrees(block.body, printed)
    assert agrees(renewed(block.body, printed), printed)
    for line in (
        "rm -rf /",
        "make nothing",
        "pip install malware",
        "riwaya annotate nowhere.txt",
        "riwaya fly",
        "riwaya watch x",
    ):
        with pytest.raises(FailedError):
            runner.command(line)
    with pytest.raises(ZeroDivisionError):
        list(runner.outputs("```python\n1 / 0\n```\n"))


@pytest.mark.parametrize(
    ("shown", "agreed"),
    [("a\nb\n", True), ("a\n…\n", True), ("a\n", False), ("b\n…\n", False), ("a\nb\nc\n…\n", False), ("…\n", True)],
)
def test_a_page_may_show_the_beginning(shown: str, agreed: bool) -> None:
    assert agrees(shown, "\na  \nb\n\n") is agreed


LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s]+)\)")
DOCS = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target.partition("#")[0]).exists(), target


ARABIC = [page.name.removesuffix(".ar.md") for page in DOCS if page.name.endswith(".ar.md")]


def test_a_table_of_the_readme_has_its_rows_named_in_arabic() -> None:
    """A row that is new there needs a name here."""
    page = (ROOT / "docs" / "layers.ar.md").read_text("utf-8")
    english, arabic = shown("<!-- include-table: README.md eval -->"), shown(page)
    assert "include-table" not in arabic
    assert all(row.partition(" | ")[2] in arabic for row in english.splitlines()[2:])
    with pytest.raises(KeyError):
        shown("<!-- include-table: README.md eval\nother = غيره\n-->")


def test_every_page_that_a_newsroom_needs_is_there_in_both_languages() -> None:
    assert {"index", "quickstart", "fact-checker", "researcher", "ethics", "library", "web", "watching"} <= set(ARABIC)


def test_every_page_has_an_arabic_title_on_the_arabic_site() -> None:
    """A page without an Arabic version keeps its words, and is named in Arabic beside them."""
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    (plugin,) = (each["i18n"] for each in site["plugins"] if "i18n" in each)
    (named,) = (each["nav_translations"] for each in plugin["languages"] if each["locale"] == "ar")
    for title, page in nav_of(site["nav"]):
        if page.removesuffix(".md") in ARABIC:
            assert title is None, page  # its own first line names it, in each language
        else:
            assert title == heading(ROOT / "docs" / page), page
            assert re.search("[\u0621-\u064a]", named[title]), page


def nav_of(items: list[object]) -> Iterator[tuple[str | None, str]]:
    """Title, where one is given, and file of every page of the site."""
    for item in items:
        if isinstance(item, str):
            yield None, item
        else:
            ((title, under),) = item.items()
            yield from nav_of(under) if isinstance(under, list) else [(title, under)]


def folder_of(page: Path) -> str:
    return str(page.parent.relative_to(ROOT / "docs"))


def heading(page: Path) -> str:
    """The first heading of a page, or of the one that it takes in."""
    (first, *_) = re.findall(r"^# (.+)$", shown(page.read_text("utf-8"), folder_of(page)), re.MULTILINE)
    return first


@pytest.mark.parametrize("name", ARABIC)
def test_an_english_page_has_no_arabic_part(name: str) -> None:
    """What stood there in Arabic stands on the Arabic page; examples hold Arabic words, headings do not."""
    text = re.sub(
        r"^```.*?^```$", "", (ROOT / "docs" / f"{name}.md").read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    assert not re.search(r"^#.*[\u0621-\u064a]", text, re.MULTILINE)


@pytest.mark.parametrize("name", ARABIC)
def test_an_arabic_page_has_the_commands_and_figures_of_the_english_one(name: str) -> None:
    english, arabic = ((ROOT / "docs" / f"{name}{suffix}.md").read_text("utf-8") for suffix in ("", ".ar"))
    for seen in (commands_of, code_of, figures_of):
        assert seen(english) == seen(arabic), seen.__name__


def commands_of(page: str) -> list[list[str]]:
    """The commands of a page, but for the language that it asks for."""
    lines = (line for block in blocks(page) if block.language == "sh" for line in block.body.splitlines())
    return [[word for word in shlex.split(line, comments=True) if word not in ("--lang", "en")] for line in lines]


def code_of(page: str) -> list[tuple[str, bool]]:
    """The code and data of a page, and which of its blocks are not run."""
    return [(block.body if block.language in DATA | {"python"} else "", block.why is None) for block in blocks(page)]


def figures_of(page: str) -> set[str]:
    """The numbers of a page outside its examples."""
    return set(re.findall(r"\d[\d.,]*\d", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)))
