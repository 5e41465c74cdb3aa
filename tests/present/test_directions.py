"""In which direction a line runs, on a terminal that reorders Arabic, on one that does not, and in a pipe."""

import io
import unicodedata
from collections.abc import Callable

import pytest
from rich.text import Text

from riwaya.present.bidi import BidiMissingError, reorderer
from riwaya.present.labels import Lang
from riwaya.present.page import Line, plain, quoted, show

LRM, RLM = "\u200e", "\u200f"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(line: Line, *, lang: Lang = Lang.AR) -> str:
    file = Terminal()
    show([line], file=file, lang=lang, width=40)
    return file.getvalue().rstrip("\n")


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def reordered() -> Callable[..., str]:
    pytest.importorskip("bidi", reason="needs the extra: pip install riwaya[bidi]")
    pytest.importorskip("arabic_reshaper", reason="needs the extra: pip install riwaya[bidi]")

    def line(line: Line, *, lang: Lang = Lang.AR) -> str:
        file = io.StringIO()
        show([line], file=file, lang=lang, width=40, reorder=reorderer())
        return unicodedata.normalize("NFKC", file.getvalue().rstrip("\n"))

    return line


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("text", ["example.org ← سالم", "الفترة: 2031-05-04"])
def test_a_pipe_gets_the_text_as_it_is(text: str, lang: Lang) -> None:
    file = io.StringIO()
    show([plain(2, text)], file=file, lang=lang, width=40)
    assert file.getvalue() == f"  {text}\n"


def test_a_terminal_gets_a_mark_only_where_the_first_letter_misleads() -> None:
    assert on_terminal(plain(2, "example.org: سالم")) == f"{RLM}  example.org: سالم"
    assert on_terminal(plain(2, "سالم: example.org")) == "  سالم: example.org"
    assert on_terminal(plain(2, "سالم: said"), lang=Lang.EN) == f"{LRM}  سالم: said"


def test_the_words_of_a_page_run_to_the_left_in_every_language() -> None:
    assert on_terminal(quoted(2, "NATO قالت"), lang=Lang.EN) == f"{RLM}  NATO قالت"


def test_an_iso_date_is_not_turned_around(reordered: Callable[..., str]) -> None:
    assert on_terminal(plain(0, "الفترة: 2031-05-04 – 2031-XX")) == f"الفترة: {LRM}2031-05-04 – {LRM}2031-XX"
    assert on_terminal(plain(0, "رقم 12-34")) == "رقم 12-34"
    assert "2031-05-04" in reordered(plain(0, "الفترة: 2031-05-04"))


def test_a_chain_runs_from_the_right_in_arabic_and_from_the_left_in_english(reordered: Callable[..., str]) -> None:
    chain = "ا ← ب ← ج"
    assert reordered(plain(0, chain)).strip() == "ج ← ب ← ا"
    assert reordered(plain(0, chain), lang=Lang.EN) == chain


def test_reordered_arabic_is_indented_from_the_right_edge(reordered: Callable[..., str]) -> None:
    assert reordered(quoted(2, "سد 12")) == " " * 33 + "12 دس"


def test_paragraphs_are_wrapped_before_they_are_reordered(reordered: Callable[..., str]) -> None:
    text = " ".join(["سد"] * 20 + ["نهر"])
    assert "رهن" in reordered(Line(0, Text(text))).splitlines()[1]


def test_missing_packages_are_named_with_the_way_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "bidi", None)
    with pytest.raises(BidiMissingError, match=r"riwaya\[bidi\]"):
        reorderer()
