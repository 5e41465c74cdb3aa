"""Words of pages are hostile, other sites are too: what they may not do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from starlette.testclient import TestClient

from riwaya import library as shelf
from riwaya.model import Article
from riwaya.present.web.app import application
from riwaya.present.web.safety import HEADERS, known_host
from riwaya.present.web.slugs import slug
from riwaya.store import links, open_library
from riwaya.store.judgements import judgements
from tests.present.web.conftest import BASE, settings
from tests.present.web.finding import addresses, proof, shared, words
from tests.store.writing import articles

#: Sixty strings that want to run, to break out of their place, to turn the text around or to fill the page.
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>اضغط</a>",
    "<math><mtext></table><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=proof>",
    "<object data=//evil.example>",
    "<template><script>alert(1)</script></template>",
    "<div hx-get='/judgements' hx-trigger='load'>",
    "<div hx-on:click='alert(1)'>",
    "<!-- ",
    "--> <script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{{ request.app.state.settings.secret }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "\u202eللوادي",
    "\u202dabc\u202c",
    "\u2066\u2067\u2068مفتوح",
    "\u202a" * 50,
    "\u200f\u200e\u200f",
    "\x00\x01\x02",
    "\x1b[31mأحمر",
    "\x7f\x9b",
    "\ufeff\ufffe",
    "سطر\r\nset-cookie: a=b",
    "\u2028\u2029",
    "ا" + "\u0651" * 500,
    "Z" + "\u0301" * 500,
    "كـ" * 300,
    "ق" * 1_000_000,
    "a" * 1_000_000,
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;",
    "%3Cscript%3E",
    "../../../etc/passwd",
    "'; DROP TABLE articles; --",
    '" OR "1"="1',
    "😀👨‍👩‍👧‍👦🏴",
)


def test_there_are_sixty() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 60


#: Elements that our pages have; a hostile word that became another one would stand out.
OWN = frozenset(
    "html head meta title link script body a header div nav ul li form label input svg circle path button p main footer"
    " span bdi h1 h2 h3 h4 time section article ol blockquote b code dl dt dd aside details summary select option"
    " textarea table caption thead tr th tbody td i mark ins del figure figcaption line rect text g fieldset legend"
    " dir".split()
)


def run_by_a_browser(html: str) -> list[str]:
    """What in a page a browser would run or load that is not ours."""
    found = []
    for element in lxml.html.document_fromstring(html.encode()).iter():
        if not isinstance(element.tag, str):
            found.append(str(element))
            continue
        if element.tag not in OWN or (element.tag == "script" and not element.get("src", "").startswith("/static/")):
            found.append(element.tag)
        found += [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")]
        addresses = [element.get(name, "") for name in ("href", "src", "action", "hx-get", "data", "formaction")]
        found += [each for each in addresses if not re.match(r"$|[/?#](?!/)|https?://[ab]\.example/", each)]
    return found


def hostile_records() -> list[dict[str, str]]:
    """Articles with one hostile string in every field, two of a story each."""
    rows = []
    for number, bad in enumerate(HOSTILE):
        for copy in ("a", "b"):
            day = f"2031-05-{number % 28 + 1:02d}"
            rows.append(
                {
                    "id": f"{copy}{number}{bad[:60]}",
                    "url": f"javascript:{bad[:60]}" if number % 2 else f"https://{copy}.example/{number}?{bad[:40]}",
                    "outlet": f"{bad[:300]} {copy}",
                    "title": f"سد الوادي رقم {number} {bad[:2000]}",
                    "published": f"{day}T10:00:00+03:00",
                    "author": bad[:200],
                    "text": f"قال وزير الري سالم الهدار إن ماء السد {number} يكفي المدينة {bad} عشر سنين.\n"
                    f'وأضاف الهدار: "لن نقطع الماء {bad[:500]} عن أحد".\nونفى {bad[:100]} ذلك.',
                }
            )
    return rows


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of nothing else."""
    path = tmp_path_factory.mktemp("hostile") / "library.db"
    with open_library(path, make=True) as library:
        for start in range(0, 120, 20):
            list(shelf.add(library, articles(hostile_records()[start : start + 20])))
        list(shelf.link(library))
    return path


