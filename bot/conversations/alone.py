"""What one person writes outside a meeting: one way to begin, to send and to tell of each kind.

A kind says who may begin it, what it is opened with, and whom it goes to as it is sent. Who reads
it then is for practice/access.py. A reflection, whose writer chooses, is in reflection.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.conversations import (
    audit,
    decision,
    group,
    handover,
    preparation,
    submit,
    taken_in,
    way_back,
)
from bot.conversations import draft as drafted
from bot.conversations.addressed import Addressed
from bot.conversations.draft import OpenDraft
from bot.conversations.telling import with_when
from bot.update import UpdateContext
from practice.terms import DraftKind, RecordKind, StepKind
from prompts import effects
from prompts.card import Input, Typed
from prompts.interview import InterviewConversation
from prompts.interview.claim_cards import said_of_unopened
from prompts.interview.state import CHECK, Interview
from prompts.options import Named
from prompts.phrases import phrase
from prompts.spoken_words import Meaning
from prompts.steps import Json, Step
from storage.tables import Child

Context = Mapping[str, Json]


@dataclass(frozen=True)
class Kind:
    """One kind: its guide, what it is opened with, and whom it goes to as things are now.

    `opening` returns None where the person may not begin it, or where it is begun for one child
    (`open_about`); `addressed` where what was written may not be sent any more.
    """

    guide: str
    record: RecordKind
    opening: Callable[[UpdateContext], Context | None]
    addressed: Callable[[UpdateContext, Interview], Addressed | None]


KINDS: Sequence[Kind] = (
    Kind("decision", RecordKind.DECISION, decision.opening, decision.addressed),
    Kind("preparation", RecordKind.PREPARATION, preparation.opening, preparation.addressed),
    Kind("handover", RecordKind.HANDOVER, lambda _: None, handover.addressed),
    Kind(group.GUIDE, RecordKind.GROUP, lambda _: None, group.addressed),
    *(Kind(one, RecordKind.AUDIT, lambda _: None, audit.addressed) for one in sorted(audit.GUIDES)),
)


def begin(update: UpdateContext, guide: str, first_words: str | None = None) -> bool:
    """Open a record of the kind of that guide; say whether the person may write one now.

    `first_words` answer its first question. Whatever else is open is saved for later.
    """
    kind = _of_guide(guide)
    context = kind.opening(update) if kind else None
    if context is None:
        return False
    drafted.leave_current(update)
    draft = _new(update, guide)
    interview = draft.conversation_as(InterviewConversation)
    drafted.advance(update, draft, interview.begin(context, first_words))
    return True


def open_about(
    update: UpdateContext, guide: str, child: Child | None, context: Context
) -> OpenDraft:
    """Open a record about one child, or none, with what it is opened with; return its draft."""
    drafted.leave_current(update)
    draft = _new(update, guide, child.id if child else None)
    begun = draft.conversation_as(InterviewConversation).begin(context)
    return drafted.advance(update, draft, begun)


def _new(update: UpdateContext, guide: str, child_id: str | None = None) -> OpenDraft:
    newest = update.guides.newest(guide)
    return drafted.new(update, DraftKind.GUIDE, (newest.name, newest.version), child_id=child_id)


def asks_anew(update: UpdateContext, draft: OpenDraft, said: Input) -> bool:
    """Show the last card anew where it may not be sent to whom the card says; say whether it did.

    Nothing is sent to somebody whom its writer was not told of, nor about a child that is theirs
    to decide about no longer.
    """
    kind = _of_guide(draft.row.guide)
    now = draft.conversation.state
    if kind is None or now.position != CHECK or not _sends(draft, said):
        return False
    to = kind.addressed(update, now)
    if to is not None and to.is_as_told(now):
        return False
    context = kind.opening(update)
    lead = phrase("alone.readers_changed") if to else phrase(f"{kind.record}.not_now")
    if context is not None:
        known = {**now.context, **context, "held_on": now.context.get("held_on")}
        draft = drafted.add(update, draft, Step(StepKind.OPENED, value=known, sealed=True))
    drafted.show(update, draft, [draft.conversation.card(lead)])
    return True


def _sends(draft: OpenDraft, said: Input) -> bool:
    talk = draft.conversation
    means = isinstance(said, Typed) and talk.meaning_of(said.text) is Meaning.SHARE
    return means or talk.option_of(said) is Named.SEND


def sent(update: UpdateContext, draft: OpenDraft, _: effects.RecordSent) -> None:
    """Store what was sent, and tell whom it concerns; say to its writer what came of it."""
    kind = _of_guide(draft.row.guide)
    told = draft.conversation_as(InterviewConversation).state
    to = kind.addressed(update, told) if kind else None
    assert kind is not None and to is not None  # noqa: S101, PT018 - asked as it was about to be sent
    record = submit.alone(update, draft, to.whats, with_whom=to.with_whom)
    lines = [to.said]
    for person in to.tells:
        heard = to.heard_by.get(person.id, to.heard)
        about = submit.to_read(heard, record.id, name=update.known_as(update.person))
        telling = update.tell(
            person.id, kind.record, about.text, *about.buttons, record_id=record.id
        )
        lines = [with_when("\n".join(lines), telling, update.now)]
    way_back.say_with_way(update, [*lines, *said_of_unopened(told)])
    if kind.record is RecordKind.PREPARATION:
        taken_in.offer_next(update)


def _of_guide(name: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.guide == name), None)
