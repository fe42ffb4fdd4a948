"""Second devices: a code asks for one, a yes on a device already known lets it in (two factors)."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from practice.calendar import london_day
from storage import audit, codes, devices, web_sessions
from storage.presence import is_here
from storage.session import cipher_of
from storage.tables import DeviceRequest, EnrolmentCode, Person

WAITS = timedelta(hours=1)
"""How long a second device waits for its yes: the person has both in hand, or neither."""


def ask_for_chat(
    session: Session, code: str, channel: str, address: str, now: datetime
) -> DeviceRequest:
    """Spend a code on asking that a chat be let in; return what was asked.

    Raises as codes.use_code does; nothing is changed then.
    """
    found = codes.usable(session, code, now)
    codes.refuse_if_taken(session, channel, address, found.person_id, now)
    return _ask(session, found, (channel, address), "", now)


def ask_for_browser(
    session: Session, code: str, channel: str, label: str, now: datetime
) -> tuple[DeviceRequest, str]:
    """Spend a code on asking that a browser be let in; return what was asked, and its token.

    Raises as codes.use_code does; nothing is changed then.
    """
    found = codes.usable(session, code, now)
    token = web_sessions.new_token()
    place = (channel, cipher_of(session).code_hash(token))
    return _ask(session, found, place, label, now), token


def _ask(
    session: Session, code: EnrolmentCode, place: tuple[str, str], label: str, now: datetime
) -> DeviceRequest:
    codes.spend(session, code, now)
    channel, address = place
    asked = DeviceRequest(
        person_id=code.person_id,
        code_id=code.id,
        channel=channel,
        address=address,
        label=label,
        asked_at=now,
        expires_at=now + WAITS,
    )
    session.add(asked)
    session.flush()
    audit.record(session, "device asked for", "device_request", asked.id, actor=None, at=now)
    return asked


def of_person(session: Session, request_id: str, person_id: str) -> DeviceRequest | None:
    """Return a person's request of that id; None where there is none, or it is another's."""
    found = session.get(DeviceRequest, request_id)
    return found if found is not None and found.person_id == person_id else None


def is_waiting(session: Session, asked: DeviceRequest, now: datetime) -> bool:
    """Say whether a device still waits for its yes; it does not once its code was replaced."""
    return asked.settled_at is None and _is_open(session, asked, now)


def _is_open(session: Session, asked: DeviceRequest, now: datetime) -> bool:
    replaced = session.get_one(EnrolmentCode, asked.code_id).revoked_at is not None
    whose = session.get_one(Person, asked.person_id)
    here = is_here(whose, london_day(now))
    return asked.expires_at > now and not replaced and here


def admit(session: Session, asked: DeviceRequest, now: datetime) -> bool:
    """Say yes to a device that waits; return False, changing nothing, where it does not wait.

    A chat is enrolled at once. A browser is signed in once it comes to ask (`claim`).
    """
    waits = is_waiting(session, asked, now)
    if not waits or not _settle(session, asked, now, is_admitted=True):
        return False
    if not asked.label:
        address = (asked.channel, asked.address)
        asked.device_id = devices.enrol(session, asked.person_id, *address, now).id
        session.add(asked)
        session.flush()
    return True


def refuse(session: Session, asked: DeviceRequest, now: datetime) -> None:
    """End what was asked for, whether it still waits or was let in; harmless to repeat."""
    if asked.device_id is not None:
        devices.end(session, asked.person_id, {asked.device_id}, now)
    _settle(session, asked, now, is_admitted=False, again=True)
    audit.record(
        session, "device refused", "device_request", asked.id, actor=asked.person_id, at=now
    )


def of_browser(session: Session, token: str) -> DeviceRequest | None:
    """Return the request of the browser that holds a token; None where there is none."""
    token_hash = cipher_of(session).code_hash(token)
    return session.exec(select(DeviceRequest).where(DeviceRequest.address == token_hash)).first()


def claim(session: Session, asked: DeviceRequest, now: datetime) -> str | None:
    """Sign a browser in that was said yes to, and return its session's token; None where not.

    A yes is good for one session, and no longer than it was waited for.
    """
    if not asked.is_admitted or asked.device_id or not _is_open(session, asked, now):
        return None
    token = web_sessions.start(session, asked.person_id, now, label=asked.label)
    started = web_sessions.of_token(session, token)
    asked.device_id = started.id if started else None
    session.add(asked)
    session.flush()
    return token


def _settle(
    session: Session, asked: DeviceRequest, now: datetime, *, is_admitted: bool, again: bool = False
) -> bool:
    # Compared and set in the database: of a yes and a no at once, one comes first.
    which = [col(DeviceRequest.id) == asked.id]
    if not again:
        which.append(col(DeviceRequest.settled_at).is_(None))
    settled = session.connection().execute(
        update(DeviceRequest).where(*which).values(settled_at=now, is_admitted=is_admitted)
    )
    session.refresh(asked)
    return settled.rowcount == 1
