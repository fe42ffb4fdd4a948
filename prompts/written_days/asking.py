"""What is asked of a message that names a day, and what is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class MayBe:
    """The days that were perhaps meant, the likeliest first.

    `doubt` says that even one of them must be asked about. `weekday` is a day of the weekday that
    was written beside a date that falls on another; `has_month` that day and month were written.
    """

    days: tuple[date, ...]
    doubt: bool = False
    weekday: date | None = None
    has_month: bool = False


@dataclass(frozen=True)
class Asking:
    """What was written, the day from which it counts, and whether a day behind that is wanted.

    `read` reads other words in the same way; it raises UnclearError where they name no day.
    """

    words: str
    today: date
    is_behind: bool
    read: Callable[[str], MayBe]
