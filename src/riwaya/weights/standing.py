"""What each piece of evidence says for or against something being a statement."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

FILE = "standing.json"
#: The name of the constant among the weights.
BIAS = "always"

Weights = Mapping[str, float]


class Standing(NamedTuple):
    """Two tables by the name of the evidence: how much it adds to the logarithm of the odds.

    ``told`` is for the words being somebody's, ``right`` for words and speaker both.
    """

    told: Weights
    right: Weights


@cache
def standing_weights(reader: str = "default") -> Standing:
    """The tables that go with the reader ``default`` or ``accurate``; raises ``KeyError`` for any other."""
    card = json.loads((resources.files(__package__) / FILE).read_text(encoding="utf-8"))
    tables = card["weights"][reader]
    return Standing(*(MappingProxyType(tables[name]) for name in Standing._fields))
