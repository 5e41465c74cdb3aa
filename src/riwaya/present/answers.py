"""Answers of a library for the eye: lists of stories, a person's page, an outlet's, utterances, search results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from riwaya.present.asking import Carried, Told, Who
from riwaya.present.comparison import ARROW, RULE
from riwaya.present.finding import Answer, Hit
from riwaya.present.labels import Lang, label, listed, term
from riwaya.present.library_labels import say
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.queries import readable
from riwaya.present.safe import flat
from riwaya.present.snippets import Snippet, pieces
from riwaya.present.wording import CHANGED, GAP
from riwaya.store.outlets import Counted, OutletFacts
from riwaya.store.records import Card, StoryCard

_SEPARATOR = " · "
#: How many names of a kind a line lists.
LISTED = 8


def story_lines(stories: Sequence[StoryCard], *, lang: Lang) -> Iterator[Line]:
    """A list of stories."""
    if not stories:
        yield plain(0, say("nothing_found", lang))
    for story in stories:
        yield quoted(0, flat(story.title).strip() or label("untitled", lang), style="bold")
        days = dict.fromkeys(readable(when)[:10] for when in (story.first, story.last) if when)
        counts = [f"{say('articles', lang)}: {story.articles}", f"{say('utterances', lang)}: {story.utterances}"]
        facts = [story.id, " – ".join(days) or say("undated", lang), *counts]
        yield plain(2, flat(_SEPARATOR.join(facts)), style="dim")
        yield plain(2, listed(map(flat, story.outlets), lang))


def search_lines(answer: Answer, *, lang: Lang) -> Iterator[Line]:
    """A page of search results, and how to go on."""
    if not answer.hits:
        yield plain(0, say("nothing_found", lang))
        return
    whole = "" if answer.whole else f" ({say('not_whole', lang)})"
    yield plain(0, f"{say('found', lang)}: {answer.total}{whole}", style="dim")
    for hit in answer.hits:
        yield from hit_lines(hit, lang=lang)
    for kind, facets in groupby(answer.facets, key=lambda facet: facet.kind):
        values = {facet.value: facet.count for facet in facets}
        yield plain(0, f"{say(kind, lang)}: {_counts(values, lang)}", style="dim")
    if answer.next:
        yield plain(0, f"{say('next', lang)}: --next {answer.next}", style="dim")


def hit_lines(hit: Hit, *, lang: Lang) -> Iterator[Line]:
    """One result: the article, the statement where one was looked for, the places."""
    yield quoted(0, flat(hit.article.title).strip() or label("untitled", lang), style="bold")
    yield plain(2, card_line(hit.article, lang=lang), style="dim")
    if hit.statement is not None:
        hands = [hit.article.outlet, *hit.statement.via, hit.statement.speaker]
        mode = label(hit.statement.mode, lang)
        yield plain(2, f"{ARROW.join(map(flat, hands))}{_SEPARATOR}{mode}", style="green")
    for snippet in hit.snippets:
        yield snippet_line(snippet)


def card_line(card: Card, *, lang: Lang) -> str:
    """Outlet, date, id and story of an article."""
    when = readable(card.published) if card.published and not card.inferred else card.day
    dated = say("undated", lang) if when is None else when + (f" ({say('inferred', lang)})" if card.inferred else "")
    story = f"{say('story', lang)} {card.story}" if card.story else say("waiting", lang)
    version = f"{say('version', lang)} {card.version}" if card.version > 1 else ""
    return flat(_SEPARATOR.join(filter(None, [card.outlet, dated, card.id, story, version])))


def snippet_line(snippet: Snippet) -> Line:
    """A snippet with the words that were looked for marked."""
    from rich.text import Text

    shown = Text()
    for words, found in pieces(snippet):
        shown.append(CHANGED[0] + flat(words) + CHANGED[1] if found else flat(words), style="bold" if found else "")
    return Line(4, shown)


def who_lines(who: Who, *, lang: Lang) -> Iterator[Line]:
    """A person's page (or that of a body or place)."""
    yield plain(0, RULE, style="dim")
    yield plain(0, f"{flat(who.name)} ({label(who.type, lang)})", style="bold")
    days = " – ".join(dict.fromkeys(day for day in (who.first, who.last) if day))
    yield plain(2, _SEPARATOR.join(filter(None, [f"{say('articles', lang)}: {who.articles}", days])))
    yield plain(2, f"{say('names', lang)}: {_counts(who.names, lang)}")
    if who.roles:
        yield plain(2, f"{say('roles', lang)}:")
    for held in who.roles[: LISTED * 2]:
        when = " – ".join(dict.fromkeys(day for day in (held.first, held.last) if day)) or say("undated", lang)
        yield plain(4, flat(f"{when}{_SEPARATOR}{held.role} ({held.articles})"))
    yield plain(2, f"{say('outlets', lang)}: {_counts(who.outlets, lang)}")
    if who.statements:
        yield plain(2, f"{say('said_count', lang)}: {who.said}{_SEPARATOR}{say('latest', lang)}:", style="cyan")
    for told in who.statements:
        yield from told_lines(told, lang=lang)
    if who.others:
        yield plain(2, f"{say('others', lang)}: {_counts(who.others, lang)}", style="dim")


