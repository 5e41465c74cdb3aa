"""The gold as it lies on disk: documents, groups, the input that the program gets for each, and one hash of it all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from riwaya.evaluate.gold import Document, read_document, read_groups

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "src" / "riwaya" / "demo"
OWN = ROOT / "evals" / "gold"
SHARED = ROOT.parent / "shared"


class GoldSet(NamedTuple):
    """A folder of gold and where the program's input for it comes from."""

    name: str
    folder: Path
    source: Path

    @property
    def present(self) -> bool:
        """True when both the gold and its input are on this machine."""
        return self.folder.is_dir() and self.source.exists()

    def documents(self) -> list[Document]:
        """The gold documents by file name."""
        return [read_document(path) for path in self.files()]

    def files(self) -> list[Path]:
        """The annotation files, without ``groups.json``."""
        return sorted(path for path in self.folder.glob("*.json") if path.name != "groups.json")

    def groups(self) -> dict[str, list[str]]:
        """Label → ids of the statements that render one utterance; empty where the set has none."""
        return read_groups(self.folder)

    def digest(self) -> str:
        """SHA-256 over the annotations, the groups and the texts they point into."""
        total = hashlib.sha256()
        for path in [*self.files(), self.folder / "groups.json"]:
            if path.exists():
                total.update(path.name.encode() + b"\0" + path.read_bytes())
        for document in self.documents():
            total.update(document.id.encode() + b"\0" + document.text.encode())
        return total.hexdigest()

    def inputs(self, scratch: Path) -> list[Path]:
        """Paths for ``riwaya.read``; gold that has only texts becomes a JSON Lines file in ``scratch``."""
        if self.source.is_dir() and self.source != self.folder:
            return sorted(path for path in self.source.iterdir() if path.suffix in (".txt", ".html", ".jsonl"))
        path = scratch / f"{self.name}.jsonl"
        rows = (json.dumps(_record(document), ensure_ascii=False) for document in self.documents())
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return [path]


#: Ours always; those of the shared folder where it is on the machine.
SETS: tuple[GoldSet, ...] = (
    GoldSet("demo", OWN / "demo", DEMO),
    GoldSet("seeds", SHARED / "gold" / "seeds", SHARED / "seeds"),
    GoldSet("ant", SHARED / "gold" / "ant", SHARED / "gold" / "ant"),
)


def _record(document: Document) -> dict[str, Any]:
    """The input record behind a one-article document: title, blank line, body; metadata as the gold has it."""
    title, _, body = document.text.partition("\n\n")
    article = document.articles[0]
    known = {key: article[key] for key in ("outlet", "published", "url") if article.get(key)}
    return {"id": document.id, **known, "title": title, "language": "ar", "text": body}
