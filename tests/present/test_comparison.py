import io

import pytest

from riwaya.annotate import annotate
from riwaya.link import compare
from riwaya.model import Article, Comparison, Span, Term, Thread, replace
from riwaya.present.comparison import comparison_lines
from riwaya.present.labels import Lang
from riwaya.present.page import show
from riwaya.present.queries import Desk


@pytest.fixture
def page(comparison: Comparison, left: Article, right: Article) -> str:
    return rendered(comparison, [left, right])


def rendered(comparison: Comparison, articles: list[Article], *, lang: Lang = Lang.AR, width: int = 200) -> str:
    file = io.StringIO()
    show(comparison_lines(comparison, Desk(articles), lang=lang), file=file, lang=lang, width=width)
    return file.getvalue()


def line_with(page: str, words: str) -> str:
    return next(line for line in page.splitlines() if words in line)


def test_title_outlets_and_dates_come_first(page: str) -> None:
    assert "سد الوادي: ماء يكفي عشر سنين" in page.splitlines()[1]
    assert "صدى الوادي، الجسر" in line_with(page, "وسائل الإعلام")


def test_an_inferred_date_says_so_and_a_stated_one_does_not(page: str) -> None:
    assert "تاريخ مستنتج" in line_with(page, "الجسر [jisr]")
    assert "تاريخ مستنتج" not in line_with(page, "صدى الوادي [sada]")


def test_conflicts_and_denials_stand_above_the_utterances(page: str) -> None:
    assert page.index("تعارض بين") < page.index("▌سالم الهدار")
    assert page.index("نقابة السقائين") < page.index("▌سالم الهدار")


def test_the_chain_runs_from_the_outlet_back_to_the_speaker(page: str) -> None:
    assert "صدى الوادي ← وكالة المنارة ← سالم الهدار" in page


def test_quoted_words_keep_their_marks_and_paraphrase_has_none(page: str) -> None:
    assert '"سيكفي ماء السد المدينة عشر سنين"' in page
    assert "بنصه" in line_with(page, "وكالة المنارة ←")
    assert "بمعناه" in line_with(page, "الجسر ←")


def test_words_that_differ_are_marked_and_neighbours_share_one_mark(page: str) -> None:
    told = [line for line in page.splitlines() if "على الأقل" in line][-1].strip()
    assert told == "ماء السد ⟦يكفي⟧ المدينة ⟦خمس⟧ ⟨سنين⟩ ⟦على الأقل⟧"


def test_words_left_out_are_listed(page: str) -> None:
    assert line_with(page, "دون:").strip() == "دون: ⟦سيكفي⟧"


def test_who_left_it_out_and_who_denied_it(page: str) -> None:
    assert line_with(page, "لم يرد عند").strip() == "لم يرد عند: الجسر"
    assert "مَن نفاه: نقابة السقائين" in page


def test_the_time_of_speech_is_given_where_it_is_known(page: str) -> None:
    assert line_with(page, "الوقت").strip() == "الوقت: 2031-05-03 (أمس)"


def test_copies_and_timeline(page: str) -> None:
    assert "صدى الوادي [sada] = الجسر [jisr]" in page
    assert "2031-05-03 — كلام الوزير (صدى الوادي)" in page


def test_no_word_of_the_speaker_is_lost_in_a_narrow_window(
    comparison: Comparison, left: Article, right: Article
) -> None:
    narrow = rendered(comparison, [left, right], width=30)
    assert "سيكفي ماء السد المدينة عشر سنين" in " ".join(narrow.split())
    assert all(len(line) <= 60 for line in narrow.splitlines() if "═" not in line)


def test_labels_in_english_words_of_the_page_in_arabic(comparison: Comparison, left: Article, right: Article) -> None:
    page = rendered(comparison, [left, right], lang=Lang.EN)
    assert "left out by: الجسر" in page
    assert "paraphrased" in page
    assert "لم يرد" not in page


def test_lists_take_the_comma_of_the_labels(comparison: Comparison, left: Article, right: Article) -> None:
    page = rendered(comparison, [left, right], lang=Lang.EN)
    assert "Outlets: صدى الوادي, الجسر" in page
    assert "،" not in page


def test_a_telling_in_the_same_words_is_not_printed_twice(comparison: Comparison, left: Article) -> None:
    from riwaya.model import replace

    story = comparison.stories[0]
    again = replace(left, id="copy", outlet=replace(left.outlet, name="الناقل") if left.outlet else None)
    again = replace(again, statements=(replace(left.statements[0], id="copy#1"),))
    group = replace(
        story.groups[0], statements=("sada#1", "copy#1"), relation={"sada#1~copy#1": "identical"}, differences=()
    )
    page = rendered(Comparison(stories=(replace(story, groups=(group,)),)), [left, again])
    assert page.count("سيكفي ماء السد") == 1
    assert "باللفظ نفسه" in line_with(page, "الناقل ←")


def test_nothing_to_compare_is_said() -> None:
    assert rendered(Comparison(stories=()), []).strip() == "لا مقالات"


def test_a_denial_says_which_telling_it_denies() -> None:
    text = "إغلاق الجسر\n\nقالت البلدية إن شركة النقل أتلفت أعمدة الجسر القديم ليلا، وهو ما تنفيه الشركة.\n"
    article = next(annotate([Article(document="a", id="a", text=text, span=Span(0, len(text)))]))
    told, denial = article.statements
    assert denial.denies == told.id
    page = rendered(compare([article]), [article])
    assert "ينفي القول: a #1" in page


def test_threads_stand_last_with_the_numbers_of_their_stories(comparison: Comparison, left: Article) -> None:
    (story,) = comparison.stories
    thread = Thread(id="t1", title="ماء الوادي", stories=(story.id,), first=story.first, last=story.last)
    page = rendered(replace(comparison, threads=(thread,)), [left])
    assert page.splitlines()[-2].strip() == "ماء الوادي"
    assert page.splitlines()[-1].strip().startswith("القصة 1 · 2031-")


def test_what_the_tellings_call_one_thing_stands_side_by_side(
    comparison: Comparison, left: Article, right: Article
) -> None:
    (story,) = comparison.stories
    group = next(group for group in story.groups if len(group.statements) > 1)
    found = {each.id: (page, each) for page in (left, right) for each in page.statements}
    terms = tuple(Term(statement=id, span=found[id][1].content[0]) for id in group.statements[:2])
    groups = (replace(group, terms=(terms,)),)
    page = rendered(replace(comparison, stories=(replace(story, groups=groups),)), [left, right])
    words = [t.span.of(found[t.statement][0].text) for t in terms]
    line = line_with(page, "التسمية")
    assert " / " in line and all(each in line for each in words)
