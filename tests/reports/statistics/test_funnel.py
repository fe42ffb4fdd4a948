"""How teams spread: quiet teams, teams that differ anyway, and one apart."""

import random

import pytest

from reports.statistics.contribution import Ratio
from reports.statistics.funnel import Place, funnel

QUIET = {f"team {n}": Ratio(share, 100) for n, share in enumerate((38, 41, 40, 44, 37, 42, 39, 40))}


def test_the_limits_are_those_of_the_arcsine_scale() -> None:
    """By hand for 40 of 100: sin(asin(sqrt(0.4)) -+ 3.0902 / 20) squared, and 1.96 within."""
    found = funnel({f"team {n}": Ratio(40, 100) for n in range(5)})
    assert found is not None
    assert (found.share, found.spread) == (0.4, 1)
    assert found.teams[0].outer == pytest.approx((0.2557, 0.5537), abs=0.0001)
    assert found.teams[0].inner == pytest.approx((0.3065, 0.4973), abs=0.0001)


def test_quiet_teams_ask_nothing() -> None:
    found = funnel(QUIET)
    assert found is not None
    assert found.questions == ()


def test_a_team_apart_is_a_question() -> None:
    found = funnel({**QUIET, "apart": Ratio(12, 100), "far": Ratio(75, 100)})
    assert found is not None
    assert [(team.name, team.place) for team in found.questions] == [
        ("apart", Place.BELOW),
        ("far", Place.ABOVE),
    ]


def test_teams_stand_by_name_and_not_by_figure() -> None:
    found = funnel({"b": Ratio(50, 100), "c": Ratio(10, 100), **QUIET, "a": Ratio(30, 100)})
    assert found is not None
    names = [team.name for team in found.teams]
    assert names == sorted(names)


def test_where_all_teams_differ_none_is_apart() -> None:
    """Eight teams of different work; each would lie outside limits that know chance alone."""
    shares = (20, 25, 30, 38, 45, 50, 58, 66)
    found = funnel({f"team {n}": Ratio(share * 3, 300) for n, share in enumerate(shares)})
    assert found is not None
    assert found.spread > 10
    assert found.questions == ()


def test_one_team_apart_does_not_widen_the_limits_over_itself() -> None:
    alone = funnel(QUIET)
    found = funnel({**QUIET, "apart": Ratio(0, 100)})
    assert alone is not None
    assert found is not None
    assert found.spread < alone.spread + 2
    assert [team.name for team in found.questions] == ["apart"]


def test_of_a_team_with_few_nothing_is_said() -> None:
    found = funnel({**QUIET, "small": Ratio(0, 19)})
    assert found is not None
    assert {team.name: team.place for team in found.teams}["small"] is Place.FEW
    assert found.questions == ()


def test_a_team_that_counts_nothing_is_not_there() -> None:
    found = funnel({**QUIET, "empty": Ratio(0, 0)})
    assert found is not None
    assert "empty" not in {team.name for team in found.teams}


@pytest.mark.parametrize("teams", [0, 1, 4])
def test_what_is_usual_of_four_teams_is_not_known(teams: int) -> None:
    assert funnel(dict(list(QUIET.items())[:teams])) is None


def test_nine_teams_of_one_kind_ask_next_to_nothing() -> None:
    """Over 400 councils where chance alone tells teams apart; how many are asked is printed."""
    chance = random.Random(2)  # noqa: S311 - no secret
    asked = 0
    for _ in range(400):
        sizes = [chance.randint(20, 120) for _ in range(9)]
        teams = {
            f"{n}": Ratio(sum(chance.random() < 0.3 for _ in range(size)), size)
            for n, size in enumerate(sizes)
        }
        found = funnel(teams)
        assert found is not None
        asked += len(found.questions)
    print(f"{asked} of 3600 quiet teams lie outside the limits.")  # noqa: T201 - a figure to read
    assert asked <= 20
