"""`understory quality`: what is known against the data, in counts, and that it was read."""

from datetime import UTC, datetime

import pytest

from bot.cli import quality
from bot.clock import MovableClock
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence

CONTACTS = """contact_ref,received_on,outcome
CO-1,2026-03-04,referral
CO-2,2026-04-05,
CO-3,2026-04-06,
"""


@pytest.fixture
def council(here: Here, monkeypatch: pytest.MonkeyPatch) -> Here:
    may = datetime(2026, 5, 7, 9, tzinfo=UTC)
    monkeypatch.setattr(quality, "clock_of", lambda _: MovableClock(may))
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    here.bring_in("contacts", CONTACTS)
    return here


def test_it_says_what_is_missing_why_it_matters_and_what_rests_on_it(council: Here) -> None:
    said = council.run("quality", "--for", "North").stdout
    assert "missing: 2: outcome is empty in all rows of April 2026." in said
    assert "Figures that carry it: Contacts with no further action" in said
    assert "section47: Nobody imported it here." in said
    assert "CO-2" not in said


def test_a_team_that_is_not_there_is_one_sentence(council: Here) -> None:
    refused = council.run("quality", "--for", "Nowhere")
    assert refused.exit_code == 2
    assert is_one_sentence(refused.stderr)
