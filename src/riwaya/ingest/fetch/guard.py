"""Which machines may be asked: public ones only, their names resolved here and once, so that nothing changes later."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from riwaya.ingest.fetch.addresses import Target
from riwaya.ingest.fetch.refusals import refuse

#: Name and port → addresses as text; raises ``OSError`` when there are none.
Resolver = Callable[[str, int], Sequence[str]]
IP = IPv4Address | IPv6Address

#: Ports at which news is served; others are rather somebody's database.
USUAL_PORTS = frozenset({80, 443, 8080, 8443})
#: Not public, whatever the version of ``ipaddress`` says of them (IANA special-purpose registries), and the address at
#: which Azure answers questions about the machine it runs.
_CLOSED = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
        *("::/127", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7"),
        *("fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
#: Where clouds give out the keys of the machines that they rent: link-local, and what Azure, Alibaba, Oracle and Amazon
#: have besides.
_HOSTS_OWN = tuple(
    ip_network(network)
    for network in (
        *("169.254.0.0/16", "fe80::/10", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32"),
        "fd00:ec2::254/128",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE, _TRANSLATED = ip_network("::/96"), ip_network("::ffff:0:0:0/96")


def carried(ip: IP) -> IP:
    """The IPv4 address that an IPv6 one carries (mapped, compatible, translated, 6to4, NAT64), else the address itself.

    >>> carried(ip_address("::ffff:127.0.0.1")), carried(ip_address("64:ff9b::10.0.0.1"))
    (IPv4Address('127.0.0.1'), IPv4Address('10.0.0.1'))
    """
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64 or ip in _TRANSLATED or (ip in _COMPATIBLE and int(ip) > 1):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip


def is_public(address: str) -> bool:
    """True for an address on the public network; names and broken addresses are none.

    >>> is_public("93.184.216.34"), is_public("10.1.2.3"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = carried(ip_address(address))
    except ValueError:
        return False
    if any(ip in network for network in _CLOSED):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


def is_hosts_own(address: str) -> bool:
    """True where the host of a rented machine answers for it, its keys among the answers; no site is there.

    >>> is_hosts_own("169.254.169.254"), is_hosts_own("::ffff:169.254.0.1"), is_hosts_own("10.1.2.3")
    (True, True, False)
    """
    ip = carried(ip_address(address))
    return any(ip in network for network in _HOSTS_OWN)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the system knows of ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard(NamedTuple):
    """Which hosts may be asked. ``trusted`` are ``host:port`` that may be anywhere.

    ``allow_private`` opens the user's own network and any port, but not where the host of a rented machine answers: a
    feed could lead there.
    """

    allow_private: bool = False
    trusted: frozenset[str] = frozenset()
    resolver: Resolver = system_resolver

    def trusts(self, target: Target) -> bool:
        """True where the user said that this host is theirs."""
        return f"{target.host}:{target.port}" in self.trusted

    def places(self, target: Target, *, within: float) -> Sequence[str]:
        """The addresses to connect to, in the resolver's order; raises ``RefusalError`` when none of them may be asked.

        ``within`` is how many seconds the resolver has.
        """
        opened = self.allow_private or self.trusts(target)
        if not opened and target.port not in USUAL_PORTS:
            raise refuse("port", target.address, target.port)
        found = self._resolved(target, within)
        allowed = [place for place in found if self._may_ask(target, place)]
        if found and not allowed:
            raise refuse("hosts-own" if is_hosts_own(found[0]) else "private", target.address, found[0])
        if not allowed:
            raise refuse("dns", target.address, target.host)
        return allowed

    def _may_ask(self, target: Target, place: str) -> bool:
        if self.trusts(target):
            return True
        return not is_hosts_own(place) if self.allow_private else is_public(place)

    def _resolved(self, target: Target, within: float) -> Sequence[str]:
        try:
            return [str(ip_address(target.host))]
        except ValueError:
            pass
        answer: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self.resolver(target.host, target.port))
            except (OSError, UnicodeError) as error:
                answer.put(error if isinstance(error, OSError) else OSError(str(error)))

        # The system's resolver cannot be interrupted: it is left behind in its thread when it takes too long.
        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=max(within, 0.001))
        except queue.Empty:
            raise refuse("dns", target.address, f"{target.host}: timeout") from None
        if isinstance(found, OSError):
            raise refuse("dns", target.address, f"{target.host}: {found.strerror or found}")
        return found
