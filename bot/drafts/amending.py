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
    if draft is None or step.kind != "answered" or _is_sent(visit, draft_id):
        visit.say(phrase("help.not_amended"))
        return
    _store(visit, draft, step)


def _is_sent(visit: Visit, draft_id: str) -> bool:
    return records.state(visit.session, draft_id) in {"submitted", "agreed"}


def _store(visit: Visit, draft: DraftRow, step: StepRow) -> None:
    try:
        value = _value(visit, draft, step)
    except UnclearError:
        visit.say(phrase("help.not_amended_unclear"))
        return
    new = Step("answered", step.question, step.entry, value, step.sealed)
    after = drafts.last_number(visit.session, draft.id)
    drafts.add_steps(visit.session, draft.id, after, [new], visit.hand)
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
