"""What people decided is kept, found again after re-annotation and edits, and obeyed by every later linking."""

from __future__ import annotations

import pytest

from riwaya import library as shelf
from riwaya.model import Story, UtteranceGroup
from riwaya.store import Library, LibraryError, articles, links
from riwaya.store.judgements import anchor, found_again, judge, judgements, withdraw
from riwaya.store.records import Judgement
from tests.store.writing import DAM, add, add_demo


def group_of(story: Story, statement: str) -> UtteranceGroup:
    return next(group for group in story.groups if statement in group.statements)


def told(library: Library) -> Story:
    found = links.story_of(library, "lina-zurman")
    assert found is not None
    return found


def relink(library: Library) -> Story:
    list(shelf.link(library))
    return told(library)


@pytest.fixture
def shared(library: Library) -> tuple[str, str]:
    """Two tellings that linking puts into one utterance of the demo."""
    add_demo(library)
    group = next(group for group in told(library).groups if len(group.outlets) > 2)
    return group.statements[0], group.statements[1]


def pair(library: Library, kind: str, left: str, right: str) -> Judgement:
    return Judgement(
        kind=kind,
        left=anchor(library, left),
        right=anchor(library, right),
        who="محررة المكتب",
        note="قرأت النصين",
    )


def test_not_the_same_parts_an_utterance(library: Library, shared: tuple[str, str]) -> None:
    left, right = shared
    before = group_of(told(library), left)
    judge(library, pair(library, "different", left, right))
    story = relink(library)
    one, other = group_of(story, left), group_of(story, right)
    assert right not in one.statements and left not in other.statements
    assert {*one.statements, *other.statements} == set(before.statements)
    assert all(set(key.split("~")) <= set(one.statements) for key in one.relation)


def test_the_same_joins_two_utterances_and_counts_their_outlets(library: Library) -> None:
    add_demo(library)
    alone = [group for group in told(library).groups if len(group.statements) == 1]
    left, right = (group.statements[0] for group in (alone[0], alone[-1]))
    judge(library, pair(library, "same", left, right))
    joined = group_of(relink(library), left)
    assert {left, right} <= set(joined.statements)
    assert {*alone[0].outlets, *alone[-1].outlets} == set(joined.outlets)


def test_a_judgement_is_obeyed_after_everything_is_annotated_anew(
    library: Library, shared: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(library, pair(library, "different", *shared))
    new = shelf.makers().__class__(annotate="next", terms="next", vectors="next", link="next")
    monkeypatch.setattr(shelf, "makers", lambda: new)
    list(shelf.update(library))
    assert shared[1] not in group_of(relink(library), shared[0]).statements


def test_the_wrong_speaker_is_put_right_in_the_story_and_kept_in_the_article(library: Library) -> None:
    add(library, DAM)
    judge(library, Judgement(kind="speaker", left=anchor(library, "dam#2"), speaker="هالة الكستنائي", who="محررة"))
    list(shelf.link(library))
    story = links.story_of(library, "dam")
    assert story is not None and group_of(story, "dam#2").speaker.name == "هالة الكستنائي"
    assert group_of(story, "dam#1").speaker.name == "سالم الهدار"
    assert articles.load(library, ["dam"])[0].statements[1].speaker.name == "سالم الهدار"


def test_withdrawn_it_is_no_longer_obeyed(library: Library, shared: tuple[str, str]) -> None:
    number = judge(library, pair(library, "different", *shared))
    relink(library)
    assert withdraw(library, number) and not withdraw(library, number)
    assert shared[1] in group_of(relink(library), shared[0]).statements


def test_a_later_judgement_stands_in_the_place_of_an_earlier_one(library: Library, shared: tuple[str, str]) -> None:
    judge(library, pair(library, "different", *shared))
    judge(library, pair(library, "same", *reversed(shared)))
    (kept,) = judgements(library)
    assert (kept.kind, kept.who, kept.note) == ("same", "محررة المكتب", "قرأت النصين") and kept.made
    assert judgements(library, ["lina-zurman"]) == [] or judgements(library, [kept.left.article]) == [kept]
    assert shared[1] in group_of(relink(library), shared[0]).statements


def test_a_statement_is_found_again_where_its_words_have_moved(library: Library) -> None:
    add(library, DAM)
    place = anchor(library, "dam#2")
    add(library, {**DAM, "text": "أعلنت بلدية مرسى العنبر يوم عمل.\n" + DAM["text"]})
    (edited,) = articles.load(library, ["dam"])
    found = found_again(edited, place)
    assert found is not None and found.content[0].of(edited.text) == "لن نقطع الماء عن أحد هذا الصيف"
    add(library, {**DAM, "text": "ألغي المؤتمر. قال وزير الري سالم الهدار إن السد بخير وإن المدينة لن تعطش."})
    assert found_again(articles.load(library, ["dam"])[0], place) is None


def test_a_judgement_goes_with_its_article(library: Library, shared: tuple[str, str]) -> None:
    judge(library, pair(library, "different", *shared))
    articles.forget(library, shared[0].partition("#")[0])
    assert judgements(library) == []


def test_an_unknown_statement_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="no such statement"):
        anchor(library, "dam#9")
