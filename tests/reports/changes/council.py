"""A council and its clock, and what every change of it draws at random."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from practice.calendar import Month, london_day, months_between
from storage.session import Store
from storage.tables import (
    Involvement,
    Person,
    Team,
    table_of,
)

Row = TypeVar("Row", bound=SQLModel)


class Council:
    """A stored council and its clock, and rows, days and chances of it.

    Nothing that happens is before the day on which it `begins`.
    """

    def __init__(self, store: Store, seed: int, now: datetime, begins: date) -> None:
        self.rng = Random(seed)  # noqa: S311 - the same seed gives the same changes
        self.now, self._begins = now, begins
        self._store = store
        with store.reading() as session:
            rows = session.execute(select(Team.id, Team.parent_id))
            parents: dict[str, str | None] = {row[0]: row[1] for row in rows}
        above = set(parents.values())
        self.top = next(team for team, parent in parents.items() if parent is None)
        self._upper: list[str] = [team for team in parents if team in above]
        self._lower: list[str] = [team for team in parents if team not in above]

    @property
    def teams(self) -> Sequence[str]:
        return (*self._upper, *self._lower)

    @property
    def today(self) -> date:
        return london_day(self.now)

    @property
    def months(self) -> tuple[Month, ...]:
        """From the beginning to the month that runs."""
        running = Month.of(self.today)
        return (*months_between(Month.of(self._begins), running), running)

    def _do(self, deed: Callable[[Session], bool]) -> bool:
        self.now += timedelta(minutes=self.rng.randrange(1, 60))
        with self._store.writing() as session:
            return deed(session)

    def _any(self, session: Session, model: type[Row], *where: Any) -> Row | None:
        of = table_of(model).c.id
        ids = session.scalars(select(of).where(*where).order_by(of)).all()
        return session.get_one(model, self.rng.choice(ids)) if ids else None

    def _one(self, session: Session, model: type[Row], *where: Any) -> Row:
        found = self._any(session, model, *where)
        assert found is not None
        return found

    def _day(self) -> date:
        """A day since the beginning; the same day is met about once."""
        return self._begins + timedelta(
            days=self.rng.randrange((self.today - self._begins).days + 1)
        )

    def _worker(self, session: Session, *where: Any) -> Person:
        return self._one(session, Person, Person.role == "practitioner", *where)

    def _chance(self, of_one: float) -> bool:
        return self.rng.random() < of_one

    def _open_cases(self, session: Session, of: Any) -> Sequence[Involvement]:
        is_open = select(Involvement).where(of, col(Involvement.ended_on).is_(None))
        return session.scalars(is_open).all()
