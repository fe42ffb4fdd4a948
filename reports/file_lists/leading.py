"""Which lists a figure of the council's own files leads to, and a finding about it."""

from collections.abc import Iterable, Iterator, Mapping

from reports.casework.measures import RECORDED, TRUE
from reports.casework.wording import say
from reports.casework_parts import not_said
from reports.casework_view import Amount, CaseworkFigure
from reports.file_lists.choosing import (
    DUPLICATE,
    LEFT_OUT,
    NEW,
    ON_OPEN_CASE,
    choose,
    has_list,
    looked_at,
    mark_of,
    narrowed,
    opens_with,
    parts_of,
)
from reports.file_lists.rows import in_words, rows_behind
from reports.file_lists.stands import ON_OPEN_CASES
from reports.finding import Finding, MadeOf
from reports.findings.made_of import AREA, TEAM
from reports.links import Link
from reports.places import MOST
from reports.selection import ALL, COUNTED, REST
from reports.tallies import Counted
from reports.view import Listed
from storage import people
from storage.measures import Session
from storage.tables import Team

NARROWS = {TEAM: TEAM, "source": "source", "reason": "reason", "threshold": "threshold_met"}
"""By what a list is narrowed to what most of a change is, by the change's dimension."""
Figures = Mapping[str, CaseworkFigure]


def how_many(amount: Amount, part: str) -> int | None:
    """Return how many rows a month's figure says that a part has; None where it does not say."""
    every = amount.numerator if amount.denominator is None else amount.denominator
    counted = int(amount.numerator or 0)
    known = {ALL: int(every or 0), COUNTED: counted, REST: int(every or 0) - counted}
    if amount.value is None and part != LEFT_OUT:
        return 0 if part in known else None
    return amount.left_out if part == LEFT_OUT else known.get(part)


def lists_of(figure: CaseworkFigure) -> tuple[Listed, ...]:
    """Return the lists behind a figure's month that anything is on: what to look at, then all.

    And what is left out of it.
    """
    if not has_list(figure.key):
        return ()
    wanted = dict.fromkeys((looked_at(figure.key), opens_with(figure.key), LEFT_OUT))
    names = [part for part in wanted if part in parts_of(figure.key)]
    found = ((part, how_many(figure.now, part)) for part in names)
    return tuple(Listed(figure.key, part, n) for part, n in found if n)


def address(figure: CaseworkFigure, amount: Amount, link: Link) -> str | None:
    """Return where a figure's number of a month leads; None where nothing is on a list of it."""
    part = opens_with(figure.key)
    is_on_it = has_list(figure.key) and bool(how_many(amount, part)) and not amount.hidden
    return link(figure.key, amount.period, part) if is_on_it else None


def of_findings(
    session: Session, team: Team, counted: Counted, signals: Iterable[Finding]
) -> dict[str, tuple[Listed, ...]]:
    """Return, by measure, the lists that its finding leads to: of its part first, then all.

    Of the month of the summary, whenever it moved.
    """
    figures = {one.key: one for one in counted.casework if has_list(one.key)}
    return {
        one.measure: (
            *_of_part(session, team, counted, one, figures),
            *lists_of(figures[one.measure]),
        )
        for one in signals
        if one.measure in figures
    }


def opened(lists: Iterable[Listed]) -> Listed | None:
    """Return the list, of those that a finding leads to, that has its very rows.

    The first of its part where most of the change is one, else all of the month.
    """
    found = list(lists)
    of_all = (one for one in found if one.shows == opens_with(one.measure) and not one.within)
    return next((one for one in found if _is_of_part(one)), next(of_all, None))


def _is_of_part(of: Listed) -> bool:
    return bool(of.within) or of.shows in {ON_OPEN_CASE, DUPLICATE, NEW, MOST}


def _of_part(
    session: Session, team: Team, counted: Counted, found: Finding, figures: Figures
) -> Iterator[Listed]:
    """Yield the lists of what most of a change is, if anything of the month is on them."""
    areas = [part.value for part in found.most if part.dimension == AREA]
    for name in filter(None, (found.part, *areas)):
        yield from _of_team(session, counted, found.measure, name)
    for part in found.most:
        if part.dimension in NARROWS and part.value != not_said(part.dimension):
            yield from _narrowed(session, team, counted, found.measure, part)
        elif name := _standing_of(part.value):
            n = _set_aside(name, figures)
            if n:
                yield Listed(found.measure, name, n)


def _narrowed(
    session: Session, team: Team, counted: Counted, key: str, most: MadeOf
) -> Iterator[Listed]:
    by = NARROWS[most.dimension]
    name = most.value if most.dimension == TEAM else in_words(most.value)
    every = rows_behind(session, key, team, counted.period, counted.as_of)
    rows = narrowed(every, {by: mark_of(name)})
    for part in (one for one in (looked_at(key), ALL) if one in parts_of(key)):
        if n := len(choose(rows, part)):
            yield Listed(key, part, n, name, by)


def _of_team(session: Session, counted: Counted, key: str, name: str) -> Iterator[Listed]:
    """Yield the lists of a team below and of those below that."""
    team = people.team_by_name(session, name)
    rows = rows_behind(session, key, team, counted.period, counted.as_of) if team else []
    for part in (one for one in (looked_at(key), ALL) if one in parts_of(key)):
        if team and (n := len(choose(rows, part))):
            yield Listed(key, part, n, name, team_id=team.id)


def _standing_of(told: str) -> str:
    names = {say(f"standing.{name}"): name for name in (NEW, ON_OPEN_CASE, DUPLICATE)}
    return names.get(told, "")


def _set_aside(name: str, figures: Figures) -> int:
    """Return how many contacts of the month are of that kind."""
    every, true, on_open = (
        int(figures[key].now.numerator or 0) for key in (RECORDED.key, TRUE, ON_OPEN_CASES)
    )
    return {NEW: true, ON_OPEN_CASE: on_open, DUPLICATE: every - true - on_open}[name]
