"""The summary of a team's month: sent to whoever may see it, once, in a message of its own."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from bot.reminders import summary as kind
from bot.reminders import tick
from practice.access import Role
from practice.calendar import london_day
from storage import absences, outbox, people, summary_rhythms
from storage.absences import Stretch
from storage.session import Store
from storage.tables import Person, Team
from tests.bot.reminders.council import Council, Posted, a_council, at, enrol
from tests.factories import a_person, a_team

# The first of August 2026 is a Saturday: its first working day is Monday the third.
FIRST, LATEST = date(2026, 8, 3), date(2026, 8, 17)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    council = a_council(embedded_store, channels=("telegram",))
    council.discuss(council.practitioner, ["in depth"], date(2026, 7, 6))
    return council


def a_manager(council: Council, name: str = "Ruth Bell", team_id: str | None = None) -> Person:
    with council.store.writing() as session:
        team = session.get_one(Team, team_id or council.supervisor.team_id)
        person = a_person(session, name, Role.MANAGER, team=team)
        enrol(session, person, "telegram")
        return person


def dues(council: Council, on: date) -> list[tuple[str, date, date]]:
    with council.store.reading() as session:
        return [(one.practitioner_id, one.due_on, one.since) for one in kind.due(session, on)]


def summaries(council: Council) -> list[Posted]:
    of = {row.digest_id for row in council.rows() if row.kind == kind.NAME}
    return [one for one in council.messages() if one.digest_id in of]


def weekly(council: Council, person: Person, *, is_weekly: bool = True) -> None:
    with council.store.writing() as session:
        summary_rhythms.say(session, person.id, is_weekly=is_weekly, at=at(date(2026, 7, 1)))


def away(council: Council, person: Person, first: date, last: date) -> None:
    with council.store.writing() as session:
        absences.say(session, person.id, Stretch(first, last), person.id, at(date(2026, 7, 30)))


def claimed(council: Council, now: datetime) -> list[outbox.Waiting]:
    with council.store.writing() as session:
        return outbox.claim(session, "telegram", now=now, lease=timedelta(minutes=1), most=100)


def mine_of(council: Council, now: datetime) -> list[str]:
    address = f"telegram-{council.supervisor.id}"
    found = [one.body for one in claimed(council, now) if one.address == address]
    return [body for body in found if "The summary of" in body]


def test_it_comes_on_the_first_working_day_of_the_month_for_two_weeks(council: Council) -> None:
    ruth = a_manager(council)
    both = {(one, FIRST, date(2026, 7, 1)) for one in (council.supervisor.id, ruth.id)}
    assert dues(council, date(2026, 8, 2)) == []
    assert set(dues(council, FIRST)) == both
    assert set(dues(council, LATEST)) == both
    assert dues(council, date(2026, 8, 18)) == []


def test_who_may_not_see_it_is_not_told(council: Council) -> None:
    with council.store.writing() as session:
        team = session.get_one(Team, council.supervisor.team_id)
        for role in (Role.PRACTICE_LEAD, Role.ADMINISTRATOR):
            enrol(session, a_person(session, f"A {role}", role, team=team), "telegram")
    assert {one for one, _, _ in dues(council, FIRST)} == {council.supervisor.id}


def test_a_team_of_which_nothing_is_known_has_none(embedded_store: Store) -> None:
    assert dues(a_council(embedded_store), FIRST) == []


def test_a_director_is_told_of_all_below(council: Council) -> None:
    with council.store.writing() as session:
        top = a_team(session, "The service")
        session.get_one(Team, council.supervisor.team_id).parent_id = top.id
    director = a_manager(council, "Dee Fox", top.id)
    tick(council.store, at(FIRST))
    (mine,) = [one for one in summaries(council) if one.person_id == director.id]
    assert "The service, July 2026" in mine.message.text


def test_it_says_the_first_screen_and_leads_to_the_page(council: Council) -> None:
    tick(council.store, at(FIRST, 6))
    (mine,) = summaries(council)
    assert mine.not_before == at(FIRST, 8)
    title, team, *told = mine.message.text.splitlines()
    assert title == "The summary of July 2026 is ready."
    assert ", July 2026" in team
    assert any("We cannot say:" in line for line in told)
    assert not any("Ask " in line for line in told)
    assert [link.path.partition("?")[0] for link in mine.message.links] == ["/summary"]
    ((button,),) = mine.message.buttons
    assert button.data == "!summary:2026-07"


def test_its_picture_is_drawn_once_there_are_two_months_to_draw(council: Council) -> None:
    tick(council.store, at(FIRST))
    september = date(2026, 9, 1)
    council.discuss(council.practitioner, ["in depth"], date(2026, 8, 6))
    tick(council.store, at(september))
    first, second = summaries(council)
    assert first.message.picture is None
    assert second.message.picture is not None
    assert "Aug 2026" in second.message.picture.words


def test_it_stands_beside_the_reminders_of_the_day_and_in_their_way_no_more(
    council: Council,
) -> None:
    tick(council.store, at(FIRST, 6))
    found = {one.digest_id for one in council.messages()}
    kinds = {row.kind for row in council.rows()}
    assert {"summary", "children_due"} <= kinds
    assert len([one for one in council.messages() if one.person_id == council.supervisor.id]) == 2
    assert len(found) == len({row.digest_id for row in council.rows()})


def test_it_is_made_once_however_often_the_program_ticks(council: Council) -> None:
    for moment in (at(FIRST, 1), at(FIRST, 8), at(FIRST, 12), at(date(2026, 8, 4)), at(LATEST)):
        tick(council.store, moment)
        council.deliver(moment)
    assert len(summaries(council)) == 1


def test_a_program_that_was_down_since_friday_tells_it_late_and_once(council: Council) -> None:
    tick(council.store, at(date(2026, 7, 31), 17))
    late = at(date(2026, 8, 11), 10)
    tick(council.store, late)
    tick(council.store, late)
    (mine,) = summaries(council)
    assert mine.not_before == late
    assert council.deliver(late)


def test_two_that_tick_at_the_same_time_make_one(council: Council) -> None:
    now, together = at(FIRST), Barrier(2)
    stores = (council.store, Store(council.store.url, council.store.cipher))

    def run(store: Store) -> None:
        together.wait()
        tick(store, now)

    both = [Thread(target=run, args=(one,)) for one in stores]
    for one in both:
        one.start()
    for one in both:
        one.join()
    stores[1].close()
    assert len(summaries(council)) == 1


def test_a_program_that_dies_as_it_makes_one_makes_it_when_it_is_back(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as died:
        died.setattr("bot.reminders.replace", dies)
        with pytest.raises(SystemExit):
            tick(council.store, at(FIRST))
    assert summaries(council) == []
    tick(council.store, at(FIRST))
    tick(council.store, at(FIRST))
    assert len(summaries(council)) == 1


def test_a_director_on_leave_on_the_first_is_told_once_back(council: Council) -> None:
    director = a_manager(council, "Dee Fox")
    away(council, director, date(2026, 7, 27), date(2026, 8, 21))
    for day in range(3, 22):
        tick(council.store, at(date(2026, 8, day)))
    assert director.id not in {one.person_id for one in summaries(council)}
    back = at(date(2026, 8, 24))
    tick(council.store, back)
    tick(council.store, back)
    (mine,) = [one for one in summaries(council) if one.person_id == director.id]
    assert mine.not_before == back
    assert "July 2026" in mine.message.text


def test_who_goes_on_leave_while_it_waits_gets_it_once_back(council: Council) -> None:
    tick(council.store, at(FIRST, 6))
    away(council, council.supervisor, FIRST, date(2026, 8, 7))
    assert mine_of(council, at(FIRST)) == []
    assert mine_of(council, at(date(2026, 8, 10)))


def test_a_manager_who_left_on_the_last_day_is_told_nothing(council: Council) -> None:
    ruth = a_manager(council)
    council.change(ruth, left_on=date(2026, 7, 31))
    tick(council.store, at(FIRST))
    assert ruth.id not in {one.person_id for one in summaries(council)}


def test_who_left_or_was_stopped_while_it_waited_is_sent_nothing(council: Council) -> None:
    ruth, ann = a_manager(council), a_manager(council, "Ann Hay")
    tick(council.store, at(FIRST, 6))
    council.change(ruth, left_on=FIRST)
    with council.store.writing() as session:
        people.stop_person(session, ann.id, at(FIRST, 7))
    addresses = {one.address for one in claimed(council, at(FIRST, 8))}
    assert not addresses & {f"telegram-{one.id}" for one in (ruth, ann)}


@pytest.mark.parametrize("became", ["another role", "another team"])
def test_who_may_not_see_it_any_more_is_not_sent_what_waits(council: Council, became: str) -> None:
    ruth = a_manager(council)
    tick(council.store, at(FIRST, 6))
    with council.store.writing() as session:
        other = a_team(session, "Elsewhere").id
    change = {"role": Role.PRACTITIONER} if became == "another role" else {"team_id": other}
    council.change(ruth, **change)
    # Nothing ticks in between: what is claimed is asked about again.
    assert f"telegram-{ruth.id}" not in {one.address for one in claimed(council, at(FIRST, 8))}
    (mine,) = [one for one in summaries(council) if one.person_id == ruth.id]
    assert mine.failure == "not open to them"


def test_one_that_waits_for_who_may_not_see_it_any_more_is_taken_back(council: Council) -> None:
    ruth = a_manager(council)
    tick(council.store, at(FIRST, 6))
    council.change(ruth, role=Role.PRACTITIONER)
    tick(council.store, at(FIRST, 7))
    (mine,) = [one for one in summaries(council) if one.person_id == ruth.id]
    assert mine.failure == "cleared"


def test_each_week_comes_where_it_was_chosen_but_not_beside_the_months(council: Council) -> None:
    mondays = [date(2026, 8, 3) + timedelta(weeks=week) for week in range(5)]
    weekly(council, council.supervisor)
    for monday in mondays:
        for hour in (6, 9):
            tick(council.store, at(monday, hour))
            council.deliver(at(monday, hour))
    told = [
        (london_day(one.not_before), one.message.text.splitlines()[0]) for one in summaries(council)
    ]
    so_far = "The summary of August 2026 so far is ready."
    # The last Monday of August is a bank holiday, and its Tuesday the first of September.
    assert told == [
        (mondays[0], "The summary of July 2026 is ready."),
        *((monday, so_far) for monday in mondays[1:4]),
    ]


def test_a_week_that_begins_with_a_bank_holiday_is_told_on_tuesday(council: Council) -> None:
    council.discuss(council.practitioner, ["in depth"], date(2026, 5, 5))
    with council.store.writing() as session:
        summary_rhythms.say(session, council.supervisor.id, is_weekly=True, at=at(date(2026, 5, 1)))
    # The spring bank holiday: Monday 25 May 2026.
    assert [day for _, day, _ in dues(council, date(2026, 5, 25))] == []
    assert [day for _, day, _ in dues(council, date(2026, 5, 26))] == [date(2026, 5, 26)]
    assert [day for _, day, _ in dues(council, date(2026, 5, 29))] == [date(2026, 5, 26)]


def test_weeks_that_were_missed_are_not_told_later(council: Council) -> None:
    weekly(council, council.supervisor)
    away(council, council.supervisor, date(2026, 8, 10), date(2026, 8, 20))
    tick(council.store, at(FIRST))
    council.deliver(at(FIRST))
    tick(council.store, at(date(2026, 8, 21)))
    assert [london_day(one.not_before) for one in summaries(council)] == [FIRST, date(2026, 8, 21)]


def test_the_last_that_was_said_of_the_rhythm_holds(council: Council) -> None:
    weekly(council, council.supervisor)
    weekly(council, council.supervisor, is_weekly=False)
    with council.store.reading() as session:
        assert not summary_rhythms.is_weekly(session, council.supervisor.id)
    assert dues(council, date(2026, 8, 24)) == []


def test_it_is_told_and_made_once_on_both_databases(store: Store) -> None:
    council = a_council(store, channels=("telegram",))
    council.discuss(council.practitioner, ["in depth"], date(2026, 7, 6))
    weekly(council, council.supervisor)
    for _ in range(2):
        tick(council.store, at(FIRST))
    assert len(summaries(council)) == 1
    assert mine_of(council, at(FIRST))
