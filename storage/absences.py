"""Who is away on which days: rows that are only added, and what holds is derived from them.

An absence counts from its first day to its last, both included. One that overlaps an earlier one
takes over from its first day on: what was said last says until when. Coming back early is a row
too. Nothing that is said changes a day before the one on which it is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlmodel import Session, col

from practice.calendar import LONDON, london_day, next_working_moment
from storage import audit
from storage.prepared import Prepared
from storage.tables import Absence, AbsenceEnding

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Stretch:
    """Days on which a person is away, without a gap; the first and the last are among them."""

    first: date
    last: date

    @property
    def back_on(self) -> date:
        """The first day on which they are back."""
        return self.last + _A_DAY


@dataclass(frozen=True)
class _Holding:
    """A row, and the days of it that hold."""

    absence_id: str
    person_id: str
    days: Stretch


def say(
    session: Session, person_id: str, days: Stretch, said_by_id: str | None, at: datetime
) -> None:
    """Store that a person is away; what overlaps it holds only before its first day.

    `said_by_id` is None where it is said on the server.
    """
    for known in _holding(session, col(Absence.person_id) == person_id):
        if known.days.first <= days.last and known.days.last >= days.first:
            _end(session, known, days.first, said_by_id, at)
    absence = Absence(
        person_id=person_id,
        first_on=days.first,
        last_on=days.last,
        said_by_id=said_by_id,
        said_at=at,
    )
    session.add(absence)
    session.flush()
    audit.record(session, "absence said", "absence", absence.id, actor=said_by_id, at=at)


def end(
    session: Session, person_id: str, last: date, on: date, said_by_id: str | None, at: datetime
) -> Stretch | None:
    """End from a day on the stretch whose last day is `last`; return what it was.

    None, and nothing is stored, where no such stretch stands on that day or after it.
    """
    stretch = next((one for one in standing(session, person_id, on) if one.last == last), None)
    if stretch is None:
        return None
    for known in _holding(session, col(Absence.person_id) == person_id):
        if stretch.first <= known.days.first and on <= known.days.last <= stretch.last:
            _end(session, known, max(on, known.days.first), said_by_id, at)
            deed = "absence ended"
            audit.record(session, deed, "absence", known.absence_id, actor=said_by_id, at=at)
    return stretch


def _end(
    session: Session, known: _Holding, back_on: date, said_by_id: str | None, at: datetime
) -> None:
    session.add(
        AbsenceEnding(
            absence_id=known.absence_id, back_on=back_on, said_by_id=said_by_id, said_at=at
        )
    )
    session.flush()


def standing(session: Session, person_id: str, on: date) -> list[Stretch]:
    """Return the stretches of a person that are not over on a day, the earliest first."""
    found = _joined(_holdings(_of_one().all(session, person_id=person_id)))
    return [one for one in found.get(person_id, []) if one.last >= on]


def until(session: Session, person_id: str, on: date) -> date | None:
    """Return the last day of the stretch in which a person is away on a day; None: they are not."""
    found = standing(session, person_id, on)
    return found[0].last if found and found[0].first <= on else None


def away_on(session: Session, on: date) -> dict[str, date]:
    """Return who is away on a day, by id, each with the last day of it."""
    found = _joined(_holding(session, col(Absence.last_on) >= on))
    return {
        person_id: one.last
        for person_id, its in found.items()
        for one in its
        if one.first <= on <= one.last
    }


def away_lately(session: Session, on: date, within: timedelta) -> dict[str, date]:
    """Return who is away on a day or was within so long before it, by id, each with since when."""
    lately = select(col(Absence.person_id)).where(col(Absence.last_on) >= on - within)
    found = _joined(_holding(session, col(Absence.person_id).in_(lately)))
    return {
        person_id: one.first
        for person_id, its in found.items()
        for one in its
        if one.first <= on and one.last >= on - within
    }


def free_from(session: Session, person_id: str, now: datetime) -> datetime:
    """Return from when on a person is not away; `now` where they are not."""
    last = until(session, person_id, london_day(now))
    return now if last is None else _day_after(last)


def hears_from(session: Session, person_id: str, now: datetime) -> datetime:
    """Return from when on a person hears of what may wait; `now` where they are not away."""
    back = free_from(session, person_id, now)
    return now if back == now else next_working_moment(back)


def _day_after(day: date) -> datetime:
    return datetime.combine(day + _A_DAY, time.min, LONDON).astimezone(UTC)


def _holding(session: Session, *which: ColumnElement[bool]) -> list[_Holding]:
    """Return the absences of which a day holds, with the days that do, the earliest first."""
    return _holdings(session.execute(_held(*which)).all())


@cache
def _of_one() -> Prepared:
    # Most cards and tellings ask it: put together once.
    return Prepared(_held(col(Absence.person_id) == bindparam("person_id")), flushes=True)


def _held(*which: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select of five columns
    back_on = func.min(col(AbsenceEnding.back_on))
    return (
        select(
            col(Absence.id),
            col(Absence.person_id),
            col(Absence.first_on),
            col(Absence.last_on),
            back_on,
        )
        .outerjoin(AbsenceEnding, col(AbsenceEnding.absence_id) == col(Absence.id))
        .where(*which)
        .group_by(col(Absence.id))
        .having(or_(back_on.is_(None), back_on > col(Absence.first_on)))
        .order_by(col(Absence.first_on), col(Absence.id))
    )


def _holdings(rows: Iterable[Any]) -> list[_Holding]:
    return [
        _Holding(
            row_id, person_id, Stretch(first, last if back is None else min(last, back - _A_DAY))
        )
        for row_id, person_id, first, last, back in rows
    ]


def _joined(found: Sequence[_Holding]) -> dict[str, list[Stretch]]:
    """Return the stretches of each person, those joined between which no day lies."""
    joined: dict[str, list[Stretch]] = {}
    for one in found:
        its = joined.setdefault(one.person_id, [])
        if its and its[-1].back_on >= one.days.first:
            its[-1] = Stretch(its[-1].first, max(its[-1].last, one.days.last))
        else:
            its.append(one.days)
    return joined
