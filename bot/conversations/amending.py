"""A message edited in the chat amends the answer it gave, as long as nothing was sent.

One that was not understood, or is in doubt, gave no answer: its edit is that message sent again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations import draft as drafted
from bot.conversations import router, typed_words
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts.conversation import Turn
from prompts.doubts import Doubt, doubt_in
from prompts.kept import Why
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError
from prompts.steps import Json, Step
from prompts.text import is_sentence, tidy
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
    waits = _sent_anew(update, draft, step)
    if waits is not None:
        router.follow(update, draft, waits)
        return True
    number = _answer_given(update, draft, number)
    if _is_in_doubt(update, draft, draft.conversation.steps[number - 1]):
        return False
    refused = _refused(update, draft, draft.conversation.steps[number - 1])
    if refused:
        update.say(phrase(refused))
    else:
        _reread(update, draft, number)
    return True


def _reread(update: UpdateContext, draft: OpenDraft, number: int) -> None:
    """Take the new words of an answer, or ask what they mean, and say so."""
    talk, words = draft.conversation, tidy(update.words() or "")
    try:
        value, shown = talk.reread(talk.steps[number - 1], words, update.written_on)
    except DoubtError as doubt:
        _ask_about(update, draft, number, doubt)
    except UnclearError as fault:
        if is_sentence(words) and not fault.why and _may_ask(update, draft):
            router.follow(update, draft, talk.keep(words, Why.NO_ANSWER))
        else:
            update.say(phrase("help.not_amended_unclear"))
    else:
        said = phrase("help.amended_to", answer=shown) if shown else phrase("help.amended")
        _take(update, draft, number, value, said)


def _ask_about(update: UpdateContext, draft: OpenDraft, number: int, doubt: DoubtError) -> None:
    """Ask which was meant, where the draft stands open before its writer."""
    talk = draft.conversation
    if not _may_ask(update, draft):
        update.say(phrase("help.not_amended_doubt"))
        return
    anew = talk.in_doubt(talk.steps[number - 1], doubt, update.written_on)
    router.follow(update, draft, anew.turn(anew.card()))


def _may_ask(update: UpdateContext, draft: OpenDraft) -> bool:
    """Say whether a draft stands open before its writer, and asks about no other words."""
    return _is_current(update, draft) and not draft.conversation.kept.waiting


def _take(update: UpdateContext, draft: OpenDraft, number: int, value: Json, said: str) -> None:
    """Take a new wording; one that newly names another child waits until it is said whose it is."""
    step, talk = draft.conversation.steps[number - 1], draft.conversation.without_edit(number)
    known = replace(draft, conversation=talk)
    asks = talk.asks_whose_edit(number, str(value)) if step.sealed else None
    if asks is not None:
        typed_words.ask_whose(update, known, asks)
        return
    turn = talk.amended(replace(step, value=value), said)
    if turn.cards and _is_current(update, draft):
        router.follow(update, known, turn)
    else:
        drafted.add(update, known, replace(step, value=value))
        update.say(said)


def _is_current(update: UpdateContext, draft: OpenDraft) -> bool:
    current = update.current()
    return current is not None and current.id == draft.id


def _sent_anew(update: UpdateContext, draft: OpenDraft, step: Step) -> Turn[Any] | None:
    """Return the turn for an edit of words that wait: in their place, or beside them.

    None where the message does not wait.
    """
    talk, kept = draft.conversation, draft.conversation.kept
    is_kept = step.kind == StepKind.KEPT and isinstance(step.value, Mapping)
    if not is_kept or not kept.waiting or not _is_current(update, draft):
        return None
    words = tidy(update.words() or "")
    alone = isinstance(step.value, Mapping) and step.value["words"] == kept.first.words
    if alone and not kept.first.amends:
        return talk.sent_anew(words, update.written_on)
    behind = (
        kept.waits_behind(str(step.value["words"])) if isinstance(step.value, Mapping) else None
    )
    return talk.reworded(behind, words) if behind else talk.keep(words, Why.NO_ANSWER)


def _was_not_understood(update: UpdateContext, draft: OpenDraft) -> bool:
    """Say whether the last step of a draft asked again what stands: the message changed nothing."""
    step = draft.conversation.steps[-1]
    if not _is_current(update, draft):
        return False
    asked = [s for s in draft.conversation.steps[:-1] if s.kind == StepKind.ASKED]
    again = bool(asked) and asked[-1].question == step.question
    if step.kind == StepKind.HEARD:
        return again or step.question is None
    asks_again = step.kind == StepKind.ASKED and (again or _doubt(step) is not None)
    return step.kind == StepKind.UNCLEAR or asks_again


def _is_in_doubt(update: UpdateContext, draft: OpenDraft, step: Step) -> bool:
    """Say whether an earlier edit of the answer stands in doubt: this one takes its place."""
    last = draft.conversation.steps[-1]
    same = (last.question, last.entry) == (step.question, step.entry)
    return same and _doubt(last) is not None and _is_current(update, draft)


def _doubt(step: Step) -> Doubt | None:
    if step.kind != StepKind.ASKED or not isinstance(step.value, Mapping):
        return None
    return doubt_in(step.value)


def _answer_given(update: UpdateContext, draft: OpenDraft, number: int) -> int:
    """Return the number of a message's step, or of what was chosen of what it may have meant."""
    steps = draft.conversation.steps
    step = steps[number - 1]
    place = (StepKind.ANSWERED, step.question, step.entry)
    last = max(
        (n for n, s in enumerate(steps) if (s.kind, s.question, s.entry) == place), default=0
    )
    doubt = _doubt(steps[last - 1]) if last else None
    source = update.incoming.source or ""
    if doubt is None or not drafts.is_from(update.session, draft.id, last, source):
        return number
    value: Json = steps[last].value
    chosen = value["on"] if isinstance(value, Mapping) else value
    return last + 1 if chosen in doubt.readings else number


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
