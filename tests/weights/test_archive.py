"""Archives of models."""

import pytest

from riwaya.weights.archive import Archive


def test_one_vocabulary_is_held_once() -> None:
    assert Archive("names-default").pieces() is Archive("reports-default").pieces()


def test_an_unknown_archive_names_those_there_are() -> None:
    with pytest.raises(FileNotFoundError, match="names-default"):
        Archive("nobody")
