"""A button whose label somebody types instead of tapping it."""

from bot.messages import Button, from_json
from bot.update import UpdateContext
from practice.matching import find
from prompts.text import spoken
from storage import children, transcript

_LONGEST_LABEL = 40
_WHOSE = ("!group:", "!supervise:")


def button_typed(update: UpdateContext, words: str, *, whole: bool) -> str | None:
    """Return the button of a command that a short message names on the newest message, if any.

    Where not its `whole` label is needed, as in a draft, the beginning of one label is enough.
    """
    said = spoken(words)
    if not said or len(words) > _LONGEST_LABEL:
        return None
    buttons = [b for b in _newest_buttons(update) if b.data.startswith("!")]
    exact = [b.data for b in buttons if spoken(b.label) == said]
    if exact or whole:
        return exact[0] if len(exact) == 1 else None
    near = [b.data for b in buttons if spoken(b.label).startswith(said)]
    near = near or _of_child(update, buttons, words)
    return near[0] if len(near) == 1 else None


def begun(update: UpdateContext, words: str, command: str) -> list[str]:
    """Return what the buttons of a command say that a short message begins, on the newest message.

    That is the argument of each of them, such as the people who bear the name that was typed.
    """
    said, of = spoken(words), f"!{command}:"
    if not said or len(words) > _LONGEST_LABEL:
        return []
    asked = [one for one in _newest_buttons(update) if one.data.startswith(of)]
    return [one.data.removeprefix(of) for one in asked if spoken(one.label).startswith(said)]


def _of_child(update: UpdateContext, buttons: list[Button], words: str) -> list[str]:
    """Return the buttons of the people who work with the child whose reference was typed.

    Where it is asked whose supervision it is, or who brings a child, the child says it as well.
    """
    asked = [data for b in buttons if (data := b.data).startswith(_WHOSE) and data[-1] != ":"]
    return [data for data in asked if _works_with(update, data.partition(":")[2], words)]


def _works_with(update: UpdateContext, person_id: str, words: str) -> bool:
    refs = children.refs_for(update.session, [person_id], update.today)
    return find(words, refs).exact is not None


def _newest_buttons(update: UpdateContext) -> list[Button]:
    lines = transcript.lines(update.session, update.person.id, update.incoming.channel, most=6)
    for line in reversed(lines):
        rows = from_json(line.body).buttons if line.ours else ()
        if rows:
            return [button for row in rows for button in row]
    return []
