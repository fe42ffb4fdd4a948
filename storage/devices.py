"""A person's devices: the chats they are enrolled in, and the browsers they are signed in with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage import people, web_sessions
from storage.tables import Identity


@dataclass(frozen=True)
class Device:
    """A way in that a person has: a chat (`channel`, `address`), or a browser, which has neither.

    `label` is what a browser is known by; `seen_at` when it was last used.
    """

    id: str
    label: str
    since: datetime
    channel: str = ""
    address: str = ""
    seen_at: datetime | None = None


def known(session: Session, person_id: str, now: datetime) -> list[Device]:
    """Return the devices of a person that are let in: chats first, each the latest first.

    The address of the web chat, which is the person's own id, is none: its browsers are.
    """
    chats = select(Identity).where(
        Identity.person_id == person_id,
        Identity.address != Identity.person_id,
        col(Identity.stopped_at).is_(None),
    )
    found = [
        Device(one.id, "", one.enrolled_at, one.channel, one.address)
        for one in session.exec(chats.order_by(col(Identity.enrolled_at).desc()))
    ]
    return found + [
        Device(one.id, one.label, one.started_at, seen_at=one.seen_at)
        for one in web_sessions.open_sessions(session, person_id, now)
    ]


def enrol(session: Session, person_id: str, channel: str, address: str, now: datetime) -> Identity:
    """Let an address reach a person from now on, and nobody who had it before; return its row."""
    identity = people.identity_at(session, channel, address)
    if identity is not None and identity.person_id != person_id:
        # What waits for whoever had it before must not reach the next.
        people.stop_address(session, channel, address, now)
    identity = identity or Identity(
        channel=channel, address=address, person_id=person_id, enrolled_at=now
    )
    identity.person_id, identity.enrolled_at = person_id, now
    identity.stopped_at = identity.unreachable_at = None
    session.add(identity)
    session.flush()
    return identity


def end(
    session: Session, person_id: str, device_ids: Collection[str], now: datetime
) -> list[Device]:
    """End those of a person's devices that have these ids; return them. Others are left alone."""
    ended = [one for one in known(session, person_id, now) if one.id in device_ids]
    browsers = {one.id: one for one in web_sessions.open_sessions(session, person_id, now)}
    for one in ended:
        if one.id in browsers:
            web_sessions.end_one(session, browsers[one.id], now)
        else:
            people.stop_address(session, one.channel, one.address, now)
    return ended
