"""The JSON interface: described as it is, whatever is asked of it answered in one of the shapes it promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from riwaya.present.pages.front import Front
from riwaya.present.pages.story import StoryPage
from riwaya.present.web.app import application
from riwaya.present.web.slugs import slug
from tests.present.web.conftest import settings
from tests.present.web.finding import story

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
from hypothesis import HealthCheck, given  # noqa: E402
from hypothesis import settings as examples  # noqa: E402
from schemathesis.checks import positive_data_acceptance  # noqa: E402


@pytest.fixture(scope="module")
def described(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The interface over a copy of the demo that may be written to; nothing is linked anew for every guess."""
    own = tmp_path_factory.mktemp("api") / "own.db"
    own.write_bytes(demo.read_bytes())
    app = application(settings(own, link=lambda library: None, names=frozenset({"testserver"})))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.fixture(scope="module")
def running(described: Any) -> Any:
    """The same, with its threads at work."""
    with TestClient(described.app):
        yield


def test_whatever_is_asked_is_answered_as_described(described: Any, running: Any) -> None:
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) == 13
    for operation in operations:
        _ask(operation)


def _ask(operation: Any) -> None:
    @given(case=operation.as_strategy())
    @examples(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        # a `next` that no answer gave is well-formed and refused with 400
        answer = case.call_and_validate(excluded_checks=[positive_data_acceptance])
        assert answer.status_code < 500

    ask()


def test_every_page_has_its_json_in_the_description(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        f"/{kind}/{{{'name' if kind in ('speaker', 'outlet') else 'id'}}}.json"
        for kind in ("story", "utterance", "article", "speaker", "outlet")
    } <= set(paths)
    assert {"/stories.json", "/search.json", "/said.json", "/review.json", "/judgements.json", "/about.json"} <= set(
        paths
    )
    assert all(path.endswith(".json") for path in paths)


def test_answers_are_the_records_themselves(client: TestClient) -> None:
    assert msgspec.json.decode(client.get("/stories.json").content, type=Front).found == 4
    data = client.get(f"/story/{slug(story(client)['id'])}.json").content
    assert msgspec.json.decode(data, type=StoryPage).total > 30


def test_the_description_is_whole(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    known = set(described["components"]["schemas"])
    for name in _references(described):
        assert name.rpartition("/")[2] in known
    assert described["openapi"].startswith("3.")
    assert {"StoryPage", "UtterancePage", "ArticlePage", "ErrorAnswer", "Front"} <= known


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for inner in value.values() for each in _references(inner)]
    return [each for inner in value for each in _references(inner)] if isinstance(value, list) else []
