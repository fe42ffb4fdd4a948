"""A new outcome of a plan: one that is a task is asked about once, and says then what changes."""

import pytest

from prompts.card import Typed
from prompts.interview.plan_entries import AFTER_ACTIONS, plan_entries
from tests.prompts.interviews import Talk


def outcome_told(*said: str) -> Talk:
    """Return an interview with one outcome, told as far as the words or buttons say."""
    talk = Talk("case-supervision")
    while "Is there something new" not in talk.card.text:
        talk.say(Typed("skip"))
    for words in said:
        talk.say(Typed(words))
    return talk


IN_THE_DAY = "If it works, what is different in the child's day?"


def test_an_outcome_that_is_a_task_is_asked_about_once_and_kept_as_an_action() -> None:
    talk = outcome_told("Attend the youth club")
    assert IN_THE_DAY in talk.card.text
    for words in ("Keep it as an action", "Priya", "4 weeks"):
        talk.say(Typed(words))
    assert "Should anything else change" in talk.card.text
    found = plan_entries(talk.state)
    assert found.outcomes == ()
    ((number, action),) = found.actions
    assert (number, action["what"]) == (AFTER_ACTIONS, "Attend the youth club")
    assert (action["who"], action["by_when"]) == ("Priya", "2026-12-22")


@pytest.mark.parametrize(
    ("said", "what", "mark"),
    [
        (["It says what changes"], "Mum to attend the course", "yes"),
        (["She is fetched from school by mum"], "She is fetched from school by mum", "yes"),
        (["mum engages with services"], "mum engages with services", "no"),
        (["skip"], "Mum to attend the course", "no"),
    ],
)
def test_what_the_writer_says_of_a_task_is_the_outcomes_mark(
    said: list[str], what: str, mark: str
) -> None:
    talk = outcome_told("Mum to attend the course", *said)
    assert "What will we see or hear" in talk.card.text
    ((_, entry),) = plan_entries(talk.state).outcomes
    assert (entry["what"], entry["says_change"]) == (what, mark)


def test_an_outcome_that_says_a_change_is_not_asked_about() -> None:
    talk = outcome_told("She sleeps in her own bed", "She says so", "6 weeks")
    assert "0 = harm is happening, 10 = safe and well enough to close." in talk.card.text
    ((_, entry),) = plan_entries(talk.state).outcomes
    assert entry["says_change"] == "not asked"


def test_the_mark_of_one_outcome_is_not_another_ones() -> None:
    talk = outcome_told("Be safe", "Keep it as an action", "skip", "skip", "Add another")
    talk.say(Typed("She sleeps in her own bed"))
    assert "What will we see or hear" in talk.card.text
