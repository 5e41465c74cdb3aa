"""Room 3, many ``Article`` → ``Comparison``: copies, stories, utterances and timeline, each link with its evidence."""

from riwaya.link.comparison import compare, tell
from riwaya.link.vectors import Encoder

__all__ = ["Encoder", "compare", "tell"]
