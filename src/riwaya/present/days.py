"""Days as people type them: a day, a month or a year of the calendar, in the digits of ISO 8601."""

from __future__ import annotations

import re
from datetime import date

#: What a day, a month or a year looks like.
DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def readable_day(value: str) -> bool:
    """Is there such a day, month or year?

    >>> readable_day("2025-06-14"), readable_day("2025-06"), readable_day("2025-13"), readable_day("yesterday")
    (True, True, False, False)
    """
    if not re.fullmatch(DAY, value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True
