"""Stores the people of the access table, their teams, children and devices."""

from datetime import date, timedelta

from sqlmodel import Session

from storage import codes, device_requests, devices, people, web_sessions
from storage.tables import Identity, Person, Team
from tests.access.council import AccessCouncil
from tests.access.people import (
    ASKING,
    BEFORE,
    DEVICES_OF,
    MOVED,
    NOW,
    PASSED_ON,
    PEOPLE,
    TEAMS,
    WORKERS,
)
from tests.factories import a_child, a_person, a_team, an_involvement


def store_devices(session: Session, made: AccessCouncil) -> None:
    for name in DEVICES_OF:
        chat, browser = devices.known(session, made.id_of(name), NOW)
        made.ids[f"{name}'s chat"], made.ids[f"{name}'s browser"] = chat.id, browser.id
    for name in ASKING:
        code = codes.make_code(session, made.id_of(name), NOW)
        asked, _ = device_requests.ask_for_browser(session, code, "web", "A browser", NOW)
        made.ids[f"{name}'s further browser"] = asked.id


def store_people(session: Session, made: AccessCouncil) -> None:
    teams: dict[str, Team] = {}
    for name, parent in TEAMS.items():
        teams[name] = a_team(session, name, teams[parent] if parent else None)
        made.ids[name] = teams[name].id
    known: dict[str, Person] = {}
    for one in PEOPLE:
        team, above = MOVED.get(one.name, (one.team, one.supervisor))
        supervisor = known[above] if above else None
        known[one.name] = a_person(
            session, f"{one.name} Hill", one.role, team=teams[team], supervisor=supervisor,
            employment=one.employment,
        )  # fmt: skip
        made.ids[one.name] = known[one.name].id
        if one.state == "never enrolled":
            continue
        for channel, address in (("telegram", made.address(one.name)), ("web", known[one.name].id)):
            session.add(
                Identity(
                    channel=channel,
                    address=address,
                    person_id=known[one.name].id,
                    enrolled_at=BEFORE,
                )
            )
        made.tokens[one.name] = web_sessions.start(
            session, known[one.name].id, NOW - timedelta(days=2)
        )
    session.flush()


def let_leave(session: Session, made: AccessCouncil) -> None:
    """Let people move, and those who are not here go, be stopped, or start later."""
    for one in PEOPLE:
        person = session.get_one(Person, made.id_of(one.name))
        person.team_id = made.id_of(one.team)
        person.supervisor_id = made.id_of(one.supervisor) if one.supervisor else None
        if one.state == "gone":
            person.left_on = NOW.date() - timedelta(days=1)
        if one.state == "not started":
            person.started_on = NOW.date() + timedelta(days=6)
        if one.state == "stopped":
            people.stop_person(session, person.id, NOW)
        session.add(person)
    session.flush()


def store_children(session: Session, made: AccessCouncil) -> None:
    for ref, worker in WORKERS.items():
        child = a_child(session, ref, opened_on=BEFORE.date())
        made.ids[ref] = child.id
        passed_on = PASSED_ON.get(ref)
        now = session.get_one(Person, made.id_of(worker))
        since = date(2026, 11, 16) if passed_on else date(2026, 1, 5)
        an_involvement(session, child, now, since)
        if passed_on:
            was = session.get_one(Person, made.id_of(passed_on))
            an_involvement(session, child, was, date(2026, 1, 5), since)
