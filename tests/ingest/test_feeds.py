"""Listings of every kind, and the broken and hostile ones: all events and outlets are invented."""

from __future__ import annotations

import gzip
import time

import pytest

from riwaya.ingest.feeds import Item, Listing, Page, read_listing
from riwaya.ingest.feeds.listing import MOST_ITEMS
from riwaya.ingest.feeds.moments import moment
from riwaya.model import Problem
from tests.ingest.server import peak

AT = "https://difaf.example.net/rss/feed.xml"
DATE = "Wed, 19 Jun 2024 14:30:00 +0300"
ISO = "2024-06-19T14:30:00+03:00"
TITLE = "افتتاح سد زرمان بعد عامين من العمل"


def listing(data: str | bytes, **more: object) -> Listing:
    found = read_listing(data.encode() if isinstance(data, str) else data, **{"address": AT, **more})
    assert isinstance(found, Listing), found
    return found


def item(data: str | bytes, **more: object) -> Item:
    (found,) = listing(data, **more).items
    return found


def rss(*items: str, head: str = '<rss version="2.0">', tail: str = "</rss>") -> str:
    inside = "".join(f"<item>{each}</item>" for each in items)
    return f'<?xml version="1.0"?>{head}<channel><title>ضفاف</title>{inside}</channel>{tail}'


LINK = "<link>https://difaf.example.net/a/1</link>"
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>ضفاف</title></channel>'
    f'<item rdf:about="https://difaf.example.net/a/1"><title>{TITLE}</title>'
    "<dc:date>2024-06-19T14:30:00+03:00</dc:date></item></rdf:RDF>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://difaf.example.net/"><title>ضفاف</title>'
    '<entry><title type="html">{title}</title><link rel="self" href="self"/><link rel="enclosure" href="x.mp3"/>'
    '<link rel="alternate" type="application/json" href="a.json"/><link type="text/html" href="a/1"/>'
    "<id>tag:difaf,2024:1</id><published>2024-06-19T14:30:00+03:00</published><updated>2024-06-20T01:00:00Z</updated>"
    "</entry></feed>"
).replace("{title}", TITLE)
NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://x/image"><url>'
    "<loc>https://difaf.example.net/a/1</loc><lastmod>2024-06-19</lastmod><image:image><image:loc>i.jpg</image:loc>"
    "<image:title>صورة</image:title></image:image><news:news><news:publication><news:name>ضفاف</news:name>"
    f"<news:language>ar</news:language></news:publication><news:publication_date>{ISO}</news:publication_date>"
    f"<news:title>{TITLE}</news:title></news:news></url></urlset>"
)
KINDS: dict[str, tuple[str, str]] = {
    "RSS 2": (rss(f"<title>{TITLE}</title>{LINK}<pubDate>{DATE}</pubDate>"), "rss"),
    "RSS 0.91": (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
        + rss(f"<title>{TITLE}</title>{LINK}<pubDate>{DATE}</pubDate>").partition("?>")[2],
        "rss",
    ),
    "RSS 1": (RDF, "rss"),
    "Atom": (ATOM, "atom"),
    "sitemap with news": (NEWS, "sitemap"),
    "in capitals": (
        rss(f"<TITLE>{TITLE}</TITLE>{LINK.replace('link', 'LINK')}<PubDate>{DATE}</PubDate>"),
        "rss",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_address_title_and_date(name: str) -> None:
    text, kind = KINDS[name]
    found = listing(text)
    assert (found.kind, len(found.items)) == (kind, 1)
    assert found.notes == ()
    first = found.items[0]
    assert (first.address, first.title, first.published) == ("https://difaf.example.net/a/1", TITLE, ISO)


def test_atom_and_sitemaps_say_when_they_changed() -> None:
    assert item(ATOM).stamp == "2024-06-20T01:00:00Z"
    assert item(NEWS).stamp == "2024-06-19"
    assert item(NEWS).source == "ضفاف"


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("<link>https://difaf.example.net/a/1</link>", "https://difaf.example.net/a/1"),
        ("<link>\n  https://difaf.example.net/a/1\n</link>", "https://difaf.example.net/a/1"),
        ("<link><![CDATA[https://difaf.example.net/?id=1&b=2]]></link>", "https://difaf.example.net/?id=1&b=2"),
        ("<link>https://difaf.example.net/?id=1&amp;b=2</link>", "https://difaf.example.net/?id=1&b=2"),
        ("<link>/a/1</link>", "https://difaf.example.net/a/1"),
        ("<link>1.html#top</link>", "https://difaf.example.net/rss/1.html"),
        ("<link>//cdn.example.net/a</link>", "https://cdn.example.net/a"),
        ("<link>https://difaf.example.net/خبر جديد</link>", "https://difaf.example.net/خبر جديد"),
        ("<guid>https://difaf.example.net/a/1</guid>", "https://difaf.example.net/a/1"),
        ('<guid isPermaLink="true">https://difaf.example.net/a/1</guid>', "https://difaf.example.net/a/1"),
        ('<link xmlns="http://www.w3.org/2005/Atom" href="/a/1"/>', "https://difaf.example.net/a/1"),
        (
            '<link>https://feeds.example.org/~r/1</link><o:origLink xmlns:o="x">https://difaf.example.net/a/1</o:origLink>',
            "https://difaf.example.net/a/1",
        ),
    ],
)
def test_the_address_that_is_meant_is_found(entry: str, address: str) -> None:
    assert item(rss(entry)).address == address


