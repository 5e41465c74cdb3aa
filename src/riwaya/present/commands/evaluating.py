"""``riwaya evaluate``: this program's answers, or anybody's, scored on gold of the user's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

import riwaya
from riwaya.evaluate import Document, GoldError, Tally, read_gold, read_groups, read_rows, score, score_groups
from riwaya.evaluate.matching import Ratio
from riwaya.evaluate.score import ACCURACIES, document_name
from riwaya.model import Article, replace
from riwaya.present import contract
from riwaya.present.commands.reading import Names, NamesOption
from riwaya.present.labels import Lang
from riwaya.present.page import Line, plain
from riwaya.present.running import BidiOption, LangOption, Problems, WidthOption, running, show_lines, write
from riwaya.present.safe import flat

#: Figure → (Arabic, English); in the order in which they are shown. The definitions: ``docs/evaluate.md``.
FIGURES: dict[str, tuple[str, str]] = {
    "who_said_what": ("من قال ماذا", "who said what"),
    "statements": ("الأقوال", "statements"),
    "speaker_accuracy": ("القائل، مما وجد من الأقوال", "speaker, of statements found"),
    "mode_accuracy": ("بنصه أم بمعناه", "direct, mixed or indirect"),
    "content_iou": ("حدود القول", "content, overlap"),
    "cue_accuracy": ("فعل القول", "cue"),
    "via": ("سلسلة النقل", "chain of transmission"),
    "entities_strict": ("الأسماء بحدودها", "names, exact"),
    "times": ("الأوقات", "times"),
    "times_value_accuracy": ("قيمة الوقت", "times, value"),
    "furniture": ("ما ليس من المقال (بالحروف)", "furniture (letters)"),
    "segmentation": ("فصل المقالات", "articles told apart"),
    "outlet_accuracy": ("وسيلة الإعلام", "outlet"),
    "published_accuracy": ("تاريخ النشر", "publication date"),
    "same_statement_pairs": ("القول الواحد عند وسائل عدة", "same utterance across outlets"),
}
_WORDS = {
    "documents": ("الوثائق", "documents"),
    "precision": ("الدقة", "precision"),
    "recall": ("الاستدعاء", "recall"),
    "counts": ("المرجع/الجواب", "gold/answer"),
    "asked": ("من", "of"),
    "ece": ("خطأ معايرة الثقة", "calibration error of the confidence"),
    "nothing": ("لا جواب عن هذه الوثائق", "no answer for these documents"),
}


class Shown(StrEnum):
    """How figures are written."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Make ``evaluate`` a command of ``app``."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="A folder or file of gold: stand-off JSON, or BRAT (.ann beside .txt)."),
    ],
    system: Annotated[
        Path | None,
        typer.Argument(
            metavar="SYSTEM",
            help="The answers to score: JSON Lines as annotate prints them, or BRAT. Riwaya's own unless named.",
        ),
    ] = None,
    records: Annotated[
        bool,
        typer.Option(
            "--records", help="All texts are records (title, empty line, body), not only those that the gold calls so."
        ),
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement with the gold.")] = False,
    names: NamesOption = Names.DEFAULT,
    format: Annotated[Shown, typer.Option("--format", "-f", help="For reading (text) or for programs (json).")] = (
        Shown.TEXT
    ),
    lang: LangOption = Lang.AR,
    width: WidthOption = None,
    bidi: BidiOption = False,
) -> None:
    """Score this program, or the answers of any other, on gold."""
    with running() as problems:
        try:
            documents = read_gold(gold)
            tally, silent = _tally(documents, gold, system, records=records, names=names, problems=problems)
        except GoldError as error:
            problems.say(str(error))
            return
        if silent:
            problems.say(f"{_say('nothing', lang)}: {' '.join(sorted(silent))}")
        if format is Shown.JSON:
            write([contract.encode(_answer(documents, tally, errors=errors)) + b"\n"])
        else:
            show_lines(_lines(documents, tally, errors=errors, lang=lang), lang=lang, width=width, bidi=bidi)


