"""``search`` and ``said`` over a library: a query as people type it, answered with places in the original text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
import numpy as np
import numpy.typing as npt

from riwaya.arabic.terms import Asked, Word, asked, terms
from riwaya.model import Article, Record, Span, Statement
from riwaya.present.snippets import Snippet, snippets
from riwaya.present.subjects import entities, outlet_keys, source_keys
from riwaya.present.wording import with_marks
from riwaya.store import Library, articles, search, statements
from riwaya.store.records import Card
from riwaya.store.search import Criteria, Facet, Found, Scored, Wanted

#: Texts → unit vectors, a row each: what ``riwaya.library.meanings`` supplies.
Encode = Callable[[list[str]], npt.NDArray[np.float32]]


#: The term of a speaker that nobody is: no key of a name begins with the sign twice.
NOBODY = "__"


class Query(Record, frozen=True):
    """What somebody looks for: words as typed, and conditions by name.

    ``statements`` asks for statements in the place of articles, ``meaning`` for what is nearest in meaning to the words
    whatever the wording, ``after`` is the ``next`` of an earlier answer. Days are ISO 8601, both included.
    """

    words: str = ""
    outlet: str | None = None
    speaker: str | None = None
    about: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    statements: bool = False
    newest: bool = False
    meaning: bool = False
    after: str | None = None
    limit: int = 10


class Quoted(Record, frozen=True):
    """A statement in an answer: who, through whom, how, where its content stands, and its words as the page has them.

    ``words`` have the page's quotation marks around them, which ``content`` leaves out.
    """

    id: str
    speaker: str
    via: tuple[str, ...]
    mode: str
    act: str
    content: tuple[Span, ...]
    words: tuple[str, ...]


class Hit(Record, frozen=True):
    """An article that was found, or a statement in one, with what it counts and where the words stand."""

    article: Card
    score: float
    snippets: tuple[Snippet, ...]
    statement: Quoted | None = None


class Answer(Record, frozen=True):
    """A page of what was found: how many in all, whether each holds all words, and how to ask for the next page."""

    total: int
    whole: bool
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    next: str | None = None


class NotUnderstoodError(ValueError):
    """The query cannot be answered as it stands; the message says why."""


def find(
    library: Library,
    query: Query,
    *,
    encode: Encode | None = None,
    facets: bool = False,
    speakers: tuple[str, ...] | None = None,
) -> Answer:
    """The page of results that ``query`` asks for; raises ``NotUnderstoodError``.

    ``speakers`` are the entities that the query's speaker means, where that is known already.
    """
    with library.snapshot():
        wanted = asked(query.words)
        criteria = _criteria(library, query, wanted, speakers)
        found = _found(library, query, criteria, encode)
        start = _start(query, found.numbers)
        rows = found.rows(start, start + query.limit)
        left = len(found.numbers) - start - len(rows)
        return Answer(
            total=len(found.numbers),
            whole=found.whole == len(found.numbers),
            hits=tuple(_hits(library, criteria, rows, wanted)),
            facets=tuple(search.facets(library, criteria.unit, found.numbers)) if facets else (),
            next=_cursor(query, rows[-1], start + len(rows)) if rows and left else None,
        )


def _found(library: Library, query: Query, criteria: Criteria, encode: Encode | None) -> Found:
    if query.meaning and query.words:
        if encode is None:
            raise NotUnderstoodError("nearest in meaning: no sentence model at hand (لا نموذج للجمل)")
        return search.alike(library, criteria, encode([query.words])[0])
    return search.find(library, criteria, order="newest" if query.newest else "rank")


def _criteria(library: Library, query: Query, wanted: Asked, known: tuple[str, ...] | None) -> Criteria:
    speakers, terms_of_speaker = _speaker(library, query.speaker, known)
    return Criteria(
        unit="statements" if query.statements else "articles",
        words=() if query.meaning else tuple(_wanted(word) for word in wanted.words),
        phrases=wanted.phrases,
        outlets=None if query.outlet is None else outlet_keys(library, query.outlet),
        sources=None if query.source is None else source_keys(library, query.source),
        speakers=speakers,
        speaker_terms=terms_of_speaker,
        about=None if query.about is None else entities(library, query.about),
        since=query.since,
        until=query.until,
        story=query.story,
    )


def _wanted(word: Word) -> Wanted:
    forms = word.forms
    name = forms.name if word.name else None
    return Wanted(exact=forms.exact, base=forms.base, stem=forms.stem, root=forms.root, name=name)


def _speaker(
    library: Library, name: str | None, known: tuple[str, ...] | None
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The entities that a speaker's name means, or the words of a description (مصدر أمني) that is no name."""
    if name is None:
        return None, ()
    ids = entities(library, name) if known is None else known
    if ids:
        return ids, ()
    return None, tuple(term.forms.stem for term in terms(name) if term.forms.telling) or (NOBODY,)


