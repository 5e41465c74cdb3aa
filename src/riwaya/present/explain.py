"""``riwaya explain``: the page with its layers marked in place, and below each stretch what marked it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from riwaya.model import Article, Mark, Reason, Span, Statement
from riwaya.present.annotation import heading_lines
from riwaya.present.labels import Lang, label, term
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.safe import flat

if TYPE_CHECKING:
    from rich.text import Text


class Layer(NamedTuple):
    """How one layer shows in the text: opening and closing signs and a style for terminals with colour."""

    opening: str
    closing: str
    style: str


LAYERS: dict[str, Layer] = {
    "content": Layer("⟦", "⟧", "yellow"),
    "cue": Layer("‹", "›", "bold red"),
    "speaker": Layer("⟨", "⟩", "bold green"),
    "via": Layer("⟪", "⟫", "magenta"),
    "name": Layer("[", "]", "underline"),
    "when": Layer("{", "}", "cyan"),
}
_OUTERMOST_FIRST = list(LAYERS)
_NO_REASON = Reason(cue="", content="", speaker="")


class Marked(NamedTuple):
    """A span of one layer; ``number`` is that of its statement, or an empty string."""

    span: Span
    layer: str
    number: str = ""


class Finding(NamedTuple):
    """One row under the text: where, in which layer, its value, and the rule that made it."""

    span: Span
    layer: str
    facts: tuple[str, ...]


def explanation_lines(article: Article, *, lang: Lang = Lang.AR) -> Iterator[Line]:
    """The whole article, stretch by stretch, each followed by its findings in order of position."""
    yield from heading_lines(article, lang=lang)
    yield from _of_the_whole(article, lang)
    yield plain(2, key_line(lang), style="dim")
    marks, rows = marked(article), findings(article, lang=lang)
    furniture = {mark.span: mark for mark in article.furniture}
    for unit in units(article):
        yield blank()
        if unit in furniture:
            yield from _furniture_lines(article, furniture[unit], lang)
        else:
            yield Line(2, layered(article.text, unit, marks))
        for row in rows:
            if unit.start <= row.span.start < unit.stop:
                yield from _row_lines(article, row, lang)
    yield blank()


def key_line(lang: Lang) -> str:
    """What the signs in the text stand for."""
    signs = (f"{layer.opening}{label(key, lang)}{layer.closing}" for key, layer in LAYERS.items())
    return f"{label('key', lang)}: {' '.join(signs)}"


def _of_the_whole(article: Article, lang: Lang) -> Iterator[Line]:
    for key, found in (("outlet", article.outlet), ("published", article.published)):
        if found is not None and found.rule:
            where = _place(found.span) if found.span is not None else label("metadata", lang)
            yield plain(4, f"{label(key, lang)} · {_rule(flat(found.rule), lang)} {where}", style="dim")


def units(article: Article) -> list[Span]:
    """The stretches to show one under the other: furniture, sentences, and what lies between and is not empty."""
    known = sorted({mark.span for mark in article.furniture} | set(article.sentences))
    out: list[Span] = []
    position = article.span.start
    for span in known:
        out += _lines_between(article.text, position, span.start)
        out.append(span)
        position = max(position, span.stop)
    return out + _lines_between(article.text, position, article.span.stop)


def _lines_between(text: str, start: int, stop: int) -> list[Span]:
    out: list[Span] = []
    for line in text[start:stop].splitlines(keepends=True):
        if line.strip():
            out.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return out


def marked(article: Article) -> list[Marked]:
    """Every span that shows inside the text, longer before shorter where they start together."""
    found = [Marked(mention.span, "name") for mention in article.mentions]
    found += [Marked(time.span, "when") for time in article.times]
    for number, statement in enumerate(article.statements, start=1):
        found += (Marked(span, "content", str(number)) for span in statement.content)
        found += (Marked(via.span, "via") for via in statement.via)
        found += [Marked(statement.cue, "cue", str(number))] if statement.cue is not None else []
        found += [Marked(statement.speaker.span, "speaker")] if statement.speaker.span is not None else []
    return sorted(dict.fromkeys(found), key=_outer_first)


def _outer_first(entry: Marked) -> tuple[int, int, int]:
    return entry.span.start, -entry.span.stop, _OUTERMOST_FIRST.index(entry.layer)


def layered(text: str, unit: Span, marks: Iterable[Marked]) -> Text:
    """The words of ``unit`` with the signs of every layer that touches it put in place."""
    from rich.text import Text

    inside = [entry for entry in marks if entry.span.overlaps(unit)]
    met = {edge for entry in inside for edge in entry.span if unit.start < edge < unit.stop}
    edges = [unit.start, *sorted(met), unit.stop]
    shown = Text()
    for start, stop in pairwise(edges):
        over = [entry for entry in inside if entry.span.contains((start, stop))]
        for entry in over:
            if max(entry.span.start, unit.start) == start:
                shown.append(LAYERS[entry.layer].opening + (entry.number and entry.number + " "), style="dim")
        shown.append(flat(text[start:stop]), style=" ".join(LAYERS[entry.layer].style for entry in over))
        for entry in reversed(over):
            if min(entry.span.stop, unit.stop) == stop:
                shown.append(LAYERS[entry.layer].closing, style="dim")
    return shown


def findings(article: Article, *, lang: Lang) -> list[Finding]:
    """Every span of the article with what it was taken for and the rule that made it."""
    rows = [
        Finding(mention.span, "name", (label(mention.type, lang), mention.entity, _rule(mention.rule, lang)))
        for mention in article.mentions
    ]
    for time in article.times:
        facts = [label(time.type, lang), time.value or label("unresolved", lang), label(time.basis, lang)]
        facts += [f"{label('times_conflict', lang)}: {time.conflict}"] if time.conflict else []
        rows.append(Finding(time.span, "when", (*facts, _rule(time.rule, lang))))
    rows += [Finding(heading, "heading", ()) for heading in article.headings]
    for number, statement in enumerate(article.statements, start=1):
        spans = [*statement.content, *([statement.cue] if statement.cue is not None else [])]
        if spans:
            rows.append(Finding(min(spans), "statement", tuple(_statement_facts(article, statement, number, lang))))
    return sorted(rows)


def _statement_facts(article: Article, statement: Statement, number: int, lang: Lang) -> Iterator[str]:
    """The head of a statement's row, then one fact a line; its words stand in the text above under its number."""
    text, reason = article.text, statement.reason or _NO_REASON
    head = f"{statement.id} · {label(statement.mode, lang)} · {label('act', lang)}: {term(statement.act, lang)}"
    yield f"{number} · {head} · {label('confidence', lang)}: {statement.confidence:.2f}"
    who = statement.speaker
    named = who.name + (f" = {who.entity}" if who.entity else "") + (f" {_place(who.span)}" if who.span else "")
    second = f" · {label('runner_up', lang)}: {reason.runner_up}" if reason.runner_up else ""
    yield _fact("speaker", named, reason.speaker, lang) + second
    if statement.cue is not None:
        yield _fact("cue", f"«{statement.cue.of(text)}» {_place(statement.cue)}", reason.cue, lang)
    yield _fact("content", " ".join(map(_place, statement.content)), reason.content, lang)
    for via in statement.via:
        yield _fact("via", f"{via.name} ({term(via.role, lang)}) {_place(via.span)}", None, lang)
    if statement.occasion is not None:
        yield _fact("occasion", f"«{statement.occasion.of(text)}» {_place(statement.occasion)}", None, lang)
    if statement.denies is not None:
        yield _fact("denies", statement.denies, None, lang)


