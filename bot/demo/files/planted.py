"""What the council's own files tell: volumes, and the planted stories of docs/demo.md as numbers.

Months are counted from the last one that the files hold on the demo's first morning: 0 is that one,
-1 the one before, 1 the one whose files come next.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from practice.calendar import Month

NEW_CONTACTS = 200
"""A month's contacts about children who are not open, give or take what chance brings."""
SOURCES = {"police": 32, "school": 22, "health": 18, "family": 10, "housing": 6, "other": 12}
REASONS = {"neglect": 28, "behaviour": 22, "parental mental health": 20, "drink or drugs": 16,
           "physical abuse": 14}  # fmt: skip
OUTCOMES = {"no further action": 43, "information and advice": 30, "referral": 27}
KNOWN_AGAIN = 0.15
"""So many of the contacts with a reference are about somebody of whom there was one before."""

CALLS, MORE_CALLS, CALLS_SINCE, CALLS_UNTIL = 6, 48, -5, 0
"""Calls about open cases: for some months the front door writes each of them down as a contact."""
NAMED_ALONE = 4
"""Calls a month about an open case that name the child, misheard, and carry no reference."""
RANG_AGAIN = 2
"""Of the calls about children who are not open, so many come a second time within a week."""
NOTIFICATIONS, NOTIFICATIONS_SINCE = 30, -3
"""Domestic abuse notifications of a month; from a month on they are twice as many."""
NO_OUTCOMES_SINCE = -1
"""From this month on no contact has an outcome: the column came empty."""

ENQUIRIES = {
    "Safeguarding East": 10,
    "Safeguarding West": 5,
    "Adolescents": 4,
    "Assessment North": 4,
    "Assessment South": 3,
}
"""Section 47 enquiries of a month, by team."""
CONVERSION, FEWER, FEWER_SINCE, TEAM_OF_FEWER = 0.52, 0.14, -6, "Safeguarding East"
"""The share of enquiries that lead to a conference, and that of one team from a month on."""
CONFERENCE_IN_TIME = 0.8

ASSESSMENT_DAYS, SPREAD, DAYS_ADDED = 31, 7, 12
"""Working days of an assessment, and those a change of worker in the middle of it adds."""
CHILD_SEEN = 0.93
OF_CHANGES = 0.55
"""So many changes of worker come in the middle of an assessment."""


@dataclass(frozen=True)
class When:
    """A month, and how far it is from the last one that the files hold at first."""

    month: Month
    number: int

    @property
    def calls(self) -> int:
        """How many calls about open cases are written down as contacts."""
        return CALLS + (MORE_CALLS if CALLS_SINCE <= self.number <= CALLS_UNTIL else 0)

    @property
    def notifications(self) -> int:
        """How many notifications of domestic abuse come."""
        return NOTIFICATIONS * (2 if self.number >= NOTIFICATIONS_SINCE else 1)

    @property
    def has_outcomes(self) -> bool:
        """Whether the file of contacts says what became of each."""
        return self.number < NO_OUTCOMES_SINCE

    def conversion(self, team: str) -> float:
        """Return the share of a team's enquiries that lead to a conference."""
        fewer = team == TEAM_OF_FEWER and self.number >= FEWER_SINCE
        return FEWER if fewer else CONVERSION


def months(first: Month, last: Month, later: int) -> list[When]:
    """Return the months from the first to the last that the files hold, and so many later ones."""
    found = [When(last, 0)]
    while found[0].month > first:
        found.insert(0, When(found[0].month.previous(), found[0].number - 1))
    for number in range(1, later + 1):
        found.append(When(found[-1].month.next(), number))
    return found


def chance_of(today: date, kind: str, more: object = "") -> Random:
    """Return what draws a kind's rows: the same day gives the same ones."""
    return Random(f"Hartwell {today} {kind} {more}")  # noqa: S311 - nothing here is secret


def about(rng: Random, usual: int) -> int:
    """Return how many there are of what is so many as a rule."""
    return max(0, round(rng.gauss(usual, usual**0.5)))


def drawn(rng: Random, shares: dict[str, int]) -> str:
    """Return one of the names, by their shares."""
    return rng.choices([*shares], [*shares.values()])[0]
