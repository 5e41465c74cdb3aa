"""Ids and names as parts of addresses: any text there is, in letters that no server, proxy or browser touches."""

from __future__ import annotations

import re

#: What is written ``~XX`` for each of its bytes (a space as ``_``). A dot at the edges could be read as a folder
#: (``..``) or an ending (``.json``).
_TOUCHED = re.compile(r"_|(?![\w\-]|(?<=[\w\-])\.(?!json$)(?=[\w\-])).", re.DOTALL)
_WRITTEN = re.compile(r"(?:~[0-9A-F]{2})+")


def slug(text: str) -> str:
    """``text`` as one part of an address.

    >>> slug("sada-annex#3"), slug("a/b.txt"), slug("صدى السهول"), slug("..")
    ('sada-annex~233', 'a~2Fb.txt', 'صدى_السهول', '~2E~2E')
    """
    return _TOUCHED.sub(_write, text) or "~"


def _write(match: re.Match[str]) -> str:
    char = match.group()
    return "_" if char == " " else "".join(f"~{byte:02X}" for byte in char.encode("utf-8", "replace"))


def unslug(part: str) -> str:
    """The text that ``slug`` wrote.

    >>> [unslug(slug(text)) for text in ("sada-annex#3", "a b_c", "x.json", "")]
    ['sada-annex#3', 'a b_c', 'x.json', '']
    """
    if part == "~":
        return ""
    return _WRITTEN.sub(_read, part.replace("_", " "))


def _read(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("~", "")).decode("utf-8", "replace")
