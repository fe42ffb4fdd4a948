"""What is asked of a child of the list beside what became of it: how seen, what actions came to."""

from practice.terms import Discussion, Seen
from prompts.conversation import Turn
from prompts.meeting.listed import AgendaChild
from prompts.meeting.state import Meeting
from prompts.meeting.turns import Talk, answered, ask, onward
from prompts.options import Came, Named, Option

SEEN = {Named.SEEN_ALONE: Seen.ALONE, Named.SEEN: Seen.SEEN, Named.NOT_SEEN: Seen.NOT_SEEN}
"""How a child was seen, by the button that says so."""


def same_and_seen(talk: Talk, ref: str, option: Option) -> Turn[Meeting] | None:
    """Return the turn for the one tap that says no change and how the child was seen."""
    if option not in SEEN:
        return None
    unchanged = answered(talk, f"looked:{ref}", Discussion.NO_CHANGE)
    return onward(answered(unchanged, f"seen:{ref}", SEEN[Named(option)]))


def seen_tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks how a child was seen."""
    if option not in SEEN:
        return ask(talk, f"looked:{ref}")
    return onward(answered(talk, f"seen:{ref}", SEEN[Named(option)]))


def came_tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks what came of an overdue action."""
    action = talk.state.overdue(ref)
    if option is Named.BACK or action is None:
        return ask(talk, f"looked:{ref}")
    said = option.key if isinstance(option, Came) else None
    return onward(answered(talk, f"came:{ref}", {"id": action.id, "answer": said}))


def came_of(now: Meeting, child: AgendaChild) -> list[tuple[str, str]]:
    """Return what was said of a child's overdue actions, by id; nothing of one not discussed."""
    if now.looked[child.ref].became == Discussion.NOT_DISCUSSED:
        return []
    said = [(action.id, now.came.get(action.id)) for action in child.actions_overdue()]
    return [(key, answer) for key, answer in said if answer]
