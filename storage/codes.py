"""Enrolment codes: single-use credentials that let a person's address in."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from practice.calendar import london_day
from storage import audit, people
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    StorageError,
)
from storage.presence import has_left, is_here
from storage.session import cipher_of
from storage.tables import EnrolmentCode, Identity, Person

CODE_LASTS = timedelta(days=7)

# Crockford's base 32: no letter that is taken for a digit, no U. Five bits a letter, 100 a code;
# with its dashes it fits Telegram's links, which take 64 of A-Z, a-z, 0-9, _ and -.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _LETTERS = 5, 4
_MISREAD = str.maketrans("OIL", "011")


def make_code(
    session: Session, person_id: str, now: datetime, valid_for: timedelta = CODE_LASTS
) -> str:
    """Return a new code (XXXX-XXXX-XXXX-XXXX-XXXX) that enrols a person once; its hash is kept.

    Raises PersonGoneError for a person who has left, StorageError where there is no such person.
    """
    found = session.get(Person, person_id)
    if found is None:
        raise StorageError("there is no such person")
    if has_left(found, london_day(now)):
        raise PersonGoneError("the person has left")
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _LETTERS)]
    code = "".join(letters)
    made = EnrolmentCode(
        code_hash=cipher_of(session).code_hash(code),
        person_id=person_id,
        made_at=now,
        expires_at=now + valid_for,
    )
    session.add(made)
    session.flush()
    audit.record(session, "code made", "enrolment_code", made.id, actor=None, at=now)
    return "-".join(code[at : at + _LETTERS] for at in range(0, len(code), _LETTERS))


def owner_of_code(session: Session, code: str) -> str:
    """Return the id of the person a code was made for; raises CodeUnknownError.

    The address of a person's web chat is this id, and enrols nobody else.
    """
    return _code(session, code).person_id


def use_code(session: Session, code: str, channel: str, address: str, now: datetime) -> Person:
    """Enrol an address with a code, typed in any case, with or without dashes; return whose it is.

    Raises CodeUnknownError, CodeUsedError or CodeExpiredError, AddressTakenError where the address
    belongs to another person, and PersonGoneError; nothing is changed then.
    """
    found = _code(session, code)
    if found.used_at is not None:
        raise CodeUsedError("the code was used before")
    if found.expires_at <= now:
        raise CodeExpiredError("the code is too old")
    whose = session.get_one(Person, found.person_id)
    if not is_here(whose, london_day(now)):
        raise PersonGoneError("the person has left")
    identity = people.identity_at(session, channel, address)
    if identity and identity.person_id != whose.id and _is_held(session, identity, now):
        raise AddressTakenError("the address belongs to another person")
    _spend(session, found, now)
    identity = identity or Identity(
        channel=channel, address=address, person_id=whose.id, enrolled_at=now
    )
    identity.person_id, identity.enrolled_at = whose.id, now
    identity.stopped_at = identity.unreachable_at = None
    session.add(identity)
    session.flush()
    audit.record(session, "code used", "enrolment_code", found.id, actor=whose.id, at=now)
    return whose


def _is_held(session: Session, identity: Identity, now: datetime) -> bool:
    """Say whether an address is somebody's: a leaver's is free for its next holder."""
    holder = session.get_one(Person, identity.person_id)
    return identity.stopped_at is None and not has_left(holder, london_day(now))


def _code(session: Session, code: str) -> EnrolmentCode:
    typed = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_MISREAD)
    code_hash = cipher_of(session).code_hash(typed)
    found = session.exec(select(EnrolmentCode).where(EnrolmentCode.code_hash == code_hash)).first()
    if found is None:
        raise CodeUnknownError("no such code was made")
    return found


def _spend(session: Session, code: EnrolmentCode, now: datetime) -> None:
    # Compared and set in the database, so that a code works once even where two use it at once.
    spent = session.connection().execute(
        update(EnrolmentCode)
        .where(col(EnrolmentCode.id) == code.id, col(EnrolmentCode.used_at).is_(None))
        .values(used_at=now)
    )
    if spent.rowcount != 1:
        raise CodeUsedError("the code was used before")
