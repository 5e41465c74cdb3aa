"""Any heap of words, marks and signs is annotated without an error, and what is found points into it."""

from __future__ import annotations

import random

import pytest

from riwaya import lexicon
from riwaya.annotate import annotate
from riwaya.model import Article, Span

ODD = 'ا و ب ل « » " “ ” : ، . .. … ( ) # _ - — \u202e \u200f <b> a B1 ١٢ % ! ؟ \n \n\n'.split(
    " "
) + "#حساب_المواطن بـ الا لل وو ه".split(" ")
NOUNS = "سامي النجار|دورفال|الوزير|الحكومة|دراسة|المواطنين|الأمر الذي|أما|فقد|هكذا|بأن|أن|إن|عن|من|إلى|على|في".split(
    "|"
)


def heap(draw: random.Random) -> str:
    verbs = lexicon.load("cue_verbs").rows
    pools = (
        [row["lemma"] for row in verbs],
        [row["participle"] for row in verbs if row["participle"]],
        [row["word"] for row in lexicon.load("report_words").rows],
        ODD,
        NOUNS,
    )
    text = " ".join(draw.choice(draw.choice(pools)) for _ in range(draw.randint(1, 40)))
    return text.replace(" ", "") if draw.random() < 0.3 else text


@pytest.mark.parametrize("seed", range(20))
def test_a_heap_of_words_is_annotated(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(20):
        text = heap(draw)
        title = Span(0, draw.randint(1, len(text))) if draw.random() < 0.4 else None
        article = Article(document="heap", id="heap", text=text, span=Span(0, len(text)), title=title)
        for statement in next(annotate([article])).statements:
            spans = [*statement.content, *([statement.cue] if statement.cue else [])]
            assert all(0 <= start < stop <= len(text) for start, stop in spans), text


@pytest.mark.parametrize(
    "text",
    [
        'قال "',
        "وأكد «سامي",
        "تعهدت ا",
        "# أعلن",
        "أما ، فقد قال",
        "\u202e \u200f : قال",
        "الوزير تكشف “ا",
        'يتوقع "مرسال"',
    ],
)
def test_text_that_ends_in_the_middle(text: str) -> None:
    article = Article(document="end", id="end", text=text, span=Span(0, len(text)))
    next(annotate([article]))
