"""A server on this machine and a clock that jumps, for every test that takes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.server import FakeClock, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
