"""Teams, the people in them, and the addresses that reach a person."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sql
from sqlalchemy import BindParameter, String, bindparam, cast, not_, or_, update
from sqlmodel import Session, col, func, select

from storage import audit, waiting
from storage.listing import one_of
from storage.prepared import Prepared
from storage.presence import here
from storage.tables import (
    EnrolmentCode,
    Identity,
    OutboxMessage,
    Person,
    Team,
    WebSession,
    table_of,
)

_PAGE = "web"


def person(session: Session, person_id: str) -> Person | None:
    """Return the person of that id, gone or not."""
    return session.get(Person, person_id)


def supervisor_of(session: Session, person_id: str) -> str | None:
    """Return who supervises a person, by id; None where nobody does, or there is no such person."""
    row = _SUPERVISOR_OF.first(session, person_id=person_id)
    return row.supervisor_id if row else None


def person_by_ref(session: Session, ref: str) -> Person | None:
    """Return the person whom the council calls `ref`, gone or not."""
    return session.exec(select(Person).where(Person.ref == ref)).first()


def supervisees(session: Session, supervisor_id: str, on: date) -> list[Person]:
    """Return whom a person supervises on a day, by name: those who are here."""
    query = select(Person).where(Person.supervisor_id == supervisor_id, here(on))
    return list(session.exec(query.order_by(Person.name, Person.ref)))


def supervised_by(session: Session, supervisor_ids: Collection[str], on: date) -> list[str]:
    """Return whom these people supervise on a day, by id: those who are here."""
    query = select(Person.id).where(col(Person.supervisor_id).in_(supervisor_ids), here(on))
    return list(session.exec(query.order_by(Person.id)))


def people_in(session: Session, team_ids: Collection[str], on: date) -> list[Person]:
    """Return the people of these teams on a day, by name: those who are here."""
    query = select(Person).where(col(Person.team_id).in_(team_ids), here(on))
    return list(session.exec(query.order_by(Person.name, Person.ref)))


def ids_here(session: Session, on: date) -> list[str]:
    """Return who is here on a day, by id, in order."""
    return list(session.exec(select(Person.id).where(here(on)).order_by(Person.id)))


def with_role(session: Session, role: str, on: date) -> list[Person]:
    """Return who is here in a role on a day, by name."""
    query = select(Person).where(Person.role == role, here(on))
    return list(session.exec(query.order_by(Person.name, Person.ref)))


_TEAM, _PERSON = table_of(Team).c, table_of(Person).c
_SUPERVISOR_OF = Prepared(
    sql.select(_PERSON.supervisor_id).where(_PERSON.id == bindparam("person_id")), flushes=True
)
_TEAM_IDS: BindParameter[Sequence[str]] = bindparam("team_ids", expanding=True)
# Every update asks this; putting it together anew each time would cost more than asking.
_AT_ADDRESS = (
    select(Person, col(Identity.unreachable_at).is_not(None))
    .join(Identity, col(Identity.person_id) == Person.id)
    .where(Identity.channel == bindparam("channel"), Identity.address == bindparam("address"))
    .where(col(Identity.stopped_at).is_(None), here(bindparam("on")))
)
_REACH_CHANGES = (
    update(Identity)
    .where(col(Identity.channel) == bindparam("at_channel"))
    .where(col(Identity.address) == bindparam("at_address"))
    .values(unreachable_at=bindparam("since"))
    .returning(col(Identity.id))
)
_NEWLY_LOST = _REACH_CHANGES.where(col(Identity.unreachable_at).is_(None))
_REACHED_AGAIN = _REACH_CHANGES.where(col(Identity.unreachable_at).is_not(None))


def team(session: Session, team_id: str) -> Team | None:
    """Return the team of that id."""
    return session.get(Team, team_id)


def teams(session: Session, team_ids: Collection[str]) -> list[Team]:
    """Return the teams of these ids, by name."""
    query = select(Team).where(col(Team.id).in_(team_ids)).order_by(Team.name)
    return list(session.exec(query))


def team_by_name(session: Session, name: str) -> Team | None:
    """Return the team of that name."""
    return session.exec(select(Team).where(Team.name == name)).first()


def team_paths(session: Session) -> dict[str, frozenset[str]]:
    """Return, for every team, its own id and those of all teams above it."""
    parents = dict(session.exec(select(Team.id, Team.parent_id)).all())
    return {team_id: _path(team_id, parents) for team_id in parents}


def _path(team_id: str, parents: dict[str, str | None]) -> frozenset[str]:
    path: set[str] = set()
    above: str | None = team_id
    while above is not None and above not in path:
        path.add(above)
        above = parents[above]
    return frozenset(path)


def paths_of(session: Session, team_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return as `team_paths` does, of these teams alone: the rest of the council is not read."""
    found: dict[str, set[str]] = {}
    for team_id, above in _paths().all(session, team_ids=list(team_ids)):
        found.setdefault(team_id, set()).add(above)
    return {team_id: frozenset(ids) for team_id, ids in found.items()}


