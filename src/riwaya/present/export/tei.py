"""TEI P5 for corpus linguists: ``<said>`` for every statement, inside the whole text of the article as it is.

The text of ``<ab>`` is the article's part of the source text, character by character. ``<said>`` carries who, whether
in the speaker's own words (``direct``; a statement that mixes is ``unknown``, and its quotations are ``<quote>``), how
sure the program is (``cert``) and through whom (``source``). An element that would cross another is cut there, and
its pieces are chained by ``next`` and ``prev``. An export of this form holds the articles' texts: mind their rights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from riwaya.arabic.quotes import quotes
from riwaya.model import Article, Entity, Span, Statement
from riwaya.present.export.common import Material, address, moment, published, title, xml_text
from riwaya.present.export.nesting import Piece, nested
from riwaya.present.queries import outlet_name
from riwaya.present.safe import flat

_NAMES = {"PER": "persName", "ORG": "orgName", "LOC": "placeName"}
_LISTS = {"PER": ("listPerson", "person"), "ORG": ("listOrg", "org"), "LOC": ("listPlace", "place")}
_DIRECT = {"direct": "true", "mixed": "unknown", "indirect": "false"}
#: What XML Schema takes for a duration, weeks apart (``PXY``, of so many years nobody knows, it does not).
_DURATION = re.compile(r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ar">
<teiHeader><fileDesc><titleStmt><title>Riwaya</title></titleStmt>
<publicationStmt><p>Exported by Riwaya; the texts belong to their outlets.</p></publicationStmt>
<sourceDesc><p>Articles as they were read.</p></sourceDesc></fileDesc></teiHeader>
"""


class _Mark(NamedTuple):
    """An element over a span of the source text."""

    span: Span
    tag: str
    attributes: dict[str, str]


def write(material: Material) -> Iterator[bytes]:
    """A ``teiCorpus`` with a ``TEI`` for each article."""
    yield _HEAD.encode()
    number = 0
    for number, article in enumerate(material.articles(), start=1):
        yield from (part.encode() for part in _article(article, f"a{number}"))
    if not number:  # a corpus has one text at least
        yield b"<TEI><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt>"
        yield b"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><ab/></body></text></TEI>\n"
    yield b"</teiCorpus>\n"


def _article(article: Article, name: str) -> Iterator[str]:
    yield f'<TEI xml:id="{name}" xml:lang="ar">\n'
    yield from _header(article)
    ids = {entity.id: f"{name}.e{number}" for number, entity in enumerate(article.people, start=1)}
    yield from _standoff(article, ids, name)
    yield f'<text><body><ab xml:space="preserve">{_body(article, ids, name)}</ab></body></text>\n</TEI>\n'


def _header(article: Article) -> Iterator[str]:
    yield f"<teiHeader><fileDesc><titleStmt><title>{_plain(title(article))}</title>"
    if article.byline is not None:
        yield f"<author>{_plain(article.byline.name)}</author>"
    yield f"</titleStmt><publicationStmt><publisher>{_plain(outlet_name(article))}</publisher>"
    when = published(article)
    if when is not None:
        yield f"<date{_attributes({'when': when})}/>"
    yield f'<idno type="riwaya">{_plain(article.id)}</idno></publicationStmt>\n<sourceDesc><bibl>'
    where = address(article)
    yield f"<ref{_attributes({'target': where})}/>" if where else _plain(article.document)
    yield "</bibl></sourceDesc></fileDesc></teiHeader>\n"


def _standoff(article: Article, ids: dict[str, str], name: str) -> Iterator[str]:
    """Who is named and who is quoted without a name, each with an id that the text points to."""
    unnamed = [statement for statement in article.statements if _who(statement, ids) is None]
    if not (article.people or unnamed):
        return
    yield "<standOff>\n"
    for kind, (listed, _) in _LISTS.items():
        items = [_item(entity, ids[entity.id]) for entity in article.people if entity.type == kind]
        if kind == "PER":
            items += [_source(statement, name) for statement in unnamed]
        if items:
            yield f"<{listed}>{''.join(items)}</{listed}>\n"
    yield "</standOff>\n"


def _item(entity: Entity, name: str) -> str:
    tag, inside = _LISTS[entity.type][1], _NAMES[entity.type]
    spellings = dict.fromkeys((entity.name, *entity.aliases))
    names = "".join(f"<{inside}>{_plain(spelling)}</{inside}>" for spelling in spellings)
    return f'<{tag} xml:id="{name}">{names}<idno type="riwaya">{_plain(entity.id)}</idno></{tag}>'


def _source(statement: Statement, name: str) -> str:
    said = f"{name}.s{_number(statement)}.who"
    return f'<person xml:id="{said}" role="source"><persName>{_plain(statement.speaker.name)}</persName></person>'


def _who(statement: Statement, ids: dict[str, str]) -> str | None:
    return ids.get(statement.speaker.entity or "")


def _number(statement: Statement) -> str:
    return statement.id.rpartition("#")[2]


