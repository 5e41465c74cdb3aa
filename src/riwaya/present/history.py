"""The wordings of an article, and what each changed in the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riwaya.model import Piece, Record, Span
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.present.page import Line, plain, quoted
from riwaya.present.safe import flat
from riwaya.present.wording import CHANGED
from riwaya.store import Library, articles

#: Characters shown on each side of what changed, and changes of one wording that are shown for reading.
AROUND, SHOWN = 40, 40


class Change(Record, frozen=True):
    """One difference to the wording before: its place in each source text, and the words there.

    ``op``: changed, left-only (taken out), right-only (put in), moved. ``before`` and ``after`` are what stands on both
    sides, in the new wording (in the old one of what was taken out).
    """

    op: str
    left: Span | None
    right: Span | None
    old: str
    new: str
    before: str
    after: str


class Wording(Record, frozen=True):
    """One wording of an article: when it was kept, which rules annotated it, what it changed."""

    article: str
    version: int
    kept: str
    maker: str
    changes: tuple[Change, ...]


def history(library: Library, name: str) -> list[Wording]:
    """All wordings of an article, the first one first; none for an unknown id."""
    with library.snapshot():
        out: list[Wording] = []
        old = ""
        for version in articles.versions(library, name):
            held = articles.load_version(library, name, version.number)
            new = held.text if held else ""
            changes = tuple(_change(piece, old, new) for piece in version.changes if piece.op != "same")
            out.append(
                Wording(article=name, version=version.number, kept=version.kept, maker=version.maker, changes=changes)
            )
            old = new
        return out


def _change(piece: Piece, old: str, new: str) -> Change:
    place, text = (piece.right, new) if piece.right else (piece.left or Span(0, 0), old)
    return Change(
        op=piece.op,
        left=piece.left,
        right=piece.right,
        old=piece.left.of(old) if piece.left else "",
        new=piece.right.of(new) if piece.right else "",
        before=_before(text, place.start),
        after=_after(text, place.stop),
    )


def _before(text: str, stop: int) -> str:
    """The whole words before an offset, some ``AROUND`` characters of them."""
    start = max(0, stop - AROUND)
    words = text[start:stop]
    return words if start == 0 else words[words.find(" ") + 1 :]


def _after(text: str, start: int) -> str:
    """The whole words from an offset on, some ``AROUND`` characters of them."""
    words = text[start : start + AROUND]
    return words if start + AROUND >= len(text) else words[: max(words.rfind(" "), 0)]


def history_lines(found: Sequence[Wording], *, lang: Lang) -> Iterator[Line]:
    """Each wording with the words that were taken out and put in."""
    for wording in found:
        count = f" · {say('changes', lang)}: {len(wording.changes)}" if wording.version > 1 else ""
        yield plain(0, f"{say('version', lang)} {wording.version} · {flat(wording.kept)}{count}", style="bold")
        for change in wording.changes[:SHOWN]:
            yield plain(2, f"{say(f'op:{change.op}', lang)}:", style="dim")
            yield quoted(4, _words(change))
        if len(wording.changes) > SHOWN:
            yield plain(2, f"+{len(wording.changes) - SHOWN}", style="dim")


def _words(change: Change) -> str:
    """What changed between its neighbours: ``… ⟦old → new⟧ …``."""
    said = " ← ".join(flat(words) for words in (change.old, change.new) if words)
    return f"…{flat(change.before)}{CHANGED[0]}{said}{CHANGED[1]}{flat(change.after)}…"
