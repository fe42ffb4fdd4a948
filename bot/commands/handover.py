"""/handover: a child changes worker, and each of the two writes."""

from bot.conversations import alone, draft, handover, router
from bot.update import UpdateContext, command_button
from practice.handovers import Side
from practice.matching import find
from prompts.phrases import phrase
from storage import drafts
from storage.handovers import Handover

_MOST = 12
_LABELS = {Side.LEAVING: "handover.buttons.leaving", Side.TAKING_OVER: "handover.buttons.taking"}


def run(update: UpdateContext, argument: str) -> None:
    """Open the handover that waits for the person, or ask which; `argument` is a child, or one."""
    found = handover.waiting(update)
    exact = find(argument, [one.child.ref for one in found]).exact if argument else None
    chosen = [one for one in found if argument in {one.key, one.child.id} or one.child.ref == exact]
    named = chosen or found
    if not named:
        update.say(phrase("handover.nothing"))
    elif len(named) == 1 and (chosen or not argument):
        _open(update, named[0])
    else:
        buttons = [[command_button(_label(one), "handover", one.key)] for one in named[:_MOST]]
        update.say(phrase("handover.which"), *buttons)


def _label(one: Handover) -> str:
    return phrase(_LABELS[one.side], child=one.child.ref)


def _open(update: UpdateContext, one: Handover) -> None:
    """Go on with the handover of that child if one was begun, or open it."""
    for row in drafts.unfinished(update.session, update.person.id):
        if row.guide == "handover" and row.child_id == one.child.id:
            begun = draft.load(update, row)
            if begun.conversation.state.context.get("leaving") == (one.side is Side.LEAVING):
                router.resume(update, begun)
                return
    update.say(handover.says(one))
    alone.open_about(update, "handover", one.child, handover.opening(update, one))
