"""A quiet council stays quiet, and what power is left: simulated at full size (minutes).

The seeds were not used while this was built.
"""

import pytest

from reports.finding import Verdict
from reports.statistics.signals import look
from tests.reports.statistics.councils import EFFECTS, Council

SEED = 20_261_129
COUNCILS = 200
OF_EACH_EFFECT = 60
QUIETEST = 6
"""An effect stands among the measures of so many quiet councils in turn."""
MOST_FALSE = 0.1

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize(("months", "alike"), [(24, 0.3), (24, 0.0), (13, 0.3), (36, 0.3)], ids=str)
def test_of_ten_quiet_summaries_one_shows_a_false_signal_at_most(
    months: int, alike: float, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = [look(Council(SEED + n, months, alike).quiet()) for n in range(COUNCILS)]
    false = sum(len(each.signals) for each in looks) / COUNCILS
    flags = sum(each.flags for each in looks) / COUNCILS
    told = sum(each.by_chance for each in looks) / COUNCILS
    with capsys.disabled():
        print(  # noqa: T201 - a figure to read
            f"\n{months} months, alike {alike}: {false:.3f} false signals a summary; "
            f"{flags:.2f} flags on the latest month, {told:.2f} said to be chance's"
        )
    assert false <= MOST_FALSE


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_is_found_as_often_as_was_written_down(
    effect: str, capsys: pytest.CaptureFixture[str]
) -> None:
    least, moved, draw = EFFECTS[effect]
    quiet = [Council(SEED - 1 - n).quiet() for n in range(QUIETEST)]
    found = dated = 0
    for n in range(OF_EACH_EFFECT):
        series = {**quiet[n % QUIETEST], "moved": draw(Council(SEED + 1000 + n))}
        seen = look(series).series["moved"]
        if seen.verdict is Verdict.SIGNAL:
            found += 1
            dated += seen.change is not None and abs(seen.change.since - (24 - moved)) <= 1
    with capsys.disabled():
        print(  # noqa: T201 - a figure to read
            f"\n{effect}: found in {found} of {OF_EACH_EFFECT}, of those {dated} within a month "
            f"of month {24 - moved + 1}"
        )
    assert found / OF_EACH_EFFECT >= least
