"""What stands beneath a record on its page: who has seen it, and the way to a child's words."""

from datetime import date

from bot.channels.web.chat import ACTION
from bot.channels.web.pages import day_and_hour
from bot.channels.web.words import words
from bot.conversations import quoting
from practice.terms import WRITTEN_ALONE
from storage import audit, records
from storage.seen_by import Sighting, seen_by
from storage.session import Session
from storage.tables import Person, Record

_KEYS = {audit.READ: "read", audit.QUOTED: "quoted", audit.EXPORTED: "exported"}


def beneath(session: Session, record: Record, person: Person, today: date) -> dict[str, object]:
    """Return who has seen a record, and the button by which its reader quotes a child, or None."""
    return {
        "seen": seen_words(session, record),
        "quote": _quote(quoting.Asker(session, person, today), record),
        "quote_action": ACTION,
    }


def _quote(asks: quoting.Asker, record: Record) -> dict[str, str] | None:
    """Return the button and what it says of the words: whether some stand on a summary."""
    held = records.supervision(asks.session, record.supervision_id or "")
    mine = quoting.of_meeting(asks, held) if held else []
    found = [one for one in mine if one.record.id == record.id]
    if held is None or not found:
        return None
    standing = any(one.standing_id for one in found)
    said = words("record.quote_stands" if standing else "record.quote_may")
    return {"value": f"!quote:{held.id}", "said": said, "label": words("record.quote_way")}


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
