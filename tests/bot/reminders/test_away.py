"""Reminders of people who are away wait, nothing that fell due is lost, and it comes as one."""

from datetime import date, timedelta

import pytest

from bot.forecast import forecast
from bot.messages import from_json
from bot.reminders import children_due, tick
from storage import absences, outbox
from storage.absences import Stretch
from storage.outbox import Waiting
from storage.session import Store
from storage.tables import Person
from tests.bot.reminders.council import Council, a_council, at, enrol
from tests.factories import a_person

MAY_20, MAY_21, MAY_29 = date(2026, 5, 20), date(2026, 5, 21), date(2026, 5, 29)
A_DAY = timedelta(days=1)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    """Sunil supervises Priya; each has one address."""
    return a_council(embedded_store, channels=["telegram"])


def away(council: Council, person: Person, first: date, last: date) -> None:
    with council.store.writing() as session:
        absences.say(session, person.id, Stretch(first, last), None, at(first, 0))


def live(council: Council, first: date, last: date) -> dict[date, list[Waiting]]:
    """Tick and deliver from day to day; return what was sent, by day."""
    sent: dict[date, list[Waiting]] = {}
    day = first
    while day <= last:
        for hour in (0, 8, 12):
            tick(council.store, at(day, hour, 1))
            sent.setdefault(day, []).extend(council.deliver(at(day, hour, 1)))
        day += A_DAY
    return {day: found for day, found in sent.items() if found}


def text(sent: Waiting) -> str:
    return from_json(sent.body).text


def to(person: Person) -> str:
    return f"telegram-{person.id}"


@pytest.mark.long
def test_what_fell_due_meanwhile_comes_as_one_message_on_the_first_working_morning(
    council: Council,
) -> None:
    """Three weeks: the action's own two weeks are long over, and so is the week of the month."""
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 12))
    council.plan(held, act_by=date(2026, 5, 26), action=date(2026, 5, 26), who="Sunil")
    away(council, council.supervisor, date(2026, 5, 18), date(2026, 6, 14))
    sent = live(council, date(2026, 5, 18), date(2026, 6, 30))
    mine = {
        day: [one for one in its if one.address == to(council.supervisor)]
        for day, its in sent.items()
    }
    mine = {day: its for day, its in mine.items() if its}
    first = min(mine)
    assert first == date(2026, 6, 15)
    # The summary of the month that ended is a message of its own, and comes on coming back too.
    one, summary = sorted(mine[first], key=lambda each: "May 2026 is ready" in text(each))
    assert "May 2026 is ready" in text(summary)
    assert "were due to be discussed by 29 May 2026" in text(one)
    assert "date to act by has passed" in text(one)
    assert "An action of yours was due by 26 May 2026" in text(one)
    assert text(one).startswith("3 things today.")
    assert all(
        "26 May" not in text(later) for day, its in mine.items() if day > first for later in its
    )


def test_what_was_over_before_they_went_is_not_told(council: Council) -> None:
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 1))
    council.plan(held, action=date(2026, 5, 4), who="Sunil")
    away(council, council.supervisor, date(2026, 5, 20), date(2026, 6, 14))
    sent = live(council, date(2026, 6, 15), date(2026, 6, 16))
    assert not [one for its in sent.values() for one in its if "action" in text(one)]


@pytest.mark.long
def test_a_digest_that_waits_already_goes_out_once_they_are_back(council: Council) -> None:
    tick(council.store, at(MAY_20, 23, 59))
    tick(council.store, at(MAY_21, 0, 1))
    away(council, council.supervisor, MAY_21, date(2026, 5, 27))
    sent = live(council, MAY_21, MAY_29)
    assert [(day, [one.address for one in its]) for day, its in sent.items()] == [
        (date(2026, 5, 28), [to(council.supervisor)])
    ]


def test_back_early_they_are_told_at_once(council: Council) -> None:
    away(council, council.supervisor, MAY_20, MAY_29)
    assert live(council, MAY_20, date(2026, 5, 26)) == {}
    now = at(date(2026, 5, 26), 14)
    with council.store.writing() as session:
        absences.end(session, council.supervisor.id, MAY_29, date(2026, 5, 26), None, now)
        outbox.release(session, council.supervisor.id, now)
    assert tick(council.store, now) == 1
    assert len(council.deliver(now)) == 1


@pytest.mark.long
def test_nobody_else_hears_of_it_because_the_supervisor_is_on_leave(council: Council) -> None:
    with council.store.writing() as session:
        maya = a_person(session, "Maya Lunn", "manager")
        enrol(session, maya)
    council.change(council.supervisor, supervisor_id=maya.id)
    away(council, council.supervisor, MAY_20, date(2026, 6, 5))
    assert live(council, MAY_20, date(2026, 6, 5)) == {}


def test_the_supervisor_of_somebody_away_is_told_and_that_they_are(council: Council) -> None:
    away(council, council.practitioner, MAY_20, date(2026, 6, 5))
    with council.store.reading() as session:
        (one,) = children_due.due(session, MAY_29)
    said = children_due.words([one], MAY_29).text
    assert "3 children are due to be discussed by today, 29 May 2026" in said
    assert said.endswith("One of these people is away now.")


def test_of_several_it_says_how_many_are_away(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=3)
    away(council, council.practitioners[1], MAY_20, date(2026, 6, 5))
    with council.store.reading() as session:
        dues = children_due.due(session, MAY_29)
    assert children_due.words(dues, MAY_29).text.endswith("One of these people is away now.")


@pytest.mark.long
def test_what_is_to_be_agreed_waits_for_who_is_away(council: Council) -> None:
    council.discuss(council.practitioner, ["in depth"], date(2026, 5, 12))
    away(council, council.practitioner, date(2026, 5, 13), date(2026, 7, 26))
    sent = live(council, date(2026, 7, 20), date(2026, 7, 28))
    mine = [
        day for day, its in sent.items() if any(o.address == to(council.practitioner) for o in its)
    ]
    assert mine == [date(2026, 7, 27)]
    assert "agree" in text(next(o for o in sent[mine[0]] if o.address == to(council.practitioner)))


def test_the_forecast_says_when_it_goes_out(council: Council) -> None:
    away(council, council.supervisor, MAY_20, date(2026, 6, 5))
    with council.store.reading() as session:
        team = [council.practitioner.team_id]
        (one,) = forecast(session, at(MAY_29), team)
    assert one.goes_out == at(date(2026, 6, 8), 8)
    assert one.fate is None


@pytest.mark.long
def test_over_a_weekend_they_come_back_to_what_is_made_before_it(council: Council) -> None:
    """Away until Sunday: what is made on Saturday goes out on Monday."""
    away(council, council.supervisor, date(2026, 5, 18), date(2026, 5, 24))
    sent = live(council, date(2026, 5, 23), date(2026, 5, 26))
    assert list(sent) == [date(2026, 5, 26)]  # Monday is a bank holiday.