@pytest.mark.parametrize(
    "entry",
    [
        "<title>بلا عنوان</title>",
        '<guid isPermaLink="false">https://difaf.example.net/a/1</guid>',
        "<guid>tag:1</guid>",
        "<link>javascript:alert(1)</link>",
        "<link>file:///etc/passwd</link>",
        "<link>http://[::1/</link>",
        "<link/>",
    ],
)
def test_an_entry_without_a_web_address_is_left_out(entry: str) -> None:
    assert listing(rss(entry, LINK)).items == (Item(address="https://difaf.example.net/a/1"),)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TITLE, TITLE),
        (f"<![CDATA[ {TITLE} ]]>", TITLE),
        (f"&lt;b&gt;{TITLE}&lt;/b&gt;", TITLE),
        ("سد &amp;quot;زرمان&amp;quot;", 'سد "زرمان"'),
        ("سد &laquo;زرمان&raquo;", "سد «زرمان»"),
        ("سد&nbsp;زرمان\n  اليوم", "سد زرمان اليوم"),
        ("سد\x0b زرمان", "سد زرمان"),
        ("", None),
        ("كلام " * 1000, ("كلام " * 100).strip()),
    ],
)
def test_titles_are_plain_words(text: str, title: str | None) -> None:
    found = item(rss(f"<title>{text}</title>{LINK}")).title
    assert (found or "").strip() == (title or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (DATE, ISO),
        ("19 Jun 2024 11:30 GMT", "2024-06-19T11:30:00+00:00"),
        ("Wed, 19 Jun 24 11:30:00 EST", "2024-06-19T11:30:00-05:00"),
        ("2024-06-19", "2024-06-19"),
        ("2024-06", "2024-06"),
        ("2024-06-19T11:30:00.000Z", "2024-06-19T11:30:00+00:00"),
        ("2024-06-19 11:30:00", "2024-06-19T11:30:00"),
        ("٢٠٢٤-٠٦-١٩", "2024-06-19"),
        ("الأربعاء، 19 يونيو 2024", "2024-06-19"),
        ("الأربعاء 19 حزيران 2024 14:30:00 +0300", "2024-06-19T14:30+03:00"),
        ("أربعاء, 19 يونيو 2024 14:30:00 GMT", "2024-06-19T14:30+00:00"),
        ("19/06/2024", "2024-06-19"),
        ("14 ذو الحجة 1445", "2024-06-20"),
        ("أمس", None),
        ("Wed, 99 Foo 2024", None),
        ("", None),
        (None, None),
        ("9" * 50, None),
        ("x" * 1000, None),
    ],
)
def test_dates_of_every_form(text: str | None, value: str | None) -> None:
    assert moment(text) == value


INDEX = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/news.xml</loc>'
    "<lastmod>2024-06-19</lastmod></sitemap><sitemap><loc>https://difaf.example.net/old.xml.gz</loc></sitemap></sitemapindex>"
)


def test_an_index_names_its_sitemaps() -> None:
    found = listing(INDEX)
    assert found.kind == "sitemap-index"
    assert [(child.address, child.stamp) for child in found.children] == [
        ("https://difaf.example.net/news.xml", "2024-06-19"),
        ("https://difaf.example.net/old.xml.gz", None),
    ]


