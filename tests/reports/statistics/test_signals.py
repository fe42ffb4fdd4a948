"""Which measures moved more than chance: quiet ones stay quiet, planted changes are found."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from reports.finding import Verdict
from reports.statistics.chance import Known, adjusted, chance_of_a_flag, latest_is_flagged
from reports.statistics.kinds import Kind
from reports.statistics.rules import Rule
from reports.statistics.signals import Series, look
from reports.statistics.xmr import analyse
from tests.each import each
from tests.reports.statistics.councils import EFFECTS, MOVED, Council

QUIET = Council(41).quiet()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=9, max_size=30))
def test_a_thousand_charts_at_once_flag_what_one_does(values: list[int | None]) -> None:
    chart = analyse(values, 0)
    if chart.upper is None or values[-1] is None:
        return
    rows = np.array([[np.nan if value is None else value for value in values]], dtype=float)
    assert bool(latest_is_flagged(rows)[0]) is (chart.flags[-1] != "")


def test_what_chance_flags_is_a_share_of_the_orders_the_months_could_have_come_in() -> None:
    assert chance_of_a_flag((5.0,) * 20) == 0
    assert 0.005 < chance_of_a_flag(tuple(float(n * 7 % 19) for n in range(24))) < 0.08


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=60))
def test_chances_are_taken_together_as_scipy_takes_them(chances: list[float]) -> None:
    assert adjusted(chances) == pytest.approx(false_discovery_control(chances))


@pytest.mark.parametrize("effect", ["notifications 40 to 80", "days 40 to 52, of 40"])
def test_a_change_is_found_with_its_month_and_sizes(effect: str) -> None:
    moved = EFFECTS[effect].draw(Council(4))
    found = look({**QUIET, "moved": moved})
    assert found.signals == ("moved",)
    change = found.series["moved"].change
    assert change is not None
    assert change.since == pytest.approx(24 - MOVED, abs=1)
    assert change.before == pytest.approx(40, rel=0.2)
    assert change.after == pytest.approx(float(effect.split(" to ")[1].split(",")[0]), rel=0.2)
    assert not change.gradual
    assert found.series["moved"].way == 1
    assert found.series["moved"].rule != ""


ENQUIRIES = (15, 20, 17, 21, 15, 20, 12, 16, 18, 26, 11, 20, 15, 21)
ENQUIRIES_SINCE = (22, 24, 16, 17, 24, 19, 15, 24, 19, 25)
LED = (6, 10, 9, 7, 5, 7, 5, 4, 8, 11, 6, 6, 6, 9)
LED_SINCE = (5, 4, 1, 6, 6, 1, 2, 4, 5, 4)


def of_enquiries(led: Sequence[int], of: Sequence[int]) -> Series:
    shares = tuple(n / m for n, m in zip(led, of, strict=True))
    return Series(shares, 0, Kind.SHARE, tuple(map(float, of)))


def test_a_change_of_many_small_months_is_found_though_none_of_them_is_flagged() -> None:
    """Some twenty a month, from 38 in 100 to 18: no month is unusual, ten together are."""
    fallen = of_enquiries((*LED, *LED_SINCE), (*ENQUIRIES, *ENQUIRIES_SINCE))
    assert set(analyse(fallen.values, 0).flags[14:]) == {Rule.NONE}
    found = look({**QUIET, "fallen": fallen})
    assert found.signals == ("fallen",)
    seen = found.series["fallen"]
    assert (seen.rule, seen.way) == (Rule.NONE, -1)
    assert seen.change is not None
    assert seen.change.since == 14


def test_what_counting_makes_is_not_taken_to_be_less_where_months_are_alike_by_luck() -> None:
    """Twenty a month of which 7 or 8 led on, then 6: more alike than counting lets them be."""
    lucky = of_enquiries([7, 8] * 7 + [6] * 10, [20] * 24)
    assert look({"lucky": lucky}).signals == ()


def test_what_rises_all_along_is_gradual() -> None:
    rising = Council(5).share(Council(5).rise(0.3, 0.7, 23), 80)
    change = Known(rising.values, rising.kind, rising.of).change()
    assert change.gradual
    assert change.size > 0
    assert (change.before, change.after) == pytest.approx((0.3, 0.7), abs=0.1)


def test_what_falls_is_found_as_what_rises() -> None:
    fallen = Council(3).average(Council(3).level(52, 40), 40)
    found = look({"fallen": fallen}).series["fallen"]
    assert (found.verdict, found.way) == (Verdict.SIGNAL, -1)


def test_the_more_is_looked_at_the_more_a_change_has_to_be() -> None:
    moved = EFFECTS["share 0.45 to 0.65, of 60"].draw(Council(7))
    alone, among = look({"moved": moved}), look({**QUIET, "moved": moved})
    assert alone.series["moved"].adjusted <= among.series["moved"].adjusted
    assert alone.series["moved"].chance == pytest.approx(among.series["moved"].chance, abs=0.005)


def test_it_says_how_many_flags_chance_alone_would_bring() -> None:
    found = look(QUIET)
    assert 0.4 < found.by_chance < 2
    charts = [analyse(each.values, 0) for each in QUIET.values()]
    assert found.flags == sum(chart.flags[-1] != "" for chart in charts)


def test_the_same_series_give_the_same_answer_whatever_their_order() -> None:
    backwards = dict(reversed(QUIET.items()))
    assert look(QUIET).series == look(backwards).series


@pytest.mark.parametrize(
    "values",
    [
        [5.0] * 12,
        [*[5.0] * 20, None],
        [None] * 20,
        [],
    ],
    ids=["too short", "the latest is not known", "nothing is known", "nothing"],
)
def test_too_little_is_said_to_be_too_little(values: list[float | None]) -> None:
    found = look({"few": Series(tuple(values), 1, Kind.COUNT)})
    assert found.series["few"].verdict is Verdict.TOO_LITTLE
    assert (found.flags, found.by_chance) == (0, 0)


@each(
    "values, kind, of",
    [
        ([0.0] * 24, Kind.COUNT, None),
        ([0.3] * 24, Kind.SHARE, (1000.0,) * 24),
        ([1.0] * 24, Kind.SHARE, (1.0,) * 24),
        ([0.1] * 24, Kind.AVERAGE, (3.0,) * 24),
        ([*[0.0] * 23, 1.0], Kind.COUNT, None),
        ([*[0.0] * 10, 1.0, *[0.0] * 12, 1.0], Kind.COUNT, None),
        ([*[0.0] * 23, 1.0], Kind.SHARE, (1.0,) * 24),
        ([*[1.0] * 23, 0.5], Kind.SHARE, (6.0,) * 24),
        ([*[0.0] * 16, *[2.0] * 8], Kind.COUNT, None),
    ],
)
def test_where_next_to_nothing_happens_there_is_no_signal(
    values: list[float | None], kind: Kind, of: tuple[float, ...] | None
) -> None:
    """On the chart, one among zeros is astronomical; it is what such a series does."""
    found = look({"rare": Series(tuple(values), 1, kind, of)})
    assert found.signals == ()
    moves = len(set(values)) > 1
    assert found.series["rare"].verdict is (Verdict.TOO_LITTLE if moves else Verdict.NOISE)


def test_a_gap_in_the_middle_is_no_change() -> None:
    values = tuple(None if n in {9, 10} else 50.0 + n % 3 for n in range(24))
    assert look({"gap": Series(values, 1, Kind.COUNT)}).signals == ()
