"""Dates to act by: ahead to the practitioner, passed to both people, until a meeting took it up."""

from dataclasses import replace
from datetime import date

import pytest

from bot.reminders import act_by
from practice.terms import SignAnswer
from storage.reminders import Due
from storage.session import Store
from storage.tables import ContingencyAnswer
from tests.bot.reminders.council import Council, a_council, at

JUNE_5 = date(2026, 6, 5)  # a Friday
MET = date(2026, 5, 12)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    made = a_council(embedded_store)
    held = made.discuss(made.practitioner, ["in depth"], MET)
    made.plan(held, act_by=JUNE_5, who="")
    return made


def due(council: Council, on: date) -> list[Due]:
    with council.store.reading() as session:
        return act_by.due(session, on)


@pytest.mark.parametrize(
    ("on", "stage", "comes_on"),
    [
        (date(2026, 5, 28), None, None),
        (date(2026, 5, 29), 1, date(2026, 5, 29)),
        (JUNE_5, 1, date(2026, 5, 29)),
        (date(2026, 6, 7), None, None),
        (date(2026, 6, 8), 2, date(2026, 6, 8)),
        (date(2026, 9, 1), 2, date(2026, 6, 8)),
    ],
)
def test_it_comes_five_working_days_before_and_the_morning_after(
    council: Council, on: date, stage: int | None, comes_on: date | None
) -> None:
    assert {(one.stage, one.due_on) for one in due(council, on)} == (
        {(stage, comes_on)} if stage else set()
    )


def test_ahead_it_is_the_practitioners_and_passed_it_is_both_peoples(council: Council) -> None:
    me, supervisor = council.practitioner.id, council.supervisor.id
    assert [one.person_id for one in due(council, JUNE_5)] == [me]
    assert [one.person_id for one in due(council, date(2026, 6, 8))] == [me, supervisor]


def test_a_passed_date_stands_until_somebody_answers_it(council: Council) -> None:
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 6, 8))
    assert due(council, date(2026, 6, 9))
    with council.store.writing() as session:
        child = council.of(council.practitioner)[0]
        answer = ContingencyAnswer(
            child_id=child.id,
            supervision_id=held,
            due_on=JUNE_5,
            answer=SignAnswer.NOT_COME,
            answered_by=council.supervisor.id,
            answered_on=date(2026, 6, 8),
            answered_at=at(date(2026, 6, 9), 12),
        )
        session.add(answer)
    assert due(council, date(2026, 6, 8))
    assert due(council, date(2026, 6, 9)) == []


def test_a_later_plan_replaces_the_date(council: Council) -> None:
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 20))
    council.plan(held, act_by=date(2026, 7, 1), who="")
    assert due(council, JUNE_5) == []


def test_a_child_that_is_no_longer_theirs_is_not_told_of(council: Council) -> None:
    council.end(council.practitioner, 0, date(2026, 5, 20))
    assert due(council, JUNE_5) == []


def test_several_are_one_line_without_a_name(council: Council) -> None:
    (one,) = due(council, JUNE_5)
    message = act_by.words([one, one], date(2026, 6, 4))
    assert message.text == "2 dates to act by come near, the first on 5 June 2026."
    ((button,),) = message.buttons
    assert (button.label, button.data) == ("Dates to act by", "!due")


def test_a_date_that_is_today_or_passed_is_said_to_be_as_read_on_that_day(
    council: Council,
) -> None:
    (one,) = due(council, JUNE_5)
    passed, near = replace(one, since=date(2026, 6, 4)), replace(one, since=date(2026, 6, 12))
    assert act_by.words([near, one, passed], JUNE_5).text == (
        "A date to act by has passed: 4 June 2026. A date to act by is today, 5 June 2026. "
        "A date to act by comes near: 12 June 2026."
    )
    assert act_by.words([one, one, passed], date(2026, 6, 8)).text == (
        "3 dates to act by have passed, from 4 June 2026 to 5 June 2026."
    )


def test_the_reason_is_for_the_servers_holder(council: Council) -> None:
    (one,) = due(council, JUNE_5)
    assert act_by.why(one, "Priya Shah") == (
        "Priya Shah: 1 child with a date to act by, 5 June 2026."
    )
