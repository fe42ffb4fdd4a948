"""The notice on the working day before a supervision."""

from datetime import date

import pytest

from bot.reminders import brief
from storage.session import Store
from tests.bot.reminders.council import Council, a_council

HELD, NEXT = date(2026, 5, 21), date(2026, 6, 22)
FRIDAY = date(2026, 6, 19)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    council = a_council(embedded_store)
    council.discuss(council.practitioner, ["in depth"], HELD, next_on=NEXT)
    return council


def told(council: Council, on: date) -> list[str | None]:
    with council.store.reading() as session:
        return [one.person_id for one in brief.due(session, on)]


def test_both_are_told_on_the_working_day_before(council: Council) -> None:
    both = [council.practitioner.id, council.supervisor.id]
    assert told(council, date(2026, 6, 18)) == []
    assert told(council, FRIDAY) == both
    assert told(council, date(2026, 6, 21)) == both
    assert told(council, NEXT) == []


def test_a_supervision_held_before_its_date_takes_the_notice_back(council: Council) -> None:
    council.discuss(council.practitioner, ["in depth"], date(2026, 6, 10))
    assert told(council, FRIDAY) == []


def test_a_supervisor_who_has_left_is_not_told_and_nobody_in_their_place(
    council: Council,
) -> None:
    council.change(council.supervisor, left_on=date(2026, 6, 1))
    assert told(council, FRIDAY) == [council.practitioner.id]


def test_the_notice_names_nobody_and_its_button_opens_the_brief(council: Council) -> None:
    with council.store.reading() as session:
        own, theirs = brief.due(session, FRIDAY)
    assert "Priya" not in brief.words([theirs], FRIDAY).text
    assert brief.words([theirs], FRIDAY).buttons[0][0].data == f"!brief:{own.practitioner_id}"
    assert brief.words([own], FRIDAY).buttons[0][0].data == "!brief"
