"""Actions: told to whoever of the two people they name, ahead and once they are late."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from bot.reminders import action_due
from storage.reminders import Due
from storage.session import Store
from storage.tables import Action, Submission
from tests.bot.reminders.council import Council, a_council
from tests.reports.factories import an_answer

JUNE_5 = date(2026, 6, 5)
MET = date(2026, 5, 12)


def made(store: Store, who: str) -> Council:
    council = a_council(store)
    held = council.discuss(council.practitioner, ["in depth"], MET)
    council.plan(held, action=JUNE_5, who=who)
    return council


def due(council: Council, on: date) -> list[Due]:
    with council.store.reading() as session:
        return action_due.due(session, on)


@pytest.mark.parametrize("who", ["Priya", "priya 0", " PRIYA "])
def test_an_action_of_the_practitioners_is_told_to_them(embedded_store: Store, who: str) -> None:
    council = made(embedded_store, who)
    (one,) = due(council, JUNE_5)
    assert (one.person_id, one.stage, one.since) == (council.practitioner.id, 1, JUNE_5)
    (late,) = due(council, date(2026, 6, 8))
    assert (late.person_id, late.stage) == (council.practitioner.id, 2)


def test_an_action_of_the_supervisors_is_told_to_them(embedded_store: Store) -> None:
    council = made(embedded_store, "Sunil")
    (one,) = due(council, JUNE_5)
    assert (one.person_id, one.practitioner_id) == (council.supervisor.id, council.practitioner.id)


@pytest.mark.parametrize("who", ["the school", "Mum", ""])
def test_an_action_of_somebody_else_is_told_to_nobody(embedded_store: Store, who: str) -> None:
    assert due(made(embedded_store, who), JUNE_5) == []


@pytest.mark.parametrize(("answer", "told"), [("done", 0), ("not done", 1)])
def test_an_action_is_told_of_until_it_is_done(
    embedded_store: Store, answer: str, told: int
) -> None:
    council = made(embedded_store, "Priya")
    council.discuss(council.practitioner, ["in depth"], date(2026, 5, 20))
    with embedded_store.writing() as session:
        later = session.exec(select(Submission).order_by(Submission.id)).all()[-1]
        an_answer(session, later, session.exec(select(Action)).one(), answer)
    assert len(due(council, JUNE_5)) == told


def test_who_has_left_is_not_told(embedded_store: Store) -> None:
    council = made(embedded_store, "Sunil")
    council.change(council.supervisor, left_on=date(2026, 5, 30))
    assert due(council, JUNE_5) == []


def test_the_words_name_nobody(embedded_store: Store) -> None:
    council = made(embedded_store, "Priya")
    (one,) = due(council, JUNE_5)
    message = action_due.words([one], date(2026, 6, 4))
    assert message.text == "An action of yours is due by 5 June 2026."
    ((button,),) = message.buttons
    assert (button.label, button.data) == ("My actions", "!due")
    assert action_due.why(one, "Priya Shah") == "Priya Shah: 1 action due by 5 June 2026."


def test_the_words_say_of_which_days_they_tell_and_where_the_older_ones_are(
    embedded_store: Store,
) -> None:
    (one,) = due(made(embedded_store, "Priya"), JUNE_5)
    earlier = replace(one, since=date(2026, 5, 27), count=2)
    assert action_due.words([one], JUNE_5).text == "An action of yours is due today, 5 June 2026."
    late = date(2026, 6, 8)
    assert action_due.words([one], late).text == "An action of yours was due by 5 June 2026."
    assert action_due.words([one, earlier], late).text == (
        "3 actions of yours were due in the last two weeks, from 27 May 2026 to 5 June 2026. "
        "/due shows older ones too."
    )
