"""WARC archives of invented pages, some of them broken in ten ways; what must come of each record is known."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_PEOPLE = (
    "وزير المياه راغب الصندلي",
    "رئيس البلدية ميساء الطرخوني",
    "المتحدث باسم الهيئة نديم القرمزي",
    "الخبيرة سلاف الدرويني",
    "مدير المرفأ هيثم الزنبقي",
)
_VERBS = ("قال", "أكد", "أوضح", "أعلن", "أضاف")
_THINGS = (
    "الجسر الجديد فوق نهر زرمان سيفتح أمام المركبات",
    "محطة التحلية في خليج دورفال ستعود إلى العمل",
    "أسعار القمح في أسواق سيدارا تراجعت بنسبة عشرة في المئة",
    "الحريق في غابة الميسان أصبح تحت السيطرة",
    "المدارس في إقليم ليمارا ستستقبل التلاميذ",
    "الاتفاقية بين سيدارا وتورلان ستعرض على البرلمان",
)
_WHEN = ("الأحد المقبل", "في نهاية الشهر", "بعد أسبوعين", "يوم الثلاثاء", "قبل نهاية العام")
_PLACES = ("سيدارا", "ليمارا", "دورفال", "تورلان")

_PAGE = """<!DOCTYPE html><html lang="{lang}" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2025-03-{day:02d}T{hour:02d}:00:00Z">
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}"></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li><li><a href="/s">رياضة</a></li></ul></nav>
<main><h1>{title}</h1><article>{body}</article></main>
<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""

_PERSIAN = (
    "وزیر نیرو در نشست خبری گفت که پل تازه بر روی رودخانه تا پایان ماه آینده گشایش می‌یابد و مردم از آن می‌گذرند.",
    "شهردار شهر افزود که هزینه ساخت این پل از سوی دولت پرداخت شده است و کارگران شبانه‌روز کار کرده‌اند.",
    "به گفته کارشناسان، بهای گندم در بازارهای کشور نسبت به سال گذشته ده درصد پایین آمده است.",
)


class Expected(NamedTuple):
    """What must come of an archive: how many records, how many rejected by reason, and the ids that give articles."""

    records: int
    rejected: dict[str, int]
    articles: list[str]


def page(number: int, *, lang: str = "ar") -> str:
    """The page of an invented article; the same for the same number."""
    some = random.Random(number)
    lines = [_sentence(some, number) for _ in range(some.randint(4, 7))]
    return _html(f"{some.choice(_THINGS)} {some.choice(_WHEN)}", lines, number, lang=lang)


def _sentence(some: random.Random, number: int) -> str:
    said = f"{some.choice(_VERBS)} {some.choice(_PEOPLE)} إن {some.choice(_THINGS)} {some.choice(_WHEN)}"
    more = f"وجاء ذلك في مؤتمر صحفي في {some.choice(_PLACES)} حضره {some.randint(12, 90)} صحفيا عن الملف رقم {number}"
    return f"{said}. {more}."


def _html(title: str, lines: list[str], number: int, *, lang: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    day, hour = 1 + number % 28, number % 24
    return _PAGE.format(lang=lang, title=title, day=day, hour=hour, outlet="صدى الوادي", body=body)


def id_of(number: int) -> str:
    """The WARC-Record-ID of the record ``number``."""
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>"


def record(number: int, body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """One WARC record with an HTTP response."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {id_of(number)}\r\n"
        f"WARC-Target-URI: https://{('wadi', 'sahl', 'marfa')[number % 3]}.example/news/{number}\r\n"
        f"WARC-Date: 2025-04-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def member(data: bytes) -> bytes:
    """A gzip member; the same bytes for the same data."""
    return gzip.compress(data, mtime=0)


def whole(number: int) -> bytes:
    """A good page, as a member of an archive."""
    return member(record(number, page(number).encode()))


def _flipped(number: int) -> bytes:
    data = bytearray(whole(number))
    for at in range(len(data) // 2, len(data) // 2 + 8):
        data[at] ^= 0x5A
    return bytes(data)


def _without_length(number: int) -> bytes:
    return member(f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {id_of(number)}\r\n\r\nخبر\r\n\r\n".encode())


def _too_long(number: int) -> bytes:
    data = record(number, page(number).encode())
    return member(data.replace(b"Content-Length: ", b"Content-Length: 9", 1))


def _menu(number: int) -> bytes:
    # Enough Arabic letters on the page for it to be looked at, none of them in an article.
    script = f"<script>var names = '{' '.join(_THINGS)}';</script>"
    return member(record(number, f"<html><head><title></title>{script}</head><body></body></html>".encode()))


def _persian(number: int) -> bytes:
    return member(record(number, _html("پل تازه", list(_PERSIAN) * 2, number, lang="ar").encode()))


def _body(body: bytes, **how: str) -> Callable[[int], bytes]:
    return lambda number: member(record(number, body, **how))


#: The ten ways of being broken: the reason of the rejection → the record.
BROKEN: tuple[tuple[str, Callable[[int], bytes]], ...] = (
    ("damaged", _flipped),
    ("damaged", _without_length),
    ("truncated", _too_long),
    ("status", _body("غير موجود".encode() * 40, status="404 Not Found")),
    ("not-html", _body(b"\x89PNG" + bytes(300), kind="image/png")),
    ("empty", _body(b" \n")),
    ("binary", _body("<html>خبر".encode() + b"\0" * 20)),
    ("undecodable", _body(b"<html><p>" + b"\xd8\xae\xd8\xa8\xff\xd8\xb1 " * 60)),
    ("no-article", _menu),
    ("not-arabic", _persian),
)


def archive(path: Path, count: int, *, share: float = 0.02, cut: bool = True, seed: int = 9) -> Expected:
    """Write an archive of ``count`` records of which ``share`` is broken, and which ends too early with ``cut``."""
    some = random.Random(seed)
    many = round(count * share)
    places = some.sample(range(count - 1), many - cut)
    ways = dict(zip(sorted(places), (BROKEN[at % len(BROKEN)] for at in range(many)), strict=False))
    rejected = Counter(reason for reason, _ in ways.values())
    with path.open("wb") as file:
        for number in range(count):
            data = ways[number][1](number) if number in ways else whole(number)
            if cut and number == count - 1:
                data = data[: len(data) // 2]
                rejected["truncated"] += 1
            file.write(data)
    good = [id_of(number) for number in range(count - cut) if number not in ways]
    return Expected(count, dict(sorted(rejected.items())), good)
