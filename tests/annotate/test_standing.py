"""Which of the things that rules and reader take for statements stand, and how sure they are."""

import importlib
import json
import math
from importlib import resources
from itertools import combinations

import pytest

from riwaya.annotate import LAYERS, annotate
from riwaya.annotate.statements import by_rules
from riwaya.annotate.statements.evidence import Candidate, evidence
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.text import Naming, Reading
from riwaya.model import Article, Span, Statement
from riwaya.weights.standing import BIAS, Standing, standing_weights

standing = importlib.import_module("riwaya.annotate.statements.standing")

#: Invented: several rules and the model see different things here.
DISPUTED = (
    "وتعهد رئيس البلدية الجديد سحب مشروع الرسوم، ما أنهى الإضراب.\n"
    'وأضاف المدير كريم حداد أن "السد حاول احتواء السيل" في حين أن "القناة تحاول تصريفه إلى البحر".\n'
    "وجدد الوزير سامي النجار التأكيد على أن بلاده ملتزمة بحماية السلاحف، داعيا الصيادين إلى الصبر."
)
READERS: list[Naming] = ["default", "accurate"]


def choice(text: str, naming: Naming = "default") -> tuple[standing.Choice, list]:
    article = Article(document="x", id="x", text=text, span=Span(0, len(text)))
    reading = Reading(article, naming=naming)
    for layer in LAYERS[:-1]:
        article = layer.run(article, reading)
    scene = Scene(article, reading)
    return standing.Choice(scene, Memory(scene)), by_rules(scene)


def statements(text: str, naming: Naming = "default") -> tuple[Statement, ...]:
    article = Article(document="x", id="x", text=text, span=Span(0, len(text)))
    return next(annotate([article], names=naming)).statements


@pytest.mark.parametrize("naming", READERS)
def test_no_words_stand_twice(naming: Naming) -> None:
    found = statements(DISPUTED, naming)
    assert len(found) >= 3
    for one, other in combinations(found, 2):
        shared = sum(max(0, min(a.stop, b.stop) - max(a.start, b.start)) for a in one.content for b in other.content)
        shorter = min(sum(b - a for a, b in each.content) for each in (one, other))
        assert shared <= 0.3 * shorter


@pytest.mark.parametrize("naming", READERS)
def test_what_stands_is_in_reading_order_and_confidence_in_hundredths(naming: Naming) -> None:
    found = statements(DISPUTED, naming)
    starts = [statement.cue.start if statement.cue else statement.content[0].start for statement in found]
    assert starts == sorted(starts)
    assert all(0 < each.confidence < 1 and each.confidence == round(each.confidence, 2) for each in found)


def test_evidence_is_named_and_finite() -> None:
    made, found = choice(DISPUTED)
    standing.take(made.scene, found)
    seen = 0
    for sentence in range(len(made.scene.reading.sentences)):
        candidates, _others = made.candidates(sentence, [draft for draft in found if draft.sentence == sentence])
        for each in candidates:
            pieces = evidence(made.scene, each)
            assert ("model" in pieces) == each.learned != ("rule" in pieces)
            assert all(math.isfinite(much) and abs(much) < 10 for much in pieces.values())
            seen += 1
    assert seen > 6


def test_trying_remembers_nothing() -> None:
    made, found = choice("قال سامي الحداد إن الملعب جاهز. وأضاف أن المباراة غدا، مؤكدا أن الجمهور مدعو.")
    memory = made.memory
    once, again = memory.tried(found, None), memory.tried(found, None)
    assert [each and each.speaker for each in once] == [each and each.speaker for each in again]
    assert (memory.past, memory.last_sentence) == ([], -1)


def candidate(inside: range, *, learned: bool, rule: str = "verb-before-subject:an") -> Candidate:
    """A candidate over these tokens."""
    made, found = choice("قال سامي الحداد إن الملعب جاهز.")
    (resolved,) = made.memory.tried(found, None)
    assert resolved is not None
    draft = found[0]._replace(sure=0.9 if learned else None, rule=rule)
    return Candidate(draft, resolved, tuple(inside))


def test_of_two_that_share_words_the_likelier_stands() -> None:
    both = [candidate(range(4, 9), learned=True), candidate(range(6, 12), learned=True)]
    assert standing.chosen(both, [0.6, 0.8]) == [1]
    apart = [candidate(range(4, 9), learned=True), candidate(range(9, 12), learned=True)]
    assert sorted(standing.chosen(apart, [0.6, 0.8])) == [0, 1]


def test_what_a_rule_is_sure_of_gives_way_to_what_is_much_likelier_only() -> None:
    both = [candidate(range(4, 9), learned=False), candidate(range(6, 12), learned=True)]
    assert standing.chosen(both, [0.7, 0.8]) == [0]
    assert standing.chosen(both, [0.2, 0.9]) == [1]


def test_statements_of_rules_do_not_contest_each_other() -> None:
    both = [candidate(range(4, 9), learned=False), candidate(range(6, 12), learned=False)]
    assert sorted(standing.chosen(both, [0.7, 0.8])) == [0, 1]


def test_the_unlikely_does_not_stand() -> None:
    assert standing.chosen([candidate(range(4, 9), learned=True)], [0.39]) == []
    assert standing.chosen([candidate(range(4, 9), learned=False)], [0.09]) == []


def test_what_both_see_is_the_rules_and_as_likely_as_the_likelier() -> None:
    both = [candidate(range(4, 10), learned=False), candidate(range(4, 11), learned=True)]
    assert standing.agreed(both, [0.5, 0.9]) == [0.9, 0.0]
    assert standing.agreed(both[::-1], [0.9, 0.5]) == [0.0, 0.9]


