"""Somebody is said to be away, and back, by whoever holds the key on the server."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from practice.calendar import london_day
from storage import absences
from storage.cipher import Cipher
from storage.session import Store, embedded_url
from storage.tables import AuditEvent, OutboxMessage, Person
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence
from tests.conversations.council import enrol
from tests.factories import KEY

TODAY = london_day(datetime.now(UTC))


def day(number: int) -> str:
    return (TODAY + timedelta(number)).isoformat()


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here


def until(council: Here, number: int = 0) -> date | None:
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.reading() as session:
        person = session.exec(select(Person).where(Person.ref == "P2")).one()
        found = absences.until(session, person.id, TODAY + timedelta(number))
    store.close()
    return found


def test_somebody_is_away_and_listed_as_away(council: Here) -> None:
    said = council.run("people", "away", "p2", "--until", day(5)).stdout
    assert said.startswith("Sunil Rao is away from ")
    assert "are told of things again" in said
    assert until(council, 0) == until(council, 5) == TODAY + timedelta(5)
    assert until(council, 6) is None
    listed = council.run("people", "list").stdout
    assert f"Sunil Rao\t{day(5)}" in listed


def test_from_a_later_day_on(council: Here) -> None:
    council.run("people", "away", "P2", "--from", day(2), "--until", day(4))
    assert (until(council, 1), until(council, 2)) == (None, TODAY + timedelta(4))


def test_back_early_and_before_it_begins(council: Here) -> None:
    council.run("people", "away", "P2", "--from", day(10), "--until", day(14))
    council.run("people", "away", "P2", "--until", day(4))
    assert "Sunil Rao is back." in council.run("people", "back", "P2").stdout
    assert (until(council, 0), until(council, 11)) == (None, TODAY + timedelta(14))
    assert "will not be away from" in council.run("people", "back", "P2").stdout
    assert until(council, 11) is None
    refused = council.run("people", "back", "P2")
    assert (refused.exit_code, is_one_sentence(refused.stderr)) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("P2", "--until", day(-1)), "today at the earliest"),
        (("P2", "--from", day(-1), "--until", day(4)), "today at the earliest"),
        (("P2", "--from", day(4), "--until", day(2)), "end before it begins"),
        (("P2", "--until", day(370)), "more than a year"),
        (("P2", "--until", "soon"), "Nothing was changed."),
        (("P2", "--until", "31/02/2027"), "Nothing was changed."),
        (("P9", "--until", day(4)), "nobody with that reference"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    council: Here, words: tuple[str, ...], says: str
) -> None:
    result = council.run("people", "away", *words)
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert says in result.stderr
    assert until(council) is None


def test_who_has_left_is_not_away(council: Here) -> None:
    left = "person_ref,name,role,team,left_on\nP1,Priya Shah,practitioner,North,1/9/2020\n"
    council.bring_in("people", left)
    for words in (("away", "P1", "--until", day(3)), ("back", "P1")):
        result = council.run("people", *words)
        assert (result.exit_code, "has left" in result.stderr) == (2, True)


def test_it_is_audited_with_no_actor_of_the_records(council: Here) -> None:
    council.run("people", "away", "P2", "--until", day(4))
    council.run("people", "back", "P2")
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.reading() as session:
        events = session.exec(select(AuditEvent).where(col(AuditEvent.noun) == "absence")).all()
        assert sorted(one.deed for one in events) == ["absence ended", "absence said"]
        assert {one.actor_id for one in events} == {None}
    store.close()


def test_whoever_talks_to_the_bot_is_told_of_both(council: Here) -> None:
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.writing() as session:
        person = session.exec(select(Person).where(Person.ref == "P2")).one()
        enrol(session, person, datetime.now(UTC))
    council.run("people", "away", "P2", "--until", day(4))
    council.run("people", "back", "P2")
    with store.reading() as session:
        told = [one.told for one in session.exec(select(OutboxMessage)).all()]
    store.close()
    assert told == ["absence", "absence"]
