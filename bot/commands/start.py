"""/start: enrolment by a single-use code, and the welcome."""

from datetime import datetime

from bot.messages import Incoming, Outgoing, to_json
from bot.update import UpdateContext, first_name
from practice.access import Role
from prompts.phrases import phrase
from storage import outbox, people
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    StorageError,
)
from storage.outbox import NewMessage
from storage.session import Session
from storage.tables import Person

_SHORTEST_CODE = 12
_REFUSALS: dict[type[StorageError], str] = {
    CodeUnknownError: "help.code_unknown",
    CodeUsedError: "help.code_used",
    CodeExpiredError: "help.code_expired",
    AddressTakenError: "help.address_taken",
    PersonGoneError: "help.code_unknown",
}
_BY_ROLE = {
    Role.PRACTITIONER: "help.welcome_practitioner",
    Role.SUPERVISOR: "help.welcome_supervisor",
}


def run(update: UpdateContext, argument: str) -> None:
    """Welcome somebody who is enrolled; a code they sent again is taken away and not used."""
    if argument:
        _take_away(update)
        update.say(phrase("help.already_enrolled"))
        return
    by_role = _BY_ROLE.get(Role(update.person.role), "help.welcome_manager")
    lines = [
        phrase("help.welcome", name=first_name(update.person)),
        phrase(by_role),
        phrase("help.references"),
        phrase("help.tonight"),
    ]
    update.say("\n".join(lines))


def _take_away(update: UpdateContext) -> None:
    if update.incoming.source:
        update.replies.append(Outgoing("", deletes=update.incoming.source))


def enrol(session: Session, incoming: Incoming, now: datetime) -> Person | None:
    """Enrol an unknown sender by the code they sent; return who they are.

    Where the code does not work, a reply that says why is stored and None is returned.
    """
    code = _code_in(incoming.text or "")
    if code is None:
        _refuse(session, incoming, now, "help.unknown_sender")
        return None
    try:
        return people.use_code(session, code, incoming.channel, incoming.address, now)
    except tuple(_REFUSALS) as fault:
        _refuse(session, incoming, now, _REFUSALS[type(fault)])
        return None


def _code_in(text: str) -> str | None:
    """Return what may be a code: what follows /start, or one long word of letters and digits."""
    words = text.strip().removeprefix("/start").strip()
    bare = [letter for letter in words if letter.isalnum()]
    return words if len(bare) >= _SHORTEST_CODE and len(words.split()) == 1 else None


def _refuse(session: Session, incoming: Incoming, now: datetime, key: str) -> None:
    body = to_json(Outgoing(phrase(key)))
    message = NewMessage(None, incoming.channel, incoming.address, body)
    outbox.put(session, [message], at=now, sent=incoming.has_transcript)


def welcome(update: UpdateContext) -> None:
    """Welcome somebody who has just enrolled, and take the message with the code away."""
    _take_away(update)
    run(update, "")
