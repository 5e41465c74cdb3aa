"""CoNLL-U Plus read by conllu: every token with its place, every span by its labels."""

from __future__ import annotations

import io

import conllu
from conllu.models import TokenList

from riwaya.model import Article, Span
from riwaya.present.export import Form, Material, stream
from riwaya.present.export.conll import COLUMNS


def sentences(material: Material) -> list[TokenList]:
    return list(conllu.parse_incr(io.StringIO(b"".join(stream(Form.CONLL, material)).decode())))


def by_article(material: Material) -> dict[str, list[TokenList]]:
    out: dict[str, list[TokenList]] = {}
    current: list[TokenList] = []
    for sentence in sentences(material):
        if "newdoc id" in sentence.metadata:
            current = out.setdefault(sentence.metadata["newdoc id"], [])
        current.append(sentence)
    return out


def test_tokens_stand_where_they_say(material: Material) -> None:
    texts = {article.id: article for article in material.articles()}
    found = by_article(material)
    assert found.keys() == texts.keys()
    for name, parsed in found.items():
        assert len(parsed) == len(texts[name].sentences)
        for token in (token for sentence in parsed for token in sentence):
            start, stop = int(token["riwaya:start"]), int(token["riwaya:stop"])
            assert texts[name].text[start:stop] == token["form"]


def spans_of(parsed: list[TokenList], column: str, label: str) -> list[tuple[int, int]]:
    """The stretches that a label covers, begun by B."""
    out: list[tuple[int, int]] = []
    for token in (token for sentence in parsed for token in sentence):
        for cell in token[f"riwaya:{column.lower()}"].split("|"):
            place, _, own = cell.partition("-")
            if own == label:
                start, stop = int(token["riwaya:start"]), int(token["riwaya:stop"])
                if place == "B":
                    out.append((start, stop))
                else:
                    out[-1] = (out[-1][0], stop)
    return out


def same_words(article: Article, got: list[tuple[int, int]], spans: list[Span]) -> bool:
    """A token carries its proclitics: the span begins inside the first and ends inside the last."""
    return len(got) == len(spans) and all(
        a[0] <= b.start and b.stop <= a[1] + 1 and len(article.text[a[0] : b.start]) <= 3
        for a, b in zip(got, spans, strict=True)
    )


def test_labels_cover_the_statements(demo: Material) -> None:
    found = by_article(demo)
    for article in demo.articles():
        for statement in article.statements:
            number = statement.id.rpartition("#")[2]
            assert same_words(article, spans_of(found[article.id], "CONTENT", number), list(statement.content))
            if statement.cue:
                assert same_words(article, spans_of(found[article.id], "CUE", number), [statement.cue])


def test_every_cell_is_iob(material: Material) -> None:
    for sentence in sentences(material):
        for token in sentence:
            for column in COLUMNS:
                cells = token[f"riwaya:{column.lower()}"].split("|")
                assert all(cell == "_" or cell[:2] in ("B-", "I-") for cell in cells)
