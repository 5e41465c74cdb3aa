"""Which outlet a name or a web address belongs to."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from riwaya import lexicon
from riwaya.ingest.lines import folded_words

#: Kinds of ``outlets.tsv`` and the role that a credit to such an outlet has in the contract.
ROLES = {"agency": "agency", "newspaper": "newspaper", "broadcaster": "broadcaster", "site": "other-outlet"}
#: Words for "the agencies" in general: a credit, but no outlet.
AGENCIES = frozenset({"وكالات", "الوكالات", "متابعات", "agencies"})
#: Addresses under which anybody publishes: they tell nothing about the outlet.
SHARED_HOSTS = frozenset(
    {
        *(
            "facebook.com",
            "fb.com",
            "fb.me",
            "twitter.com",
            "x.com",
            "t.co",
            "youtube.com",
            "youtu.be",
            "instagram.com",
        ),
        *(
            "t.me",
            "telegram.me",
            "wa.me",
            "whatsapp.com",
            "linkedin.com",
            "tiktok.com",
            "snapchat.com",
            "pinterest.com",
        ),
        *(
            "google.com",
            "goo.gl",
            "bit.ly",
            "tinyurl.com",
            "apple.com",
            "soundcloud.com",
            "wikipedia.org",
            "archive.org",
        ),
        *("feedburner.com", "threads.net", "nabd.com", "reddit.com", "ow.ly", "is.gd", "dailymotion.com", "vimeo.com"),
        *("example.com", "example.org", "localhost", "messenger.com", "flipboard.com", "apps.apple.com", "gstatic.com"),
    }
)
#: Words that say of the name after them that it is a medium.
MEDIA = frozenset(folded_words("صحيفة جريدة قناة موقع وكالة شبكة مجلة تلفزيون إذاعة راديو بوابة منصة تطبيق صفحة حساب"))
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'()،؛]+", re.IGNORECASE)


class KnownOutlet(NamedTuple):
    """One row of ``outlets.tsv``."""

    id: str
    name: str
    kind: str

    @property
    def role(self) -> str:
        """The role of a credit to this outlet."""
        return ROLES.get(self.kind, "other-outlet")


@cache
def _by_name() -> dict[tuple[str, ...], KnownOutlet]:
    table: dict[tuple[str, ...], KnownOutlet] = {}
    rows = lexicon.load("outlets").rows
    for row in rows:
        for alias in filter(None, row["aliases"].split("|")):
            table.setdefault(folded_words(alias), KnownOutlet(row["id"], row["name"], row["kind"]))
    for row in rows:
        table[folded_words(row["name"])] = KnownOutlet(row["id"], row["name"], row["kind"])
    return table


@cache
def _by_domain() -> dict[str, KnownOutlet]:
    return {
        domain: KnownOutlet(row["id"], row["name"], row["kind"])
        for row in lexicon.load("outlets").rows
        for domain in filter(None, row["domains"].split("|"))
    }


@cache
def longest_name() -> int:
    """The number of words of the longest outlet name."""
    return max(map(len, _by_name()))


def named(words: tuple[str, ...]) -> KnownOutlet | None:
    """The outlet whose name or other name is exactly ``words`` (folded), with or without a word like صحيفة before it.

    >>> named(folded_words("صحيفة القدس العربي")).id
    'alquds-alarabi'
    """
    found = _by_name().get(words)
    if found is None and len(words) > 1 and words[0] in MEDIA:
        found = _by_name().get(words[1:])
    return found


def is_agencies(words: tuple[str, ...]) -> bool:
    """True for وكالات and its like, alone or with words that say no more than where they are from."""
    return bool(words) and words[0] in AGENCIES and len(words) <= 3


def names_only(text: str) -> bool:
    """True when ``text`` is nothing but outlet names set apart by signs (``فرانس 24/ أ ف ب``)."""
    parts = split_names(text)
    return bool(parts) and all(named(words) or is_agencies(words) for words, _, _ in parts)


_BETWEEN = re.compile(r"\s*(?:[+/|،,؛;&()\[\]]+|\s[-–—]+\s|[-–—]{2,}|\s+و\s+)\s*")


def split_names(text: str, start: int = 0, stop: int | None = None) -> list[tuple[tuple[str, ...], int, int]]:
    """The parts of a credit between its signs, as folded words with their ``[start, stop)``."""
    stop = len(text) if stop is None else stop
    edges = [(m.start(), m.end()) for m in _BETWEEN.finditer(text, start, stop)]
    parts: list[tuple[tuple[str, ...], int, int]] = []
    position = start
    for left, right in [*edges, (stop, stop)]:
        words = folded_words(text[position:left])
        if words:
            lead = len(text[position:left]) - len(text[position:left].lstrip(' "“«*:.-–—_'))
            tail = len(text[position:left].rstrip(' "”».*:-–—_'))
            parts.append((words, position + lead, position + max(tail, lead)))
        position = right
    return parts


def urls_in(text: str) -> list[str]:
    """The web addresses in ``text``."""
    return _URL.findall(text)


def host_of(url: str) -> str:
    """The host of a web address without ``www.`` and without a port; empty where it has none."""
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.").lower().rstrip(".")


def at_host(host: str) -> KnownOutlet | None:
    """The outlet that publishes under ``host`` or a domain above it."""
    parts = host.split(".")
    return next((_by_domain()[d] for i in range(len(parts) - 1) if (d := ".".join(parts[i:])) in _by_domain()), None)


def is_shared(host: str) -> bool:
    """True for hosts under which anybody publishes (social networks, shorteners)."""
    parts = host.split(".")
    return any(".".join(parts[i:]) in SHARED_HOSTS for i in range(len(parts)))
