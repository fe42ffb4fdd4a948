"""Where a record stands, in words, as its reader may know it."""

from dataclasses import dataclass
from datetime import date

from bot.channels.web.words import words
from practice.access import Viewer, Visibility
from practice.calendar import london_day
from practice.terms import WRITTEN_ALONE, StepKind
from prompts.days import day_words, full_day_words
from storage import absences, people, records, shares, unsigned
from storage.session import Session
from storage.tables import Person, Record


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and the day on which."""

    viewer: Viewer
    on: date


def stands(session: Session, record: Record, reader: Reader, beside: tuple[str, str] | None) -> str:
    """Return where a record stands, as the reader may know it."""
    if record.kind in WRITTEN_ALONE:
        return _alone_stands(session, record, reader)
    state = records.state(session, record.draft_id) or StepKind.SUBMITTED
    if state == StepKind.AGREED:
        return words("record.agreed_beside" if beside else "record.agreed")
    closing = unsigned.closing_of(session, record.draft_id)
    if closing is not None:
        name, day = (
            _name(session, closing.closed_by_id),
            full_day_words(london_day(closing.closed_at)),
        )
        return words("record.closed", name=name, day=day, because=closing.reason)
    owner = _owner(session, record, state, reader.on)
    if owner is not None:
        return words(
            f"record.{state}_left", other=_signer(session, record, state), owner=owner.name
        )
    if reader.viewer.person_id == record.other_id:
        return words(f"record.{state}_you")
    said = words(f"record.{state}", other=_name(session, record.other_id))
    return _with_away(session, said, _signer_id(record, state), reader)


def _with_away(session: Session, said: str, signer_id: str | None, reader: Reader) -> str:
    """Return where a record stands, and that who is to go on with it is away, if so."""
    until = absences.until(session, signer_id, reader.on) if signer_id else None
    if until is None or signer_id == reader.viewer.person_id:
        return said
    name, day = _name(session, signer_id), day_words(until)
    return words("record.waits_away", state=said.rstrip("."), name=name, day=day)


def _owner(session: Session, record: Record, state: str, on: date) -> Person | None:
    held = records.supervision(session, record.supervision_id or "")
    return unsigned.owner_of(session, held, state, on) if held else None


def _signer(session: Session, record: Record, state: str) -> str:
    return _name(session, _signer_id(record, state))


def _signer_id(record: Record, state: str) -> str | None:
    """Return whose turn it is: the practitioner's to agree it, the writer's to send it again."""
    return record.other_id if state == StepKind.SUBMITTED else record.writer_id


def _alone_stands(session: Session, record: Record, reader: Reader) -> str:
    if record.visibility not in {Visibility.KEPT, Visibility.SHARED}:
        return words("record.sent_alone")
    if record.visibility == Visibility.KEPT:
        return words("record.kept")
    if reader.viewer.person_id != record.writer_id:
        return words("record.shared_you")
    with_whom = shares.open_with(session, record.draft_id, reader.on)
    if with_whom is None:
        return words("record.shared_nobody")
    return words("record.shared", name=with_whom.name)


def _name(session: Session, person_id: str | None) -> str:
    found = people.person(session, person_id) if person_id else None
    return found.name if found else ""


def written_later(session: Session, record: Record) -> str:
    """Return the day on which a record was sent, where that is not the day it was held."""
    written = records.first_sent_on(session, record.id)
    return full_day_words(written) if written and written != record.held_on else ""
