"""A message edited in the chat amends the answer it gave, as long as nothing was sent.

One that was not understood gave no answer: its edit is that message sent again.
"""

from dataclasses import replace

from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts.guide import Question
from prompts.kinds import KINDS, AskedQuestion, read_answer, shown
from prompts.phrases import phrase
from prompts.readings import UnclearError
from prompts.steps import Json, Step
from prompts.text import tidy
from storage import drafts, records


def amend(update: UpdateContext) -> bool:
    """Store the new wording of an answer beside the old one, and say so.

    Return False, having said nothing, where the edit is to be read as the message sent again.
    """
    found = drafts.step_of_source(update.session, update.person.id, update.incoming.source or "")
    if found is None:
        return False
    draft_id, number = found
    draft = drafted.find(update, draft_id)
    assert draft is not None  # noqa: S101 - a step belongs to a draft
    step = draft.conversation.steps[number - 1]
    if number == len(draft.conversation.steps) and _was_not_understood(update, draft):
        return False
    update.say(_amended(update, draft, step))
    return True


def _was_not_understood(update: UpdateContext, draft: OpenDraft) -> bool:
    """Say whether the last step of a draft asked again what stands: the message changed nothing."""
    current, step = update.current(), draft.conversation.steps[-1]
    if current is None or current.id != draft.id:
        return False
    asked = [s for s in draft.conversation.steps[:-1] if s.kind == StepKind.ASKED]
    again = bool(asked) and asked[-1].question == step.question
    if step.kind == StepKind.HEARD:
        return again or step.question is None
    return step.kind == StepKind.UNCLEAR or (step.kind == StepKind.ASKED and again)


def _amended(update: UpdateContext, draft: OpenDraft, step: Step) -> str:
    """Amend a step; return the sentence that says what came of it."""
    ended = records.state(update.session, draft.id) in SENT_STATES
    if ended or any(known.kind == StepKind.DISCARDED for known in draft.conversation.steps):
        return phrase("help.not_amended")
    if step.kind not in drafts.ANSWERS:
        return phrase("help.not_amended_gone_on")
    if draft.row.kind == DraftKind.AGREEMENT or not _stands(draft, step):
        return phrase("help.not_amended_part")
    try:
        value = _value(update, draft, step)
    except UnclearError:
        return phrase("help.not_amended_unclear")
    drafted.add(update, draft, replace(step, value=value))
    question = _question(draft, step)
    if question is None or not KINDS[question.kind].is_read_back:
        return phrase("help.amended")
    return phrase("help.amended_to", answer=shown(question, value))


def _stands(draft: OpenDraft, step: Step) -> bool:
    """Say whether the message is the whole of the answer as it is now: nothing joined it."""
    place = (StepKind.ANSWERED, step.question, step.entry)
    same = [s for s in draft.conversation.steps if (s.kind, s.question, s.entry) == place]
    if not same or same[-1] is not step:
        return False
    before = same[-2].value if len(same) > 1 else None
    return not (isinstance(before, str) and str(step.value).startswith(f"{before}\n"))


def _value(update: UpdateContext, draft: OpenDraft, step: Step) -> Json:
    words = tidy(update.words() or "")
    question = None if step.sealed else _question(draft, step)
    if question is not None:
        return read_answer(AskedQuestion(question), words, update.written_on)
    if not words or not step.sealed:
        raise UnclearError(step.question or "")
    return words


def _question(draft: OpenDraft, step: Step) -> Question | None:
    """Return the question that a step answered, where it is one of a guide's path."""
    if draft.row.kind != DraftKind.GUIDE:
        return None
    asked = draft.conversation.state.questions()
    found = (slot.question for slot in asked if slot.place == (step.question, step.entry))
    return next(found, None)
