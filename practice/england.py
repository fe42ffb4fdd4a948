"""What England comes to, with year and source, and a guard against what must not be compared.

The figures stand in england.toml, each with the data set it was read in. They are a question to
begin with and never a target: England is no standard of what is good.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

FIGURES = Path(__file__).with_name("england.toml")
MONTHS_OF_A_YEAR = 12


class Level(StrEnum):
    """Whose figure is to be set beside England's."""

    COUNCIL = "council"
    TEAM = "team"


class Refusal(StrEnum):
    """Why a figure is not set beside England's, where the reason is not the measure's own."""

    NONE_KNOWN = "No figure for England is known."
    TEAM = "A team does one kind of work. England's figure is of councils, which do all of it."
    NOT_A_YEAR = "England's figure is of a year. This one is not of 12 months."


@dataclass(frozen=True)
class England:
    """England's figure for a measure: a share from 0 to 1, days, or a ratio, by its `unit`.

    `over` says whether it is of the year up to `at`, or of that day. `counts` says of what.
    """

    measure: str
    value: float
    unit: Literal["share", "days", "ratio"]
    over: Literal["year", "day"]
    at: date
    counts: str
    source: str
    address: str


def england(measure: str, level: Level, months: int = 1) -> England | str:
    """Return England's figure to set beside a council's, or the sentence that says why not.

    `months` is how many months the council's figure is of: what England counts over a year is set
    beside 12 of them alone, for no month is a year.
    """
    figures, refused = _published()
    if why := refused.get(measure):
        return why
    figure = figures.get(measure)
    if figure is None:
        return Refusal.NONE_KNOWN
    if level is Level.TEAM:
        return Refusal.TEAM
    if figure.over == "year" and months != MONTHS_OF_A_YEAR:
        return Refusal.NOT_A_YEAR
    return figure


@cache
def _published() -> tuple[dict[str, England], dict[str, str]]:
    content = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    figures = [England(**each) for each in content["figure"]]
    return {figure.measure: figure for figure in figures}, content["refused"]
