import pytest

from tests.bot.cli.commands import PEOPLE, TEAMS, Here
from tests.bot.cli.conftest import here as here


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here
