"""Who has seen a record, in words: it stands on its page for everybody who may read it."""

from bot.channels.web.pages import day_and_hour
from bot.channels.web.words import words
from practice.terms import WRITTEN_ALONE
from storage import audit, records
from storage.seen_by import Sighting, seen_by
from storage.session import Session
from storage.tables import Record

_KEYS = {audit.READ: "read", audit.QUOTED: "quoted", audit.EXPORTED: "exported"}


def seen_words(session: Session, record: Record) -> list[tuple[str, str]]:
    """Return everybody who has seen a record, with how and when, the latest first."""
    alike = [record]
    if record.kind in WRITTEN_ALONE:
        alike = records.records_of_draft(session, record.draft_id)
    sent_at = records.first_sent_at(session, record.id)
    ids = [one.id for one in alike]
    return [(_name(one), _when(one)) for one in seen_by(session, ids, sent_at)]


def _name(one: Sighting) -> str:
    return words("record.account", name=one.name) if one.deed == audit.EXPORTED else one.name


def _when(one: Sighting) -> str:
    key, when = f"record.{_KEYS[one.deed]}", day_and_hour(one.last_at)
    if one.times == 1:
        return words(f"{key}_once", when=when)
    return words(key, n=one.times, when=when)