def test_opml_names_its_feeds_however_they_are_nested() -> None:
    found = listing(
        '<opml version="2.0"><head><title>مصادر</title></head><body><outline text="مصر">'
        '<outline text="ضفاف" type="rss" xmlUrl="https://difaf.example.net/rss"/>'
        '<outline text="صحف"><outline title="الجسر" xmlurl="https://jisr.example.net/f"/></outline></outline>'
        '<outline text="بلا عنوان"/><outline type="link" url="https://example.net/"/></body></opml>'
    )
    assert (found.kind, found.title) == ("opml", "مصادر")
    assert [(child.address, child.title) for child in found.children] == [
        ("https://difaf.example.net/rss", "ضفاف"),
        ("https://jisr.example.net/f", "الجسر"),
    ]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert item(gzip.compress(NEWS.encode())).title == TITLE
    half = len(NEWS) // 2
    assert item(gzip.compress(NEWS[:half].encode()) + gzip.compress(NEWS[half:].encode())).title == TITLE


def test_a_list_of_addresses_is_a_listing() -> None:
    found = listing(
        "# مقالات\r\n\r\nhttps://difaf.example.net/a/1\r\nhttps://difaf.example.net/a/1\nHTTP://x.example.net/\n"
    )
    assert (found.kind, [each.address for each in found.items]) == (
        "list",
        ["https://difaf.example.net/a/1", "HTTP://x.example.net/"],
    )


FRONT = f"""<!DOCTYPE html><html><body><a href="/">الرئيسية</a><a href="/politics">أخبار السياسة والاقتصاد والمجتمع</a>
<a href="/a/51234">{TITLE}</a><a href="/a/51234?utm_source=front"><img alt=""> {TITLE}</a><a href="/a/51235">عاجل</a>
<a href="https://www.difaf.example.net/2024/06/19/sadd-zurman-yaftah-abwabah">{TITLE} اليوم</a>
<a href="https://other.example.org/a/99999">{TITLE}</a><a href="mailto:x@example.net">{TITLE}</a>
<a href="/سد-زرمان-يفتح-أبوابه-اليوم">{TITLE} أيضا</a><a>بلا</a></body></html>"""


def test_a_front_page_is_a_page_unless_its_links_are_wanted() -> None:
    assert isinstance(read_listing(FRONT.encode(), address=AT), Page)
    found = listing(FRONT, follow_links=True)
    assert (found.kind, [each.address for each in found.items]) == (
        "links",
        [
            "https://difaf.example.net/a/51234",
            "https://www.difaf.example.net/2024/06/19/sadd-zurman-yaftah-abwabah",
            "https://difaf.example.net/سد-زرمان-يفتح-أبوابه-اليوم",
        ],
    )


WIN = b'<?xml version="1.0" encoding="windows-1256"?>'
FEED = rss(f"<title>{TITLE}</title>{LINK}").partition("?>")[2]


