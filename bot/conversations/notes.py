"""A note on a shared reflection: a reply to it goes to its writer, or from them to its reader."""

from bot.conversations.telling import with_when
from bot.permissions import request_record
from bot.update import UpdateContext, command_button, first_name, viewer_of
from practice.access import Visibility
from prompts.phrases import phrase
from prompts.text import tidy
from storage import addenda, audit, people, transcript
from storage.tables import Person, Record


def written(update: UpdateContext, words: str) -> bool:
    """Keep a reply to a shared reflection as a note on it and tell the other person; say if so.

    What is open stays as it is.
    """
    record = _replied_to(update)
    if record is None:
        return False
    addenda.add_addendum(
        update.session, record.id, tidy(words), author=update.person.id, at=update.now
    )
    audit.record(
        update.session, "note added", "record", record.id, actor=update.person.id, at=update.now
    )
    other = _other(update, record)
    update.say(_said(update, record, other))
    return True


def _replied_to(update: UpdateContext) -> Record | None:
    """Return the shared reflection that the message in hand replies to, if they may read it."""
    name = update.incoming.replies_to
    if name is None:
        return None
    about = transcript.about(update.session, update.person.id, update.incoming.channel, name)
    if about is None or about.record_id is None:
        return None
    viewer = viewer_of(update.session, update.person)
    asked = request_record(update.session, viewer, about.record_id, update.today)
    may_write = asked and asked.may_read and asked.record.visibility == Visibility.SHARED
    return asked.record if asked and may_write else None


def _other(update: UpdateContext, record: Record) -> Person | None:
    if record.writer_id == update.person.id:
        return people.supervisor_of(update.session, record.writer_id, update.today)
    return people.person(update.session, record.writer_id)


def _said(update: UpdateContext, record: Record, other: Person | None) -> str:
    """Tell the other person, and return what the writer of the note is told."""
    if other is None:
        return phrase("reflection.note_kept")
    reads = command_button(phrase("reminders.buttons.read"), "read", record.id)
    told = phrase("reflection.note_told", name=first_name(update.person))
    due = update.tell(other.id, "note", told, [reads], record_id=record.id)
    name = first_name(other)
    if due is not None and due <= update.now:
        return phrase("reflection.note_sent", name=name)
    return with_when(phrase("reflection.note_kept"), name, due, update.now)
