"""Vocabularies on disk: one piece and its log-probability a line."""

from training.settings import work


def read(name: str) -> list[tuple[str, float]]:
    """The rows of a vocabulary in the scratch folder, in order of their ids."""
    lines = work(name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [(piece, float(score)) for piece, _, score in (line.rpartition("\t") for line in lines)]


def write(name: str, rows: list[tuple[str, float]]) -> None:
    """Write a vocabulary into the scratch folder."""
    text = "".join(f"{piece}\t{score:.6g}\n" for piece, score in rows)
    work(name).write_text(text, encoding="utf-8")
