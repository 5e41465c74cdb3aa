"""``next``: where the following page of a list begins, in a form that says nothing to those who pass it on."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from riwaya.present.finding import NotUnderstoodError


def cursor(of: str, place: list[Any]) -> str:
    """The ``next`` of the list called ``of`` that leads to ``place``.

    >>> place_of("stories", cursor("stories", ["2031-05-04", 7]))
    ['2031-05-04', 7]
    """
    return base64.urlsafe_b64encode(json.dumps([_stamp(of), *place]).encode()).decode().rstrip("=")


def place_of(of: str, given: str | None) -> list[Any] | None:
    """The place that a ``next`` leads to, None without one; raises ``NotUnderstoodError`` for another list's."""
    if given is None:
        return None
    try:
        held = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, RecursionError, binascii.Error) as error:
        raise NotUnderstoodError("next: not one that an answer gave") from error
    if not isinstance(held, list) or not held or held[0] != _stamp(of):
        raise NotUnderstoodError("next: it belongs to another list")
    return held[1:]


def whole(place: list[Any] | None) -> int:
    """The offset that a place in a list of known order is; 0 without one."""
    if place is None:
        return 0
    if len(place) != 1 or not isinstance(place[0], int) or not 0 <= place[0] < 10**9:
        raise NotUnderstoodError("next: not one that an answer gave")
    return place[0]


def _stamp(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()[:8]
