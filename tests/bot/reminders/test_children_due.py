"""Children are due to be discussed by the month's last working day; late ones for a week."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.reminders import children_due
from storage.reminders import Due
from storage.session import Store
from tests.bot.reminders.council import Council, a_council, at
from tests.factories import a_person, an_involvement

MAY_28, MAY_29 = date(2026, 5, 28), date(2026, 5, 29)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    return a_council(embedded_store)


def due(council: Council, on: date = MAY_29) -> list[Due]:
    with council.store.reading() as session:
        return children_due.due(session, on)


def test_one_for_all_children_of_a_practitioner_to_their_supervisor(council: Council) -> None:
    assert due(council) == [
        Due(
            kind="children_due",
            subject=council.practitioner.id,
            due_on=date(2026, 5, 21),
            stage=1,
            person_id=council.supervisor.id,
            practitioner_id=council.practitioner.id,
            count=3,
            since=date(2026, 5, 1),
            worth_until=date(2026, 6, 5),
        )
    ]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 5, 20), None),
        (date(2026, 5, 21), (1, date(2026, 5, 21))),  # the 25th is a bank holiday
        (MAY_29, (1, date(2026, 5, 21))),  # the month ends on a Sunday
        (date(2026, 5, 30), None),
        (date(2026, 6, 1), (2, date(2026, 6, 1))),
        (date(2026, 6, 5), (2, date(2026, 6, 1))),
        (date(2026, 6, 6), None),
        (date(2026, 8, 21), (1, date(2026, 8, 21))),  # Monday the 31st is the bank holiday
        (date(2026, 12, 31), (1, date(2026, 12, 22))),
        (date(2027, 1, 4), (2, date(2027, 1, 4))),
    ],
)
def test_it_comes_five_working_days_before_the_months_last_and_again_once_that_has_passed(
    council: Council, on: date, told: tuple[int, date] | None
) -> None:
    assert [(one.stage, one.due_on) for one in due(council, on)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("became", "left"),
    [
        (("in depth", "no change", "something changed"), 0),
        (("in depth", "not discussed", "no change"), 1),
        (("not discussed", "not discussed", "not discussed"), 3),
    ],
)
def test_depth_no_change_and_something_changed_clear_and_not_discussed_does_not(
    council: Council, became: tuple[str, ...], left: int
) -> None:
    council.discuss(council.practitioner, became, date(2026, 5, 12))
    assert [found.count for found in due(council)] == ([left] if left else [])


@pytest.mark.parametrize(
    ("held_on", "cleared"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (MAY_29, True)],
)
def test_only_a_meeting_held_since_the_first_of_the_month_clears(
    council: Council, held_on: date, cleared: bool
) -> None:
    council.discuss(council.practitioner, ["no change"] * 3, held_on)
    assert (due(council) == []) is cleared


def test_a_late_reminder_is_cleared_by_a_meeting_of_the_next_month(council: Council) -> None:
    council.discuss(council.practitioner, ["no change"] * 3, date(2026, 6, 1))
    assert due(council, MAY_29)
    assert due(council, date(2026, 6, 1)) == []


def test_a_meeting_not_yet_sent_by_the_end_of_the_day_clears_nothing(council: Council) -> None:
    council.discuss(
        council.practitioner, ["no change"] * 3, MAY_29, sent_at=at(date(2026, 5, 30), 0, 1)
    )
    assert due(council)
    assert due(council, date(2026, 5, 30)) == []


def test_a_child_discussed_with_another_worker_is_cleared_as_the_summary_counts_it(
    embedded_store: Store,
) -> None:
    council = a_council(embedded_store, practitioners=2, children=1)
    first, second = council.practitioners
    with embedded_store.writing() as session:
        an_involvement(session, council.of(first)[0], second)
    council.discuss(first, ["no change"], date(2026, 5, 12))
    assert [(found.subject, found.count) for found in due(council)] == [(second.id, 1)]


@pytest.mark.parametrize(
    ("started_on", "ended_on", "counts"),
    [
        (date(2026, 5, 1), None, True),
        (date(2026, 5, 2), None, False),
        (date(2026, 4, 1), MAY_29, False),
        (date(2026, 4, 1), date(2026, 5, 30), True),
    ],
)
def test_a_child_counts_who_was_open_on_the_first_and_is_open_still(
    embedded_store: Store, started_on: date, ended_on: date | None, counts: bool
) -> None:
    council = a_council(embedded_store, children=1)
    with embedded_store.writing() as session:
        other = a_person(session, supervisor=council.supervisor)
        an_involvement(session, council.of(council.practitioner)[0], other, started_on, ended_on)
    assert (other.id in {found.subject for found in due(council)}) is counts


def test_a_childs_time_with_a_worker_goes_on_across_a_change_of_team(council: Council) -> None:
    council.end(council.practitioner, 0, date(2026, 5, 15))
    with council.store.writing() as session:
        child = council.of(council.practitioner)[0]
        an_involvement(session, child, council.practitioner, date(2026, 5, 15))
    assert [found.count for found in due(council)] == [3]


def test_a_practitioner_who_has_left_is_not_reminded_of(council: Council) -> None:
    council.change(council.practitioner, left_on=MAY_29)
    assert due(council) == []


@pytest.mark.parametrize("change", [{"supervisor_id": None}, {}])
def test_without_a_supervisor_here_there_is_nobody_to_tell(
    council: Council, change: dict[str, None]
) -> None:
    if change:
        council.change(council.practitioner, **change)
    else:
        council.change(council.supervisor, left_on=MAY_29)
    assert [found.person_id for found in due(council)] == [None]


def test_only_the_practitioners_asked_about_are_looked_at(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=2)
    wanted = council.practitioners[1].id
    with embedded_store.reading() as session:
        found = children_due.due(session, MAY_29, {wanted})
        assert [one.subject for one in found] == [wanted]
        assert children_due.due(session, MAY_29, set()) == []


def test_the_words_name_nobody_and_open_that_persons_meeting(council: Council) -> None:
    (one,) = due(council)
    message = children_due.words([one], MAY_28)
    assert message.text == (
        "3 children are due to be discussed by 29 May 2026, on one list of your people. "
        "Open shows whose it is."
    )
    ((button,),) = message.buttons
    assert (button.label, button.data) == ("Open", f"!supervise:{council.practitioner.id}")


@pytest.mark.parametrize(
    ("count", "late", "start"),
    [
        (1, 0, "A child is due to be discussed by today, 29 May 2026, on one list of your people."),
        (1, -1, "A child is due to be discussed by 29 May 2026, on one list of your people."),
        (1, 3, "A child was due to be discussed by 29 May 2026, on one list of your people."),
        (2, 3, "2 children were due to be discussed by 29 May 2026, on one list of your people."),
    ],
)
def test_the_words_follow_the_number_and_the_day(
    council: Council, count: int, late: int, start: str
) -> None:
    one = replace(due(council)[0], count=count)
    assert children_due.words([one], MAY_29 + timedelta(days=late)).text.startswith(start)


def test_several_peoples_lists_are_one_line_that_opens_the_choice(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=2)
    message = children_due.words(due(council), MAY_28)
    assert message.text.startswith("6 children are due to be discussed by 29 May 2026, on 2 lists")
    ((button,),) = message.buttons
    assert button.data == "!supervise:since:2026-05-01"


def test_the_reason_is_for_the_servers_holder(council: Council) -> None:
    (one,) = due(council)
    assert children_due.why(one, "Priya Shah") == (
        "Priya Shah: 3 children not discussed since 1 May 2026."
    )
    assert children_due.why(replace(one, count=1), "Priya Shah") == (
        "Priya Shah: 1 child not discussed since 1 May 2026."
    )
