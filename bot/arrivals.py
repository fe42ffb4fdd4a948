"""Whether an update is seen for the first time, and what its person said with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messages import Incoming, from_json
from storage import people, seen, transcript
from storage.session import Session
from storage.tables import Person

_MOST_LATE = timedelta(days=7)
"""How late words may come. Telegram keeps what it cannot deliver for a day."""


@dataclass(frozen=True)
class Receipt:
    """What became of an update: whether it was new, and the outbox messages it made.

    `other_words` says that its key was used before for other words: those of this one are not kept.
    """

    fresh: bool
    stored: tuple[str, ...] = ()
    other_words: bool = False


def dated(incoming: Incoming, now: datetime) -> Incoming:
    """Return what came without a date that cannot be: it counts as written as it comes.

    A phone or a server whose clock begins anew in 1970 would date a record there. What is dated
    ahead keeps its date, since our own clock may be behind; no record is dated in days to come.
    """
    written = incoming.written_at
    is_late = written is not None and now - written > _MOST_LATE
    return replace(incoming, written_at=None) if is_late else incoming


def first_sight(session: Session, incoming: Incoming, person: Person | None, now: datetime) -> bool:
    """Store that an update was seen; return False where it was stored before."""
    said = _said(session, incoming, person) if incoming.has_transcript else None
    return seen.first_sight(
        session,
        incoming.channel,
        incoming.update_key,
        person_id=person.id if person else None,
        said=said,
        at=now,
    )


def says_otherwise(session: Session, incoming: Incoming) -> bool:
    """Say whether an update that was seen before held other words: then these are kept nowhere."""
    if not incoming.has_transcript or incoming.text is None:
        return False
    before = seen.said_with(session, incoming.channel, incoming.update_key)
    return before is not None and before != incoming.text


def note_reach(session: Session, incoming: Incoming, now: datetime, *, may_be_lost: bool) -> None:
    """Note whether an address can be reached, where that may be news."""
    if may_be_lost or incoming.reachable is not None:
        people.note_reach(session, incoming.channel, incoming.address, incoming.reachable, now)


def is_rest_of_album(
    session: Session, incoming: Incoming, person: Person | None, now: datetime
) -> bool:
    """Say whether it is a wordless picture of an album that was answered: it is one message."""
    if incoming.album is None:
        return False
    is_first = seen.first_sight(
        session,
        incoming.channel,
        f"album {incoming.album}",
        person_id=person.id if person else None,
        said=None,
        at=now,
    )
    return not is_first and incoming.text is None


def _said(session: Session, incoming: Incoming, person: Person | None) -> str | None:
    """Return the person's side of the transcript: their words, or the label they tapped."""
    if incoming.button is None or person is None:
        return incoming.text
    for line in reversed(transcript.lines(session, person.id, incoming.channel, most=10)):
        if line.ours:
            for button in from_json(line.body).every_button():
                if button.data == incoming.button:
                    return button.label
    return None
