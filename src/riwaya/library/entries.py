"""What an annotated article is found by in a library: terms, keys, vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from riwaya.arabic.changes import changes
from riwaya.arabic.letters import key
from riwaya.arabic.terms import Term, terms
from riwaya.library.meanings import meanings
from riwaya.link.features import LEAD, parts
from riwaya.link.utterances import spoken
from riwaya.model import Article, Piece, Span, Statement
from riwaya.store.nearest import pack_vector
from riwaya.store.records import ArticleEntry, Source, StatementEntry


def entries(
    annotated: Sequence[Article], keys: Sequence[str], *, before: Mapping[str, Article] | None = None
) -> list[ArticleEntry]:
    """The entries of annotated articles under these keys; ``before`` are earlier wordings by the article's id."""
    texts = [opening(article) for article in annotated]
    texts += [spoken(article, statement) for article in annotated for statement in article.statements]
    vectors = iter([pack_vector(row) for row in meanings().of(texts)])
    first = [next(vectors) for _ in annotated]
    out = []
    for article, which, vector in zip(annotated, keys, first, strict=True):
        statements = tuple(_statement(article, each, next(vectors)) for each in article.statements)
        old = (before or {}).get(article.id)
        out.append(_entry(article, which, vector, statements, _changes(old, article) if old else ()))
    return out


def opening(article: Article) -> str:
    """Title and lead, which stand for what an article means; the same words that linking reads."""
    title, body = parts(article)
    return f"{title}\n{body[:LEAD]}"


def _changes(old: Article, new: Article) -> tuple[Piece, ...]:
    left, right = old.span.of(old.text), new.span.of(new.text)
    return changes(left, right, before=old.span.start, after=new.span.start)


def _entry(
    article: Article, which: str, vector: bytes, statements: tuple[StatementEntry, ...], changed: tuple[Piece, ...]
) -> ArticleEntry:
    found, persons = prose(article), _inside(article, "PER")
    title = article.title or Span(article.span.start, article.span.start)
    lead = [term for term in found if term.start >= title.stop and term.stop <= title.stop + LEAD]
    return ArticleEntry(
        article=article,
        key=which,
        outlet_key=key(article.outlet.name if article.outlet else article.id),
        title=_places(term for term in found if title.contains((term.start, term.stop))),
        lead=_places(lead),
        root=_bag(found, lambda term: [term.forms.base if term.start in persons else term.forms.root]),
        base=_bag(found, _whole(article)),
        exact=tuple(term.forms.exact for term in found),
        statements=statements,
        entity_keys={each.id: _keys((each.name, *each.aliases)) for each in article.people},
        sources=tuple(Source(name=each.name, key=key(each.name), role=each.role) for each in article.credits),
        vector=vector,
        changes=changed,
    )


def _statement(article: Article, statement: Statement, vector: bytes) -> StatementEntry:
    found = [term for span in statement.content for term in terms(article.text, *span)]
    persons = _inside(article, "PER")
    speaker = statement.speaker.name
    return StatementEntry(
        root=_bag(found, lambda term: [term.forms.base if term.start in persons else term.forms.root]),
        base=_bag(found, _whole(article)),
        exact=tuple(term.forms.exact for term in found),
        speaker=_bag(terms(speaker), lambda term: [term.forms.stem, term.forms.base, term.forms.name]),
        speaker_key=key(speaker),
        sources=tuple(Source(name=via.name, key=key(via.name), role=via.role) for via in statement.via),
        vector=vector,
    )


def prose(article: Article) -> list[Term]:
    """The words of the article without what is not its own prose."""
    outside = [mark.span for mark in article.furniture]
    found = terms(article.text, *article.span)
    return [term for term in found if not any(span.overlaps((term.start, term.stop)) for span in outside)]


def _places(found: Iterable[Term]) -> tuple[str, ...]:
    """The terms of a title or a lead: a word is found there by its stem, a name by itself or its key."""
    return _bag(found, lambda term: [term.forms.stem, term.forms.base, term.forms.name])


def _inside(article: Article, kind: str | None = None) -> set[int]:
    """The offsets inside mentions of names (of one type): those of persons stay whole, no stem is made of them."""
    return {offset for mention in article.mentions if kind in (None, mention.type) for offset in range(*mention.span)}


def _whole(article: Article) -> Callable[[Term], list[str]]:
    """Words without the particles in front; in mentions of names also the key of that part of the name."""
    inside = _inside(article)
    return lambda term: [term.forms.base, *([term.forms.name] if term.start in inside else [])]


def _bag(found: Iterable[Term], forms: Callable[[Term], list[str]]) -> tuple[str, ...]:
    """The forms of the telling words, each once."""
    return tuple(dict.fromkeys(form for term in found if term.forms.telling for form in forms(term) if form))


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.forms.name for name in names for term in terms(name)))
