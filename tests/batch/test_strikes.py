"""Which record is quarantined after which deaths."""

from __future__ import annotations

import pytest

from riwaya.batch.strikes import MOST_RUNS, Strikes, acquitted, guilty, run_lost, struck


@pytest.mark.parametrize(
    ("deaths", "verdict"),
    [
        ([(7, False)], "again"),
        ([(7, False), (7, False)], "quarantine"),
        ([(7, True)], "again"),
        ([(7, True), (7, True)], "trial"),
        ([(7, True), (7, False)], "trial"),
        ([(7, False), (8, False)], "again"),
        ([(7, False), (8, False), (7, False)], "again"),
    ],
)
def test_deaths_in_a_row_decide(deaths: list[tuple[int, bool]], verdict: str) -> None:
    strikes = Strikes()
    for record, doubtful in deaths:
        strikes, found = struck(strikes, record, cause="signal 11", doubtful=doubtful)
    assert found == verdict
    assert (7 in strikes.quarantined) == (verdict == "quarantine")


def test_a_record_that_survives_its_trial_begins_anew() -> None:
    strikes = Strikes(record=7, deaths=2, doubtful=True, quarantined={3: "before"})
    assert acquitted(strikes) == Strikes(quarantined={3: "before"})
    assert set(guilty(strikes, "signal 9").quarantined) == {3, 7}


def test_a_record_that_takes_every_run_along_is_quarantined_in_the_end() -> None:
    strikes = Strikes()
    for _ in range(MOST_RUNS):
        assert not strikes.quarantined
        strikes = run_lost(strikes, 7)
    assert set(strikes.quarantined) == {7}
