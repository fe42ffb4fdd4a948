"""When somebody hears of what was sent to them, said to whoever sent it."""

from datetime import datetime, timedelta

from bot.update import UpdateContext, first_name
from practice.calendar import london
from prompts.days import day_words
from prompts.phrases import phrase
from storage import people

_A_WEEK = timedelta(days=7)


def with_when(said: str, name: str, due: datetime | None, now: datetime) -> str:
    """Return what is said with when they hear of it (`due`); None: nobody can be reached.

    Nothing is added where they hear of it at once.
    """
    if due is not None and due <= now:
        return said
    if due is None:
        return f"{said}\n{phrase('telling.nobody', name=name)}"
    return f"{said}\n{phrase('telling.later', name=name, when=_when(due, now))}"


def say_when(update: UpdateContext, person_id: str, due: datetime | None) -> None:
    """Reply with when a person hears of what was just told to them, unless it is at once."""
    name = first_name(people.person(update.session, person_id))
    line = with_when("", name, due, update.now).strip()
    if line:
        update.say(line)


def _when(due: datetime, now: datetime) -> str:
    """Return the opening of office hours as people say it: "on Monday at 8:00"."""
    day, today = london(due).date(), london(now).date()
    if day == today:
        return phrase("telling.today")
    if day == today + timedelta(days=1):
        return phrase("telling.tomorrow")
    words = f"{day:%A}" if day - today < _A_WEEK else day_words(day)
    return phrase("telling.on_day", day=words)