def _fact(key: str, value: str, rule: str | None, lang: Lang) -> str:
    return f"{label(key, lang)}: {value}" + (f" · {_rule(rule, lang)}" if rule else "")


def _rule(rule: str, lang: Lang) -> str:
    return f"{label('rule', lang)}: {rule}" if rule else ""


def _place(span: Span) -> str:
    return f"[{span.start}–{span.stop}]"


def _furniture_lines(article: Article, mark: Mark, lang: Lang) -> Iterator[Line]:
    yield quoted(2, f"░ {flat(mark.span.of(article.text))}", style="dim")
    facts = f"{label('furniture', lang)}: {term(mark.kind, lang)} · {_rule(mark.rule, lang)} {_place(mark.span)}"
    yield plain(6, flat(facts), style="dim")


def _row_lines(article: Article, row: Finding, lang: Lang) -> Iterator[Line]:
    kind, facts = label(row.layer, lang), [flat(fact) for fact in row.facts if fact]
    if row.layer == "statement":
        yield plain(6, f"{kind} {facts[0]}", style="green")
        yield from (plain(8, fact, style="green") for fact in facts[1:])
    else:
        words = flat(row.span.of(article.text))
        yield plain(6, " · ".join([f"{kind} {_place(row.span)} «{words}»", *facts]), style="dim")
