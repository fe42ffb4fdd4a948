"""A question of a summary reminds its owner: once it is theirs, and once its day has passed."""

from datetime import date

import pytest

from bot.reminders import enquiry
from practice.calendar import Month
from storage import enquiries
from storage.enquiries import ToAsk
from storage.session import Store
from tests.bot.reminders.council import Council, a_council, at

MAY = Month(2026, 5)
ASKED, DAY = date(2026, 6, 1), date(2026, 6, 8)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    council = a_council(embedded_store)
    owner = council.supervisor
    with council.store.writing() as session:
        words = ("Something was found.", "What is it?", 1, 2)
        wanted = ToAsk(owner.team_id, MAY, "records.why", *words, owner.id, DAY)
        enquiries.ask(session, wanted, council.practitioner.id, at(ASKED))
    return council


def told(council: Council, on: date) -> list[tuple[str | None, int]]:
    with council.store.reading() as session:
        return [(one.person_id, one.stage) for one in enquiry.due(session, on)]


def test_its_owner_is_told_and_told_again_once_its_day_has_passed(council: Council) -> None:
    owner = council.supervisor.id
    assert told(council, date(2026, 5, 31)) == []
    assert told(council, ASKED) == told(council, DAY) == [(owner, 1)]
    assert told(council, date(2026, 6, 9)) == told(council, date(2026, 6, 23)) == [(owner, 2)]
    assert told(council, date(2026, 6, 24)) == []


def test_an_answer_takes_it_back_and_the_last_holds(council: Council) -> None:
    owner = council.supervisor.id
    with council.store.writing() as session:
        (one,) = enquiries.waiting_for(session, owner)
        for words in ("It was this.", "No, it was that."):
            enquiries.answer(session, one.id, words, (), owner, at(DAY))
    assert told(council, date(2026, 6, 9)) == []
    with council.store.reading() as session:
        found = enquiries.one(session, one.id)
        sealed = session.connection().exec_driver_sql("SELECT words FROM enquiry_answer").all()
    assert found is not None
    assert found.answer is not None
    assert found.answer.words == "No, it was that."
    assert not any("this" in row[0] for row in sealed)


def test_the_last_answer_holds_though_the_clock_was_set_back(council: Council) -> None:
    owner = council.supervisor.id
    with council.store.writing() as session:
        (one,) = enquiries.waiting_for(session, owner)
        enquiries.answer(session, one.id, "It was this.", (), owner, at(DAY, 12))
        enquiries.answer(session, one.id, "No, it was that.", (), owner, at(DAY, 10))
    with council.store.writing() as session:
        assert enquiries.waiting_for(session, owner) == []
        found = enquiries.one(session, one.id)
        as_of = enquiries.of_teams(session, [one.asked.team_id], MAY, MAY, at(DAY, 18))
        assert enquiries.ask(session, one.asked, owner, at(ASKED, 9)) != one.id
    assert [taken and taken.answer and taken.answer.words for taken in (found, *as_of)] == [
        "No, it was that.",
        "No, it was that.",
    ]


def test_a_question_that_stands_is_taken_up_once_though_the_clock_was_set_back(
    council: Council,
) -> None:
    owner = council.supervisor.id
    with council.store.writing() as session:
        (one,) = enquiries.waiting_for(session, owner)
        assert enquiries.ask(session, one.asked, owner, at(ASKED, 1)) == one.id


def test_an_owner_who_has_left_is_not_told(council: Council) -> None:
    council.change(council.supervisor, left_on=date(2026, 6, 5))
    assert told(council, date(2026, 6, 9)) == []
