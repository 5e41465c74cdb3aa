"""What an application is made with."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable

import msgspec

from riwaya.present.finding import Encode
from riwaya.store import Library

#: Names under which a browser on this machine asks.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(msgspec.Struct, frozen=True):
    """Where the library is, what the application may use of other rooms, and who may ask.

    ``encode`` makes vectors of texts, ``link`` puts the articles that wait into stories. ``host`` is the address the
    server listens at, ``names`` are further names it is asked by. ``token`` must come with every write unless
    ``host`` is this machine itself; ``secret``, another one every time, signs what proves that a form is ours.
    ``demo`` says that the library holds the invented articles; ``warm`` reads what every page needs before the first
    one is asked for.
    """

    library: str
    encode: Encode
    link: Callable[[Library], object]
    host: str = "127.0.0.1"
    names: frozenset[str] = frozenset()
    token: str = ""
    secret: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(32))
    editor: str = ""
    demo: bool = False
    warm: bool = False

    @property
    def loopback(self) -> bool:
        """True when only this machine can ask."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """True for a name or address that means this machine and cannot be reached from another.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, True, False, False)
    """
    return host in LOOPBACK or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(host: str) -> bool:
    """True for an IP address, which no name server can point elsewhere."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
