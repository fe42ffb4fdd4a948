"""A guide being answered: opened, gone on with, taken up again."""

from collections.abc import Mapping

from bot.drafts.steps import keep, last_asked, new_draft, stored
from bot.visit import Visit
from prompts import interview
from prompts.card import Card, Input
from prompts.guide import Guide
from prompts.interview.state import Interview, fold
from prompts.steps import Json
from storage.drafts import DraftRow
from storage.session import Session


def guide_of(visit: Visit, draft: DraftRow) -> Guide:
    """Return the version of the guide that a draft follows."""
    return visit.guides.version(draft.guide, draft.version)


def begin(
    visit: Visit,
    name: str,
    context: Mapping[str, Json],
    *,
    first_words: str | None = None,
    parent_id: str | None = None,
    child_id: str | None = None,
) -> DraftRow:
    """Open a draft of the newest version of a guide and ask its first question."""
    guide = visit.guides.newest(name)
    draft = new_draft(
        visit, "guide", (guide.name, guide.version), parent_id=parent_id, child_id=child_id
    )
    turn = interview.begin(guide, context, first_words)
    visit.show(draft, keep(visit, draft, [], turn.steps), turn.cards)
    return draft


def take(visit: Visit, draft: DraftRow, said: Input) -> str | None:
    """Give one input to a draft; return how the draft ended, if it did."""
    steps = stored(visit.session, draft.id)
    turn = interview.take(guide_of(visit, draft), steps, said, visit.today)
    visit.show(draft, keep(visit, draft, steps, turn.steps), turn.cards)
    return turn.ending


def resume(visit: Visit, draft: DraftRow) -> None:
    """Make a draft current again and show where it stands."""
    steps = stored(visit.session, draft.id)
    turn = interview.resume(guide_of(visit, draft), steps)
    visit.show(draft, keep(visit, draft, steps, turn.steps), turn.cards)


def standing(visit: Visit, draft: DraftRow, lead: str = "") -> tuple[int, Card]:
    """Return the step that asked last and the card that a draft stands at."""
    steps = stored(visit.session, draft.id)
    return last_asked(steps), interview.show(guide_of(visit, draft), steps, lead)


def folded(session: Session, guide: Guide, draft_id: str) -> Interview:
    """Return where an interview stands in storage."""
    return fold(guide, stored(session, draft_id))
