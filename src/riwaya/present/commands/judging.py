"""Commands for what people decide about links: judge, judgements."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
import typer

from riwaya.model import replace
from riwaya.present.commands.opening import LibraryOption, opened
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.running import Format, FormatOption, LangOption, user, write
from riwaya.present.safe import flat
from riwaya.store import Library, LibraryError, records
from riwaya.store.records import Judgement

#: How many characters of the words that a judgement is about a line shows.
SHOWN = 60


class Verdict(StrEnum):
    """What somebody decided of two statements, of two articles, or of one statement."""

    SAME = "same"
    DIFFERENT = "different"
    SAME_STORY = "same-story"
    OTHER_STORY = "other-story"
    SPEAKER = "speaker"

    @property
    def kind(self) -> records.Verdict:
        """The same as a judgement keeps it."""
        kind: records.Verdict = msgspec.convert(self.value, records.Verdict)
        return kind


def register(app: typer.Typer) -> None:
    """Make these commands of ``app``."""
    for command in (judge, judgements):
        app.command()(command)


def judge(
    verdict: Annotated[
        Verdict,
        typer.Argument(
            metavar="VERDICT",
            help="Two statements: same, different. Two articles: same-story, other-story. Who said it: speaker.",
        ),
    ],
    left: Annotated[str, typer.Argument(metavar="ID", help="A statement (page#3), or an article.")],
    right: Annotated[str, typer.Argument(metavar="ID|NAME", help="The other one; the name, for speaker.")],
    library: LibraryOption = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; the user of this machine unless named.")] = None,
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    lang: LangOption = Lang.AR,
) -> None:
    """Decide what is one utterance or one story and who said it; this and every later linking obeys."""
    from riwaya.store.judgements import judge as decide

    with opened(library) as (held, _):
        number = decide(held, replace(_judgement(held, verdict, left, right), who=by or user(), note=note))
        _relink(held)
        typer.echo(f"{say('judged', lang)}: {number}")


def _judgement(library: Library, verdict: Verdict, left: str, right: str) -> Judgement:
    """The judgement about these ids; raises ``LibraryError`` for one that the library does not hold."""
    from riwaya.store.judgements import anchor, anchor_of_article

    if verdict is Verdict.SPEAKER:
        return Judgement(kind="speaker", left=anchor(library, left), speaker=right)
    if left == right:
        raise LibraryError(f"{left}: this id twice — name two different ones")
    place = anchor if verdict in (Verdict.SAME, Verdict.DIFFERENT) else anchor_of_article
    return Judgement(kind=verdict.kind, left=place(library, left), right=place(library, right))


def _relink(library: Library) -> None:
    from riwaya import library as shelf

    for _ in shelf.link(library):
        pass


def judgements(
    library: LibraryOption = None,
    withdraw: Annotated[int | None, typer.Option("--withdraw", metavar="N", help="Take this one back.")] = None,
    format: FormatOption = Format.TEXT,
    lang: LangOption = Lang.AR,
) -> None:
    """List what people decided, or take one decision back."""
    from riwaya.present import contract
    from riwaya.store.judgements import judgements as kept
    from riwaya.store.judgements import withdraw as take_back

    with opened(library) as (held, problems):
        if withdraw is not None:
            if not take_back(held, withdraw):
                problems.say(f"{withdraw}: {say('no_judgement', lang)}")
                return
            _relink(held)
        found = kept(held)
        if format is Format.JSON:
            write([b"[\n", b",\n".join(map(contract.encode, found)), b"\n]\n"])
        elif format is Format.JSONL:
            write(contract.encode(each) + b"\n" for each in found)
        else:
            for line in [_line(each, lang) for each in found] or [say("no_judgements", lang)]:
                typer.echo(line)


def _line(judgement: Judgement, lang: Lang) -> str:
    sides = [each for each in (judgement.left, judgement.right) if each is not None]
    words = [f"{flat(each.article)}: {flat(each.words)[:SHOWN]}" for each in sides]
    if judgement.speaker is not None:
        words.append(flat(judgement.speaker) or say("nobody_known", lang))
    parts = [str(judgement.id), say(f"verdict-{judgement.kind}", lang), *words]
    return " · ".join([*parts, *(flat(each) for each in (judgement.who, judgement.made, judgement.note) if each)])
