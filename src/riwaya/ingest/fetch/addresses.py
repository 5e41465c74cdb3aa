"""Web addresses: taken apart once, in one spelling, and refused where they try to be cleverer than an address."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from riwaya.ingest.fetch.refusals import refuse

PORTS = {"http": 80, "https": 443}
#: An address longer than this is no article's: servers refuse more than 8,000 characters.
LONGEST = 4000
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
#: Kept as they are in paths and queries, besides letters and digits (RFC 3986); ``%`` so that nothing is quoted twice.
_SAFE = "/%:@!$&'()*+,;=~-._?"
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


class Target(NamedTuple):
    """An address that may be asked: parts in ASCII, host in lower case (an IPv6 one without brackets)."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def address(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.path


def target(address: str) -> Target:
    """The parts of a web address; raises ``RefusalError`` with the reason when it is none or hides something.

    >>> target("HTTP://Example.NET:80/خبر 1#top").address
    'http://example.net/%D8%AE%D8%A8%D8%B1%201'
    """
    text = address.strip()
    if len(text) > LONGEST:
        raise refuse("address", text[:80] + "…", f"longer than {LONGEST} characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise refuse("address", text, error) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise refuse("scheme", text, scheme or "''")
    if "@" in parts.netloc:
        raise refuse("userinfo", text)
    if "\\" in text or _CONTROL.search(parts.netloc) or re.search(r"[\r\n\t\x00]", text):
        raise refuse("address", text, "control characters or backslashes")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(scheme, _host(parts.hostname or "", text), PORTS[scheme] if port is None else port, path)


def _host(host: str, address: str) -> str:
    if not host:
        raise refuse("address", address, "no host")
    if ":" in host:
        return _ipv6(host, address)
    try:
        # Arabic names, and full-width letters and dots that a resolver would read as ASCII
        ascii_host = host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise refuse("odd-host", address, host) from error
    if len(ascii_host) > 253 or not _HOST.fullmatch(ascii_host):
        raise refuse("odd-host", address, host)
    if _NUMERIC.fullmatch(ascii_host.rpartition(".")[2]):
        return _ipv4(ascii_host, address)
    return ascii_host


def _ipv4(host: str, address: str) -> str:
    """Four decimal numbers and nothing else: ``0177.1``, ``0x7f000001`` and ``2130706433`` are disguises."""
    try:
        return str(IPv4Address(host))
    except AddressValueError as error:
        raise refuse("odd-host", address, host) from error


def _ipv6(host: str, address: str) -> str:
    if "%" in host:
        raise refuse("odd-host", address, host)
    try:
        return str(IPv6Address(host))
    except AddressValueError as error:
        raise refuse("odd-host", address, host) from error


def is_address(text: str) -> bool:
    """True for what begins like a web address.

    >>> is_address("https://example.net"), is_address("feed.xml")
    (True, False)
    """
    return _SCHEME.match(text.strip()) is not None


def joined(base: str, link: str) -> str | None:
    """``link`` as it stands in the document at ``base``: whole, without fragment; None where it leads to no web page.

    >>> joined("https://example.net/a/feed.xml", "../b?x=1#top")
    'https://example.net/b?x=1'
    >>> joined("https://example.net/", "mailto:desk@example.net") is None
    True
    """
    try:
        whole = urldefrag(urljoin(base, link.strip())).url
        # an address cannot hold white space: what feeds break over lines is one address
        whole = re.sub(r"\s*[\r\n\t]\s*", "", whole)
        return whole if is_address(whole) and urlsplit(whole).netloc else None
    except ValueError:
        return None


def key(address: str) -> str:
    """What is the same for all spellings of one address: no scheme, ``www.``, trackers, fragment or last slash.

    >>> key("http://www.example.net/a/?utm_source=rss&id=5#top") == key("https://example.net/a?id=5")
    True
    """
    # Imported here: it takes a tenth of a second, and only watching needs it.
    from courlan import normalize_url

    try:
        whole = normalize_url(urldefrag(address).url, strict=False)
    except ValueError:
        whole = address
    rest = _SCHEME.sub("", whole).removeprefix("www.")
    path, mark, query = rest.partition("?")
    return path.rstrip("/") + mark + query
