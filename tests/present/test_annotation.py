import io

from hypothesis import given
from hypothesis import strategies as st

from riwaya.model import Article, Span
from riwaya.present.annotation import annotation_lines
from riwaya.present.explain import LAYERS, Marked, explanation_lines, layered, marked, units
from riwaya.present.page import show


def rendered(article: Article, lines=annotation_lines) -> str:
    file = io.StringIO()
    show(lines(article), file=file, width=200)
    return file.getvalue()


def test_annotate_gives_particulars_statements_names_and_times(left: Article) -> None:
    page = rendered(left)
    for words in (
        "وسيلة الإعلام: صدى الوادي",
        "النشر: 2031-05-04 (مذكور)",
        "الوثيقة: sada.txt",
        "1. صدى الوادي ← وكالة المنارة ← سالم الهدار · بنصه · قوله",
        '"سيكفي ماء السد المدينة عشر سنين"',
        "سالم الهدار (شخص) · ويرد أيضا باسم: الهدار",
        "أمس = 2031-05-03",
    ):
        assert words in page


def test_annotate_leaves_out_what_is_unknown(right: Article) -> None:
    assert "النشر" not in rendered(right)


def test_explain_marks_every_layer_in_the_text(left: Article) -> None:
    sentence = left.sentences[1]
    shown = layered(left.text, sentence, marked(left)).plain
    assert "⟪وكالة المنارة⟫" in shown
    assert "⟨[سالم الهدار]⟩" in shown
    assert "‹1 قوله›" in shown
    assert "{أمس}" in shown
    assert "⟦1 سيكفي ماء السد المدينة عشر سنين⟧" in shown


def test_explain_shows_the_whole_article_once(left: Article) -> None:
    shown = "".join(unit.of(left.text) for unit in units(left))
    assert "".join(shown.split()) == "".join(left.text.split())


def test_explain_names_the_rule_of_every_span(left: Article) -> None:
    page = rendered(left, explanation_lines)
    for words in ("خارج المقال: اشتراك · القاعدة: phrase", "القاعدة: title", "القاعدة: after-an", "القاعدة: verb"):
        assert words in page
    assert "الثقة: 0.90" in page
    assert "القاعدة: credit-line" in page


def test_explain_copes_with_an_article_without_layers(right: Article) -> None:
    assert "وزير الري: السد يكفينا سنوات" in rendered(right, explanation_lines)


LETTERS = "ابتثجحخدذرزسشصضطظ"
SPANS = st.tuples(st.integers(0, len(LETTERS)), st.integers(0, len(LETTERS))).map(lambda pair: Span(*sorted(pair)))


@given(SPANS, st.lists(st.builds(Marked, SPANS, st.sampled_from(sorted(LAYERS)), st.just(""))))
def test_marks_lose_no_letter_and_every_opened_one_is_closed(unit: Span, marks: list[Marked]) -> None:
    shown = layered(LETTERS, unit, marks).plain
    assert "".join(char for char in shown if char in LETTERS) == unit.of(LETTERS)
    assert all(shown.count(layer.opening) == shown.count(layer.closing) for layer in LAYERS.values())