def topmost(session: Session, team_ids: Sequence[str]) -> list[str]:
    """Return those of the teams that stand below none of the others; all where there is no such."""
    is_top = or_(col(Team.parent_id).is_(None), not_(one_of(col(Team.parent_id), team_ids)))
    query = select(Team.id).where(one_of(col(Team.id), team_ids), is_top)
    return list(session.exec(query)) or list(team_ids)


def team_and_descendants(session: Session, team_id: str) -> list[str]:
    """Return the ids of a team and of every team below it, sorted."""
    return teams_below(session, [team_id])


def teams_below(session: Session, team_ids: Collection[str]) -> list[str]:
    """Return the ids of these teams and of every team below one of them, sorted."""
    return sorted(row.id for row in _below().all(session, team_ids=list(team_ids)))


def teams_above(session: Session, team_id: str) -> list[str]:
    """Return the ids of the teams above a team, the nearest first."""
    parents = dict(session.exec(select(Team.id, Team.parent_id)).all())
    found: list[str] = []
    above = parents.get(team_id)
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return found


def teams_right_below(session: Session, team_id: str) -> list[str]:
    """Return the ids of the teams whose parent a team is, sorted."""
    return sorted(session.exec(select(Team.id).where(Team.parent_id == team_id)))


@cache
def _paths() -> Prepared:
    """Return what selects teams, each with itself and those above it: put together once."""
    one: Any = sql.select(_TEAM.id.label("team_id"), cast(_TEAM.id, String).label("above"))
    path = one.where(_TEAM.id.in_(_TEAM_IDS)).cte("path", recursive=True)
    up = sql.select(path.c.team_id, _TEAM.parent_id).where(_TEAM.id == path.c.above)
    # A union of what is not known yet: it ends even where teams stand above each other.
    path = path.union(up.where(_TEAM.parent_id.is_not(None)))
    return Prepared(sql.select(path.c.team_id, path.c.above))


@cache
def _below() -> Prepared:
    below = sql.select(_TEAM.id).where(_TEAM.id.in_(_TEAM_IDS)).cte("below", recursive=True)
    below = below.union(sql.select(_TEAM.id).where(_TEAM.parent_id == below.c.id))
    return Prepared(sql.select(below.c.id))


def identity_at(session: Session, channel: str, address: str) -> Identity | None:
    """Return the row of an address, whoever was enrolled there last, stopped or not."""
    query = select(Identity).where(Identity.channel == channel, Identity.address == address)
    return session.exec(query).first()


def person_at(session: Session, channel: str, address: str, on: date) -> Person | None:
    """Return who was enrolled at an address; None where nobody is, or they are not here on `on`."""
    return who_is_at(session, channel, address, on)[0]


def who_is_at(session: Session, channel: str, address: str, on: date) -> tuple[Person | None, bool]:
    """Return who was enrolled at an address, as person_at does, and whether it may be lost.

    It may be that nothing gets there any more where that was stored, or where nobody is.
    """
    place = {"channel": channel, "address": address, "on": on}
    found = session.exec(_AT_ADDRESS, params=place).first()
    return (found[0], found[1]) if found else (None, True)


