"""Which days a message may name, as people write and dictate them. Pure: it judges none of them."""

from collections.abc import Callable
from datetime import date

from prompts.readings import UnclearError, refuse_long
from prompts.written_days.asking import Asking, MayBe
from prompts.written_days.dates import dated, several
from prompts.written_days.months import month, period
from prompts.written_days.near import feast, near, span, span_from, spans, weekday
from prompts.written_days.words import plain

__all__ = ["MayBe", "days_named"]

_READERS: tuple[Callable[[Asking], MayBe | None], ...] = (
    near,
    feast,
    span,
    spans,
    period,
    weekday,
    span_from,
    month,
    several,
    dated,
)


def days_named(text: str, today: date, *, is_behind: bool = False) -> MayBe:
    """Return the days that `text` may name, seen from `today`; at least one.

    Without a year it is the nearest ahead, or the last where one `is_behind`. Raises UnclearError
    where it names none, and OverflowError where it counts further than calendars go.
    """

    def read(words: str) -> MayBe:
        asking = Asking(words, today, is_behind, read)
        found = next((days for reader in _READERS if (days := reader(asking))), None)
        if found is None:
            raise UnclearError(text)
        return found

    refuse_long(text)
    return read(plain(text))