def test_no_hostile_string_of_a_page_runs(hostile: Path) -> None:
    with TestClient(application(settings(hostile)), base_url=BASE) as client, open_library(hostile) as library:
        asked = ["/", "/review", "/judgements", "/search?q=السد", "/said?words=ماء السد يكفي المدينة"]
        for story in links.all_stories(library):
            asked.append(f"/story/{slug(story.id)}")
            asked += [f"/article/{slug(name)}" for name in story.articles[:2]]
            asked += [f"/utterance/{slug(group.earliest)}" for group in story.groups[:2]]
            asked += [f"/outlet/{slug(name[:200])}" for name in story.outlets[:1]]
        for address in asked:
            answer = client.get(address)
            assert answer.status_code in (200, 404), address
            assert run_by_a_browser(answer.text) == [], address
            assert not set(answer.text) & set("\x00\x01\x1b\u202a\u202d\u202e\u2066\u2067\u2068"), address
            assert len(answer.content) < 8_000_000


@pytest.mark.parametrize("bad", HOSTILE, ids=lambda bad: ascii(bad)[:30])
def test_no_hostile_string_that_is_asked_runs(client: TestClient, bad: str) -> None:
    asked = bad[:450]
    for path, name in (("/", "q"), ("/", "outlet"), ("/search", "q"), ("/search", "by"), ("/said", "words")):
        answer = client.get(path, params={name: asked[:150]})
        assert answer.status_code == 200, path
        assert run_by_a_browser(answer.text) == []
        assert "49" not in words(answer.text) or "49" in asked
    for kind in ("story", "utterance", "article", "speaker", "outlet"):
        answer = client.get(f"/{kind}/{quote(asked.replace('/', '~2F'))}")
        assert answer.status_code == 404
        assert run_by_a_browser(answer.text) == []