def addresses(session: Session, person_id: str, on: date) -> list[tuple[str, str]]:
    """Return the (channel, address) pairs that reach a person, the latest enrolled first.

    None reaches a person who is not here on `on`.
    """
    query = select(Identity.channel, Identity.address).where(
        Identity.person_id == person_id,
        col(Identity.stopped_at).is_(None),
        col(Identity.unreachable_at).is_(None),
    )
    query = query.join(Person, col(Person.id) == Identity.person_id).where(here(on))
    return list(session.exec(query.order_by(col(Identity.enrolled_at).desc())))


def note_reach(
    session: Session, channel: str, address: str, reachable: bool | None, now: datetime
) -> None:
    """Store that an address can be reached again, or (False) that nothing gets there any more.

    Nothing is stored where it is known already. Whoever writes (None) can be reached. What waits
    for an address that nothing gets to is given up.
    """
    lost = reachable is False
    place = {"at_channel": channel, "at_address": address, "since": now if lost else None}
    changed = session.connection().execute(_NEWLY_LOST if lost else _REACHED_AGAIN, place)
    identity_id = changed.scalar_one_or_none()
    if identity_id is None:
        return
    if lost:
        _give_up_there(session, channel, address, "address unreachable", now)
    deed = "address unreachable" if lost else "address reached again"
    audit.record(session, deed, "identity", identity_id, actor=None, at=now)


def stop_address(session: Session, channel: str, address: str, now: datetime) -> None:
    """Let an address reach nobody until it is enrolled anew; what waits for it is not sent."""
    identity = identity_at(session, channel, address)
    if identity is None or identity.stopped_at is not None:
        return
    identity.stopped_at = now
    session.add(identity)
    session.flush()
    # The next to enrol there may be somebody else, who must not get this person's messages.
    _give_up_there(session, channel, address, "address stopped", now)
    audit.record(session, "address stopped", "identity", identity.id, actor=None, at=now)


def _give_up_there(
    session: Session, channel: str, address: str, reason: str, now: datetime
) -> None:
    there = (col(OutboxMessage.channel) == channel, col(OutboxMessage.address) == address)
    waiting.give_up(session, reason, now, waiting.unsettled(), *there)


def stop_person(session: Session, person_id: str, now: datetime) -> int:
    """End every way in of a person and return how many ended: chats, browsers, unused codes.

    What all browsers share, the address of a person's page, is no way in of its own.
    For a lost phone, and for somebody who left or is suspended; a new code lets them in again.
    """
    query = select(Identity.channel, Identity.address).where(
        Identity.person_id == person_id, col(Identity.stopped_at).is_(None)
    )
    reached = session.exec(query).all()
    for channel, address in reached:
        stop_address(session, channel, address, now)
    signed_in = session.exec(
        select(WebSession).where(
            WebSession.person_id == person_id,
            col(WebSession.ended_at).is_(None),
            WebSession.expires_at > now,
        )
    ).all()
    for browser in signed_in:
        browser.ended_at = now
        session.add(browser)
    revoked = revoke_codes(session, person_id, now)
    audit.record(session, "person stopped", "person", person_id, actor=None, at=now)
    chats = [channel for channel, _ in reached if channel != _PAGE]
    return len(chats) + len(signed_in) + revoked


def revoke_codes(session: Session, person_id: str, now: datetime) -> int:
    """End every code of a person and return how many could still have been used.

    A code that was used lets nothing in any more that still waits with it for a yes.
    """
    theirs = (col(EnrolmentCode.person_id) == person_id, col(EnrolmentCode.revoked_at).is_(None))
    unused = (col(EnrolmentCode.used_at).is_(None), col(EnrolmentCode.expires_at) > now)
    count = session.exec(select(func.count()).where(*theirs, *unused)).one()
    session.connection().execute(update(EnrolmentCode).where(*theirs).values(revoked_at=now))
    return count
