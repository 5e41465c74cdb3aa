"""Teasers: headlines and leads of other stories that stand in a body, or at its foot, without any marker."""

from __future__ import annotations

from riwaya.ingest.datelines import dateline_at
from riwaya.ingest.lines import content_stems, ends_like_prose, ends_open, folded_words, is_prose, like_headline
from riwaya.ingest.page import Page, Part
from riwaya.ingest.subjects import goes_on, is_list_item, subject_words

#: A heading echoes in the paragraph under it (half of its content words in the median over ANT), a headline of another
#: story hardly (a quarter in the median of 317 lines known to be headlines of other articles).
LEAST_ECHO = 0.34
#: Shorter lines are headings far more often than headlines (of those 317 headlines one in ten has so few words).
LEAST_WORDS = 6
#: So many rare words, none of them in the article, tell that a last paragraph is a lead of another story. Chosen on
#: ANT: half of foreign leads have them, of the articles' own last paragraphs 2 in 1,000.
LEAST_SUBJECT_WORDS = 6
#: A headline at the foot shares less than this of its rare words with the article above it.
MOST_SHARED = 0.6
#: More lines than this at the foot are the article's own.
MOST_AT_FOOT = 6
#: So many lines of the article must stand before them.
LEAST_LINES_BEFORE = 2
_PREPOSITIONS = frozenset(folded_words("في من بعد مع على عن إلى منذ خلال قبل حتى بين عبر عند لدى ضمن وسط"))


def mark_teasers_inside(page: Page, part: Part) -> None:
    """A headline between two paragraphs that neither announces the next nor goes on from the last."""
    own = page.own_lines(part)
    for place in range(1, len(own) - 1):
        before, index, after = own[place - 1 : place + 2]
        if not _headline_apart(page, index) or not _between_paragraphs(page, before, after):
            continue
        if taken_up(page, index, own[place + 1 : place + 3]) < LEAST_ECHO:
            page.mark_line(index, "teaser", "headline-between-paragraphs")


def _headline_apart(page: Page, index: int) -> bool:
    line, said = page.lines[index], page.said(index)
    if index == page.title or line.words < LEAST_WORDS or said[0] in "\"“«'(":
        return False
    return like_headline(page.text, line) and ends_open(said) and not goes_on(said) and not is_list_item(said)


def _between_paragraphs(page: Page, before: int, after: int) -> bool:
    """Prose on both sides; a colon before it would announce a list."""
    if page.said(before).rstrip().endswith((":", "،", "؛")):
        return False
    return all(is_prose(page.text, page.lines[index]) or "teaser" in page.kinds(index) for index in (before, after))


def taken_up(page: Page, headline: int, paragraphs: list[int]) -> float:
    """The share of the content stems of line ``headline`` that the paragraphs hold, 0..1."""
    wanted = content_stems(page.said(headline))
    found = content_stems(" ".join(map(page.said, paragraphs)))
    return len(wanted & found) / len(wanted) if wanted else 0.0


def mark_teasers_at_foot(page: Page, part: Part) -> None:
    """The last lines, where they are headlines, or open like reports and share no subject with the article."""
    own = page.own_lines(part)
    foot: dict[int, str] = {}
    while len(foot) < MOST_AT_FOOT and len(own) - len(foot) > LEAST_LINES_BEFORE:
        above = own[: len(own) - len(foot) - 1]
        rule = _teaser_rule(page, own[len(above)], above)
        if rule is None:
            break
        foot[own[len(above)]] = rule
    for index, rule in foot.items():
        page.mark_line(index, "teaser", rule)


def _teaser_rule(page: Page, index: int, above: list[int]) -> str | None:
    if _headline_apart(page, index):
        foreign = _after_the_end(page, above) and _shared(page, index, above) < MOST_SHARED
        return "headline-at-foot" if foreign else None
    if _opens_a_report(page, index) and _foreign(page, index, above):
        return "foreign-lead-at-foot"
    return None


def _after_the_end(page: Page, above: list[int]) -> bool:
    """Above this headline, and others right over it, the article has ended in a sentence, not in a list or a poem."""
    last = next((index for index in reversed(above) if not _headline_apart(page, index)), above[0])
    return is_prose(page.text, page.lines[last]) and ends_like_prose(page.said(last))


def _shared(page: Page, index: int, above: list[int]) -> float:
    subject = subject_words(page.said(index))
    found = subject_words(" ".join(map(page.said, above)))
    return len(subject & found) / len(subject) if subject else 0.0


def _opens_a_report(page: Page, index: int) -> bool:
    line, said = page.lines[index], page.said(index)
    if index == page.title or line.words < LEAST_WORDS or said[0] in "\"“«'(":
        return False
    return not goes_on(said) and not is_list_item(said) and line.head[0] not in _PREPOSITIONS


def _foreign(page: Page, index: int, above: list[int]) -> bool:
    line = page.lines[index]
    dateline = dateline_at(page.text, line.start, line.stop)
    subject = subject_words(page.text[dateline.stop if dateline else line.start : line.stop])
    if len(subject) < LEAST_SUBJECT_WORDS:
        return False
    return subject.isdisjoint(subject_words(" ".join(map(page.said, above))))
