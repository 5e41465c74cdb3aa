"""``riwaya annotate`` for the eye: an article's particulars, who says what in it, whom and when it names."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.model import Article, Statement
from riwaya.present.comparison import ARROW, RULE
from riwaya.present.labels import Lang, label, listed, term
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.queries import chain, readable
from riwaya.present.safe import flat
from riwaya.present.wording import cue_words, wording

_SEPARATOR = " · "


def annotation_lines(article: Article, *, lang: Lang = Lang.AR) -> Iterator[Line]:
    """The article's page: particulars, statements, names, times."""
    yield from heading_lines(article, lang=lang)
    if not article.statements:
        yield plain(2, label("nothing", lang), style="dim")
    for number, statement in enumerate(article.statements, start=1):
        yield from statement_lines(article, statement, number, lang=lang)
    yield from _names(article, lang)
    yield from _times(article, lang)
    yield blank()


def heading_lines(article: Article, *, lang: Lang) -> Iterator[Line]:
    """What is known of the article as a whole; what is unknown is left out."""
    title = flat(article.title.of(article.text)) if article.title is not None else label("untitled", lang)
    yield plain(0, RULE, style="dim")
    yield quoted(0, title, style="bold")
    for key, value in particulars(article, lang=lang):
        yield plain(2, f"{label(key, lang)}: {flat(value)}")


def particulars(article: Article, *, lang: Lang) -> Iterator[tuple[str, str]]:
    """Label keys and values of the article's metadata."""
    stem = article.document.rpartition(".")[0] or article.document
    own_id = "" if article.id in (stem, article.document) else f" ({article.id})"
    yield "document", article.document + own_id
    if article.outlet is not None:
        yield "outlet", article.outlet.name
    if article.published is not None:
        yield "published", f"{readable(article.published.value)} ({label(article.published.basis, lang)})"
    if article.dateline is not None:
        yield "dateline", article.dateline.place or article.dateline.span.of(article.text)
    if article.byline is not None:
        yield "byline", article.byline.name
    for credit in article.credits:
        yield "credit", f"{credit.name} ({term(credit.role, lang)})"


def statement_lines(article: Article, statement: Statement, number: int, *, lang: Lang) -> Iterator[Line]:
    """One statement: through whom, how, in which words."""
    facts = [ARROW.join(map(flat, chain(article, statement))), label(statement.mode, lang)]
    facts.append(cue_words(article.text, statement))
    if statement.occasion is not None:
        facts.append(f"{label('occasion', lang)}: {flat(statement.occasion.of(article.text))}")
    if statement.denies is not None:
        facts.append(f"{label('denies', lang)}: {flat(statement.denies)}")
    yield plain(2, f"{number}. {_SEPARATOR.join(filter(None, facts))}", style="green")
    yield Line(6, wording(article.text, statement))


def _names(article: Article, lang: Lang) -> Iterator[Line]:
    if article.people:
        yield plain(2, f"{label('names', lang)}:", style="cyan")
    for entity in article.people:
        others = [alias for alias in entity.aliases if alias != entity.name] + list(entity.roles)
        also = f"{_SEPARATOR}{label('alias', lang)}: {listed(others, lang)}" if others else ""
        yield plain(4, flat(f"{entity.name} ({label(entity.type, lang)}){also}"))


def _times(article: Article, lang: Lang) -> Iterator[Line]:
    if article.times:
        yield plain(2, f"{label('times', lang)}:", style="cyan")
    for time in article.times:
        yield plain(4, flat(f"{time.span.of(article.text)} = {time.value or label('unresolved', lang)}"))
