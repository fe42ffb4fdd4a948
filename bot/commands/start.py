"""/start: enrolment by a single-use code, and the welcome."""

import re
from datetime import datetime

from bot.messages import Incoming, Outgoing, to_json
from bot.update import UpdateContext, first_name
from practice.access import Role
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from storage import audit, codes, outbox
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

_SHORTEST_CODE, _LONGEST_CODE = 12, 24
# A code as it is given, XXXX-XXXX-XXXX-XXXX-XXXX, whatever stands between its groups.
_GROUPED = re.compile(r"(?<![^\W_])(?:[^\W_]{4}[\W_]{0,3}){4}[^\W_]{4}(?![^\W_])")
_LINKED = re.compile(r"[?&]start=([\w-]+)")
_BEFORE_A_CODE = re.compile(
    r"\W*(?:(?:/\s*)?start(?:@\w+)?|my|the|this|is|its|enrol\w*|code)(?![^\W_])", re.IGNORECASE
)
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
        return codes.use_code(session, code, incoming.channel, incoming.address, now)
    except tuple(_REFUSALS) as fault:
        audit.code_refused(session, fault, f"{incoming.channel}/{incoming.address}", now)
        _refuse(session, incoming, now, _REFUSALS[type(fault)])
        return None


def is_code(update: UpdateContext, words: str) -> bool:
    """Say whether somebody who is enrolled sent a code again: such words start no story."""
    code = _code_in(words)
    try:
        return code is not None and bool(codes.owner_of_code(update.session, code))
    except CodeUnknownError:
        return False


def holds_code(text: str) -> bool:
    """Say whether a text may hold a code, of whomever and whether it works or not."""
    return _code_in(text) is not None


def _code_in(text: str) -> str | None:
    """Return what may be a code: of a link, in groups of four, or what follows "start" or "code".

    Codes come with spaces, hyphens and line breaks in them, and with words around them.
    """
    if linked := _LINKED.search(text):
        return linked[1]
    words = text
    while before := _BEFORE_A_CODE.match(words):
        words = words[before.end() :]
    if grouped := _GROUPED.search(words):
        return grouped[0]
    letters = sum(letter.isalnum() for letter in words)
    is_code = _SHORTEST_CODE <= letters <= _LONGEST_CODE
    one_word = len(words.split()) == 1 and letters >= _SHORTEST_CODE
    return words if one_word or (words != text and is_code) else None


def _refuse(session: Session, incoming: Incoming, now: datetime, key: str) -> None:
    in_danger = meaning_of(incoming.text or "") is Meaning.TONIGHT
    lines = [phrase("tonight.danger"), phrase(key)] if in_danger else [phrase(key)]
    body = to_json(Outgoing("\n".join(lines)))
    message = NewMessage(None, incoming.channel, incoming.address, body)
    outbox.put(session, [message], at=now, sent=incoming.has_transcript)


def welcome(update: UpdateContext) -> None:
    """Welcome somebody who has just enrolled, and take the message with the code away."""
    _take_away(update)
    run(update, "")
