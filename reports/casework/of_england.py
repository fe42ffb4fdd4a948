"""England's figure beside the whole council's, where both count the same over as long a time."""

from dataclasses import replace

from practice.england import MONTHS_OF_A_YEAR, England, Level, england
from reports.casework.wording import number, say
from reports.casework_view import Amount, CaseworkFigure, OfEngland
from reports.wording import SMALL, full_day, month_name


def with_england(figure: CaseworkFigure, level: Level) -> CaseworkFigure:
    """Return a figure with England's beside it; as it is where none may stand there.

    What England counts over a year is set beside twelve whole months together.
    """
    for months in (1, MONTHS_OF_A_YEAR):
        found = england(figure.key, level, months)
        if isinstance(found, England):
            here = _of_year(figure, found) if found.over == "year" else _of_now(figure.now)
            return figure if here is None else replace(figure, england=_beside(figure, found, here))
    return figure


def _of_now(now: Amount) -> float | None:
    enough = (now.denominator or 0) >= SMALL or (now.numerator or 0) >= SMALL
    return now.value if now.is_comparable and enough else None


def _of_year(figure: CaseworkFigure, found: England) -> float | None:
    """Return the share of twelve whole months together; None where not all of them are known.

    A middle value of a year is not told by those of its months. What is of a year in every month
    is taken as it stands.
    """
    if figure.unit == "ratio":
        return _of_now(figure.now)
    year = figure.series[-MONTHS_OF_A_YEAR:]
    if found.unit != "share" or len(year) < MONTHS_OF_A_YEAR:
        return None
    if not all(one.is_comparable and one.denominator is not None for one in year):
        return None
    of = sum(one.denominator or 0 for one in year)
    return sum(one.numerator or 0 for one in year) / of if of >= SMALL else None


def _beside(figure: CaseworkFigure, found: England, here: float) -> OfEngland:
    text = say(
        f"england.{found.over}",
        day=full_day(found.at),
        value=_told(found.unit, found.value, 1),
        month=month_name(figure.now.period),
        here=_told(found.unit, here, 0),
        source=found.source,
    )
    return OfEngland(
        value=found.value,
        here=here,
        at=found.at,
        text=text,
        counts=found.counts,
        source=found.source,
        address=found.address,
    )


def _told(unit: str, value: float, places: int) -> str:
    return f"{value * 100:.{places}f}%" if unit == "share" else number(value)
