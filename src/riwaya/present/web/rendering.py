"""Templates: everything escaped, foreign words in isolation, times and numbers as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

import riwaya
from riwaya.present.labels import Lang, listed, term
from riwaya.present.pages.front import Headline
from riwaya.present.pages.wordings import Words
from riwaya.present.safe import clean, flat
from riwaya.present.snippets import Snippet, pieces
from riwaya.present.web import drawing, reading
from riwaya.present.web.slugs import slug
from riwaya.present.web.words import counted, tell

#: Words in a list or a heading are cut at so many characters; the page they lead to has them whole.
CUT = 320
#: Letters of a telling on a page: no outlet quotes a tenth of it in one go, and a browser sets a word of a million
#: letters for half a minute. The article has the rest.
LONGEST = 4_000
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
#: Arabic months as CLDR has them for the Emirates, with the digits of ISO dates.
_LOCALES = {Lang.AR: "ar_AE", Lang.EN: "en_GB"}
_ZONES = {"Z": "UTC", "+00:00": "UTC"}
_WEB = re.compile(r"https?://", re.IGNORECASE)


def _finalize(value: Any) -> Any:
    """Nothing leaves a template with controls, direction overrides or broken halves of characters in it."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The templates with all that they may use."""
    made = Environment(
        loader=PackageLoader("riwaya.present.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        b=isolated,
        short=short,
        slug=slug,
        moment=moment,
        day_month=day_month,
        plain_moment=plain_moment,
        stamp=stamp,
        weblink=weblink,
        diff=diff,
        aligned=aligned,
        plain=plain,
        hits=hits,
        percent=percent,
        groupby_day=by_day,
        ordinal=reading.ordinal,
        kind_name=reading.kind_name,
        fact_value=reading.fact_value,
    )
    made.globals.update(
        term=term,
        counted=counted,
        chain_drawing=drawing.chain,
        lanes_drawing=drawing.lanes,
        matrix_cells=drawing.cells,
        static=static_address,
        version=riwaya.__version__,
    )
    return made


def isolated(text: str, most: int = CUT) -> Markup:
    """Foreign words on one line, in isolation from what stands around them.

    >>> isolated("<b>نعم</b>")
    Markup('<bdi>&lt;b&gt;نعم&lt;/b&gt;</bdi>')
    """
    return Markup(f"<bdi>{escape(short(text, most))}</bdi>")


def short(text: str, most: int = CUT) -> str:
    """Words on one line, cut where they are longer than lists can take."""
    plain = flat(text[: most * 2]).strip()
    return plain if len(plain) <= most else plain[:most].rstrip() + "…"


@lru_cache(maxsize=4096)
def day(value: str, lang: Lang) -> str:
    """A day, month or year as people write it; anything else as it is.

    >>> day("2031-05-04", Lang.EN), day("2031-05", Lang.EN), day("XXXX-05-04", Lang.EN)
    ('4 May 2031', 'May 2031', 'XXXX-05-04')
    """
    from datetime import date

    whole, month = _MOMENT.match(value), _MONTH.fullmatch(value)
    try:
        if whole:
            parts = date(int(whole[1]), int(whole[2]), int(whole[3]))
            return format_date(parts, "d MMMM y", locale=_LOCALES[lang])
        if month:
            return format_date(date(int(month[1]), int(month[2]), 1), "MMMM y", locale=_LOCALES[lang])
    except ValueError:
        return short(value)
    return short(value)


def day_month(value: str, lang: Lang) -> str:
    """A day of an axis: the number of the day and the name of the month, which no reader takes for one another.

    >>> day_month("2031-05-04", Lang.EN), day_month("2031-05-04", Lang.AR)
    ('4 May', '4 مايو')
    """
    from datetime import date

    return format_date(date.fromisoformat(value), "d MMM", locale=_LOCALES[lang])


@lru_cache(maxsize=4096)
def moment(value: str | None, lang: Lang, *, inferred: bool = False) -> Markup:
    """A time for the eye and for programs, with the precision and the zone that it has."""
    if not value:
        return Markup('<span class="faint">{}</span>').format(tell("undated", lang))
    match = _MOMENT.fullmatch(value)
    clock, zone = (match[4], match[5]) if match else (None, None)
    shown = escape(day(value, lang))
    if clock:
        shown += Markup(' <span class="clock" dir="ltr">{}{}</span>').format(
            clock, f" {_ZONES.get(zone, zone)}" if zone else ""
        )
    if inferred:
        shown += Markup(' <span class="faint">({})</span>').format(tell("inferred", lang))
    return Markup('<time datetime="{}">{}</time>').format(value, shown) if match else shown


def plain_moment(value: str | None, lang: Lang) -> str:
    """A time as mere words."""
    if not value:
        return tell("undated", lang)
    match = _MOMENT.fullmatch(value)
    return " ".join([day(value, lang), *([match[4]] if match and match[4] else [])])


def stamp(value: str) -> str:
    """A time in figures alone, for drawings.

    >>> stamp("2031-05-04T10:00:00+03:00"), stamp("2031-05")
    ('2031-05-04 10:00', '2031-05')
    """
    match = _MOMENT.fullmatch(value)
    return " ".join(filter(None, (value[:10], match[4]))) if match else short(value, 20)


def by_day(stories: Sequence[Headline]) -> list[tuple[str | None, list[Headline]]]:
    """Stories under the day of their latest news."""
    return [(day, list(group)) for day, group in groupby(stories, key=lambda story: story.day)]


def plain(runs: Sequence[Words], most: int) -> str:
    """The words of runs without what marks them, cut to so many characters."""
    return short("".join(run.words for run in runs), most)


def hits(snippet: Snippet) -> Markup:
    """A snippet with the words that were looked for marked."""
    out = Markup("")
    for words, found in pieces(snippet):
        out += Markup('<mark class="hit">{}</mark>' if found else "{}").format(clean(words))
    return out


def weblink(address: str | None) -> str | None:
    """An address that can be followed; None for none and for anything that is no web page (``javascript:``)."""
    return address if address and _WEB.match(address) else None


def percent(part: float) -> str:
    """A share as a percentage.

    >>> percent(0.256)
    '26%'
    """
    return f"{part:.0%}"


#: Stands between words struck out and words put in their place: letters on both sides of a space alone would not join,
#: yet a narrow space at the edge of a line is dropped.
_APART = "\u200c "


def diff(words: Sequence[Words]) -> Markup:
    """Runs of one text with what differs marked, as they follow one another."""
    return Markup("").join(_run(run.mark, flat(run.words)) for run in _bounded(words))


def aligned(words: Sequence[Words]) -> Markup:
    """Words of two tellings in one row: what is struck out, put in or moved does not join with its neighbours."""
    shown = ((run.mark, flat(run.words).strip()) for run in _bounded(words))
    return Markup(_APART).join(_run(mark, each) for mark, each in shown if each)


def _bounded(words: Sequence[Words]) -> Iterator[Words]:
    """As many of the runs as a telling may have letters."""
    left = LONGEST
    for run in words:
        if len(run.words) > left:
            yield Words(words=run.words[:left].rstrip() + "…", mark=run.mark)
            return
        left -= len(run.words)
        yield run


_TAGS = {
    "missing": ("<del>", "</del>"),
    "added": ("<ins>", "</ins>"),
    "changed": ('<mark class="changed">', "</mark>"),
    "moved": ('<mark class="moved">', "</mark>"),
}


def _run(mark: str, words: str) -> Markup:
    before, after = _TAGS.get(mark, ("", ""))
    return Markup(f"{before}{escape(words)}{after}")


@cache
def static_address(name: str) -> str:
    """The address of one of our own files, which changes when the file does, so that browsers may keep it."""
    import hashlib

    data = static_file(name)
    return f"/static/{hashlib.sha256(data).hexdigest()[:10]}/{name}"


def static_file(name: str) -> bytes:
    """One of our own files."""
    return resources.files("riwaya.present.web").joinpath("static", *name.split("/")).read_bytes()


def language(request: Request) -> Lang:
    """The language of the labels: as the address says, else as this browser chose before, else Arabic."""
    chosen = request.query_params.get("lang") or request.cookies.get("riwaya-lang")
    return Lang.EN if chosen == Lang.EN else Lang.AR


def render(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **given: Any
) -> Response:
    """A page. ``given`` are frozen records; nothing else is asked while it is written."""
    lang = language(request)
    context = {**frame(lang), **given, "request": request, "other": _other_language(request, lang)}
    context.setdefault("settings", getattr(request.app.state, "settings", None) if "app" in request.scope else None)
    html = environment().get_template(template).render(context)
    response = Response(html.encode("utf-8", "replace"), status_code=status, media_type="text/html; charset=utf-8")
    response.headers.update({"cache-control": "private, no-cache", "vary": "cookie", **(headers or {})})
    if request.query_params.get("lang") in tuple(Lang):
        response.set_cookie("riwaya-lang", lang.value, max_age=31_536_000, httponly=True, samesite="lax")
    return response


def frame(lang: Lang) -> dict[str, Any]:
    """What every template needs in one language."""
    return {
        "lang": lang,
        "t": lambda key: tell(key, lang),
        "listed": lambda names: listed(names, lang),
        "offline": False,
    }


def _other_language(request: Request, lang: Lang) -> str:
    """This page's address in the other language."""
    other = Lang.AR if lang is Lang.EN else Lang.EN
    kept = request.url.include_query_params(lang=other.value)
    return f"{kept.path}?{kept.query}"
