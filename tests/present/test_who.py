import json

import pytest
from typer.testing import CliRunner

import riwaya
from riwaya.model import Article, Entity, Mention, Outlet, Published, Span, Speaker, Statement
from riwaya.present import cli
from riwaya.present.who import row, who
from tests.present.conftest import at

MINE = "قال وزير الري سيرجي دوبروف إن السد جاهز. وقال فؤاد الحداد إن دوبروف غائب."
LATER = "وصل رئيس الحكومة سيرغي دوبروف."
NAMESAKE = "غنت هند دوبروف."


def article(
    id: str, text: str, named: dict[str, str], *, published: str, roles: dict[str, str] | None = None
) -> Article:
    """An article in which each of the words ``named`` is a mention of the person with that id."""
    mentions, people = [], []
    for words, entity in named.items():
        role = at(text, (roles or {})[words]) if words in (roles or {}) else None
        mentions.append(Mention(span=at(text, words), type="PER", entity=entity, role=role, rule="test"))
        people.append(Entity(id=entity, type="PER", name=words))
    return Article(
        document=id,
        id=id,
        text=text,
        span=Span(0, len(text)),
        outlet=Outlet(name=f"قناة {id}"),
        published=Published(value=published),
        mentions=tuple(mentions),
        people=tuple(people),
    )


def said(text: str, id: str, who_: str, content: str, entity: str) -> Statement:
    speaker = Speaker(name=who_, span=at(text, who_), entity=entity)
    return Statement(
        id=id, speaker=speaker, cue=at(text, "قال"), content=(at(text, content),), mode="indirect", act="say"
    )


@pytest.fixture
def articles() -> list[Article]:
    mine = article(
        "a",
        MINE,
        {"سيرجي دوبروف": "per:dubrov", "فؤاد الحداد": "per:haddad"},
        published="2031-05-04",
        roles={"سيرجي دوبروف": "وزير الري"},
    )
    again = Mention(span=at(MINE, "دوبروف", after=50), type="PER", entity="per:dubrov", rule="echo")
    statements = (
        said(MINE, "a#1", "سيرجي دوبروف", "السد جاهز", "per:dubrov"),
        said(MINE, "a#2", "فؤاد الحداد", "دوبروف غائب", "per:haddad"),
    )
    mine = riwaya.model.replace(mine, mentions=(*mine.mentions, again), statements=statements)
    later = article(
        "b",
        LATER,
        {"سيرغي دوبروف": "per:sergei-dubrov"},
        published="2031-06-01",
        roles={"سيرغي دوبروف": "رئيس الحكومة"},
    )
    return [later, mine, article("c", NAMESAKE, {"هند دوبروف": "per:hind"}, published="2031-01-01")]


def test_one_person_over_spellings_with_titles_in_time(articles: list[Article]) -> None:
    (found,) = who(articles, "الوزير سيرغي دوبروف")
    assert found.entities == ("per:dubrov", "per:sergei-dubrov")
    assert [article.id for article, _ in found.mentions] == ["a", "a", "b"]
    assert [(held.role, held.first, held.last) for held in found.roles] == [
        ("وزير الري", "2031-05-04", "2031-05-04"),
        ("رئيس الحكومة", "2031-06-01", "2031-06-01"),
    ]
    assert [statement.id for _, statement in found.said] == ["a#1"]
    assert [statement.id for _, statement in found.about] == ["a#2"]


def test_a_family_name_finds_all_who_bear_it_apart(articles: list[Article]) -> None:
    found = who(articles, "دوبروف")
    assert [len(each.mentions) for each in found] == [3, 1]
    assert who(articles, "سميرنوف") == []


def test_the_row_points_into_the_source_text(articles: list[Article]) -> None:
    answer = row(who(articles, "سيرغي دوبروف")[0])
    texts = {article.id: article.text for article in articles}
    assert [texts[m["article"]][slice(*m["span"])] for m in answer["mentions"]] == [
        m["words"] for m in answer["mentions"]
    ]
    assert answer["said"][0]["words"] == ["السد جاهز"]


@pytest.mark.parametrize("option", ["--format=json", "-fjson"])
def test_the_command_says_the_same_for_people_and_programs(
    articles: list[Article], monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setattr(riwaya, "read", lambda paths, **_: iter(articles))
    monkeypatch.setattr(riwaya, "annotate", lambda given, **_: given)
    page = CliRunner().invoke(cli.app, ["who", "سيرغي دوبروف", "x", "--lang", "en"]).stdout
    answer = json.loads(CliRunner().invoke(cli.app, ["who", "سيرغي دوبروف", "x", option]).stdout)
    assert "Mentions: 3 / Articles: 2" in page and "وزير الري (2031-05-04 · 1)" in page
    assert [len(each["mentions"]) for each in answer["found"]] == [3]
    nobody = CliRunner().invoke(cli.app, ["who", "سميرنوف", "x"])
    assert nobody.exit_code == 0 and "سميرنوف" in nobody.stdout
