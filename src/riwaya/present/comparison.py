"""``riwaya compare`` for the eye: each story, what is contested in it, then by speaker every outlet's wording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from riwaya.model import Article, Comparison, Story, TimelineEntry, UtteranceGroup
from riwaya.present.labels import Lang, label, listed
from riwaya.present.page import Line, blank, plain, quoted
from riwaya.present.queries import (
    Desk,
    Telling,
    by_speaker,
    chain,
    conflicts,
    contested,
    outlet_name,
    outlets_of,
    published,
    readable,
    said_at,
)
from riwaya.present.safe import flat
from riwaya.present.wording import cue_words, phrases, wording

if TYPE_CHECKING:
    from rich.text import Text

#: Points to the hand before: Arabic is read from the right, so the chain runs from the outlet back to the speaker.
ARROW = " ← "
RULE = "═" * 40
_SEPARATOR = " · "


def comparison_lines(comparison: Comparison, desk: Desk, *, lang: Lang = Lang.AR) -> Iterator[Line]:
    """Everything there is to say about the stories of ``comparison``; the words are looked up in ``desk``."""
    if not comparison.stories:
        yield plain(0, label("no_articles", lang))
    for number, story in enumerate(comparison.stories, start=1):
        place = f"{label('story', lang)} {number} {label('of', lang)} {len(comparison.stories)}"
        yield from StoryPage(story, desk, lang=lang).lines(place)
    yield from thread_lines(comparison, lang=lang)


def thread_lines(comparison: Comparison, *, lang: Lang) -> Iterator[Line]:
    """The threads: the stories of one matter over weeks, by their numbers on the page."""
    places = {story.id: (number, story) for number, story in enumerate(comparison.stories, start=1)}
    if comparison.threads:
        yield blank()
        yield plain(0, label("threads", lang), style="bold cyan")
    for thread in comparison.threads:
        yield quoted(2, flat(thread.title), style="bold")
        for number, story in (places[id] for id in thread.stories):
            day = readable(story.first or "")[:10]
            yield plain(4, _SEPARATOR.join([f"{label('story', lang)} {number}", day, flat(story.title)]))


class StoryPage:
    """One story laid out; utterances carry one number, by which every part of the page refers to them."""

    def __init__(self, story: Story, desk: Desk, *, lang: Lang) -> None:
        self.story, self.desk, self.lang = story, desk, lang
        self.articles = desk.of(story)
        self.speakers = by_speaker(story.groups)
        ordered = (group for groups in self.speakers.values() for group in groups)
        self.numbers = {group.id: number for number, group in enumerate(ordered, start=1)}

    def lines(self, place: str) -> Iterator[Line]:
        """The whole page, headed by ``place`` (which of how many stories)."""
        yield plain(0, RULE, style="dim")
        yield plain(0, f"{place}{_SEPARATOR}{self.title()}", style="bold")
        yield from self.summary()
        yield from self.contested()
        for speaker, groups in self.speakers.items():
            yield blank()
            yield plain(0, f"▌{flat(speaker) or label('unknown_speaker', self.lang)}", style="bold cyan")
            for group in groups:
                yield from self.utterance(group)
        yield from self.timeline()
        yield blank()

    def title(self) -> str:
        """The story's title on one line."""
        return flat(self.story.title).strip() or label("untitled", self.lang)

    def field(self, key: str, value: str | int, *, indent: int = 2) -> Line:
        """``label: value``."""
        return plain(indent, f"{label(key, self.lang)}: {value}")

    def summary(self) -> Iterator[Line]:
        """Outlets and dates, how much there is, which articles are one text."""
        groups = self.story.groups
        yield self.field("outlets", listed(map(flat, outlets_of(self.articles)), self.lang))
        for article in self.articles:
            yield plain(4, self.dated(article), style="dim")
        if self.story.first:
            days = dict.fromkeys(when.partition("T")[0] for when in (self.story.first, self.story.last) if when)
            yield self.field("period", " – ".join(map(flat, days)))
        told = sum(len(group.outlets) > 1 for group in groups)
        counts = {
            "articles": len(self.story.articles),
            "statements": len({name for group in groups for name in group.statements}),
            "utterances": f"{len(groups)} ({label('shared', self.lang)}: {told})",
        }
        yield plain(2, _SEPARATOR.join(f"{label(key, self.lang)}: {value}" for key, value in counts.items()))
        for copies in self.story.copies:
            yield self.field("copies", " = ".join(self.named(name) for name in copies))

    def named(self, article_id: str) -> str:
        """Outlet and id of an article."""
        article = self.desk.articles.get(article_id)
        return flat(article_id if article is None else _with_id(article))

    def dated(self, article: Article) -> str:
        """Outlet, id and date of an article; a date that only the story supplies says so."""
        when = published(article, self.story)
        if when is None:
            return flat(_with_id(article)) + _SEPARATOR + label("undated", self.lang)
        inferred = f" ({label('inferred', self.lang)})" if when.basis == "inferred" else ""
        return flat(_with_id(article)) + _SEPARATOR + flat(readable(when.value)) + inferred

    def contested(self) -> Iterator[Line]:
        """Conflicts and denials, before all else: whose utterance, who stands against whom."""
        groups = [group for group in self.story.groups if contested(group)]
        if not groups:
            return
        yield blank()
        yield plain(0, f"⚠ {label('conflicts', self.lang)}", style="bold red")
        for group in sorted(groups, key=lambda group: self.numbers[group.id]):
            head = f"[{self.numbers[group.id]}] {flat(group.speaker.name)}"
            if group.denied_by:
                yield plain(2, f"{head} — {self.names('denied', group.denied_by)}", style="red")
            for left, right in conflicts(group):
                yield from self.conflict(head, left, right)

    def conflict(self, head: str, left: str, right: str) -> Iterator[Line]:
        """Two tellings that contradict each other, in full."""
        sides = [self.desk.statements[name] for name in (left, right) if name in self.desk.statements]
        outlets = " / ".join(flat(outlet_name(article)) for article, _ in sides)
        yield plain(2, f"{head} — {label('conflict', self.lang)}: {outlets}", style="red")
        for article, statement in sides:
            yield Line(6, _labelled(f"{flat(outlet_name(article))}: ", wording(article.text, statement)))

    def names(self, key: str, names: tuple[str, ...]) -> str:
        """``label: name، name``."""
        shown = listed((flat(self.desk.outlet_of(name)) for name in names), self.lang)
        return f"{label(key, self.lang)}: {shown}"

    def utterance(self, group: UtteranceGroup) -> Iterator[Line]:
        """One utterance: every telling, then who left it out, who denied it, when it was said."""
        tellings = self.desk.tellings(group)
        for place, telling in enumerate(tellings):
            head = self.telling_head(telling, tellings[0], several=len(tellings) > 1)
            yield plain(6 if place else 2, head if place else f"[{self.numbers[group.id]}] {head}", style="green")
            yield from self.telling_words(telling)
        yield from self.terms(group)
        if group.denied_by:
            yield plain(6, self.names("denied", group.denied_by), style="red")
        if group.omitted_by:
            yield plain(6, self.names("omitted", group.omitted_by), style="magenta")
        yield from self.when(tellings)

    def terms(self, group: UtteranceGroup) -> Iterator[Line]:
        """What the tellings call one thing, side by side."""
        for terms in group.terms:
            held = [(self.desk.statements[each.statement], each.span) for each in terms]
            words = dict.fromkeys(f"{flat(outlet_name(page))}: {flat(span.of(page.text))}" for (page, _), span in held)
            yield plain(6, f"{label('terms', self.lang)}: {' / '.join(words)}", style="cyan")

    def telling_head(self, telling: Telling, earliest: Telling, *, several: bool) -> str:
        """Through whom an outlet has it, how much of it is quoted, how near it is to the telling beside it."""
        article, statement = telling.article, telling.statement
        facts = [ARROW.join(map(flat, chain(article, statement))), label(statement.mode, self.lang)]
        facts.append(cue_words(article.text, statement))
        if several and telling.beside is None:
            facts.append(label("earliest", self.lang))
        if telling.relation is not None and telling.beside is not None:
            beside = "" if telling.beside == earliest.statement.id else f" ({self.reference(telling.beside)})"
            facts.append(label(telling.relation, self.lang) + beside)
        return _SEPARATOR.join(filter(None, [*facts, _number(statement.id)]))

    def reference(self, statement_id: str) -> str:
        """Outlet and number of a statement, by which the page refers to its telling."""
        found = self.desk.statements.get(statement_id)
        return flat(statement_id if found is None else f"{outlet_name(found[0])} {_number(statement_id)}")

    def telling_words(self, telling: Telling) -> Iterator[Line]:
        """The words of one telling, unless they stand above already; then what it denies and what it leaves out."""
        article, statement = telling.article, telling.statement
        if telling.relation != "identical":
            yield Line(8, wording(article.text, statement, changed=telling.changed, moved=telling.moved))
        if statement.denies:
            yield plain(8, f"{label('denies', self.lang)}: {self.reference(statement.denies)}", style="red")
        if telling.missing and telling.beside in self.desk.statements:
            missing = phrases(self.desk.statements[telling.beside][0].text, telling.missing)
            yield plain(8, f"{label('missing', self.lang)}: {missing}", style="dim")

    def when(self, tellings: list[Telling]) -> Iterator[Line]:
        """When it was said, as the first telling that knows says it."""
        for telling in tellings:
            time = said_at(telling.article, telling.statement)
            if time is not None and time.value is not None:
                words = flat(time.span.of(telling.article.text))
                yield plain(6, f"{label('time', self.lang)}: {flat(time.value)} ({words})", style="dim")
                return

    def timeline(self) -> Iterator[Line]:
        """What the story places in time."""
        if self.story.timeline:
            yield blank()
            yield plain(0, f"▌{label('timeline', self.lang)}", style="bold cyan")
        for entry in self.story.timeline:
            yield plain(2, self.moment(entry))

    def moment(self, entry: TimelineEntry) -> str:
        """One entry of the timeline: when, what, told by whom."""
        known = (self.desk.statements[name][0] for name in entry.evidence if name in self.desk.statements)
        articles = (self.desk.articles[name] for name in entry.evidence if name in self.desk.articles)
        outlets = outlets_of([*known, *articles])
        told = f" ({listed(map(flat, outlets), self.lang)})" if outlets else ""
        other = listed(map(flat, entry.conflicts), self.lang)
        conflict = f" ⚠ {label('times_conflict', self.lang)}: {other}" if other else ""
        return f"{flat(readable(entry.when))} — {flat(entry.what).strip()}{told}{conflict}"


def _number(statement_id: str) -> str:
    return "#" + statement_id.rpartition("#")[2]


def _with_id(article: Article) -> str:
    name = outlet_name(article)
    return name if name == article.id else f"{name} [{article.id}]"


def _labelled(lead: str, words: Text) -> Text:
    from rich.text import Text

    return Text(lead, style="dim").append_text(words)