@pytest.mark.parametrize(
    ("data", "charset", "note"),
    [
        (FEED.encode("cp1256"), "windows-1256", ""),
        (FEED.encode("cp1256"), "utf-8", "declared as utf-8, read as cp1256"),
        (FEED.encode("cp1256"), None, ""),
        (WIN + FEED.encode("cp1256"), None, ""),
        (b'<?xml version="1.0" encoding="UTF-8"?>' + FEED.encode("cp1256"), None, "declared as utf-8, read as cp1256"),
        (
            WIN + FEED.encode(),
            None,
            "declared as windows-1256, read as utf-8",
        ),
        (WIN + FEED.encode(), "utf-8", ""),
        (FEED.encode(), "iso-8859-1", "declared as iso-8859-1, read as utf-8"),
        (FEED.encode(), "no-such-thing", "declared as no-such-thing, read as utf-8"),
        (FEED.encode("iso-8859-6"), "iso-8859-6", ""),
        (FEED.replace("ضفاف", "«ضفاف»").encode("cp1256"), "iso-8859-6", "declared as iso-8859-6, read as cp1256"),
        (FEED.encode().decode("cp1256").encode(), "utf-8", "encoded twice"),
        (FEED.encode().decode("latin-1").encode(), "utf-8", "encoded twice"),
        (b"\xef\xbb\xbf" + FEED.encode(), "windows-1256", "declared as windows-1256, read as utf-8"),
        (b"\xff\xfe" + FEED.encode("utf-16-le"), "utf-16", "declared as utf-16, read as utf-16-le"),
        (
            FEED.replace("</item>", "<x>ء</x></item>" * 1).encode() + b"<!-- " + b"a" * 999 + b"\xff -->",
            "utf-8",
            "broken characters",
        ),
    ],
)
def test_the_bytes_say_the_encoding_and_a_lie_is_reported(data: bytes, charset: str | None, note: str) -> None:
    found = listing(data, charset=charset)
    assert found.items[0].title == TITLE
    assert [note in said for said in found.notes] == ([True] if note else [])


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 9 if n else b"&a;") for n in range(9))
    + b"]><rss>&a8;</rss>"
)
BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "white space": (b"\xef\xbb\xbf \n", "empty"),
    "binary": (b"<rss>\0\0", "binary"),
    "no text": (b"<rss>" + bytes(range(128, 256)) * 9, "not UTF-8"),
    "truncated gzip": (gzip.compress(NEWS.encode())[:-20], "damaged"),
    "broken gzip": (b"\x1f\x8b\x08\x00\xff\xff\xff", "damaged"),
    "gzip bomb": (gzip.compress(bytes(30_000_000)), "unpacks to more"),
    "billion laughs": (LAUGHS, "declares entities"),
    "an external entity": (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><title>&x;</title></rss>',
        "declares entities",
    ),
    "a parameter entity": (b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://10.0.0.1/">%x;]><rss/>', "declares entities"),
    "entities behind a long remark": (
        b"<!--" + b"x" * 300_000 + b'--><!DOCTYPE r [<!ENTITY x "y">]><rss><channel/></rss>',
        "declares entities",
    ),
    "nested a thousand deep": (b"<opml><body>" + b"<outline>" * 1000, "nested deeper"),
    "nested in a feed": (b"<rss><channel><item>" + b"<x>" * 5000, "nested deeper"),
    "broken at once": (b"<rss <", "broken XML"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_listing_is_refused_with_its_reason(name: str) -> None:
    data, reason = BAD[name]
    found = read_listing(data, address=AT)
    assert isinstance(found, Problem), found
    assert reason in found.reason
    assert found.path == AT


@pytest.mark.parametrize("name", ["rss", "atom", "sitemap", "opml"])
def test_an_empty_listing_is_one(name: str) -> None:
    text = {"rss": rss(), "atom": "<feed/>", "sitemap": "<urlset/>", "opml": "<opml><body/></opml>"}[name]
    assert listing(text).items == ()


@pytest.mark.parametrize(
    "text",
    [
        rss(LINK).removesuffix("</channel></rss>"),
        rss(LINK, "<title>a & b < c</title><link>https://difaf.example.net/a/2</link>"),
        rss(LINK, "<title>&unknown; &#0; &#xffffff;</title>"),
        rss(LINK) + "<junk>",
        rss(LINK).replace("</item>", "</itm>"),
    ],
)
def test_of_a_broken_feed_is_read_what_makes_sense(text: str) -> None:
    found = listing(text)
    assert found.items[0].address == "https://difaf.example.net/a/1"
    assert "broken XML" in found.notes[0]


def test_a_long_feed_is_read_quickly_and_in_little_memory() -> None:
    text = rss(
        *(f"<title>{TITLE}</title><link>/a/{n}</link><description>{'كلام ' * 50}</description>" for n in range(10_000))
    )
    before, memory = time.monotonic(), peak(anew=True)
    assert len(listing(text).items) == 10_000
    assert time.monotonic() - before < 10
    assert peak() - memory < 100


def test_a_listing_without_end_is_cut_with_a_note() -> None:
    found = listing("<urlset>" + "<url><loc>/a</loc></url>" * (MOST_ITEMS + 10) + "</urlset>")
    assert len(found.items) == MOST_ITEMS
    assert "only the first" in found.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><item " + b" ".join(b'a%d="b"' % n for n in range(200_000)) + b"/></channel></rss>",
        b"<rss><channel>" + b"<item>" * 90 + b"</item>" * 90 + b"</channel></rss>",
        b"<rss><channel><item><title>" + b"&amp;" * 2_000_000 + b"</title></item></channel></rss>",
        b"<rss><channel><item><title>" + b"<b>" * 2_000_000,
        b"<rss " + b"xmlns:a='b' " * 100_000 + b"/>",
        b"<!--" * 1_000_000,
        b"<!DOCTYPE " * 500_000,
        b"<" * 3_000_000,
        b"<?xml " * 500_000 + b"<rss/>",
        b"&" * 3_000_000,
        b"https://" * 500_000,
    ],
)
def test_a_hostile_document_takes_neither_long_nor_much(data: bytes) -> None:
    before, memory = time.monotonic(), peak(anew=True)
    assert isinstance(read_listing(data, address=AT), Listing | Problem | Page)
    assert time.monotonic() - before < 10
    assert peak() - memory < 250
