"""Never alone with a worry tonight: the duty number for this hour, and what to say."""

from datetime import datetime

from bot.update import UpdateContext, command_button
from practice.calendar import in_office_hours, london, next_working_moment
from prompts.phrases import phrase

_CLOSES = "18:00"
_OPENS = "8:00"


def show(update: UpdateContext) -> None:
    """Reply with the number, what to say, and the ways back; the current draft stays as it is."""
    office = in_office_hours(update.now)
    number = update.duty.at(update.now)
    lines = [
        phrase("tonight.danger"),
        phrase("tonight.duty", until=_until(update.now), phone=number)
        if number
        else phrase("tonight.no_phone"),
        phrase("tonight.say"),
        phrase("tonight.nobody_reads_now" if office else "tonight.nobody_reads"),
    ]
    lines.append(phrase("tonight.keeping_tells_nobody"))
    if update.current() is not None:
        lines.append(phrase("tonight.draft_saved"))
    update.say(
        "\n".join(lines),
        [command_button(phrase("tonight.buttons.tell"), "tell")],
        [command_button(phrase("tonight.buttons.back"), "where")],
    )


def _until(moment: datetime) -> str:
    if in_office_hours(moment):
        return _CLOSES
    opens = london(next_working_moment(moment))
    if opens.date() == london(moment).date():
        return phrase("tonight.today", time=_OPENS)
    days = (opens.date() - london(moment).date()).days
    if days == 1:
        return phrase("tonight.tomorrow", time=_OPENS)
    return phrase("tonight.on_day", time=_OPENS, day=f"{opens:%A}")
