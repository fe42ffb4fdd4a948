"""A reply to a message that told of something: its words are about that, and begin no reflection.

A supervision that waits to be agreed opens for them, and so does a part, or a view of one's own,
that the message asked for. Nothing is decided by words that were written before it was read.
"""

from bot.conversations import agreement, reflection, router
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.messages import from_json
from bot.update import UpdateContext
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts.kept import Why, keeping_fresh
from prompts.text import tidy
from storage import records, transcript
from storage.tables import Supervision


def taken(update: UpdateContext, words: str) -> bool:
    """Take a reply to a message that came by itself; say whether it was one that is taken here."""
    if _replied_to(update) is None:
        return False
    is_taken = opened(update, tidy(words)) or update.current() is None
    if is_taken and not update.replies:
        reflection.begin_asking(update, keeping_fresh(tidy(words), Why.REPLY))
    return is_taken


def opened(update: UpdateContext, words: str = "") -> bool:
    """Open what the message in hand replies to, with its words; say whether there was any.

    Without words, such as "ok", it is opened as by its button.
    """
    body = _replied_to(update)
    rows = from_json(body).buttons if body else ()
    return any(_opened(update, button.data, words) for row in rows for button in row)


def _replied_to(update: UpdateContext) -> str | None:
    """Return the message that came by itself and is replied to, if one is."""
    name, channel = update.incoming.replies_to, update.incoming.channel
    if name is None:
        return None
    return transcript.telling_named(update.session, update.person.id, channel, name)


def _opened(update: UpdateContext, button: str, words: str) -> bool:
    """Open what a button of the message opens, with the words; say whether it takes any."""
    name, _, opens = button.removeprefix("!").partition(":")
    if name == "read":
        return _read(update, opens, words)
    return name == "continue" and _gone_on(update, opens, words)


def _read(update: UpdateContext, held_id: str, words: str) -> bool:
    """Open a supervision that waits for the person to agree it."""
    waits = records.waiting_supervisions(update.session, update.person.id)
    held: Supervision | None = next((one for one in waits if one.id == held_id), None)
    current = update.current()
    is_read = current is not None and current.kind == DraftKind.AGREEMENT
    if held is None or (is_read and current is not None and current.parent_id == held_id):
        return False
    drafted.leave_current(update)
    agreement.begin(update, held, words)
    return True


def _gone_on(update: UpdateContext, draft_id: str, words: str) -> bool:
    """Go on with a draft of the person's that takes words; these wait there for a place."""
    current, other = update.current(), drafted.find(update, draft_id)
    if other is None or not _is_open(update, other) or (current and current.id == draft_id):
        return False
    router.resume(update, other)
    row = update.current()
    if words and row is not None and row.id == draft_id:
        draft = drafted.load(update, row)
        router.follow(update, draft, draft.conversation.keep(words, Why.NO_ANSWER))
    return True


def _is_open(update: UpdateContext, other: OpenDraft) -> bool:
    is_mine = other.row.person_id == update.person.id
    away = any(step.kind == StepKind.DISCARDED for step in other.conversation.steps)
    return is_mine and not away and records.state(update.session, other.id) not in SENT_STATES