@pytest.fixture(scope="module")
def judging(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody whose judgements are kept and not linked: what they say is shown all the same."""
    own = tmp_path_factory.mktemp("judging") / "own.db"
    own.write_bytes(demo.read_bytes())
    with TestClient(application(settings(own, link=lambda library: None)), base_url=BASE) as client:
        yield client


@pytest.mark.parametrize("bad", HOSTILE, ids=lambda bad: ascii(bad)[:30])
def test_no_hostile_string_of_a_judgement_runs(judging: TestClient, bad: str) -> None:
    left = "lina-zurman#1"
    body = {"kind": "speaker", "left": left, "speaker": bad[:200], "who": bad[:200], "note": bad[:500]}
    answer = judging.post("/judgements.json", json=body)
    assert answer.status_code == 201
    for path in ("/judgements", "/utterance/lina-zurman~231", "/judgements.json"):
        shown = judging.get(path)
        assert shown.status_code == 200
        assert path.endswith(".json") or run_by_a_browser(shown.text) == []


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for address in [*addresses(client).values(), "/nothing", "/stories.json", "/static/x/style.css", "/openapi.json"]:
        found = client.get(address).headers
        for name, value in HEADERS.items():
            assert found[name] == value, (address, name)
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8440", 200),
        ("localhost", 200),
        ("[::1]:8440", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("192.168.1.4", 421),
        ("localhost@evil.example", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_the_server_answers_to_its_own_names_alone(client: TestClient, host: str, status: int) -> None:
    assert client.get("/about", headers={"host": host}).status_code == status


def test_off_loopback_it_answers_to_addresses_and_given_names(demo: Path) -> None:
    open_ = settings(demo, host="0.0.0.0", names=frozenset({"desk.example"}), token="t")
    assert known_host("192.168.1.4:8440", open_) and known_host("desk.example", open_)
    assert not known_host("evil.example", open_)


def test_a_form_of_another_site_writes_nothing(editor: TestClient, own: Path) -> None:
    page = editor.get("/utterance/lina-zurman~231").text
    form = {"proof": proof(page), "kind": "speaker", "left": "lina-zurman#1", "speaker": "غيره", "back": "/judgements"}
    refused = [
        editor.post("/judgements", data=form, headers={"origin": "https://evil.example"}),
        editor.post("/judgements", data=form, headers={"origin": "null"}),
        editor.post("/judgements", data=form, headers={"sec-fetch-site": "cross-site"}),
        editor.post("/judgements", data={**form, "proof": "0" * 64}),
        editor.post("/judgements", data={name: value for name, value in form.items() if name != "proof"}),
        editor.post("/judgements.json", content=json.dumps(form), headers={"content-type": "text/plain"}),
        editor.post("/judgements.json", json=form, headers={"origin": "https://evil.example"}),
        editor.post("/judgements/withdraw", data={"id": "1"}),
        editor.request("DELETE", "/judgements/1.json", headers={"sec-fetch-site": "cross-site"}),
    ]
    assert {answer.status_code for answer in refused} <= {403, 415, 422}
    assert [answer.status_code for answer in refused][:5] == [403] * 5
    with open_library(own) as library:
        assert judgements(library) == []
    editor.cookies.clear()
    assert editor.post("/judgements", data=form).status_code == 403
    editor.get("/review")
    assert editor.post("/judgements", data=form).status_code == 403


def test_off_loopback_writing_needs_the_token(own: Path) -> None:
    body = {"kind": "speaker", "left": "lina-zurman#1", "speaker": "غيره"}
    app = application(settings(own, host="0.0.0.0", token="geheim"))
    with TestClient(app, base_url="http://192.168.1.4:8440", follow_redirects=False) as client:
        assert client.get("/").status_code == 200
        assert client.post("/judgements.json", json=body).status_code == 401
        wrong = client.post("/judgements.json", json=body, headers={"authorization": "Bearer x"})
        assert wrong.status_code == 401 and wrong.headers["www-authenticate"] == "Bearer"
        right = client.post("/judgements.json", json=body, headers={"authorization": "Bearer geheim"})
        assert right.status_code == 201
        page = client.get("/token").text
        assert client.post("/token", data={"proof": proof(page), "token": "x"}).status_code == 401
        assert client.post("/token", data={"proof": proof(page), "token": "geheim"}).status_code == 303
        assert client.post("/judgements.json", json=body).status_code == 201


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""])
def test_after_a_judgement_nobody_is_sent_elsewhere(editor: TestClient, back: str) -> None:
    form = {"proof": proof(editor.get("/review").text), "kind": "speaker", "left": "lina-zurman#1", "back": back}
    answer = editor.post("/judgements", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/judgements?judged=")


def test_what_is_sent_has_a_limit(editor: TestClient) -> None:
    def endless() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    assert editor.post("/judgements", content=b"x" * 70_000).status_code == 413
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert editor.post("/judgements", content=endless(), headers=headers).status_code in (400, 403, 413, 422)


def test_the_original_of_a_page_is_never_shown_as_ours(editor: TestClient, own: Path) -> None:
    def original(_article: Article) -> tuple[bytes, str]:
        return b"<script>alert(1)</script>", "text/html"

    row = {"id": "x", "url": "https://sada.example/x", "title": "عنوان", "text": "قال الوزير إن السد ممتلئ."}
    with open_library(own) as library:
        list(shelf.add(library, articles([row]), original=original))
    answer = editor.get("/article/x/original")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_long_utterance_stays_in_bounds(client: TestClient) -> None:
    assert len(client.get(f"/utterance/{shared(client)['tellings'][0]['id'].replace('#', '~23')}").content) < 300_000
