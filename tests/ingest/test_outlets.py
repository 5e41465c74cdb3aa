"""The table of outlets: an address names one outlet, and every row says where and when its newsroom is."""

from __future__ import annotations

from collections import Counter
from zoneinfo import available_timezones

import pytest
from babel import Locale

from riwaya import lexicon
from riwaya.ingest.outlets import ROLES, at_host, host_of
from riwaya.ingest.web import outlet_at

ROWS = lexicon.load("outlets").rows
ENGLISH = Locale("en")


def is_whole(row: dict[str, str]) -> bool:
    place = row["country"] in ENGLISH.territories and row["zone"] in available_timezones()
    domains = all(host_of(f"https://{domain}/") == domain for domain in row["domains"].split("|"))
    return bool(row["name"]) and row["kind"] in ROLES and place and row["language"] in ENGLISH.languages and domains


def test_every_row_is_whole() -> None:
    assert [row["id"] for row in ROWS if not is_whole(row)] == []


def test_a_domain_belongs_to_one_outlet() -> None:
    counted = Counter(domain for row in ROWS for domain in row["domains"].split("|"))
    assert {domain for domain, count in counted.items() if count > 1} == set()


@pytest.mark.parametrize(
    ("address", "id"),
    [
        ("https://www.aljazeera.net/news/2031/1/1/x", "aljazeera"),
        ("https://mubasher.aljazeera.net/x", "aljazeera-mubasher"),
        ("http://gate.ahram.org.eg:80/News/1.aspx", "ahram-gate"),
        ("https://www.ahram.org.eg/x", "ahram"),
        ("https://m.youm7.com/x", "youm7"),
        ("https://arabic.cnn.com/x", "cnn-arabic"),
        ("https://notaljazeera.net/x", None),
        ("https://aljazeera.net.example.org/x", None),
        ("https://example.net/https://www.aljazeera.net/", None),
    ],
)
def test_an_address_names_its_outlet(address: str, id: str | None) -> None:
    found = outlet_at(address)
    assert (found.id if found else None) == id
    known = at_host(host_of(address))
    assert (known.id if known else None) == id
