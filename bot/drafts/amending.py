"""A message edited in the chat amends the answer it gave, as long as nothing was sent."""

from bot.drafts.guide import folded, guide_of
from bot.visit import Visit
from prompts.days import UnclearError
from prompts.interview.answers import read_answer, tidy
from prompts.phrases import phrase
from prompts.steps import Json, Step
from storage import drafts, records
from storage.drafts import DraftRow, StepRow


def amend(visit: Visit) -> None:
    """Store the new wording of an answer beside the old one, and say so."""
    found = drafts.step_of_source(visit.session, visit.person.id, visit.incoming.source or "")
    if found is None:
        return
    draft_id, step = found
    draft = drafts.draft(visit.session, draft_id)
    refused = "help.not_amended" if draft is None else _refusal(visit, draft, step)
    if draft is None or refused:
        visit.say(phrase(refused or "help.not_amended"))
        return
    _store(visit, draft, step)


def _refusal(visit: Visit, draft: DraftRow, step: StepRow) -> str | None:
    """Return what to say where an edit is not taken: sent, thrown away, or a part of an answer."""
    ended = records.state(visit.session, draft.id) in {"submitted", "agreed"}
    kinds = {known.kind for known in drafts.steps(visit.session, draft.id)}
    if ended or "discarded" in kinds:
        return "help.not_amended"
    if draft.kind == "reading" or step.kind != "answered":
        return "help.not_amended_part"
    return None if _stands(visit, draft, step) else "help.not_amended_part"


def _stands(visit: Visit, draft: DraftRow, step: StepRow) -> bool:
    """Say whether the message is the whole of the answer as it is now: nothing joined it."""
    same = [s for s in drafts.steps(visit.session, draft.id) if _same_place(s, step)]
    before = same[same.index(step) - 1].value if same.index(step) else None
    joined = isinstance(before, str) and str(step.value).startswith(f"{before}\n")
    return same[-1] == step and not joined


def _same_place(one: StepRow, other: StepRow) -> bool:
    place = (other.kind, other.question, other.entry)
    return (one.kind, one.question, one.entry) == place


def _store(visit: Visit, draft: DraftRow, step: StepRow) -> None:
    try:
        value = _value(visit, draft, step)
    except UnclearError:
        visit.say(phrase("help.not_amended_unclear"))
        return
    new = Step("answered", step.question, step.entry, value, step.sealed)
    after = drafts.last_number(visit.session, draft.id)
    hand = drafts.Hand(visit.person.id, visit.now, visit.incoming.source)
    drafts.add_steps(visit.session, draft.id, after, [new], hand)
    visit.say(phrase("help.amended"))


def _value(visit: Visit, draft: DraftRow, step: StepRow) -> Json:
    words = tidy(visit.incoming.text or "")
    if draft.kind == "guide" and not step.sealed:
        interview = folded(visit.session, guide_of(visit, draft), draft.id)
        slots = [s for s in interview.questions() if s.place == (step.question, step.entry)]
        if slots:
            return read_answer(slots[0].question, words, visit.today)
    if not words or not step.sealed:
        raise UnclearError(step.question or "")
    return words
