"""The rest of a pasted message that its channel cut: it comes at once, and is its writer's no more.

Nobody writes words of their own in the moment between two pieces. A row of what was seen names the
second in which a piece was written that was pasted to its end, and holds no word of it.
"""

from datetime import datetime

from bot.messages import Incoming
from prompts.forwarded import ends_pasted, is_pasted_throughout
from prompts.text import LONG_MESSAGE
from storage import seen
from storage.session import Session

_SECONDS = 2
"""How long after a piece its rest is written at the latest, by the channel's own clock."""


def goes_on(session: Session, person_id: str, incoming: Incoming) -> bool:
    """Say whether a message is the rest of one that was pasted."""
    written = incoming.written_at
    if written is None or incoming.text is None or incoming.forwarded_from is not None:
        return False
    here = [_key(person_id, written, before) for before in range(_SECONDS + 1)]
    known = seen.were_seen(session, incoming.channel, [*here, _of_message(person_id, incoming)])
    return bool(known) and _of_message(person_id, incoming) not in known


def ends_what_was_cut(session: Session, person_id: str, incoming: Incoming) -> bool:
    """Say whether a message with the frame of a mail goes on with a long one that had none.

    Who pastes a mail without its headings has its frame, a disclaimer, in the last piece.
    """
    written, text = incoming.written_at, incoming.text
    if written is None or text is None or incoming.forwarded_from or incoming.amends:
        return False
    if not is_pasted_throughout(text):
        return False
    before = [_own_key(person_id, written, seconds) for seconds in range(_SECONDS + 1)]
    return bool(seen.were_seen(session, incoming.channel, before))


def note(
    session: Session, person_id: str, incoming: Incoming, now: datetime, *, rest: bool
) -> None:
    """Note a long piece, which may have been cut: as pasted to its end, `rest` of one, or own."""
    text, written = incoming.text or "", incoming.written_at
    if written is None or incoming.forwarded_from is not None or len(text) < LONG_MESSAGE:
        return
    if not rest and not ends_pasted(text):
        keys = [_own_key(person_id, written, 0)]
    else:
        keys = [_key(person_id, written, 0), *([] if rest else [_of_message(person_id, incoming)])]
    for key in keys:
        seen.first_sight(session, incoming.channel, key, person_id=person_id, said=None, at=now)


def _key(person_id: str, written: datetime, seconds_before: int) -> str:
    return f"cut {person_id} {int(written.timestamp()) - seconds_before}"


def _own_key(person_id: str, written: datetime, seconds_before: int) -> str:
    return f"cut own {person_id} {int(written.timestamp()) - seconds_before}"


def _of_message(person_id: str, incoming: Incoming) -> str:
    """Return the name of a piece that is itself no rest: its edit is read as it was."""
    return f"cut {person_id} by {incoming.source}"