def _tally(
    documents: list[Document], gold: Path, system: Path | None, *, records: bool, names: Names, problems: Problems
) -> tuple[Tally, set[str]]:
    """The figures, and the documents of which no answer speaks."""
    if system is not None:
        rows = read_rows(system)
        tally = score(documents, rows)
    else:
        articles = list(riwaya.annotate(_read(documents, problems, records=records), names=names.value))
        rows = [contract.row(article) for article in articles]
        tally = score(documents, rows)
        _groups(gold, articles, tally)
    silent = {each.id for each in documents} - {document_name(row["document"]) for row in rows}
    return tally, silent


def _read(documents: Sequence[Document], problems: Problems, *, records: bool) -> Iterator[Article]:
    """The texts of the gold read again, each as what it was: a page, or a record."""
    yield from _pages([each for each in documents if not (records or each.record)], problems)
    yield from _records([each for each in documents if records or each.record], problems)


def _pages(documents: Sequence[Document], problems: Problems) -> Iterator[Article]:
    """Texts as pages, under numbers: an id need not be a file name."""
    with tempfile.TemporaryDirectory() as scratch:
        for number, document in enumerate(documents):
            page = Path(scratch) / f"{number}.txt"
            page.write_text(document.text, encoding="utf-8", newline="")
            for article in riwaya.read(page, on_problem=problems):
                name = document.id + article.id.removeprefix(page.stem)
                yield replace(article, document=document.id, id=name)


def _records(documents: Sequence[Document], problems: Problems) -> Iterator[Article]:
    """Texts as records."""
    if not documents:  # an empty file would be reported as one
        return
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "gold.jsonl"
        source.write_bytes(b"".join(contract.encode(_record(each)) + b"\n" for each in documents))
        yield from riwaya.read(source, on_problem=problems)


def _record(document: Document) -> dict[str, Any]:
    """The input record of a document, with the date and outlet that a feed would have given beside the text."""
    title, _, body = document.text.partition("\n\n")
    article = document.articles[0]
    known = {key: article[key] for key in ("outlet", "published", "url") if article.get(key)}
    return {"id": document.id, "title": title, "text": body, **known}


def _groups(gold: Path, articles: list[Article], tally: Tally) -> None:
    import msgspec

    groups = read_groups(gold)
    if groups:
        score_groups(groups, msgspec.to_builtins(riwaya.compare(articles).stories), tally)


def _answer(documents: Sequence[Document], tally: Tally, *, errors: bool) -> dict[str, Any]:
    counts = {name: ratio._asdict() for name, ratio in tally.ratios.items()}
    answer: dict[str, Any] = {"documents": len(documents), "figures": tally.figures(), "counts": counts}
    return answer | {"errors": [case._asdict() for case in tally.cases]} if errors else answer


def _lines(documents: Sequence[Document], tally: Tally, *, errors: bool, lang: Lang) -> Iterator[Line]:
    yield plain(0, f"{_say('documents', lang)}: {len(documents)}", style="bold")
    for name, label in FIGURES.items():
        ratio = tally.ratios.get(name)
        if ratio is not None and (ratio.gold or ratio.system):
            facts = _facts(ratio, accuracy=name in ACCURACIES, lang=lang)
            yield plain(2, f"{label[lang is Lang.EN]}: {' · '.join(facts)}")
    if tally.judged:
        yield plain(2, f"{_say('ece', lang)}: {tally.figures()['ece']:.2f}")
    for case in tally.cases if errors else ():
        yield plain(4, flat(f"{case.kind} · {case.where} · {case.words}"), style="dim")


def _facts(ratio: Ratio, *, accuracy: bool, lang: Lang) -> list[str]:
    if accuracy:
        return [f"{ratio.recall:.2f}", f"{_say('asked', lang)} {ratio.gold}"]
    shares = [f"{_say('precision', lang)} {ratio.precision:.2f}", f"{_say('recall', lang)} {ratio.recall:.2f}"]
    return [f"F1 {ratio.f1:.2f}", *shares, f"{_say('counts', lang)} {ratio.gold}/{ratio.system}"]


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][lang is Lang.EN]
