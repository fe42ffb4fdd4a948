"""A note on a shared reflection: a reply to it goes to its writer, or from them to its reader."""

from dataclasses import dataclass
from datetime import date

from bot.conversations.telling import with_when
from bot.messages import Outgoing
from bot.permissions import request_record
from bot.update import UpdateContext, command_button, first_name
from practice.access import Visibility
from practice.terms import WRITTEN_ALONE
from prompts.kinds import named_together
from prompts.phrases import phrase
from prompts.text import tidy
from storage import addenda, audit, children, people, records, shares, transcript
from storage.access import viewer_of
from storage.session import Session
from storage.tables import Person, Record


def written(update: UpdateContext, words: str) -> bool:
    """Keep a reply to a shared reflection as a note on it and tell the other person; say if so.

    What is open stays as it is.
    """
    record = _replied_to(update)
    if record is not None:
        write(update, record, words)
    return record is not None


def write(update: UpdateContext, record: Record, words: str) -> None:
    """Keep words as a note on a shared reflection, tell the other person, and say so."""
    addenda.add_addendum(
        update.session, record.id, tidy(words), author=update.person.id, at=update.now
    )
    audit.record(
        update.session, "note added", "record", record.id, actor=update.person.id, at=update.now
    )
    other = _other(update.session, record, update.person, update.today)
    update.replies.append(Outgoing(_said(update, record, other), record_id=record.id))


@dataclass(frozen=True)
class ReadReflection:
    """A shared reflection: what it is called, and who a note on it is told to."""

    record: Record
    called: str
    other: Person | None


def just_read(update: UpdateContext) -> ReadReflection | None:
    """Return the shared reflection that stands last before the person, if one does."""
    before, person = update.incoming.written_at or update.now, update.person
    channel = update.incoming.channel
    shown = transcript.reflection_shown_last(update.session, person.id, channel, before)
    return read_by(update.session, person, shown, update.today) if shown else None


def read_by(session: Session, person: Person, record_id: str, on: date) -> ReadReflection | None:
    """Return the shared reflection of that id as the person reads it; None where they may not."""
    record = readable(session, person, record_id, on)
    if record is None:
        return None
    return ReadReflection(
        record, called(session, record, person), _other(session, record, person, on)
    )


def told_of(session: Session, person: Person, record_id: str, on: date) -> str | None:
    """Return what a record written alone is called that a person was told of; None: not theirs."""
    asked = request_record(session, viewer_of(session, person), record_id, on)
    if asked is None or not asked.may_read or not is_told(asked.record):
        return None
    return called(session, asked.record, person)


def is_told(record: Record) -> bool:
    """Say whether a record is of those that people are told of one by one; no kept one is."""
    return record.kind in WRITTEN_ALONE and record.visibility != Visibility.KEPT


def readable(session: Session, person: Person, record_id: str, on: date) -> Record | None:
    """Return the shared reflection of that id, if the person may read it."""
    asked = request_record(session, viewer_of(session, person), record_id, on)
    is_shared = asked and asked.may_read and asked.record.visibility == Visibility.SHARED
    return asked.record if asked and is_shared else None


def called(session: Session, record: Record, person: Person) -> str:
    """Return what is written alone is called to a person: whose it is, and about which children."""
    rows = records.records_of_draft(session, record.draft_id)
    about = [children.child(session, row.child_id) for row in rows if row.child_id]
    refs = named_together([child.ref for child in about if child]) if about else ""
    whose = _whose(session, record, person)
    if not refs:
        return phrase(f"{record.kind}.called_alone", whose=whose)
    return phrase(f"{record.kind}.called", whose=whose, child=refs)


def _whose(session: Session, record: Record, person: Person) -> str:
    if record.writer_id == person.id:
        return phrase("reflection.your")
    writer = people.person(session, record.writer_id)
    return phrase("reflection.their", name=first_name(writer))


def _replied_to(update: UpdateContext) -> Record | None:
    """Return the shared reflection that the message in hand replies to, if they may read it."""
    name = update.incoming.replies_to
    if name is None:
        return None
    about = transcript.about(update.session, update.person.id, update.incoming.channel, name)
    if about is None or about.record_id is None:
        return None
    return readable(update.session, update.person, about.record_id, update.today)


def _other(session: Session, record: Record, person: Person, on: date) -> Person | None:
    if record.writer_id == person.id:
        return shares.open_with(session, record.draft_id, on)
    return people.person(session, record.writer_id)


def _said(update: UpdateContext, record: Record, other: Person | None) -> str:
    """Tell the other person, and return what the writer of the note is told."""
    if other is None:
        return phrase(f"{record.kind}.note_kept")
    reads = command_button(phrase("reminders.buttons.read"), "read", record.id)
    told = phrase(f"{record.kind}.note_told", name=update.known_as(update.person))
    telling = update.tell(other.id, "note", told, [reads], record_id=record.id)
    return with_when(phrase(f"{record.kind}.note_kept"), telling, update.now)
