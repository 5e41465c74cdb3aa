"""Small trained models that ship with the package, and what runs them; how they were made is in ``training/``."""

from riwaya.weights.names import Tagged, Tagger, tagger

__all__ = ["Tagged", "Tagger", "tagger"]
