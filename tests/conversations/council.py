"""The small council of the golden conversations: Sunil supervises Priya, Ruth is their manager."""

import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlmodel import Session, select

from storage.tables import Child, Identity, Involvement, Person, Team
from tests.factories import (
    a_child,
    a_person,
    a_team,
    an_involvement,
    make_store,
    records_in,
)

STATUSES = ("CIN", "CP", "CLA", "assessment")


@cache
def council_records(now: datetime, children: int) -> bytes:
    """Return an embedded file that holds the council, made once a process."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        with store.writing() as session:
            make_council(session, now, children)
        store.close()
        return records_in(Path(folder))


def make_council(session: Session, now: datetime, children: int = 5) -> None:
    """Store the council: three people enrolled on Telegram, and Priya's children."""
    service = a_team(session, "Safeguarding service")
    team = a_team(session, "Safeguarding 1", service)
    # Their numbers are their own: the file may be copied into another process, which counts anew.
    ruth = a_person(session, "Ruth Adeyemi", "manager", team=service, ref="Ruth")
    sunil = a_person(session, "Sunil Mehta", "supervisor", team=team, supervisor=ruth, ref="Sunil")
    priya = a_person(session, "Priya Shah", team=team, supervisor=sunil, ref="Priya")
    started = now.date() - timedelta(weeks=20)
    for number in range(children):
        child = a_child(
            session, f"CH-{401 + number:04}", status=STATUSES[number % 4], opened_on=started
        )
        an_involvement(session, child, priya, started_on=started)
    for person in (ruth, sunil, priya):
        enrol(session, person, now)


def more_children(session: Session, name: str, count: int, now: datetime) -> None:
    """Store more children of a practitioner of Sunil's, who is made where there is none yet."""
    started, person = now.date() - timedelta(weeks=20), _practitioner(session, name)
    known = len(session.exec(select(Child)).all())
    for number in range(known, known + count):
        child = a_child(session, f"CH-{401 + number:04}", opened_on=started)
        an_involvement(session, child, person, started_on=started)


def _practitioner(session: Session, name: str) -> Person:
    """Return a practitioner of Sunil's, who is made where there is none of that name yet."""
    people = {person.name.split()[0]: person for person in session.exec(select(Person))}
    sunil = people["Sunil"]
    team = session.get_one(Team, sunil.team_id)
    return people.get(name) or a_person(
        session, f"{name} Hill", team=team, supervisor=sunil, ref=name
    )


def pass_to(session: Session, ref: str, name: str, now: datetime) -> None:
    """Store that a child has another worker from today on, who talks to the bot on Telegram."""
    child = session.exec(select(Child).where(Child.ref == ref)).one()
    person = _practitioner(session, name)
    for involvement in session.exec(select(Involvement).where(Involvement.child_id == child.id)):
        involvement.ended_on, involvement.end_reason = now.date(), "worker left"
        session.add(involvement)
    an_involvement(session, child, person, started_on=now.date())
    enrol(session, person, now)


def enrol(session: Session, person: Person, now: datetime) -> None:
    """Store that a person talks to the bot on Telegram."""
    name = person.name.split()[0]
    session.add(
        Identity(channel="telegram", address=f"chat-{name}", person_id=person.id, enrolled_at=now)
    )
    session.flush()
