"""Enrolment codes: single-use credentials that let a person's address in."""

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from practice.calendar import add_working_hours, london_day
from storage import audit, devices, people
from storage.devices import Device
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeReplacedError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    SecondDeviceError,
    StorageError,
)
from storage.presence import has_left, is_here
from storage.session import cipher_of
from storage.tables import EnrolmentCode, Person

CODE_HOURS, MOST_HOURS = 24, 48
"""How long a code lasts where nothing else is set, and at most; days off are not counted."""

LETTERS = 20
"""How many letters and digits a code has."""

FIGURES = frozenset("23456789")
"""Every code has one of these, which nobody mistakes for a letter."""

# Crockford's base 32: no letter that is taken for a digit, no U. Five bits a letter, 100 a code;
# with its dashes it fits Telegram's links, which take 64 of A-Z, a-z, 0-9, _ and -.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 4
_MOST_AT_ONCE = 500
_MISREAD = str.maketrans("OIL", "011")


def make_code(session: Session, person_id: str, now: datetime, hours: int = CODE_HOURS) -> str:
    """Return a new code (XXXX-XXXX-XXXX-XXXX-XXXX) that enrols a person once; its hash is kept.

    It lasts `hours`, weekends and bank holidays not counted, and every older code of the person
    ends. Raises PersonGoneError for a person who has left, StorageError where there is no such
    person or the hours are not 1 to MOST_HOURS.
    """
    if not 1 <= hours <= MOST_HOURS:
        raise StorageError(f"a code lasts 1 to {MOST_HOURS} hours")
    found = session.get(Person, person_id)
    if found is None:
        raise StorageError("there is no such person")
    if has_left(found, london_day(now)):
        raise PersonGoneError("the person has left")
    people.revoke_codes(session, person_id, now)
    letters = _draw()
    made = EnrolmentCode(
        code_hash=cipher_of(session).code_hash(letters),
        person_id=person_id,
        made_at=now,
        expires_at=add_working_hours(now, hours),
    )
    session.add(made)
    session.flush()
    audit.record(session, "code made", "enrolment_code", made.id, actor=None, at=now)
    return "-".join(letters[at : at + _GROUP] for at in range(0, LETTERS, _GROUP))


def replace_devices(
    session: Session, person_id: str, now: datetime, hours: int = CODE_HOURS
) -> tuple[str, list[Device]]:
    """Return a new code for somebody who lost a device, and the devices that ended at once.

    With none left, the code alone lets the next one in. Raises as make_code does.
    """
    ended = devices.known(session, person_id, now)
    people.stop_person(session, person_id, now)
    return make_code(session, person_id, now, hours), ended


def owner_of_code(session: Session, code: str) -> str:
    """Return the id of the person a code was made for; raises CodeUnknownError.

    The address of a person's web chat is this id, and enrols nobody else.
    """
    return _code(session, code).person_id


def known_among(session: Session, written: Collection[str]) -> set[str]:
    """Return those of some pieces of text, each in LETTERS letters, that are a code ever made."""
    cipher = cipher_of(session)
    hashes = {cipher.code_hash(plain(one)): one for one in written}
    found: set[str] = set()
    for some in _in_parts(list(hashes)):
        query = select(EnrolmentCode.code_hash).where(col(EnrolmentCode.code_hash).in_(some))
        found |= {hashes[code_hash] for code_hash in session.exec(query)}
    return found


def plain(written: str) -> str:
    """Return a code as it is kept: letters and digits alone, capital, as they are often misread."""
    return "".join(letter for letter in written.upper() if letter.isalnum()).translate(_MISREAD)


def use_code(session: Session, code: str, channel: str, address: str, now: datetime) -> Person:
    """Enrol an address with a code, typed in any case, with or without dashes; return whose it is.

    Raises CodeUnknownError, CodeUsedError, CodeReplacedError or CodeExpiredError; AddressTakenError
    where the address belongs to another person who is here; PersonGoneError; SecondDeviceError
    where the person has a device, which must say yes. Nothing is changed then.
    """
    found = usable(session, code, now)
    whose = session.get_one(Person, found.person_id)
    refuse_if_taken(session, channel, address, whose.id, now)
    others = devices.known(session, whose.id, now)
    if any((one.channel, one.address) != (channel, address) for one in others):
        raise SecondDeviceError("the person has a device already")
    spend(session, found, now)
    devices.enrol(session, whose.id, channel, address, now)
    audit.record(session, "code used", "enrolment_code", found.id, actor=whose.id, at=now)
    return whose


def usable(session: Session, code: str, now: datetime) -> EnrolmentCode:
    """Return the row of a code that works now; raises as use_code does."""
    found = _code(session, code)
    if found.used_at is not None:
        raise CodeUsedError("the code was used before")
    if found.revoked_at is not None:
        raise CodeReplacedError("a newer code was made")
    if found.expires_at <= now:
        raise CodeExpiredError("the code is too old")
    if not is_here(session.get_one(Person, found.person_id), london_day(now)):
        raise PersonGoneError("the person has left")
    return found


def refuse_if_taken(
    session: Session, channel: str, address: str, person_id: str, now: datetime
) -> None:
    """Raise AddressTakenError where an address is another person's; a leaver's is free."""
    identity = people.identity_at(session, channel, address)
    if identity is None or identity.person_id == person_id or identity.stopped_at is not None:
        return
    if not has_left(session.get_one(Person, identity.person_id), london_day(now)):
        raise AddressTakenError("the address belongs to another person")


def spend(session: Session, code: EnrolmentCode, now: datetime) -> None:
    """Store that a code was used; raises CodeUsedError where it was ended meanwhile."""
    # Compared and set in the database, so that a code works once even where two use it at once.
    spent = session.connection().execute(
        update(EnrolmentCode)
        .where(col(EnrolmentCode.id) == code.id, col(EnrolmentCode.used_at).is_(None))
        .where(col(EnrolmentCode.revoked_at).is_(None))
        .values(used_at=now)
    )
    if spent.rowcount != 1:
        raise CodeUsedError("the code was used before")


def _draw() -> str:
    """Return the letters of a new code; some are figures, so that text is quickly known for none.

    One in 300 is drawn again, which takes a hundredth of a bit from its 100.
    """
    while True:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(LETTERS))
        if FIGURES & set(letters):
            return letters


def _code(session: Session, code: str) -> EnrolmentCode:
    code_hash = cipher_of(session).code_hash(plain(code))
    found = session.exec(select(EnrolmentCode).where(EnrolmentCode.code_hash == code_hash)).first()
    if found is None:
        raise CodeUnknownError("no such code was made")
    return found


def _in_parts(hashes: list[str]) -> Iterator[list[str]]:
    # A database takes only so many values at once.
    for at in range(0, len(hashes), _MOST_AT_ONCE):
        yield hashes[at : at + _MOST_AT_ONCE]