def _body(article: Article, ids: dict[str, str], name: str) -> str:
    marks = [mark for mark in _marks(article, ids, name) if article.span.contains(mark.span)]
    pieces = nested(mark.span for mark in marks)
    parts = Counter(piece.mark for piece in pieces)
    text, at = xml_text(article.text), article.span.start
    out: list[str] = []
    around: list[Piece] = []
    for piece in [*pieces, Piece(article.span.stop, article.span.stop, -1, 0)]:
        while around and around[-1].stop <= piece.start:
            inner = around.pop()
            out += (_escaped(text[at : inner.stop]), f"</{marks[inner.mark].tag}>")
            at = inner.stop
        out.append(_escaped(text[at : piece.start]))
        at = piece.start
        if piece.mark >= 0:
            out.append(_opened(marks[piece.mark], piece, parts[piece.mark], f"{name}.m{piece.mark}"))
            around.append(piece)
    return "".join(out)


def _opened(mark: _Mark, piece: Piece, parts: int, name: str) -> str:
    """The start tag of a piece; all but the first go without the id of the whole."""
    attributes = {key: value for key, value in mark.attributes.items() if piece.part == 0 or key != "xml:id"}
    if parts > 1:
        whole = mark.attributes.get("xml:id", name)
        attributes["xml:id"] = whole if piece.part == 0 else f"{whole}.p{piece.part}"
        if piece.part:
            attributes["prev"] = f"#{whole}" if piece.part == 1 else f"#{whole}.p{piece.part - 1}"
        if piece.part < parts - 1:
            attributes["next"] = f"#{whole}.p{piece.part + 1}"
    return f"<{mark.tag}{_attributes(attributes)}>"


def _marks(article: Article, ids: dict[str, str], name: str) -> Iterator[_Mark]:
    """All elements over the text; at one place, those named first stand around the later ones."""
    for mark in article.furniture:
        yield _Mark(mark.span, "seg", {"type": "furniture", "subtype": mark.kind})
    if article.title is not None:
        yield _Mark(article.title, "seg", {"type": "title"})
    yield from (_Mark(heading, "seg", {"type": "heading"}) for heading in article.headings)
    for statement in article.statements:
        yield from _statement(article, statement, ids, name)
    for mention in article.mentions:
        reference = ids.get(mention.entity)
        yield _Mark(mention.span, _NAMES[mention.type], {"ref": f"#{reference}"} if reference else {})
    for time in article.times:
        yield _Mark(time.span, "date", _when(time.value))


def _when(value: str | None) -> dict[str, str]:
    if value and _DURATION.fullmatch(value):
        return {"dur": value}
    when = moment(value)
    return {"when": when} if when else {}


def _statement(article: Article, statement: Statement, ids: dict[str, str], name: str) -> Iterator[_Mark]:
    own = f"{name}.s{_number(statement)}"
    hands = [f"{own}.v{place}" for place in range(1, len(statement.via) + 1)]
    said = {"xml:id": own, "who": f"#{_who(statement, ids) or own + '.who'}", "direct": _DIRECT[statement.mode]}
    said["cert"] = f"{statement.confidence:.2f}"
    if hands:
        said["source"] = " ".join(f"#{hand}" for hand in hands)
    yield from _said(statement, said, own)
    if statement.mode == "mixed":
        yield from _quotations(article, statement)
    if statement.cue is not None:
        yield _Mark(statement.cue, "seg", {"type": "cue", "subtype": statement.act, "corresp": f"#{own}"})
    if statement.speaker.span is not None:
        yield _Mark(statement.speaker.span, "seg", {"type": "speaker", "corresp": f"#{own}"})
    if statement.occasion is not None:
        yield _Mark(statement.occasion, "seg", {"type": "occasion", "corresp": f"#{own}"})
    for hand, via in zip(hands, statement.via, strict=True):
        yield _Mark(via.span, "seg", {"xml:id": hand, "type": "via", "subtype": via.role, "corresp": f"#{own}"})


def _said(statement: Statement, attributes: dict[str, str], own: str) -> Iterator[_Mark]:
    """One element a stretch of the words, chained in their order."""
    names = [own, *(f"{own}.c{place}" for place in range(1, len(statement.content)))]
    for place, span in enumerate(statement.content):
        chained = {**attributes, "xml:id": names[place]}
        if place:
            chained["corresp"] = f"#{own}"
        yield _Mark(span, "said", chained)


def _quotations(article: Article, statement: Statement) -> Iterator[_Mark]:
    for span in statement.content:
        for quote in quotes(article.text, span.start, span.stop):
            yield _Mark(Span(quote.inner_start, quote.inner_stop), "quote", {})


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(xml_text(flat(value)))}" for name, value in values.items())


def _plain(text: str) -> str:
    return escape(xml_text(flat(text)))


def _escaped(text: str) -> str:
    """Text as it is: a reader of XML would make a line feed of a carriage return."""
    return escape(text, {"\r": "&#13;"})
