"""Small trained models that ship with the package, and what runs them; how they were made is in ``training/``."""

from riwaya.weights.antecedents import antecedent_weights
from riwaya.weights.names import Tagged, Tagger, tagger
from riwaya.weights.reports import Part, Read, Reporter, hint, reporter

__all__ = ["Part", "Read", "Reporter", "Tagged", "Tagger", "antecedent_weights", "hint", "reporter", "tagger"]
