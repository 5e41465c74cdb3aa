"""What somebody decides on a page is kept with who and when, obeyed at once, and can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from riwaya.present.labels import Lang
from riwaya.present.web.slugs import slug
from riwaya.present.web.words import tell
from riwaya.store import open_library
from riwaya.store.judgements import judgements
from tests.present.web.finding import proof, shared, story, utterances


def ids(client: TestClient, statement: str) -> list[str]:
    """The statements of the utterance that a statement tells."""
    page = client.get(f"/utterance/{slug(statement)}.json").json()
    return [each["id"] for each in page["utterance"]["tellings"]]


def judged(client: TestClient, **verdict: str) -> dict[str, Any]:
    """Send a verdict as the form of an utterance's page does."""
    address = f"/utterance/{slug(verdict['left'])}"
    page = client.get(address).text
    answer = client.post("/judgements", data={"proof": proof(page), "back": address, **verdict})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{address}?judged=done"
    assert tell("judged_done", Lang.AR) in client.get(answer.headers["location"]).text
    found: dict[str, Any] = client.get("/judgements.json").json()["judgements"][0]
    return found


def test_not_the_same_parts_an_utterance_on_its_page(editor: TestClient) -> None:
    one, other, *_ = [each["id"] for each in shared(editor)["tellings"]]
    assert other in ids(editor, one)
    row = judged(editor, kind="different", left=one, right=other)
    assert other not in ids(editor, one) and one not in ids(editor, other)
    assert row["who"] == "محررة" and row["made"].startswith("20") and row["kind"] == "different"
    assert tell("verdict_different", Lang.AR) in editor.get(f"/utterance/{slug(one)}").text


def test_the_same_joins_two_utterances_of_a_story(editor: TestClient) -> None:
    alone = [each for each in utterances(story(editor)) if len(each["tellings"]) == 1]
    left, right = alone[0]["tellings"][0]["id"], alone[-1]["tellings"][0]["id"]
    judged(editor, kind="same", left=left, right=right, note="قول واحد", who="سعاد")
    assert {left, right} <= set(ids(editor, left))
    assert editor.get("/judgements.json").json()["judgements"][0]["who"] == "سعاد"
    assert "سعاد" in editor.get("/review").text


def test_the_wrong_speaker_is_put_right(editor: TestClient) -> None:
    one = next(each for each in utterances(story(editor)) if len(each["tellings"]) == 1)["tellings"][0]["id"]
    judged(editor, kind="speaker", left=one, speaker="هالة الكستنائي")
    page = editor.get(f"/utterance/{slug(one)}.json").json()
    assert page["utterance"]["speaker"] == "هالة الكستنائي"


def test_a_judgement_can_be_taken_back(editor: TestClient, own: Path) -> None:
    one, other, *_ = [each["id"] for each in shared(editor)["tellings"]]
    row = judged(editor, kind="different", left=one, right=other)
    form = {"proof": proof(editor.get("/judgements").text), "id": str(row["id"]), "back": "/judgements"}
    assert editor.post("/judgements/withdraw", data=form).status_code == 303
    assert other in ids(editor, one)
    with open_library(own) as library:
        assert judgements(library) == []


def test_the_same_as_json(editor: TestClient) -> None:
    one, other, *_ = [each["id"] for each in shared(editor)["tellings"]]
    body = {"kind": "different", "left": one, "right": other, "who": "برنامج"}
    kept = editor.post("/judgements.json", json=body)
    assert kept.status_code == 201
    assert kept.json()["linked"] is True
    assert other not in ids(editor, one)
    number = kept.json()["judgement"]["id"]
    assert editor.request("DELETE", f"/judgements/{number}.json").json() == {"id": number, "linked": True}
    assert other in ids(editor, one)
    assert editor.request("DELETE", f"/judgements/{number}.json").status_code == 404


def test_what_is_no_judgement_is_refused(editor: TestClient) -> None:
    for body in (
        {"kind": "same", "left": "lina-zurman#1"},
        {"kind": "same", "left": "lina-zurman#1", "right": "lina-zurman#1"},
        {"kind": "other", "left": "lina-zurman#1"},
        {"kind": "speaker", "left": ""},
    ):
        assert editor.post("/judgements.json", json=body).status_code == 422
    assert editor.post("/judgements.json", json={"kind": "speaker", "left": "nobody#1"}).status_code == 404
    right = {"kind": "same", "left": "lina-zurman#1", "right": "nobody#1"}
    assert editor.post("/judgements.json", json=right).status_code == 404


def test_a_form_that_says_nothing_sensible_is_refused(editor: TestClient) -> None:
    given = {"proof": proof(editor.get("/review").text), "left": "lina-zurman#1"}
    for wrong in ({"kind": "other"}, {"kind": "speaker", "note": "x" * 501}, {"kind": "same"}, {}):
        assert editor.post("/judgements", data={**given, **wrong}).status_code == 422
    assert editor.post("/judgements/withdraw", data={**given, "id": "٣"}).status_code == 422
    assert editor.post("/judgements/withdraw", data={**given, "id": "9" * 15}).status_code == 404


def test_the_queue_begins_with_the_least_certain_and_forgets_what_was_judged(editor: TestClient) -> None:
    found = editor.get("/review.json").json()
    doubts = [each["uncertainty"] for each in found["questions"]]
    assert doubts == sorted(doubts, reverse=True)
    assert {each["kind"] for each in found["questions"]} <= {"link", "speaker"}
    first = found["questions"][0]
    right = first["right"] and first["right"]["id"]
    body = (
        {"kind": "same", "left": first["left"]["id"], "right": right}
        if right
        else {"kind": "speaker", "left": first["left"]["id"], "speaker": first["left"]["speaker"]}
    )
    assert editor.post("/judgements.json", json=body).status_code == 201
    later = editor.get("/review.json").json()
    asked = [(each["left"]["id"], each["right"] and each["right"]["id"]) for each in later["questions"]]
    assert (first["left"]["id"], right) not in asked
    after = editor.get(f"/review.json?next={found['next']}").json()
    assert after["questions"][0]["uncertainty"] <= doubts[-1]


def test_a_page_that_waits_for_linking_is_told_when_that_is_done(editor: TestClient, own: Path) -> None:
    statement = shared(editor)["tellings"][0]["id"]
    with open_library(own) as library:
        library.run("UPDATE articles SET pending = 1")
    assert "hx-trigger" in editor.get(f"/utterance/{slug(statement)}").text
    assert editor.get("/linked", params={"statement": statement}).status_code == 204
    with open_library(own) as library:
        library.run("UPDATE articles SET pending = 0")
    assert editor.get("/linked", params={"statement": statement}).headers["hx-refresh"] == "true"
