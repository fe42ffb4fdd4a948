"""Between the steps that are stored and the steps that prompts reads."""

from collections.abc import Sequence

from bot.visit import Visit
from prompts.steps import Step
from storage import drafts
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.session import Session


def stored(session: Session, draft_id: str) -> list[Step]:
    """Return the steps of a draft as prompts reads them."""
    return [
        Step(row.kind, row.question, row.entry, row.value, row.sealed, row.author_id)
        for row in drafts.steps(session, draft_id)
    ]


def last_asked(steps: Sequence[Step]) -> int:
    """Return the number of the step that asked last; nought where none did."""
    return max((n for n, step in enumerate(steps, 1) if step.kind == "asked"), default=0)


def new_draft(visit: Visit, kind: str, guide: tuple[str, int], **belongs: str | None) -> DraftRow:
    """Add a draft of the person's and return it; `belongs` are parent_id and child_id."""
    name, version = guide
    draft = DraftRow(
        id=new_id(),
        kind=kind,
        guide=name,
        version=version,
        person_id=visit.person.id,
        parent_id=belongs.get("parent_id"),
        child_id=belongs.get("child_id"),
        opened_at=visit.now,
    )
    drafts.add_draft(visit.session, draft)
    return draft


def keep(visit: Visit, draft: DraftRow, before: Sequence[Step], new: Sequence[Step]) -> int:
    """Store new steps after those there were; return the number of the step that asked last."""
    drafts.add_steps(visit.session, draft.id, len(before), new, visit.hand)
    return last_asked([*before, *new])
