"""A supervision waits for agreement: due three working days after it was sent, once a meeting."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.reminders import agreement
from storage.reminders import Due
from storage.session import Store
from storage.tables import Record
from tests.bot.reminders.council import Council, a_council, at
from tests.reports.factories import a_draft, a_step

MAY_12, MAY_15 = date(2026, 5, 12), date(2026, 5, 15)
TWO_IN_DEPTH = ("in depth", "in depth", "not discussed")


@pytest.fixture
def council(embedded_store: Store) -> Council:
    return a_council(embedded_store)


def due(council: Council, on: date = MAY_15) -> list[Due]:
    with council.store.reading() as session:
        return agreement.due(session, on)


def test_one_a_meeting_however_many_parts_wait(council: Council) -> None:
    meeting = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    assert due(council) == [
        Due(
            kind="agreement",
            subject=meeting,
            due_on=MAY_15,
            person_id=council.practitioner.id,
            practitioner_id=council.practitioner.id,
            count=2,
            since=MAY_12,
            worth_until=date(2026, 6, 12),
        )
    ]


def test_the_children_looked_at_are_one_part(council: Council) -> None:
    meeting = council.discuss(council.practitioner, (), MAY_12)
    with council.store.writing() as session:
        draft = a_draft(session, council.supervisor.id, MAY_12)
        records = [
            Record(
                draft_id=draft.id,
                kind="looked at",
                visibility="child",
                supervision_id=meeting,
                child_id=child.id,
                writer_id=council.supervisor.id,
                other_id=council.practitioner.id,
                team_id=council.practitioner.team_id,
                held_on=MAY_12,
                guide="g",
                version=1,
            )
            for child in council.of(council.practitioner)
        ]
        session.add_all(records)
        session.flush()
        a_step(session, records[0], "submitted", at(MAY_12, 12))
    assert [found.count for found in due(council)] == [1]


@pytest.mark.parametrize(
    ("sent_at", "due_on"),
    [
        (at(date(2026, 5, 12), 12), date(2026, 5, 15)),
        (at(date(2026, 5, 21), 12), date(2026, 5, 27)),  # over a weekend and the bank holiday
        (at(date(2026, 5, 23), 12), date(2026, 5, 28)),  # sent on a Saturday
        (at(date(2026, 5, 12), 23, 59), date(2026, 5, 15)),  # still the 12th in London
        (at(date(2026, 5, 13), 0, 1), date(2026, 5, 18)),  # still the 12th in UTC
        (at(date(2026, 12, 24), 12), date(2026, 12, 31)),
    ],
)
def test_it_is_due_on_the_third_working_day_after_sending(
    council: Council, sent_at: datetime, due_on: date
) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, sent_at.date(), sent_at)
    assert due(council, date.fromordinal(due_on.toordinal() - 1)) == []
    assert [found.due_on for found in due(council, due_on)] == [due_on]


@pytest.mark.parametrize(("on", "still"), [(date(2026, 6, 12), True), (date(2026, 6, 13), False)])
def test_late_it_still_comes_for_four_weeks(council: Council, on: date, still: bool) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    assert bool(due(council, on)) is still


@pytest.mark.parametrize("kind", ["agreed", "returned"])
def test_it_is_cleared_when_every_part_is_agreed_or_returned(council: Council, kind: str) -> None:
    meeting = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    council.decide(meeting, "agreed", at(date(2026, 5, 13)), part=0)
    assert [found.count for found in due(council)] == [1]
    council.decide(meeting, kind, at(date(2026, 5, 14)), part=1)
    assert due(council) == []


def test_a_decision_counts_from_the_day_it_was_made(council: Council) -> None:
    meeting = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    council.decide(meeting, "agreed", at(date(2026, 5, 16)))
    assert due(council)
    assert due(council, date(2026, 5, 16)) == []


def test_a_part_sent_again_waits_three_working_days_anew_under_the_same_due_date(
    council: Council,
) -> None:
    meeting = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    council.decide(meeting, "agreed", at(date(2026, 5, 13)), part=0)
    council.decide(meeting, "returned", at(date(2026, 5, 13)), part=1)
    council.decide(meeting, "submitted", at(date(2026, 5, 18)), part=1)
    assert due(council, date(2026, 5, 20)) == []
    assert [(one.due_on, one.since) for one in due(council, date(2026, 5, 21))] == [
        (MAY_15, date(2026, 5, 18))
    ]


def test_nothing_waits_without_a_record(council: Council) -> None:
    council.discuss(council.practitioner, ["not discussed"] * 3, MAY_12)
    assert due(council) == []


def test_a_practitioner_who_has_left_is_not_reminded(council: Council) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    council.change(council.practitioner, left_on=MAY_15)
    assert due(council) == []


def test_only_the_meetings_asked_about_are_looked_at(council: Council) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    wanted = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    with council.store.reading() as session:
        found = agreement.due(session, MAY_15, {wanted})
        assert [one.subject for one in found] == [wanted]
        assert agreement.due(session, MAY_15, set()) == []


def test_the_words_name_nobody_and_open_the_reading(council: Council) -> None:
    meeting = council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    message = agreement.words(due(council)[:1], MAY_15)
    assert message.text == ("A supervision waits for you to agree it. It was sent on 12 May 2026.")
    ((button,),) = message.buttons
    assert (button.label, button.data) == ("Read", f"!read:{meeting}")


def test_it_says_how_many_wait_in_all_as_drafts_does(council: Council) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    for _ in range(2):
        council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_15)
    message = agreement.words(due(council), MAY_15)
    assert message.text.endswith("It was sent on 12 May 2026. In all 3 wait.")
    ((button,),) = message.buttons
    assert button.data == "!drafts"


def test_the_reason_is_for_the_servers_holder(council: Council) -> None:
    council.discuss(council.practitioner, TWO_IN_DEPTH, MAY_12)
    (one,) = due(council)
    assert agreement.why(one, "Priya Shah") == "Priya Shah: 2 parts wait since 12 May 2026."
    assert agreement.why(replace(one, count=1), "Priya Shah") == (
        "Priya Shah: 1 part waits since 12 May 2026."
    )
