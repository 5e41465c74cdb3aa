"""The spaCy component in a pipeline of spaCy's own, found by its entry point."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import riwaya
from tests.present.export.conftest import DEMO

TEXT = (
    'قال وزير الري سالم الهدار لوكالة المنارة أمس إن ماء السد يكفي المدينة. وأضاف الوزير: "لن نقطع الماء عن أحد"، '
    "مشيرا إلى أن القناة الجديدة تُفتح قريبا."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("ar")
    nlp.add_pipe("riwaya")
    return nlp


def test_statements_and_cues_are_spans_of_the_document(nlp: Language) -> None:
    doc = nlp(TEXT)
    said = [(span.text, span.label_, span._.statement.speaker.name) for span in doc.spans["statements"]]
    assert said == [
        ("ماء السد يكفي المدينة", "indirect", "سالم الهدار"),
        ("لن نقطع الماء عن أحد", "direct", "سالم الهدار"),
        ("القناة الجديدة تُفتح قريبا", "indirect", "سالم الهدار"),
    ]
    assert [span._.statement.id for span in doc.spans["cues"]] == ["doc#1", "doc#2", "doc#3"]
    assert ("سالم الهدار", "PER") in [(span.text, span.label_) for span in doc.ents]
    assert doc._.riwaya.statements[0].content[0].of(doc.text) == "ماء السد يكفي المدينة"


def test_what_it_finds_is_what_annotate_finds(nlp: Language) -> None:
    for article in riwaya.annotate(riwaya.read(DEMO / "hana-fire.txt")):
        doc = nlp.make_doc(article.text)
        assert doc.text == article.text
        told = nlp(doc).spans["statements"]
        by_words = {span._.statement.content: span for span in told}
        for statement in article.statements:
            if statement.content in by_words:
                assert by_words[statement.content].label_ == statement.mode
        assert len(by_words.keys() & {statement.content for statement in article.statements}) > 5


def test_documents_go_into_files_and_to_other_processes(nlp: Language) -> None:
    doc = nlp(TEXT)
    [again] = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for other in (again, Doc(nlp.vocab).from_bytes(doc.to_bytes()), *nlp.pipe([TEXT, TEXT], n_process=2)):
        assert other._.riwaya == doc._.riwaya
        told = [(span.text, span._.statement) for span in other.spans["statements"]]
        assert told == [(span.text, span._.statement) for span in doc.spans["statements"]] and len(told) == 3


def test_what_the_component_has_not_seen_has_nothing(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    assert doc._.riwaya is None and doc[:3]._.statement is None and nlp(TEXT)[:3]._.statement is None


def test_a_date_resolves_relative_times(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = "2031-05-04"
    assert [time.value for time in nlp(doc)._.riwaya.times][:1] == ["2031-05-03"]


def test_many_documents_and_the_empty_one(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "", TEXT]))
    assert [len(doc.spans["statements"]) for doc in docs] == [3, 0, 3]


def test_its_spans_survive_spacys_own_serialisation(nlp: Language) -> None:
    doc = nlp(TEXT)
    doc._.riwaya = None  # an article is no value of msgpack; spans and names are spaCy's own
    for key in ("statements", "cues"):
        for span in doc.spans[key]:
            span._.statement = None
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.text for span in again.spans["statements"]] == [span.text for span in doc.spans["statements"]]
    assert [span.text for span in again.ents] == [span.text for span in doc.ents]


def test_the_tagger_of_names_can_be_chosen() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("riwaya", config={"names": "rules"})
    assert nlp.get_pipe("riwaya").names == "rules"
