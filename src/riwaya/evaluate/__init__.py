"""How right is an annotation? Gold read from stand-off JSON or BRAT, and the figures of anybody's answers against it.

What counts as a match is in ``matching``, what is counted in ``score``, whether a confidence is honest in
``reliability``. ``evals``, which holds this project to its floors, uses the same.
"""

from riwaya.evaluate.gold import Document, GoldError, read_gold, read_groups
from riwaya.evaluate.rows import read_rows
from riwaya.evaluate.score import Tally, score, score_groups

__all__ = ["Document", "GoldError", "Tally", "read_gold", "read_groups", "read_rows", "score", "score_groups"]
