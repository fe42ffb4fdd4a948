"""How old a child is. Pure."""

from datetime import date


def age_on(born_on: date, day: date) -> int | None:
    """Return a child's age in whole years on a day; None before the birth."""
    if is_unborn(born_on, day):
        return None
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def is_unborn(born_on: date, day: date) -> bool:
    """Say whether a child is not born yet: the date is the one expected."""
    return born_on > day