def test_where_rules_object_or_doubt_the_confidence_stays_low() -> None:
    assert standing.limited(candidate(range(3), learned=True, rule="learned:overruling"), 0.97) == 0.5
    assert standing.limited(candidate(range(3), learned=True, rule="learned"), 0.971) == 0.97
    assert standing.limited(candidate(range(3), learned=False), 0.6) == 0.6
    doubted = candidate(range(3), learned=False, rule="verb-before-subject:object")
    doubted = doubted._replace(draft=doubted.draft._replace(object_words=1))
    assert standing.limited(doubted, 0.9) < 0.55


def test_of_a_single_word_nobody_is_sure() -> None:
    assert standing.limited(candidate(range(1), learned=True, rule="learned"), 0.97) == 0.5


def asked(text: str) -> bool:
    """Is the model asked about the first sentence?"""
    made, found = choice(text)
    standing.take(made.scene, found)
    return made.asks(0, [draft for draft in found if draft.sentence == 0])


def runs_on(text: str) -> bool:
    """May the first thing found run on over the reporter's next clause?"""
    made, found = choice(text)
    return standing.runs_on(made.scene, found[0])


def test_it_is_read_where_a_rule_may_have_run_on() -> None:
    assert asked("قال الوزير سامي الحداد إن الملعب جاهز، لكن الجمهور الذي قال أمس إنه ينتظر غاضب.")
    assert not asked("قال الوزير سامي الحداد إن الملعب جاهز، والجمهور ينتظر.")
    assert asked("أعلن الوزير سامي الحداد افتتاح الملعب الجديد.")
    assert not asked("أعلن الوزير سامي الحداد عن افتتاح الملعب الجديد.")
    assert not runs_on("قال سامي الحداد إن المدير أجرى مكالمة، أعرب فيها عن أسفه.")


def test_quotations_are_not_read() -> None:
    assert not asked('قال سامي الحداد "إن الملعب جاهز، وقال لي المهندس إنه متين".')


def test_the_model_takes_no_participle_into_the_words_before_it() -> None:
    both = [candidate(range(4, 9), learned=False), candidate(range(10, 14), learned=False)]
    both[1] = both[1]._replace(draft=both[1].draft._replace(cue_at=9, continues=True))
    whole = candidate(range(4, 14), learned=True)
    assert sorted(standing.chosen([*both, whole], [0.3, 0.3, 0.99])) == [0, 1]


def test_the_model_begins_no_object_later_than_a_firm_rule() -> None:
    rule = candidate(range(4, 12), learned=False, rule="verb-before-subject:object")
    rule = rule._replace(draft=rule.draft._replace(object_words=8, act="announce", object_heads=("فتح", "فتح")))
    assert standing.confidence(rule.draft, rule.resolved) >= standing.FIRM
    assert standing.chosen([rule, candidate(range(8, 12), learned=True)], [0.2, 0.99]) == [0]
    assert standing.chosen([rule, candidate(range(4, 7), learned=True)], [0.2, 0.99]) == [1]


def test_the_model_does_not_end_words_before_a_measure() -> None:
    made, (rule,) = choice("قال سامي الحداد إن الملعب جاهز، وفقا للمادة التاسعة من القانون.")
    shorter = rule._replace(
        content=(Span(rule.content[0].start, rule.content[0].start + len("الملعب جاهز")),), sure=0.9
    )
    assert standing.stops_at_no_source(made.scene, shorter, [rule])
    assert not standing.stops_at_no_source(made.scene, shorter, [shorter])
    assert not standing.stops_at_no_source(made.scene, rule._replace(sure=0.9), [rule])


def test_what_the_model_sees_is_completed_and_held_to_what_rules_know(monkeypatch: pytest.MonkeyPatch) -> None:
    made, (rule,) = choice("قال سامي الحداد إن الملعب جاهز، وفقا للمادة التاسعة من القانون.")
    seen = rule._replace(subject=None, sure=0.9, rule="learned")
    shorter = seen._replace(content=(Span(rule.content[0].start, rule.content[0].start + len("الملعب جاهز")),))
    monkeypatch.setattr(standing, "proposed", lambda _scene, _sentence: [seen, shorter])
    candidates, _others = made.candidates(0, [rule])
    assert [each.draft.subject for each in candidates if each.learned] == [rule.subject]


def test_of_the_same_cue_the_model_is_told_whose_words_they_are() -> None:
    _made, (rule,) = choice("قال سامي الحداد إن الملعب جاهز.")
    seen = rule._replace(subject=None, sure=0.9, inserts=(), rule="learned")
    assert standing.completed(seen, [rule]).subject == rule.subject
    assert standing.completed(seen._replace(cue_at=rule.cue_at + 1), [rule]).subject is None


@pytest.mark.parametrize("reader", READERS)
def test_the_weights_say_what_they_are(reader: Naming) -> None:
    card = json.loads((resources.files("riwaya.weights") / "standing.json").read_text(encoding="utf-8"))
    assert card["name"] == "standing"
    assert Standing(**card["weights"][reader]) == standing_weights(reader)
    for weights in standing_weights(reader):
        assert BIAS in weights
        assert all(math.isfinite(weight) and abs(weight) < 6 for weight in weights.values())
    assert all(len(digest) == 64 for digest in card["data"].values())
    (by_reader,) = card["scores"].values()
    scores = by_reader[reader]
    assert scores["weights, recall"] > scores["rules, recall"] + 0.05
    assert scores["weights, precision"] > scores["rules, precision"]


def test_there_are_no_weights_for_other_readers() -> None:
    with pytest.raises(KeyError):
        standing_weights("rules")
