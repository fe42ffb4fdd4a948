"""The team that a command names, in any case, and one that nobody knows."""

from collections.abc import Sequence

import pytest

from tests.bot.cli.commands import PEOPLE, TEAMS, Here

COMMANDS = (
    ("summary", "--period", "2026-10", "--scope"),
    ("quality", "--for"),
    ("people", "list", "--team"),
    ("due", "--for"),
)


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here


@pytest.mark.parametrize("words", COMMANDS)
def test_a_team_is_known_in_any_case(council: Here, words: Sequence[str]) -> None:
    assert council.run(*words, "nORTH").exit_code == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_one_that_nobody_knows_is_refused_with_what_is_near(
    council: Here, words: Sequence[str]
) -> None:
    result = council.run(*words, "Norht")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no team of that name. Nothing was ")
    assert result.stderr.endswith('Did you mean "North"?\n')


def test_a_month_that_has_not_begun_has_no_summary(council: Here) -> None:
    result = council.run("summary", "--scope", "North", "--period", "2099-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("That month has not begun.")
