"""Stories and utterances in the library, and which articles still wait to be linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from riwaya.model import Record, Story, UtteranceGroup, replace
from riwaya.store.articles import ChangedMeanwhileError, day_of, maker
from riwaya.store.database import Library, Row
from riwaya.store.packing import pack, plain, unpack
from riwaya.store.records import StoryCard


class Waiting(Record, frozen=True):
    """An article that waits for linking: number, id, and the day it appeared as far as known."""

    number: int
    id: str
    day: str | None


class Round(Record, frozen=True):
    """What one round of linking reads: ids of the articles, and the state in which it found them (by number)."""

    articles: tuple[str, ...]
    state: dict[int, tuple[int, int | None, int]]


def waiting(library: Library, *, most: int) -> list[Waiting]:
    """Articles that wait for linking, the oldest news first, so that what belongs together comes together."""
    rows = library.rows(
        "SELECT id, name, day FROM articles WHERE pending > 0 ORDER BY COALESCE(day, '9'), id LIMIT ?", (most,)
    )
    return [Waiting(number=number, id=name, day=day) for number, name, day in rows]


def how_many_wait(library: Library) -> int:
    """The number of articles that wait for linking."""
    return int(library.value("SELECT COUNT(*) FROM articles WHERE pending > 0"))


def make_all_wait(library: Library, link_version: str) -> int:
    """Let the articles of all stories wait that another linking than ``link_version`` made; how many these are."""
    with library.atomic():
        cursor = library.run(
            "UPDATE articles SET pending = 1 WHERE pending = 0 AND id IN (SELECT m.article FROM story_articles m"
            " JOIN stories s ON s.id = m.story JOIN makers k ON k.id = s.maker WHERE k.version <> ?)",
            (link_version,),
        )
        return int(cursor.rowcount)


def round_of(library: Library, numbers: Iterable[int]) -> Round:
    """The articles ``numbers`` with all others of their stories: what must be linked together."""
    asked = set(numbers)
    with library.snapshot():
        condition, values = library.among("m.article", asked)
        others = library.rows(
            "SELECT o.article FROM story_articles o"
            f" WHERE o.story IN (SELECT m.story FROM story_articles m WHERE {condition})",
            (values,),
        )
        condition, values = library.among("a.id", asked.union(number for (number,) in others))
        rows = library.rows(
            "SELECT a.id, a.version, m.story, a.pending, a.name FROM articles a"
            f" LEFT JOIN story_articles m ON m.article = a.id WHERE {condition} ORDER BY a.id",
            (values,),
        )
    return Round(articles=tuple(row[4] for row in rows), state={row[0]: (row[1], row[2], row[3]) for row in rows})


def keep(library: Library, found: Sequence[Story], of: Round, *, link_version: str) -> list[str]:
    """Put ``found``, the stories of the articles of a round, in the place of those they were in; the stories' ids.

    A story keeps the id of the earlier one that most of its articles come from. Raises ``ChangedMeanwhileError`` when
    another program has written to these articles since the round began.
    """
    with library.atomic():
        _unchanged(library, of)
        made = maker(library, "link", link_version)
        before = _before(library, of)
        names = _names(found, before)
        condition, values = library.among("name", set(before.values()))
        library.run(f"DELETE FROM stories WHERE {condition}", (values,))
        condition, values = library.among("id", of.state)
        numbers: dict[str, int] = dict(library.rows(f"SELECT name, id FROM articles WHERE {condition}", (values,)))
        for place, (story, name) in enumerate(zip(found, names, strict=True)):
            names[place] = _free(library, name, names[:place] + names[place + 1 :])
            _insert(library, replace(story, id=names[place]), made, numbers)
        condition, values = library.among("id", of.state)
        library.run(f"UPDATE articles SET pending = 0 WHERE {condition}", (values,))
    return names


def _unchanged(library: Library, of: Round) -> None:
    now = round_of(library, of.state)
    if now.state != of.state:
        raise ChangedMeanwhileError("stories")


def _before(library: Library, of: Round) -> dict[str, str]:
    """Article id → the id of the story that it was in."""
    condition, values = library.among("a.id", of.state)
    return dict(
        library.rows(
            "SELECT a.name, s.name FROM story_articles m JOIN articles a ON a.id = m.article"
            f" JOIN stories s ON s.id = m.story WHERE {condition}",
            (values,),
        )
    )


def _names(found: Sequence[Story], before: Mapping[str, str]) -> list[str]:
    """An id for each story: of those it shares articles with, the one it shares most with, if no other shares more."""
    shared = [
        (many, -place, name)
        for place, story in enumerate(found)
        for name, many in Counter(before[article] for article in story.articles if article in before).items()
    ]
    out: dict[int, str] = {}
    taken: set[str] = set()
    for _, place, name in sorted(shared, reverse=True):
        if -place not in out and name not in taken:
            out[-place] = name
            taken.add(name)
    return [out.get(place, story.id) for place, story in enumerate(found)]


def _free(library: Library, name: str, others: Sequence[str]) -> str:
    """``name``, or with a number behind it where a story of the library, or of this round, goes by it."""
    for tried in chain([name], (f"{name}-{number}" for number in count(2))):
        if tried not in others and library.row("SELECT 1 FROM stories WHERE name = ?", (tried,)) is None:
            return tried
    raise AssertionError("numbers do not end")


def _insert(library: Library, story: Story, made: int, numbers: Mapping[str, int]) -> None:
    data = pack(replace(story, groups=()))
    number = library.value(
        "INSERT INTO stories (name, title, first, last, maker, data) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (story.id, plain(story.title), story.first, story.last, made, data),
    )
    inside = [numbers[each] for each in story.articles]
    library.many("INSERT INTO story_articles VALUES (?, ?)", [(each, number) for each in inside])
    _date(library, story, numbers)
    condition, values = library.among("article", inside)
    statements: dict[str, int] = dict(library.rows(f"SELECT name, id FROM statements WHERE {condition}", (values,)))
    for group in story.groups:
        _insert_utterance(library, number, group, statements)


def _date(library: Library, story: Story, numbers: Mapping[str, int]) -> None:
    """The day of each article: its own, or the one that the story supplies."""
    for article in story.articles:
        given = story.inferred_dates.get(article)
        if given is not None:
            day = day_of(given.value)
            library.run("UPDATE articles SET day = ?, inferred = 1 WHERE id = ?", (day, numbers[article]))


def _insert_utterance(library: Library, story: int, group: UtteranceGroup, statements: Mapping[str, int]) -> None:
    speaker = group.speaker
    number = library.value(
        "INSERT INTO utterances (name, story, speaker, entity, data) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (group.id, story, plain(speaker.name), speaker.entity, pack(group)),
    )
    told = [(number, statements[each]) for each in dict.fromkeys(group.statements) if each in statements]
    library.many("INSERT INTO tellings VALUES (?, ?)", told)


def story(library: Library, name: str) -> Story | None:
    """A story with its utterances, as far as their statements are still what they were; None for an unknown id."""
    with library.snapshot():
        row = library.row("SELECT id, data FROM stories WHERE name = ?", (name,))
        return _whole(library, row) if row else None


def all_stories(library: Library) -> Iterator[Story]:
    """Every story, one after the other, in the order in which their first articles came."""
    ordered = (
        "SELECT s.name FROM stories s JOIN story_articles m ON m.story = s.id GROUP BY s.id, s.name"
        " ORDER BY MIN(m.article), s.id"
    )
    for (name,) in library.rows(ordered):
        found = story(library, name)
        if found is not None:
            yield found


def story_of(library: Library, article: str) -> Story | None:
    """The story that an article is in."""
    name = library.value(
        "SELECT s.name FROM stories s JOIN story_articles m ON m.story = s.id JOIN articles a ON a.id = m.article"
        " WHERE a.name = ?",
        (article,),
    )
    return story(library, name) if name else None


def _whole(library: Library, row: Row) -> Story:
    number, data = row
    bare = unpack(data, Story)
    articles = {
        name
        for (name,) in library.rows(
            "SELECT a.name FROM articles a JOIN story_articles m ON m.article = a.id WHERE m.story = ?", (number,)
        )
    }
    rows = library.rows("SELECT id, data FROM utterances WHERE story = ? ORDER BY id", (number,))
    held = _told(library, [each for each, _ in rows])
    groups = (_current(unpack(packed, UtteranceGroup), held.get(each, set())) for each, packed in rows)
    return replace(
        bare,
        articles=tuple(each for each in bare.articles if each in articles),
        groups=tuple(group for group in groups if group is not None),
    )


def _told(library: Library, utterances: Iterable[int]) -> dict[int, set[str]]:
    """The ids of the statements that tell each of these utterances (by number)."""
    condition, values = library.among("t.utterance", utterances)
    rows = library.rows(
        f"SELECT t.utterance, s.name FROM tellings t JOIN statements s ON s.id = t.statement WHERE {condition}",
        (values,),
    )
    out: dict[int, set[str]] = {}
    for utterance, name in rows:
        out.setdefault(utterance, set()).add(name)
    return out


def _current(group: UtteranceGroup, held: set[str]) -> UtteranceGroup | None:
    """The group without statements that a later annotation of their article has taken away: ``held`` are left."""
    left = tuple(each for each in group.statements if each in held)
    if left == group.statements:
        return group
    if not left:
        return None
    return replace(
        group,
        statements=left,
        earliest=group.earliest if group.earliest in held else left[0],
        relation={pair: kind for pair, kind in group.relation.items() if set(pair.split("~")) <= held},
        differences=tuple(each for each in group.differences if {each.left, each.right} <= held),
        evidence=tuple(each for each in group.evidence if {each.left, each.right} <= held),
        terms=tuple(each for each in group.terms if {term.statement for term in each} <= held),
    )


def utterance_of(library: Library, statement: int) -> tuple[str, UtteranceGroup] | None:
    """Story id and utterance of a statement (by its number); None where it waits for linking."""
    row = library.row(
        "SELECT s.name, u.id, u.data FROM tellings t JOIN utterances u ON u.id = t.utterance"
        " JOIN stories s ON s.id = u.story WHERE t.statement = ? ORDER BY u.id",
        (statement,),
    )
    if row is None:
        return None
    group = _current(unpack(row[2], UtteranceGroup), _told(library, [row[1]]).get(row[1], set()))
    return (row[0], group) if group else None


def story_cards(library: Library, numbers: Sequence[int]) -> dict[int, StoryCard]:
    """What a list shows of stories, by their numbers."""
    condition, values = library.among("s.id", numbers)
    rows = library.rows(f"SELECT s.id, s.name, s.title, s.first, s.last FROM stories s WHERE {condition}", (values,))
    condition, values = library.among("m.story", numbers)
    told = library.rows(
        f"SELECT m.story, a.outlet FROM story_articles m JOIN articles a ON a.id = m.article WHERE {condition}"
        " ORDER BY m.story, COALESCE(a.day, '9'), a.id",
        (values,),
    )
    condition, values = library.among("story", numbers)
    said: dict[int, int] = dict(
        library.rows(f"SELECT story, COUNT(*) FROM utterances WHERE {condition} GROUP BY story", (values,)),
    )
    outlets: dict[int, list[str]] = {}
    for number, outlet in told:
        outlets.setdefault(number, []).append(outlet)
    return {
        number: StoryCard(
            id=name,
            title=title,
            first=first,
            last=last,
            articles=len(outlets.get(number, ())),
            outlets=tuple(dict.fromkeys(outlets.get(number, ()))),
            utterances=said.get(number, 0),
        )
        for number, name, title, first, last in rows
    }


def stories_of(library: Library, articles: Sequence[int], *, most: int, least: int = 1) -> list[int]:
    """Numbers of the stories of these articles with ``least`` articles or more, the one with the latest news first."""
    condition, values = library.among("m.article", articles)
    rows = library.rows(
        "SELECT s.id FROM stories s WHERE s.id IN"
        f" (SELECT m.story FROM story_articles m WHERE {condition})"
        " AND (SELECT COUNT(*) FROM story_articles n WHERE n.story = s.id) >= ?"
        " ORDER BY COALESCE(s.last, '') DESC, s.id DESC LIMIT ?",
        (values, least, most),
    )
    return [number for (number,) in rows]
