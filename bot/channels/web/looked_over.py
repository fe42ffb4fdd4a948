"""A team and the months that end with one, as asked for in an address: they stay in it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from bot.channels.web.context import WebContext
from bot.channels.web.errors import NotFoundError
from bot.channels.web.sessions import SignedIn
from bot.channels.web.summary import LookedAt, look
from bot.channels.web.words import words
from practice.calendar import Month, london_day, months_back
from reports.wording import full_day, month_name

LENGTHS = (1, 3, 6, 12)
"""So many months can be looked at together."""
_USUAL = "6"
_ENDS = 24
"""So many months can be chosen as the last one."""


@dataclass(frozen=True)
class Asked:
    """What an address says of whom and of when; each may be anything that somebody typed."""

    team: str
    month: str
    months: str


def asked_over(
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
    months: Annotated[str, Query()] = _USUAL,
) -> Asked:
    """Return whose months are asked for, how many, and with which they end."""
    return Asked(team, month, months)


@dataclass(frozen=True)
class Over:
    """Whose months are looked at, by whom: `months` oldest first, none that has not begun."""

    view: LookedAt
    months: tuple[Month, ...]

    @property
    def named(self) -> dict[str, str]:
        """What the address says of it."""
        told = {"team": self.view.team.id, "month": str(self.view.month)}
        return {**told, "months": str(len(self.months))}

    @property
    def title(self) -> str:
        """The months, in words: "May to October 2026"; of one that is not over, to which day."""
        first, last = self.months[0], self.months[-1]
        today = london_day(self.view.now)
        until = full_day(today) if today <= last.last else month_name(last)
        if first == last and today > last.last:
            return month_name(last)
        return words("over.span", first=month_name(first), last=until)


def look_over(context: WebContext, who: SignedIn, asked: Asked, deed: str) -> Over:
    """Return what is asked for and note in the audit that it was looked at, or refused.

    Raises ForbiddenError or NotFoundError where there is nothing to look at.
    """
    view = look(context, who, (asked.team, asked.month), deed)
    if asked.months not in {str(n) for n in LENGTHS} or view.month.first > london_day(view.now):
        raise NotFoundError
    return Over(view, months_back(view.month, int(asked.months)))


def over_fields(over: Over) -> list[dict[str, object]]:
    """Return the fields of the form that chooses the team, the last month and how many months."""
    view, today = over.view, london_day(over.view.now)
    ends = [*reversed(months_back(Month.of(today), _ENDS))]
    shown = ends if view.month in ends else [*ends, view.month]
    return [
        _field("team", [(team.id, team.name) for team in view.teams], view.team.id),
        _field("month", [(str(month), month_name(month)) for month in shown], str(view.month)),
        _field(
            "months",
            [(str(n), words("over.length", n=n)) for n in LENGTHS],
            str(len(over.months)),
        ),
    ]


def _field(name: str, options: list[tuple[str, str]], chosen: str) -> dict[str, object]:
    marked = [(value, label, value == chosen) for value, label in options]
    return {"name": name, "label": words(f"over.{name}"), "options": marked}
