"""One draft: its row, and the conversation that its steps fold to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.messages import Button, Outgoing
from bot.update import UpdateContext, buttoned
from practice.terms import ADDED_BY_ITSELF, DraftKind, StepKind
from prompts.agreement import AgreementConversation
from prompts.agreement_state import Agreement
from prompts.card import Card
from prompts.conversation import Conversation, Turn
from prompts.interview import InterviewConversation
from prompts.interview.beside import Other, other_in, taken_before
from prompts.interview.state import Interview
from prompts.interview.text_readings import Reader, look_anew
from prompts.loader import Guides, digest
from prompts.meeting import MeetingConversation
from prompts.meeting.state import Meeting, WhoAgrees
from prompts.options import Option, decode, encode
from prompts.steps import Step
from storage import absences, children, drafts, people, presence
from storage import guides as known_guides
from storage.drafts import DraftRow, StepRow
from storage.ids import new_id
from storage.session import Session

_Kind = TypeVar("_Kind", bound=Conversation[Any])


@dataclass(frozen=True)
class OpenDraft:
    """A draft as it is loaded: where it stands, and everything stored of it."""

    row: DraftRow
    conversation: Conversation[Any]

    @property
    def id(self) -> str:
        """The draft's id."""
        return self.row.id

    def conversation_as(self, kind: type[_Kind]) -> _Kind:
        """Return the conversation of a draft that is known to be of this kind."""
        assert isinstance(self.conversation, kind)  # noqa: S101 - its row says which it is
        return self.conversation


def unopened(
    guides: Guides, row: DraftRow, author_id: str | None = None, reader: Reader = look_anew
) -> Conversation[Any]:
    """Return the conversation of a draft's kind before its first step."""
    if row.kind == DraftKind.MEETING:
        return MeetingConversation(Meeting(), author_id)
    if row.kind == DraftKind.AGREEMENT:
        return AgreementConversation(Agreement(), author_id)
    guide = guides.version(row.guide, row.version)
    if row.kind == DraftKind.VIEW:
        guide = guide.of_each
    return InterviewConversation(Interview(guide), author_id, reader=reader)


def stored_steps(session: Session, draft_id: str) -> list[Step]:
    """Return the steps of a draft as prompts reads them."""
    return [
        Step(row.kind, row.question, row.entry, row.value, row.sealed, row.author_id)
        for row in drafts.steps(session, draft_id)
    ]


def load(update: UpdateContext, row: DraftRow) -> OpenDraft:
    """Return a draft with its steps read; new steps will be this person's."""
    conversation = unopened(update.guides, row, update.person.id, update.reader)
    loaded = conversation.replay(stored_steps(update.session, row.id))
    if isinstance(loaded, InterviewConversation) and loaded.state.guide.asks_apart:
        loaded = replace(loaded, other=_other(update, row) or taken_before(loaded.state))
    if isinstance(loaded, MeetingConversation):
        loaded = loaded.agreed_by(_who_agrees(update, loaded.state))
    return OpenDraft(row, loaded)


def _who_agrees(update: UpdateContext, now: Meeting) -> WhoAgrees:
    """Return whether the practitioner of a meeting is here to agree it, or away until when.

    And which of its children have another worker since, or none.
    """
    practitioner = people.person(update.session, now.practitioner_id)
    if practitioner is not None and presence.has_left(practitioner, update.today):
        return WhoAgrees(has_left=True)
    theirs = children.ids_by_ref(update.session, now.practitioner_id, update.today)
    until = absences.until(update.session, now.practitioner_id, update.today)
    moved_on = tuple(child.ref for child in now.children if child.ref not in theirs)
    return WhoAgrees(away_until=until, moved_on=moved_on)


def _other(update: UpdateContext, row: DraftRow) -> Other | None:
    """Return what the other person does in a view of their own beside a part, for its writer."""
    is_own_part = row.kind == DraftKind.GUIDE and row.person_id == update.person.id
    view = view_of(update.session, row.id) if is_own_part else None
    if view is None:
        return None
    talk = unopened(update.guides, view).replay(stored_steps(update.session, view.id))
    writer = people.person(update.session, view.person_id)
    is_here = writer is not None and presence.is_here(writer, update.today)
    # What somebody showed before they left stands; nobody waits for them to write more.
    other = other_in(talk.state, view.person_id)
    return replace(other, is_writing=other.is_writing and is_here)


