"""Every page in both languages, as HTML and as JSON from one query."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import riwaya.present
from riwaya import library as shelf
from riwaya.present.labels import Lang
from riwaya.present.web.app import application
from riwaya.present.web.rendering import environment
from riwaya.present.web.slugs import slug, unslug
from riwaya.present.web.words import COUNTED, WORDS, counted, tell
from riwaya.store import open_library
from tests.present.web.conftest import BASE, settings
from tests.present.web.finding import addresses, shared, story, utterances, words
from tests.store.writing import articles

PACKAGE = Path(riwaya.present.__file__).parent
AS_JSON = ("story", "utterance", "article", "speaker", "outlet")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_opens(client: TestClient, lang: str) -> None:
    for name, address in addresses(client).items():
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert answer.status_code == 200, name
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in answer.text, name
        assert 'rel="alternate"' in answer.text or name.startswith(("empty", "token")), name


@pytest.mark.parametrize("unit", ["articles", "statements"])
def test_every_count_of_a_search_narrows_it(client: TestClient, unit: str) -> None:
    address = f"/search?q=%D8%A7%D8%AA%D9%81%D8%A7%D9%82%D9%8A%D8%A9&in={unit}"
    facets = client.get(address.replace("?", ".json?")).json()["found"]["facets"]
    links = re.findall(r'<li><a href="(/search\?[^"]+)">', client.get(address).text)
    assert len(links) == len(facets) > 8
    assert {each["kind"] for each in facets} == {"outlet", "speaker", "source", "month"}
    ordered = [each for kind in ("outlet", "speaker", "source", "month") for each in facets if each["kind"] == kind]
    for each, link in zip(ordered, links, strict=True):
        found = client.get(unescape(link).replace("?", ".json?")).json()["found"]
        # a source is looked up by its words, and «وكالات» stands in the names of others too
        assert found["total"] >= each["count"] if each["kind"] == "source" else found["total"] == each["count"], each


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    with open_library(tmp_path / "empty.db", make=True):
        pass
    with TestClient(application(settings(tmp_path / "empty.db")), base_url=BASE) as asking:
        assert tell("no_stories_yet", Lang.AR) in asking.get("/").text
        assert tell("no_stories", Lang.AR) in asking.get("/?least=5").text


def test_the_shared_file_points_to_no_page_that_it_lacks(client: TestClient) -> None:
    report = words(client.get(f"/story/{slug(story(client)['id'])}/report").text)
    assert tell("in_article", Lang.AR) not in report


@pytest.mark.parametrize(("lang", "days"), [("ar", ["4 مارس", "6 مارس"]), ("en", ["4 Mar", "6 Mar"])])
def test_days_of_the_axis_name_their_month(client: TestClient, lang: str, days: list[str]) -> None:
    page = client.get(f"/story/{slug(story(client)['id'])}?lang={lang}").text
    axis = page.partition('class="lane axis"')[2].partition("</svg>")[0]
    shown = re.findall(r">([^<>]+)</text>", axis)
    assert set(days) < set(shown) and len(shown) <= 5
    assert not re.search(r"\d/\d", axis)


def test_what_was_said_comes_with_the_hands_between(client: TestClient) -> None:
    page = words(client.get("/said?words=ملحق غير معلن يسمح ببناء سد ثالث").text)
    assert "صدى السهول ← صحيفة البيدر ← مصدر في الوفد التورلاني" in page


def test_words_that_end_in_a_quotation_have_its_mark(client: TestClient) -> None:
    [first, *_] = client.get("/said.json?words=السد الثالث لم يطرح على الطاولة أصلا").json()["utterances"]
    assert first["tellings"][0]["statement"]["words"] == ["السد الثالث «لم يطرح على الطاولة أصلا»"]
    [hit] = client.get("/search.json?in=statements&q=«لم يطرح على الطاولة»").json()["found"]["hits"]
    assert [each["words"] for each in hit["snippets"]] == ["السد الثالث «لم يطرح على الطاولة أصلا»"]


@pytest.mark.parametrize("name", AS_JSON)
def test_a_page_and_its_json_say_the_same(client: TestClient, name: str) -> None:
    address = addresses(client)[name]
    path, _, query = address.partition("?")
    found = client.get(f"{path}.json" + (f"?{query.partition('at=')[0]}" if query else ""))
    assert found.status_code == 200
    assert found.headers["content-type"] == "application/json"
    shown = words(client.get(address).text)
    for said in _said(found.json()):
        assert " ".join(said.split())[:40] in shown


def _said(page: dict[str, object]) -> list[str]:
    """Words of an answer that its page must show."""
    text = json.dumps(page, ensure_ascii=False)
    return [json.loads(f'"{each}"') for each in re.findall(r'"(?:outlet|title|name|speaker)":"([^"\\]{3,60})"', text)][
        :20
    ]


def test_the_front_page_lists_stories_by_day_with_what_is_contested(client: TestClient) -> None:
    found = client.get("/stories.json").json()
    days = [each["day"] or "" for each in found["stories"]]
    assert days == sorted(days, reverse=True)
    assert found["found"] == len(found["stories"]) == 4
    contested = client.get("/stories.json?contested=1").json()["stories"]
    assert [each["id"] for each in contested] == [each["id"] for each in found["stories"] if each["contested"]]
    assert 0 < len(contested) < 4


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("least=2", 2),
        ("least=50", 0),
        ("outlet=قناة الجسر", 2),
        ("outlet=لا أحد", 0),
        ("q=راغب الصندلي", 1),
        ("q=حريق الميناء", 1),
        ("q=zzz", 0),
        ("since=2025-06-01", 2),
        ("until=2025-05", 1),
        ("since=2025-06-01&least=2", 1),
    ],
)
def test_filters(client: TestClient, query: str, count: int) -> None:
    assert client.get(f"/stories.json?{query}").json()["found"] == count


def test_the_live_list_answers_only_when_something_changed(client: TestClient) -> None:
    match = re.search(r'hx-get="(/stories/live[^"]*)"', client.get("/").text)
    assert match is not None
    assert client.get(match[1]).status_code == 204
    changed = client.get("/stories/live?seen=other")
    assert changed.status_code == 200
    assert tell("live_new", Lang.AR) in changed.text


def test_a_story_goes_on_behind_its_next(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = story(client)
    monkeypatch.setattr("riwaya.present.pages.story.story_page.__kwdefaults__", {"after": None, "tellings": 9})
    met: list[str] = []
    after = ""
    while True:
        page = client.get(f"/story/{slug(whole['id'])}.json{after}").json()
        met += [each["id"] for each in utterances(page)]
        if page["next"] is None:
            break
        after = f"?next={page['next']}"
    assert met == [each["id"] for each in utterances(whole)]
    assert "next" in client.get(f"/story/{slug(whole['id'])}").text


def test_a_story_shows_differing_words_who_left_it_out_and_denials_on_top(client: TestClient) -> None:
    page = story(client)
    html = client.get(f"/story/{slug(page['id'])}").text
    assert page["contested"]
    assert html.index('id="contested"') < html.index('id="matrix"') < html.index('id="speakers"')
    assert 'class="changed"' in html and "<del>" in html
    for key in ("omitted_by", "denied_by", "earliest", "direct", "indirect"):
        assert tell(key, Lang.AR) in html


def test_the_matrix_says_in_words_what_its_signs_show(client: TestClient) -> None:
    html = client.get(f"/story/{slug(story(client)['id'])}").text
    table = html[html.index('<table class="matrix"') : html.index("</table>")]
    assert "<caption" in table and 'scope="col"' in table and 'scope="row"' in table
    cells = re.findall(r'<td class="c-(\w+)[^"]*"><i></i><span class="vh">([^<]+)</span>', table)
    assert len(cells) == 6 * len(utterances(story(client)))
    assert {kind for kind, _ in cells} == {"direct", "mixed", "indirect", "omitted", "before"}
    assert all(said.startswith(tell(f"cell_{kind}", Lang.AR)) for kind, said in cells)


def test_an_utterance_draws_its_chain_with_the_first_telling_marked(client: TestClient) -> None:
    one = shared(client)
    address = f"/utterance/{slug(one['tellings'][1]['id'])}"
    page = client.get(f"{address}.json").json()
    assert page["tree"]["hand"] == {"name": one["speaker"], "role": "speaker"}
    leaves = _leaves(page["tree"])
    assert {leaf["statement"] for leaf in leaves} == {each["id"] for each in one["tellings"]}
    assert [leaf["statement"] for leaf in leaves if leaf["first"]] == [one["tellings"][0]["id"]]
    html = client.get(address).text
    assert html.count("<rect") >= len(leaves)
    assert tell("first_telling", Lang.AR) in html
    assert page["alignments"] and "<ins>" in html
    for each in one["tellings"]:
        assert f"/article/{slug(each['article'])}?at=" in html


def _leaves(node: dict[str, object]) -> list[dict[str, object]]:
    below = node["children"]
    assert isinstance(below, list)
    return [leaf for child in below for leaf in _leaves(child)] if below else [node]


def test_an_article_shows_its_own_text_with_marks_and_reasons(client: TestClient) -> None:
    one = shared(client)["tellings"][0]
    address = f"/article/{slug(one['article'])}"
    page = client.get(f"{address}.json").json()
    html = client.get(f"{address}?at={one['id'].replace('#', '%23')}").text
    text = page["article"]["text"][slice(*page["article"]["span"])]
    inside = html[html.index('<div class="text"') : html.index('<aside class="whys"')]
    inside = re.sub(r'<a class="nr".*?</a>', "", inside)
    assert "".join(words(inside).split()) == "".join(text.split())
    assert {"statement", "name", "time", "furniture"} <= {each["layer"] for each in page["findings"]}
    assert html.count('id="at"') == 1 and "here" in html
    for each in page["findings"]:
        assert f'id="why-{each["number"]}"' in html
    assert all(fact["rule"] for each in page["findings"] if each["layer"] == "name" for fact in each["facts"][:1])


def test_a_source_without_a_name_has_a_page(client: TestClient) -> None:
    nameless = [part for part in story(client)["speakers"] if part["entity"] is None and part["name"]]
    found = client.get(f"/speaker/{slug(nameless[0]['name'])}.json")
    assert found.status_code == 200
    assert found.json()["who"]["said"] > 0


@pytest.mark.parametrize("path", ["/story/x", "/utterance/x", "/article/x", "/speaker/zzz", "/outlet/zzz", "/nothing"])
def test_what_is_not_there_says_so_in_one_shape(client: TestClient, path: str) -> None:
    found = client.get(f"{path}.json")
    assert found.status_code == 404
    assert found.json()["error"]["code"] == "not-found"
    assert set(found.json()["error"]["message"]) == {"ar", "en"}
    assert tell("error_not_found", Lang.AR) in client.get(path).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/stories.json?next=x", 400),
        ("/search.json?q=a&next=W10", 400),
        ("/review.json?next=W10", 400),
        ("/stories.json?since=yesterday", 400),
        ("/stories.json?until=2025-02-30", 400),
        ("/search.json?since=2025-13", 400),
        ("/stories/live?since=2025-13", 400),
        ("/stories.json?least=0", 422),
        (f"/search.json?q={'x' * 501}", 422),
        (f"/said.json?words={'x' * 1501}", 422),
        (f"/search?q={'x' * 9000}", 414),
        ("/judgements/withdraw", 405),
    ],
)
def test_what_is_not_understood_says_so_in_one_shape(client: TestClient, address: str, status: int) -> None:
    found = client.get(address, headers={"accept": "application/json"})
    assert found.status_code == status
    assert found.json()["error"]["status"] == status


@pytest.mark.parametrize("day", ["2025-13", "2025-02-30", "yesterday"])
@pytest.mark.parametrize("page", ["/?q=نهر&until={}", "/search?q=نهر&since={}"])
@pytest.mark.parametrize("lang", list(Lang))
def test_a_day_that_no_calendar_has_is_said_and_the_form_kept(
    client: TestClient, page: str, day: str, lang: Lang
) -> None:
    found = client.get(page.format(day) + f"&lang={lang}")
    assert found.status_code == 400
    assert tell("error_not_a_date", lang) in found.text
    name = page.rpartition("&")[2].partition("=")[0]
    assert f'<input type="text" name="{name}" value="{day}"' in found.text and 'value="نهر"' in found.text
    assert "stories/live" not in found.text and 'class="hits"' not in found.text


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/stories.json", 200), ("/story/nowhere", 404)])
def test_head_is_answered_as_get_is_without_a_body(client: TestClient, address: str, status: int) -> None:
    head, get = client.head(address), client.get(address)
    assert (head.status_code, get.status_code, head.content) == (status, status, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_the_chosen_language_is_kept(demo_client: TestClient) -> None:
    demo_client.get("/?lang=en")
    assert '<html lang="en"' in demo_client.get("/about").text
    demo_client.get("/?lang=ar")
    assert '<html lang="ar"' in demo_client.get("/about").text


def test_nothing_is_asked_of_another_host(client: TestClient) -> None:
    for name, address in addresses(client).items():
        html = client.get(address).text
        loaded = re.findall(r'(?:src|href)="([^"]+)"', "".join(re.findall(r"<(?:link|script|img)[^>]*>", html)))
        assert all(each.startswith("/static/") for each in loaded), name
        assert "style=" not in html and "<style" not in html, name
        assert not re.search(r"<script(?![^>]* src=)", html), name
        assert not re.search(r"\son\w+=", html), name


def test_our_own_files_are_served_and_no_others(client: TestClient) -> None:
    for name in ("style.css", "fonts.css", "htmx.min.js", "page.js", "theme.js", "icon.svg"):
        assert client.get(f"/static/x/{name}").status_code == 200
    fonts = re.findall(r"url\((fonts/[^)]+)\)", client.get("/static/x/fonts.css").text)
    assert len(fonts) == 6
    assert all(client.get(f"/static/x/{name}").headers["content-type"] == "font/woff2" for name in fonts)
    for name in ("../app.py", "htmx.LICENSE", "%2e%2e/app.css", "nothing.css", "fonts"):
        assert client.get(f"/static/x/{name}").status_code == 404


#: Keys that are put together in the templates: t("cell_" ~ kind).
MADE_UP = ("error_", "cell_", "verdict_", "layer_", "least_", "role_")


def test_every_word_of_the_templates_is_known_and_used() -> None:
    loader = environment().loader
    assert loader is not None
    text = "\n".join(loader.get_source(environment(), name)[0] for name in environment().list_templates())
    for key in re.findall(r'\bt\("(\w+)"\)', text):
        assert all(tell(key, lang) for lang in Lang)
    for key in re.findall(r'm\.count\([^,]+, "(\w+)"\)', text):
        assert key in COUNTED
        assert counted(3, key, Lang.AR)[1]
    facts = (PACKAGE / "pages" / "article.py").read_text(encoding="utf-8")
    unused = [
        key for key in WORDS if f'"{key}"' not in (text + facts).replace("'", '"') and not key.startswith(MADE_UP)
    ]
    assert unused == []


@pytest.mark.parametrize(
    "name", ["a/b.txt#3", "..", ".json", "x.json", "~", "", "a_b c", "سد\u202eالوادي", "\x00\n", "%2F", "?q=1", "😀"]
)
def test_any_name_can_stand_in_an_address(name: str) -> None:
    part = slug(name)
    assert not set(part) & set("/?#%& \\\n\x00\u202e")
    assert not part.startswith(".") and not part.endswith((".", ".json"))
    assert unslug(part) == name


def test_two_wordings_are_compared_as_one_text(editor: TestClient, own: Path) -> None:
    row = {"id": "x", "url": "https://sada.example/x", "outlet": "صدى الوادي", "title": "ماء السد"}
    first = "قال وزير الري سالم الهدار إن ماء السد يكفي المدينة عشر سنين كاملة.\nوأضاف أن الصيف قادم."
    second = "قال وزير الري سالم الهدار إن ماء السد يكفي المدينة خمس سنين.\nوأضاف أن الصيف قادم قريبا."
    with open_library(own) as library:
        for text in (first, second):
            list(shelf.add(library, articles([{**row, "text": text}])))
    page = editor.get("/article/x.json?with=1").json()
    assert [each["number"] for each in page["versions"]] == [1, 2]
    html = editor.get("/article/x?with=1").text
    shown = html[html.index('class="compared"') : html.index("</section>")]
    marked = re.findall(r"<(del|ins)>([^<]*)</\1>", shown)
    assert marked == [("del", "عشر"), ("ins", "خمس"), ("del", "كاملة"), ("ins", "قريبا")]
    kept = words(re.sub(r"<del>.*?</del>", "", shown[shown.index('<div class="text"') :]).replace("\u200c", ""))
    assert "".join(kept.split()) == "".join(("ماء السد" + second).split())
    gone = words(re.sub(r"<ins>.*?</ins>", "", shown[shown.index('<div class="text"') :]).replace("\u200c", ""))
    assert "".join(gone.split()) == "".join(("ماء السد" + first).split())
    assert editor.get("/article/x.json?with=9").status_code == 404
    assert editor.get("/article/x?version=1").status_code == 200