def _hits(library: Library, criteria: Criteria, rows: Sequence[Scored], wanted: Asked) -> list[Hit]:
    numbers = [row.number for row in rows]
    if criteria.unit == "articles":
        names = {number: (name, "") for number, name in articles.named(library, numbers).items()}
    else:
        names = statements.where(library, numbers)
    held = {each.id: each for each in articles.load(library, list({article for article, _ in names.values()}))}
    cards = articles.cards(library, held)
    return [_hit(held[a], cards[a], row.score, s, wanted, criteria) for row in rows for a, s in [names[row.number]]]


def _hit(article: Article, card: Card, score: float, statement: str, wanted: Asked, criteria: Criteria) -> Hit:
    said = next((each for each in article.statements if each.id == statement), None)
    shown_of = [said] if said else [] if wanted.words or wanted.phrases else _spoken(article, criteria)
    inside = [with_marks(article.text, span) for each in shown_of for span in each.content]
    shown = snippets(article, wanted, inside=inside)
    return Hit(article=card, score=score, snippets=shown, statement=quoted(article, said) if said else None)


def _spoken(article: Article, criteria: Criteria) -> list[Statement]:
    """The statements of whom a search asks for, without words: they are why the article was found."""
    if criteria.speakers is not None:
        ids = set(criteria.speakers)
        return [each for each in article.statements if ids.intersection((each.speaker.entity or "").split("+"))]
    words = set(criteria.speaker_terms)
    return [each for each in article.statements if words and words <= _speaker_words(each.speaker.name)]


def _speaker_words(name: str) -> set[str]:
    """The words of a speaker in every form in which the library finds them."""
    return {form for term in terms(name) for form in (term.forms.stem, term.forms.base, term.forms.name)}


def quoted(article: Article, statement: Statement) -> Quoted:
    """A statement as answers show it."""
    return Quoted(
        id=statement.id,
        speaker=statement.speaker.name,
        via=tuple(via.name for via in statement.via),
        mode=statement.mode,
        act=statement.act,
        content=statement.content,
        words=tuple(with_marks(article.text, span).of(article.text) for span in statement.content),
    )


def _stamp(query: Query) -> str:
    """What tells this query from others, whatever its page."""
    fields = Query(**{name: getattr(query, name) for name in query.__struct_fields__ if name not in ("after", "limit")})
    return hashlib.sha256(fields.to_json()).hexdigest()[:8]


def _cursor(query: Query, last: Scored, offset: int) -> str:
    data = msgspec.json.encode((_stamp(query), last.number, offset))
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _start(query: Query, numbers: Sequence[int]) -> int:
    """Where the page begins: behind the last row shown, or, should that be gone, after as many rows."""
    if query.after is None:
        return 0
    try:
        packed = base64.urlsafe_b64decode(query.after + "=" * (-len(query.after) % 4))
        stamp, last, offset = msgspec.json.decode(packed, type=tuple[str, int, Annotated[int, msgspec.Meta(ge=0)]])
    except (ValueError, msgspec.DecodeError) as error:
        raise NotUnderstoodError("next: not one that an answer gave (رمز الصفحة التالية غير صالح)") from error
    if stamp != _stamp(query):
        raise NotUnderstoodError("next: it belongs to another query (رمز الصفحة التالية لطلب آخر)")
    return numbers.index(last) + 1 if last in numbers else min(offset, len(numbers))
