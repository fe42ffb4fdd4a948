"""/start: enrolment by a single-use code, and the welcome."""

import re
from datetime import datetime

from bot import devices
from bot.messages import Incoming, Outgoing, to_json
from bot.update import UpdateContext
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from storage import audit, codes, device_requests, outbox
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeReplacedError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    SecondDeviceError,
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
    CodeReplacedError: "help.code_replaced",
    CodeExpiredError: "help.code_expired",
    AddressTakenError: "help.address_taken",
    PersonGoneError: "help.code_unknown",
}
_WORD = re.compile(r"[^\W\d_]{2,}")
_A_STORY = 6
_ABOUT_A_CODE = frozenset(
    ("hi", "hello", "my", "the", "this", "is", "here", "code", "start", "thanks")
)


def run(update: UpdateContext, argument: str) -> None:
    """Welcome somebody who is enrolled; a code they sent again is taken away and not used."""
    if argument:
        _take_away(update)
        update.say(phrase("help.already_enrolled"))
        return
    update.say(devices.welcome(update.person))


def _take_away(update: UpdateContext) -> None:
    if update.incoming.source:
        update.replies.append(Outgoing("", deletes=update.incoming.source))


def enrol(session: Session, incoming: Incoming, code: str | None, now: datetime) -> Person | None:
    """Enrol an unknown sender by the code they sent, or what looks like one; return who they are.

    Where that lets nobody in, a reply that says why is stored, the message is taken away, and None
    is returned. Where they have a device already, it is asked whether this one is theirs.
    """
    code = code or _code_in(incoming.text or "")
    if code is None:
        _refuse(session, incoming, now, "help.unknown_sender")
        return None
    try:
        return codes.use_code(session, code, incoming.channel, incoming.address, now)
    except SecondDeviceError:
        place = (incoming.channel, incoming.address)
        asked = device_requests.ask_for_chat(session, code, *place, now)
        devices.announce(session, asked, now)
        _refuse(session, incoming, now, "devices.waits", takes_away=True)
    except tuple(_REFUSALS) as fault:
        audit.code_refused(session, fault, f"{incoming.channel}/{incoming.address}", now)
        _refuse(session, incoming, now, _REFUSALS[type(fault)], takes_away=True)
    return None


def take_away_code(update: UpdateContext) -> bool:
    """Take away the message of somebody enrolled that held a code; the code is not used.

    Return whether there is more in the message, which is answered as if the code were not there.
    """
    _take_away(update)
    more = [
        word
        for word in _WORD.findall((update.incoming.text or "").casefold())
        if word not in _ABOUT_A_CODE
    ]
    if len(more) >= _A_STORY:
        update.say(phrase("help.code_taken_out"))
        return True
    update.say(phrase("help.already_enrolled"))
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


def _refuse(
    session: Session, incoming: Incoming, now: datetime, key: str, *, takes_away: bool = False
) -> None:
    in_danger = meaning_of(incoming.text or "") is Meaning.TONIGHT
    lines = [phrase("tonight.danger"), phrase(key)] if in_danger else [phrase(key)]
    said = [Outgoing("\n".join(lines))]
    if takes_away and incoming.source:
        said.insert(0, Outgoing("", deletes=incoming.source))
    place = (incoming.channel, incoming.address)
    messages = [NewMessage(None, *place, to_json(one)) for one in said]
    outbox.put(session, messages, at=now, sent=incoming.has_transcript)


def welcome(update: UpdateContext) -> None:
    """Welcome somebody who has just enrolled, and take the message with the code away."""
    _take_away(update)
    run(update, "")
