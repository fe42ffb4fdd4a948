"""[See both]: what the two people of a supervision wrote apart, once both have."""

from bot.conversations import apart, router
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext
from prompts.card import Tapped
from prompts.options import Named
from prompts.phrases import phrase


def run(update: UpdateContext, part_id: str) -> None:
    """Show the practitioner what may be seen beside a part; who holds it goes on where they wait.

    Anybody else is told what is said of a part that is not there.
    """
    current, part = update.current(), drafted.find(update, part_id)
    if part is not None and current is not None and current.id == part.id and _waits(part):
        router.take(update, part, Tapped(Named.LOOK))
        return
    lines = _seen(update, part) if part is not None else []
    update.say("\n".join(lines) or phrase("beside.nothing_to_see"))
    if current is not None:
        router.show(update, drafted.load(update, current))


def _waits(part: OpenDraft) -> bool:
    return Named.LOOK in [tap.option for tap in part.conversation.card().taps()]


def _seen(update: UpdateContext, part: OpenDraft) -> list[str]:
    view = drafted.view_of(update.session, part.id)
    mine = drafted.find(update, view.id) if view is not None else None
    if mine is None or mine.row.person_id != update.person.id:
        return []
    return apart.seen(update, part, mine)
