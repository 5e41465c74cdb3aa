"""What each clue says for or against somebody being meant by a verb without a subject."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

FILE = "antecedents.json"


@cache
def antecedent_weights() -> Mapping[str, float]:
    """The name of each clue with its weight: how much it adds to the logarithm of the odds."""
    card = json.loads((resources.files(__package__) / FILE).read_text(encoding="utf-8"))
    return MappingProxyType(card["weights"])
