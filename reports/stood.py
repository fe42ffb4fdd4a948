"""What a measure stands at as a question about it is taken up: two whole numbers, and in words.

A share is so many of so many, a count so many of nothing. Days and ratios are kept in hundredths.
"""

from practice.calendar import Month
from reports.casework.measures import CASEWORK
from reports.casework.wording import label, plain
from reports.casework_view import Amount
from reports.measures import MEASURES
from reports.tallies import Counted, count
from reports.view import Summary
from reports.wording import month_name, of_measure, say
from storage import people
from storage.enquiries import ToAsk
from storage.measures import Session
from storage.tables import Team

_HUNDREDTHS = 100
_UNITS: dict[str, str] = {one.key: one.unit for one in CASEWORK}
TAKEN_UP = (*(one.key for one in MEASURES), *_UNITS)
"""The measures whose questions can be taken up."""


def stands_at(summary: Summary | Counted, key: str) -> tuple[int, int] | None:
    """Return what a figure of a summary stands at; None where it has no value, or is not there."""
    figures = summary.figures.values() if isinstance(summary, Counted) else summary.figures
    point = next((one.now for one in figures if one.key == key), None)
    if point is not None:
        return point.numerator, point.denominator
    return _numbers(key, next((one.now for one in summary.casework if one.key == key), None))


def is_counted_in(counted: Counted, key: str, month: Month) -> bool:
    """Say whether a figure was counted again in a month, which is so of up to two years."""
    series = (counted.history.get(key, ()), counted.casework_history.get(key, ()))
    return month in {one.period for points in series for one in points}


def stands_in(counted: Counted, key: str, month: Month) -> tuple[int, int] | None:
    """Return what a figure stands at now in such a month; None where it has no value."""
    point = next((one for one in counted.history.get(key, ()) if one.period == month), None)
    if point is not None:
        return (point.numerator, point.denominator) if point.denominator else None
    amounts = counted.casework_history.get(key, ())
    return _numbers(key, next((one for one in amounts if one.period == month), None))


def _numbers(key: str, amount: Amount | None) -> tuple[int, int] | None:
    if amount is None or amount.value is None:
        return None
    if _UNITS[key] == "share":
        return int(amount.numerator or 0), int(amount.denominator or 0)
    if _UNITS[key] == "count":
        return int(amount.value), 0
    return round(amount.value * _HUNDREDTHS), _HUNDREDTHS


def stands_now(
    session: Session, of: Summary | Counted, key: str, part: Team | None
) -> tuple[int, int] | None:
    """Return what a figure of a summary stands at, or in `part` alone, one of the teams below."""
    return stands_at(of if part is None else of_part(session, of, part), key)


def of_part(session: Session, of: Summary | Counted, part: Team) -> Counted:
    """Return what one of the teams below counts: what its own summary of the month says."""
    teams = tuple(people.team_and_descendants(session, part.id))
    return count(session, teams, of.period, of.as_of, None)


def in_words(key: str, numerator: int, denominator: int) -> str:
    """Return what a measure stood at: "6 of 7", "290", "31 days"."""
    unit = _UNITS.get(key, "share")
    if unit == "share":
        return say("page.numbers", n=numerator, m=denominator)
    return plain(unit, numerator / denominator if denominator else numerator)


def label_of(key: str) -> str:
    """Return what a measure is called."""
    return label(key) if key in _UNITS else of_measure(f"{key}.label")


def part_of(session: Session, asked: ToAsk) -> Team | None:
    """Return the one team that a question that was taken up is of; None where that is all."""
    return people.team(session, asked.part_id) if asked.part_id else None


def when_asked(session: Session, asked: ToAsk) -> str:
    """Return what the figure of a question stood at as it was taken up, in words."""
    then = in_words(asked.about, asked.numerator, asked.denominator)
    month = month_name(asked.month)
    words = say("enquiries.stood", label=label_of(asked.about), month=month, then=then)
    return there(words, part_of(session, asked))


def there(words: str, part: Team | None) -> str:
    """Return what is said of a figure, with the one team that it is said of, if it is one."""
    return say("enquiries.there", part=part.name, words=words) if part else words
