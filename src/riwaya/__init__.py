"""Riwaya (رواية) reads Arabic news from many outlets and lays the accounts of one event side by side.

>>> import riwaya
>>> articles = riwaya.annotate(riwaya.read("pages/"))  # doctest: +SKIP
>>> for story in riwaya.compare(articles).stories:  # doctest: +SKIP
...     story.title, story.articles
"""

import sys
from types import ModuleType

from riwaya.model import Article, Comparison, Problem, Statement, Story, UtteranceGroup
from riwaya.pipeline import annotate, compare, read

__version__ = "0.1.0"

__all__ = ["Article", "Comparison", "Problem", "Statement", "Story", "UtteranceGroup", "annotate", "compare", "read"]


class _Package(ModuleType):
    """This package, in which ``annotate`` stays the function.

    The room ``riwaya/annotate/`` has the same name, and the import system would put it in the function's place as soon
    as anything in it is imported; ``from riwaya.annotate import …`` finds the room all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
