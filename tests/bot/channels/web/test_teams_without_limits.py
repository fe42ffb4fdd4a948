"""Where no figure of the teams beside one another has limits, no team lies within them."""

from bot.channels.web.between_teams import nobody_outside
from reports.between_teams import Spread
from reports.statistics.funnel import Funnel

LIMITS = Funnel(0.5, 1.0, ())


def spread(funnel: Funnel | None) -> Spread:
    return Spread("k", "g", "Label", "counts", "caution", "told", (), funnel, ())


def test_without_limits_that_is_said() -> None:
    said = nobody_outside([spread(None)])
    assert said == "No figure here has limits: it takes five teams with 20 or more to count."


def test_with_limits_nobody_lies_outside() -> None:
    assert nobody_outside([spread(LIMITS), spread(None)]) == "No team lies outside the limits."
