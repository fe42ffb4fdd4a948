"""The way back to what somebody left to begin something else, told as that comes to its end."""

from collections.abc import Sequence

from bot.conversations import draft as drafted
from bot.messages import Button
from bot.update import UpdateContext, command_button
from practice.calendar import london_day
from practice.terms import DraftKind
from prompts.phrases import phrase
from storage import earlier_drafts
from storage.drafts import DraftRow


def say_with_way(update: UpdateContext, lines: Sequence[str], *, of_any_day: bool = False) -> None:
    """Say what came of something that ended, and that what was left for it today waits."""
    found = earlier_drafts.left_last(update.session, update.person.id)
    if found is None or not (of_any_day or london_day(found[1]) == update.today):
        update.say("\n".join(lines))
        return
    row, _ = found
    update.say("\n".join([*lines, _waits(update, row)]), [_go_on(row)])


def _waits(update: UpdateContext, row: DraftRow) -> str:
    if row.kind != DraftKind.MEETING:
        return phrase("reflection.others_wait")
    name = drafted.load(update, row).conversation.state.practitioner
    return phrase("reflection.meeting_waits", name=name)


def _go_on(row: DraftRow) -> Button:
    return command_button(phrase("reflection.buttons.go_on"), "continue", row.id)