def told_lines(told: Told, *, lang: Lang, marks: Sequence[str] = ()) -> Iterator[Line]:
    """One telling: through whom, when, how, in which words."""
    when = told.article.day or say("undated", lang)
    facts = [when, ARROW.join(map(flat, told.chain)), label(told.statement.mode, lang), *marks, told.statement.id]
    yield plain(4, flat(_SEPARATOR.join(facts)), style="green")
    yield quoted(6, GAP.join(flat(words) for words in told.statement.words))


def said_lines(found: Sequence[Carried], *, lang: Lang) -> Iterator[Line]:
    """Utterances near to pasted words, each with its tellings in order of time."""
    if not found:
        yield plain(0, say("nothing_found", lang))
    for number, carried in enumerate(found, start=1):
        if number > 1:
            yield blank()
        near = f"{say('meaning', lang)} {carried.meaning:.2f}, {say('shared_words', lang)} {carried.shared:.2f}"
        head = f"[{number}] {flat(carried.speaker)}{_SEPARATOR}{say('likeness', lang)} {carried.score:.2f} ({near})"
        yield plain(0, head, style="bold")
        if carried.story:
            yield plain(2, f"{say('story', lang)}: {flat(carried.story)}", style="dim")
        for place, told in enumerate(carried.tellings):
            marks = [say("earliest", lang)] if place == 0 and len(carried.tellings) > 1 else []
            marks += [say("nearest", lang)] if told.statement.id == carried.nearest else []
            yield from told_lines(told, lang=lang, marks=marks)
        if carried.denied_by:
            yield plain(4, f"{say('denied', lang)}: {listed(map(flat, carried.denied_by), lang)}", style="red")


def outlet_lines(facts: OutletFacts, *, lang: Lang) -> Iterator[Line]:
    """An outlet's page."""
    yield plain(0, RULE, style="dim")
    yield plain(0, flat(facts.name), style="bold")
    days = " – ".join(dict.fromkeys(day for day in (facts.first_day, facts.last_day) if day))
    alone = f"{say('alone', lang)} {facts.stories_alone}"
    counts = [f"{say('articles', lang)}: {facts.articles}", f"{say('stories', lang)}: {facts.stories} ({alone})"]
    yield plain(2, _SEPARATOR.join(filter(None, [*counts, days])))
    modes = {label(mode, lang): count for mode, count in facts.modes.items()}
    yield plain(2, f"{say('statements', lang)}: {facts.statements} ({_counts(modes, lang)})")
    yield plain(2, f"{say('speakers', lang)}: {_named(facts.speakers, lang)}")
    yield plain(2, f"{say('sources', lang)}: {_named(facts.sources, lang)}")
    share = f" ({facts.shared / facts.utterances:.0%})" if facts.utterances else ""
    yield plain(
        2, f"{say('utterances', lang)}: {facts.utterances}{_SEPARATOR}{say('shared', lang)}: {facts.shared}{share}"
    )
    if facts.with_others:
        yield plain(2, f"{say('with_others', lang)}: {_named(facts.with_others, lang)}")


def _named(counted: Sequence[Counted], lang: Lang) -> str:
    return _counts({each.name: each.count for each in counted}, lang)


def _counts(values: Mapping[str, int], lang: Lang) -> str:
    """``name (count)`` one after the other; how many more there are."""
    shown = [f"{flat(term(name, lang))} ({count})" for name, count in list(values.items())[:LISTED]]
    rest = len(values) - len(shown)
    return listed([*shown, f"+{rest}"] if rest > 0 else shown, lang)
