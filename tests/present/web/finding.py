"""Where things are in the demo, asked of the pages themselves."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from riwaya.present.web.slugs import slug


def story(client: TestClient) -> dict[str, Any]:
    """The demo's largest story as its page has it."""
    listed = client.get("/stories.json").json()["stories"]
    largest = max(listed, key=lambda each: len(each["outlets"]))
    found: dict[str, Any] = client.get(f"/story/{slug(largest['id'])}.json").json()
    return found


def utterances(page: dict[str, Any]) -> list[dict[str, Any]]:
    """All utterances of a story's page."""
    return [each for part in page["speakers"] for each in part["utterances"]]


def shared(client: TestClient) -> dict[str, Any]:
    """An utterance that more than two outlets tell."""
    return next(each for each in utterances(story(client)) if len(each["outlets"]) > 2)


def proof(html: str) -> str:
    """What the forms of a page carry."""
    match = re.search(r'name="proof" value="([0-9a-f]+)"', html)
    assert match is not None
    return match[1]


def words(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def addresses(client: TestClient) -> dict[str, str]:
    """One address of every page, by its name."""
    page = story(client)
    one = shared(client)["tellings"][0]
    return {
        "front": "/",
        "filtered": "/?q=%D9%86%D9%87%D8%B1&least=2&since=2020&until=2030-01-01&contested=1",
        "story": f"/story/{slug(page['id'])}",
        "utterance": f"/utterance/{slug(one['id'])}",
        "article": f"/article/{slug(one['article'])}?at={one['id'].replace('#', '%23')}",
        "compared": f"/article/{slug(one['article'])}?version=1&with=1",
        "speaker": f"/speaker/{slug(one['speaker'])}",
        "their-words": f"/speaker/{slug(one['speaker'])}?q=%D9%85%D8%A7%D8%A1",
        "outlet": f"/outlet/{slug(one['outlet'])}",
        "search": "/search?q=%D9%85%D8%A7%D8%A1&in=statements&order=newest",
        "nearest": "/search?q=%D9%85%D8%A7%D8%A1&order=meaning",
        "empty-search": "/search",
        "nothing-found": "/search?q=zzzz",
        "said": "/said?words=%D9%84%D9%83%D9%84%20%D9%85%D8%B2%D8%A7%D8%B1%D8%B9%20%D8%AD%D8%B5%D8%AA%D9%87",
        "empty-said": "/said",
        "review": "/review",
        "judgements": "/judgements",
        "about": "/about",
        "token": "/token",
    }