def view_of(session: Session, part_id: str) -> DraftRow | None:
    """Return the practitioner's own view beside a part of a meeting; None where there is none."""
    beside = drafts.children_of(session, part_id)
    return next((row for row in beside if row.kind == DraftKind.VIEW), None)


def find(update: UpdateContext, draft_id: str) -> OpenDraft | None:
    """Return the draft of that id; None where there is none."""
    row = drafts.draft(update.session, draft_id)
    return load(update, row) if row else None


def new(
    update: UpdateContext,
    kind: str,
    guide: tuple[str, int],
    *,
    parent_id: str | None = None,
    child_id: str | None = None,
) -> OpenDraft:
    """Add a draft of the person's that follows a guide (its name and version); it has no step."""
    row = DraftRow(
        new_id(), kind, *guide, update.person.id, parent_id, child_id, opened_at=update.now
    )
    drafts.add_draft(update.session, row)
    _keep_guide(update, guide)
    return OpenDraft(row, unopened(update.guides, row, update.person.id, update.reader))


def _keep_guide(update: UpdateContext, place: tuple[str, int]) -> None:
    """Keep a council's own version as it is first used: what it asked is read by it for ever."""
    source = update.guides.sources.get(place)
    if source is not None:
        known_guides.note(update.session, place, digest(source), update.now, source)


def store(update: UpdateContext, draft: OpenDraft, conversation: Conversation[Any]) -> OpenDraft:
    """Store what is new in a draft's conversation and return the draft after it."""
    _append(update, draft.id, conversation.stored, conversation.new_steps)
    return OpenDraft(draft.row, conversation.all_stored())


def add(update: UpdateContext, draft: OpenDraft, *steps: Step) -> OpenDraft:
    """Store steps of a draft and return the draft after them."""
    return store(update, draft, draft.conversation.add(*steps))


def add_unread(update: UpdateContext, draft_id: str, step: Step) -> None:
    """Store a step of a draft whose other steps need not be read."""
    _append(update, draft_id, drafts.last_number(update.session, draft_id), [step])


def _append(update: UpdateContext, draft_id: str, after: int, steps: Sequence[Step]) -> None:
    source = update.incoming.source if update.incoming.text is not None else None
    rows = [
        StepRow(
            number,
            step.kind,
            step.question,
            step.entry,
            step.value,
            step.sealed,
            step.author_id or update.person.id,
            update.now,
            None if step.kind in ADDED_BY_ITSELF else source,
        )
        for number, step in enumerate(steps, after + 1)
    ]
    drafts.add_steps(update.session, draft_id, rows)
    if any(row.kind in drafts.OPENS_OR_ENDS for row in rows):
        update.forget_current()


def leave_current(update: UpdateContext, unless: str | None = None) -> None:
    """Save the current draft for later, with the meeting it belongs to."""
    for _ in range(2):
        row = update.current()
        if row is None or row.id == unless:
            return
        add_unread(update, row.id, Step(StepKind.LEFT))


def advance(update: UpdateContext, draft: OpenDraft, turn: Turn[Any]) -> OpenDraft:
    """Store what a turn added to a draft and reply with its cards."""
    after = store(update, draft, turn.conversation)
    show(update, after, turn.cards)
    return after


def show(update: UpdateContext, draft: OpenDraft, cards: Sequence[Card]) -> None:
    """Reply with cards of a draft; their buttons name the step that asked last."""
    place = f"{draft.id}:{draft.conversation.asked}"
    for card in cards:
        *rows, aside = [
            [Button(tap.label, f"{place}:{encode(tap.option)}") for tap in row]
            for row in (*card.rows, card.aside)
        ]
        asked = (draft.id, draft.conversation.asked)
        update.replies.append(
            Outgoing(
                card.text,
                buttoned(rows),
                card=asked,
                passages=tuple((str(one.role), one.words) for one in card.passages),
                aside=tuple(aside),
                fills=card.fills,
                folds=card.folds,
            )
        )


@dataclass(frozen=True)
class TappedButton:
    """A button of a draft's card that was tapped; `option` is None where it cannot be read."""

    draft_id: str
    asked: str
    option: Option | None


def read_button(written: str) -> TappedButton:
    """Return what the text that a button of a card carries says."""
    draft_id, _, rest = written.partition(":")
    asked, _, option = rest.partition(":")
    return TappedButton(draft_id, asked, decode(option))
