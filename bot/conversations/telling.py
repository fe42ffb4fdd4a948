"""When somebody hears of what was sent to them, said to whoever sent it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.update import Telling, UpdateContext, first_name, starts_on
from practice.calendar import london, london_day
from prompts.days import day_words
from prompts.phrases import phrase

_A_WEEK = timedelta(days=7)


def with_when(said: str, telling: Telling, now: datetime) -> str:
    """Return what is said with how its person hears of it: now, later, on a page, or not at all.

    That they have been told is said of nothing: it is not so before it has arrived.
    """
    return f"{said}\n{_how(telling, now)}"


def say_when(update: UpdateContext, telling: Telling) -> None:
    """Add to what is replied how a person hears of what was just told to them.

    Above a card that asks, for the question must stand last; else at the end.
    """
    line, last = _how(telling, update.now), update.replies[-1] if update.replies else None
    if last is None or last.buttons:
        update.lead(line)
    else:
        update.replies[-1] = replace(last, text=f"{last.text}\n{line}")


def _how(telling: Telling, now: datetime) -> str:
    name, due = first_name(telling.reached.person), telling.due
    if due is None:
        key = "telling.nobody" if telling.reached.is_here else "telling.gone"
        starts = starts_on(telling.reached.person, london_day(now))
        return phrase("telling.starts", name=name, day=starts) if starts else phrase(key, name=name)
    if (until := telling.reached.away_until) is not None:
        return phrase("telling.away", name=name, day=day_words(until))
    if not telling.reached.now:
        return phrase("telling.on_a_page", name=name)
    if due <= now:
        return phrase("telling.now", name=name)
    return phrase("telling.later", name=name, when=_when(due, now))


def _when(due: datetime, now: datetime) -> str:
    """Return the opening of office hours as people say it: "on Monday at 8:00"."""
    day, today = london(due).date(), london(now).date()
    if day == today:
        return phrase("telling.today")
    if day == today + timedelta(days=1):
        return phrase("telling.tomorrow")
    words = f"{day:%A}" if day - today < _A_WEEK else day_words(day)
    return phrase("telling.on_day", day=words)
