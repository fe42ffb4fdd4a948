"""A reflection: what it is opened with, and what is said when it is shared or kept."""

from collections.abc import Mapping

from bot.drafts import guide, sending
from bot.drafts.steps import keep, stored
from bot.visit import Visit, command_button, first_name
from prompts.card import Card, Input, Tapped, Typed
from prompts.interview.answers import tidy
from prompts.interview.state import CHECK
from prompts.phrases import phrase
from prompts.steps import Json, Step
from storage import children, people
from storage.drafts import DraftRow

GUIDE = "quick-reflection"


def begin(visit: Visit, first_words: str | None = None) -> None:
    """Open a reflection; `first_words` were sent outside any draft and begin its story."""
    guide.begin(visit, GUIDE, _context(visit), first_words=first_words)


def _context(visit: Visit) -> Mapping[str, Json]:
    supervisor = people.supervisor_of(visit.session, visit.person.id)
    listed = [visit.person.id]
    listed += [p.id for p in people.supervisees(visit.session, visit.person.id, visit.today)]
    refs: list[Json] = list(children.refs_for(visit.session, listed, visit.today))
    return {
        "supervisor": first_name(supervisor) or None,
        "supervisor_id": supervisor.id if supervisor else None,
        "children": refs,
    }


def asks_anew(visit: Visit, draft: DraftRow, said: Input) -> bool:
    """Show the last card anew where the supervisor it names has changed; say whether it did.

    Whom a reflection is shared with is the writer's choice: never somebody the card did not name.
    """
    if draft.guide != GUIDE or not _may_share(said):
        return False
    known = guide.folded(visit.session, guide.guide_of(visit, draft), draft.id)
    if known.position != CHECK:
        return False
    supervisor = people.supervisor_of(visit.session, visit.person.id)
    if known.context.get("supervisor_id") == (supervisor.id if supervisor else None):
        return False
    steps = stored(visit.session, draft.id)
    keep(visit, draft, steps, [Step("opened", value=_context(visit), sealed=True)])
    lead = phrase("reflection.supervisor_changed")
    visit.show(draft, *_card(visit, draft, lead))
    return True


def _may_share(said: Input) -> bool:
    """Say whether an input can be the tap that shares; every other one need not be looked at."""
    if isinstance(said, Tapped):
        return said.option == "share"
    return isinstance(said, Typed) and tidy(said.text).casefold().startswith("share")


def _card(visit: Visit, draft: DraftRow, lead: str) -> tuple[int, list[Card]]:
    asked, card = guide.standing(visit, draft, lead)
    return asked, [card]


def sent(visit: Visit, draft: DraftRow, visibility: str) -> None:
    """Store a reflection that was shared or kept; tell the supervisor of a shared one."""
    record = sending.reflection(visit, draft, visibility)
    supervisor = people.supervisor_of(visit.session, visit.person.id)
    if visibility == "kept" or supervisor is None:
        visit.say(phrase("reflection.kept"))
        return
    visit.say(phrase("reflection.shared", name=first_name(supervisor)))
    read = command_button(phrase("reminders.buttons.read"), "read", record.id)
    visit.tell(supervisor.id, phrase("reflection.told", name=first_name(visit.person)), [read])
