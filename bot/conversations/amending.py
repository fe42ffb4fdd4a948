"""A message edited in the chat amends the answer it gave, as long as nothing was sent.

One that was not understood gave no answer: its edit is that message sent again.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations import draft as drafted
from bot.conversations import router, typed_words
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
    if _waits(update, draft, step):
        words = tidy(update.words() or "")
        router.follow(update, draft, draft.conversation.sent_anew(words, update.written_on))
        return True
    refused = _refused(update, draft, step)
    if refused:
        update.say(phrase(refused))
        return True
    try:
        value = _value(update, draft, step)
    except UnclearError:
        update.say(phrase("help.not_amended_unclear"))
        return True
    _take(update, draft, number, value)
    return True


def _take(update: UpdateContext, draft: OpenDraft, number: int, value: Json) -> None:
    """Take a new wording; one that newly names another child waits until it is said whose it is."""
    step, talk = draft.conversation.steps[number - 1], draft.conversation.without_edit(number)
    known = replace(draft, conversation=talk)
    asks = talk.asks_whose_edit(number, str(value)) if step.sealed else None
    if asks is not None:
        typed_words.ask_whose(update, known, asks)
        return
    said = _said(draft, step, value)
    turn, current = talk.amended(replace(step, value=value), said), update.current()
    if turn.cards and current is not None and current.id == draft.id:
        router.follow(update, known, turn)
    else:
        drafted.add(update, known, replace(step, value=value))
        update.say(said)


def _waits(update: UpdateContext, draft: OpenDraft, step: Step) -> bool:
    """Say whether the message is the one that the card that stands asks about."""
    current, kept = update.current(), draft.conversation.kept
    if step.kind != StepKind.KEPT or not kept.waiting or not isinstance(step.value, Mapping):
        return False
    is_current = current is not None and current.id == draft.id
    return is_current and step.value["words"] == kept.first.words and not kept.first.amends


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


def _refused(update: UpdateContext, draft: OpenDraft, step: Step) -> str | None:
    """Return the phrase that says why an edit cannot be taken; None where it can."""
    ended = records.state(update.session, draft.id) in SENT_STATES
    if ended or any(known.kind == StepKind.DISCARDED for known in draft.conversation.steps):
        return "help.not_amended"
    if step.kind not in drafts.ANSWERS:
        return "help.not_amended_gone_on"
    if draft.row.kind == DraftKind.AGREEMENT or not _stands(draft, step):
        return "help.not_amended_part"
    return None


def _said(draft: OpenDraft, step: Step, value: Json) -> str:
    """Return the sentence that says what an answer reads now."""
    question = _question(draft, step)
    if question is None or not KINDS[question.kind].is_read_back:
        return phrase("help.amended")
    return phrase("help.amended_to", answer=shown(question, value))


def _stands(draft: OpenDraft, step: Step) -> bool:
    """Say whether the message is the whole of the answer as it is now: nothing joined it."""
    place = (StepKind.ANSWERED, step.question, step.entry)
    steps = draft.conversation.steps
    same = [s for s in steps if (s.kind, s.question, s.entry) == place]
    if not same or same[-1] is not step:
        return False
    given = max(n for n, known in enumerate(steps) if known is step)
    if any(_joins(later, step) for later in steps[given:]):
        return False
    before = same[-2].value if len(same) > 1 else None
    return not (isinstance(before, str) and str(step.value).startswith(f"{before}\n"))


def _joins(later: Step, step: Step) -> bool:
    """Say whether a step added words to the answer that another gave."""
    is_there = (later.question, later.entry) == (step.question, step.entry)
    adds = isinstance(later.value, Mapping) and bool(later.value.get("words"))
    return later.kind == StepKind.JOINED and is_there and adds


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
