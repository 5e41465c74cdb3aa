"""Turns a gold draft, whose spans are written as the words they cover, into stand-off gold with offsets.

A draft has the shape of the gold itself; wherever the gold has ``[start, stop]`` the draft may have the words. Words
are looked for in reading order: content after the content before it, the other parts of a statement nearest to its
content, times and furniture each after the one before. ``names`` (surface → ``[type, id]``) marks every mention
outside furniture, longest surface first. Run ``python -m evals.anchor DRAFT.json OUT.json``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

#: Furniture in which names count (the guidelines keep them as metadata).
SPEAKING = frozenset({"dateline", "credit", "date-line", "byline", "caption"})
_PROCLITICS = "(?<![\u0621-\u064a])[وف]?[بكل]?"


class NotInTextError(ValueError):
    """Words of a draft that the text does not hold where they were expected."""


def find(text: str, words: str, *, after: int = 0, before: int | None = None) -> list[int]:
    """Offsets and words of the first occurrence of ``words`` in ``text[after:before]``; raises NotInTextError."""
    at = text.find(words, after, len(text) if before is None else before)
    if at < 0:
        raise NotInTextError(f"not after {after}: {words}")
    return [at, at + len(words)]


def nearest(text: str, words: str, anchor: int, bounds: tuple[int, int]) -> list[int]:
    """The occurrence of ``words`` nearest to ``anchor`` inside ``bounds``; raises NotInTextError."""
    starts = [match.start() for match in re.finditer(re.escape(words), text[: bounds[1]]) if match.start() >= bounds[0]]
    if not starts:
        raise NotInTextError(f"not near {anchor}: {words}")
    best = min(starts, key=lambda start: (abs(start - anchor), start))
    return [best, best + len(words)]


def anchor(draft: dict[str, Any], text: str) -> dict[str, Any]:
    """The gold document that ``draft`` describes over ``text``; raises NotInTextError."""
    record = {"record": True} if draft.get("record") else {}
    gold: dict[str, Any] = {"id": draft["id"], "text": draft["text"], **record, "articles": []}
    number, position = 0, 0
    for article in draft["articles"]:
        done = _article(article, text, draft["id"], number, position)
        number += len(done["statements"])
        position = done["span"][1]
        gold["articles"].append(done)
    gold["outside"] = _furniture(draft.get("outside", []), text, 0)
    return gold


def _article(draft: dict[str, Any], text: str, document: str, number: int, position: int) -> dict[str, Any]:
    start = find(text, draft["from"], after=position)[0] if "from" in draft else position
    stop = find(text, draft["to"], after=start)[1] if "to" in draft else len(text.rstrip())
    furniture = _furniture(draft.get("furniture", []), text, start)
    article = {key: draft.get(key) for key in ("outlet", "title", "published", "dateline", "credits")}
    return {
        "span": [start, stop],
        **article,
        "furniture": furniture,
        "entities": _mentions(draft["names"], text, (start, stop), furniture),
        "times": _times(draft.get("times", []), text, start),
        "statements": _statements(draft["statements"], text, document, number, (start, stop)),
    }


def _furniture(rows: list[list[str]], text: str, position: int) -> list[list[Any]]:
    out: list[list[Any]] = []
    for words, kind in rows:
        span = find(text, words, after=out[-1][1] if out else position)
        out.append([*span, kind])
    return out


def _times(rows: list[list[Any]], text: str, position: int) -> list[list[Any]]:
    out: list[list[Any]] = []
    for words, kind, value in rows:
        span = find(text, words, after=out[-1][1] if out else position)
        out.append([*span, kind, value])
    return out


def _mentions(
    names: dict[str, list[str]], text: str, bounds: tuple[int, int], furniture: list[list[Any]]
) -> list[list[Any]]:
    silent = [row for row in furniture if row[2] not in SPEAKING]
    taken: list[list[Any]] = []
    for surface in sorted(names, key=lambda name: (-len(name), name)):
        for start, stop in _occurrences(surface, text, bounds):
            if not any(row[0] < stop and start < row[1] for row in [*taken, *silent]):
                taken.append([start, stop, *names[surface]])
    return sorted(taken)


def _occurrences(surface: str, text: str, bounds: tuple[int, int]) -> Iterator[tuple[int, int]]:
    shapes = [re.escape(surface)]
    if surface.startswith("ال"):  # ل before ال is written لل: the mention starts at the second lam
        shapes.append("(?<=ل)" + re.escape(surface[1:]))
    for shape in shapes:
        for match in re.finditer(f"{_PROCLITICS}({shape})(?![\u0621-\u064a])", text[: bounds[1]]):
            if match.start(1) >= bounds[0]:
                yield match.span(1)


def _statements(
    rows: list[dict[str, Any]], text: str, document: str, number: int, bounds: tuple[int, int]
) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    position = bounds[0]
    for index, row in enumerate(rows, start=number + 1):
        content: list[list[int]] = []
        for words in row["content"]:
            content.append(find(text, words, after=content[-1][1] if content else position, before=bounds[1]))
        position = content[-1][1]
        out.append(_statement(row, text, f"{document}#{index}", content, bounds, document))
    return out


def _statement(
    row: dict[str, Any], text: str, name: str, content: list[list[int]], bounds: tuple[int, int], document: str
) -> dict[str, Any]:
    def near(words: str | None) -> list[int] | None:
        return nearest(text, words, content[0][0], bounds) if words else None

    return {
        "id": name,
        "cue": near(row["cue"]),
        "speaker": {"span": near(row["speaker"]), "entity": row["entity"], "who": row["who"]},
        "content": content,
        "mode": row["mode"],
        "act": row["act"],
        "via": [{"span": near(words), "who": who, "role": role} for words, who, role in row.get("via", [])],
        "occasion": near(row.get("occasion")),
        "denies": f"{document}#{row['denies']}" if row.get("denies") else None,
    }


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.anchor", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("draft", type=Path, metavar="DRAFT.json", help="gold written with words in place of offsets")
    parser.add_argument("out", type=Path, metavar="OUT.json", help="where the gold goes; its text is found from there")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the draft named first and writes the gold named second."""
    options = _arguments(arguments)
    source, target = options.draft, options.out
    draft = json.loads(source.read_text(encoding="utf-8"))
    text = (target.parent / draft["text"]).read_text(encoding="utf-8")
    target.write_text(json.dumps(anchor(draft, text), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {sum(len(article['statements']) for article in draft['articles'])} statements")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
