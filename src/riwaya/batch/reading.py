"""Raw records → articles, or the reason why there is none; every record is one or the other."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from riwaya.arabic.letters import has_arabic
from riwaya.batch.raw import Broken, File, Line, Raw, Row
from riwaya.ingest import problems
from riwaya.ingest.decode import Undecodable, decode
from riwaya.ingest.language import LEAST_LETTERS, language
from riwaya.ingest.pages import article_of_html
from riwaya.ingest.records import article_of_row
from riwaya.ingest.warc import Capture
from riwaya.ingest.web import published_by
from riwaya.model import Article, Problem, replace

#: Why a record is rejected → what it means, in English and Arabic.
REASONS = {
    "damaged": ("the bytes are no record, or cannot be unpacked", "بايتات تالفة لا تكوّن سجلا"),
    "truncated": ("the file ends inside it", "الملف ينتهي قبل نهايته"),
    "too-large": ("larger than any article", "أكبر من أي مقال"),
    "unreadable": ("the storage refuses to read it", "تعذرت قراءته من التخزين"),
    "not-a-response": ("a request, metadata or revisit, not a page", "طلب أو بيانات وصفية وليس صفحة"),
    "status": ("the server answered with an error or a redirect", "أجاب الخادم بخطأ أو إحالة"),
    "not-html": ("a picture, a feed or another type, not a page", "ليس صفحة HTML"),
    "empty": ("nothing, or nothing but white space", "فارغ"),
    "binary": ("a NUL byte: no text", "بيانات ثنائية وليست نصا"),
    "undecodable": ("bytes that are text in no known encoding", "بايتات لا تقرأ بأي ترميز معروف"),
    "broken-json": ("a line that is no JSON object", "سطر JSON غير صالح"),
    "no-text": ("a record without a text", "سجل بلا نص"),
    "no-article": ("HTML in which no article is found", "صفحة بلا مقال"),
    "not-arabic": ("its text is in another language", "نصه بلغة أخرى"),
    "failed": ("the program failed on it; the detail says how", "تعذرت معالجته، والتفصيل يبين السبب"),
    "quarantined": ("it killed its worker again and again", "أوقف المعالج مرارا فعزل"),
}
_HALVES = re.compile("[\ud800-\udfff]")
_JSON = msgspec.json.Decoder()
_HTML_TYPES = ("text/html", "application/xhtml")


class Origin(NamedTuple):
    """Where a record comes from: its key in this run, its own id, its address and when it was fetched."""

    key: str
    id: str = ""
    address: str = ""
    fetched: str = ""


class Rejected(NamedTuple):
    """A record that gives no article: the reason, one of ``REASONS``, and what exactly."""

    reason: str
    detail: str = ""


Read = Article | Rejected


def origin(raw: Raw, key: str) -> Origin:
    """What can be said of a record before it is read."""
    if isinstance(raw, Capture):
        return Origin(key, raw.id, raw.address, raw.fetched or "")
    if isinstance(raw, Broken):
        return Origin(key, raw.id, raw.address)
    return Origin(key, raw.name if isinstance(raw, File) else "")


def read(raw: Raw, key: str) -> tuple[Origin, Read]:
    """The article of a record, whose id and document are ``key``, or why there is none."""
    place = origin(raw, key)
    if isinstance(raw, Broken):
        return place, Rejected(raw.code, raw.detail)
    if isinstance(raw, Capture):
        return place, _of_capture(raw, place)
    if isinstance(raw, File):
        return place, _of_html(raw.data, place, declared=None)
    return _of_record(raw, place)


def _of_capture(page: Capture, place: Origin) -> Read:
    if page.status is not None and page.status != 200:
        return Rejected("status", str(page.status))
    if page.content_type and not page.content_type.startswith(_HTML_TYPES):
        return Rejected("not-html", page.content_type)
    return _of_html(page.body, place, declared=page.charset)


def _of_html(data: bytes, place: Origin, *, declared: str | None) -> Read:
    if not data.strip():
        return Rejected("empty")
    found = decode(data, declared=declared)
    if isinstance(found, Undecodable):
        binary = found.reason == "binary"
        return Rejected("binary" if binary else "undecodable", f"{found.reason} at byte {found.byte}")
    # Most pages of an archive are in other languages: they are told by their letters before they are taken apart.
    if found.text.isascii() or not has_arabic(found.text, least=LEAST_LETTERS):
        return Rejected("not-arabic", f"fewer than {LEAST_LETTERS} Arabic letters on the page")
    article = article_of_html(found.text, path=place.key, name=place.key, address=place.address or None)
    if isinstance(article, Problem):
        return Rejected("not-arabic" if article == problems.no_arabic(place.key) else "no-article")
    if place.address:
        article = replace(article, outlet=published_by(article.outlet, place.address))
    return _arabic(replace(article, id=place.key, document=place.key))


def _of_record(raw: Line | Row, place: Origin) -> tuple[Origin, Read]:
    row = raw.values if isinstance(raw, Row) else _row(raw.data)
    if isinstance(row, Rejected):
        return place, row
    # Broken halves of characters, which JSON can spell and no table can hold; the length of the text stays.
    row = {key: _HALVES.sub("\ufffd", value) if isinstance(value, str) else value for key, value in row.items()}
    given, url = row.get("id"), row.get("url")
    place = place._replace(
        id=str(given) if isinstance(given, str | int) else "", address=url if isinstance(url, str) else ""
    )
    text = row.get("text")
    if not isinstance(text, str):
        return place, Rejected("no-text")
    if not text.strip():
        return place, Rejected("empty")
    if not has_arabic(text):
        return place, Rejected("not-arabic", "no Arabic letter")
    article = article_of_row(row, path=place.key, name=place.key, number=0)
    if isinstance(article, Problem):
        return place, Rejected("no-text", str(article))
    return place, _arabic(replace(article, id=place.key, document=place.key))


def _row(data: bytes) -> dict[str, object] | Rejected:
    found = decode(data)
    if isinstance(found, Undecodable):
        binary = found.reason == "binary"
        return Rejected("binary" if binary else "undecodable", f"{found.reason} at byte {found.byte}")
    try:
        row = _JSON.decode(found.text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return Rejected("broken-json", str(error))
    return row if isinstance(row, dict) else Rejected("broken-json", "not an object")


def _arabic(article: Article) -> Read:
    told = language(article.text)
    if told.arabic:
        return article
    signs = f"script {told.script:.2f}, alien letters {told.alien:.3f}, Arabic words {told.words:.2f}"
    return Rejected("not-arabic", signs)
