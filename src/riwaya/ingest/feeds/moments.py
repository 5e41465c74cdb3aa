"""When an item appeared: RFC 822, ISO 8601 and W3C forms, and dates in Arabic."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from riwaya.arabic.calendar import stated_date

_OFFSET = re.compile(r"(?:(?:GMT|UTC)?\s*([+-])(\d\d):?(\d\d)|(Z|GMT|UTC?))\s*$")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
#: A date is a few words; what is longer is none.
LONGEST = 100
_TO_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def moment(text: str | None) -> str | None:
    """ISO 8601 with the precision stated, or None where ``text`` is no date.

    >>> moment("Wed, 19 Jun 2024 14:30:00 +0300"), moment("2024-06-19T14:30Z"), moment("2024-06-19")
    ('2024-06-19T14:30:00+03:00', '2024-06-19T14:30:00+00:00', '2024-06-19')
    >>> moment("الأربعاء، ١٩ يونيو ٢٠٢٤ 14:30 +0300")
    '2024-06-19T14:30+03:00'
    """
    value = (text or "").strip().translate(_TO_ASCII)
    if not value or len(value) > LONGEST:
        return None
    if _DAY.fullmatch(value):
        return value
    return _iso(value) or _rfc(value) or _arabic(value)


def _iso(value: str) -> str | None:
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _rfc(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, OverflowError):
        return None


def _arabic(value: str) -> str | None:
    """A date as pages print it, with the offset from UTC where one stands at its end."""
    found = stated_date(value)
    if found is None:
        return None
    zone = _OFFSET.search(value)
    if zone is None or "T" not in found.value:
        return found.value
    return found.value + (f"{zone[1]}{zone[2]}:{zone[3]}" if zone[1] else "+00:00")


def day(value: str | None) -> str | None:
    """The day of an ISO moment, to compare with; None where year, month or day is open."""
    return value[:10] if value and re.match(r"\d{4}-\d\d-\d\d", value) else None
