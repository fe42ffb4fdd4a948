"""The months before a change and those from it on, each as one number and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice.calendar import Month
from reports.findings.watched import Monthly, Watched
from reports.view import Point
from reports.wording import say, shares

_BACK = 0.5
"""So much of the way back to what was before, a step's latest months are told by themselves."""
LATEST = 3
"""Of what moves little by little, so many months are what it came to; and as many what it was."""


@dataclass(frozen=True)
class Window:
    """Some months together: of a count its mean, else its numbers over all of them."""

    months: tuple[Month, ...]
    numerator: float
    denominator: float

    @property
    def value(self) -> float:
        """What they come to."""
        return self.numerator / self.denominator


def around(
    watched: Watched, months: Sequence[Monthly], since: int, *, gradual: bool
) -> tuple[Window, Window]:
    """Return the known months before index `since`, and those from it on; of a step all of them."""
    before, after = watched.known(months[:since]), watched.known(months[since:])
    if gradual:
        before = before if len(before) >= LATEST else watched.known(months)[:LATEST]
        after = after[-LATEST:]
    return _window(watched, before), _window(watched, after)


def latest(watched: Watched, since: Sequence[Monthly], before: Window) -> Window | None:
    """Return the latest of the months since a step, where they lie nearer to what was `before`.

    Then what it came to is of the months between alone. None where it stayed, or nobody can say.
    """
    known = watched.known(since)
    if len(known) <= LATEST:
        return None
    found, between = _window(watched, known[-LATEST:]), _window(watched, known[:-LATEST])
    return found if is_back(before, between, found) else None


def is_back(before: Window, between: Window, now: Window) -> bool:
    """Say whether months `now` lie nearer to what was `before` than to the months `between`."""
    way = before.value - between.value
    return way * (now.value - between.value) > _BACK * way * way


def _window(watched: Watched, months: Sequence[Monthly]) -> Window:
    of = [1.0 if watched.unit == "count" else float(one.denominator or 0) for one in months]
    counted = sum(float(one.value or 0) * each for one, each in zip(months, of, strict=True))
    return Window(tuple(one.period for one in months), counted, sum(of))


def in_words(unit: str, *windows: Window) -> tuple[str, ...]:
    """Return what windows come to, as people read it, in one form for all of them."""
    if unit == "share":
        return shares(*(_point(window) for window in windows))
    values = [window.value for window in windows]
    return tuple(_amount(unit, value, min(values)) for value in values)


def _amount(unit: str, value: float, least: float) -> str:
    """Return a number that is no share, with as many digits as the `least` beside it needs."""
    digits = 0 if unit != "ratio" else 2 if least < 1 else 1
    return say(f"amount.{unit}", n=f"{value:,.{digits}f}")


def _point(window: Window) -> Point:
    return Point(window.months[-1], round(window.numerator), round(window.denominator))
