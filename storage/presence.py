"""Who is here on a day: the one place that says when somebody has come and has left."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, or_
from sqlmodel import col

from storage.tables import Person


def has_left(one: Person, on: date) -> bool:
    """Say whether a person has left on a day: from `left_on` on they are gone."""
    return one.left_on is not None and one.left_on <= on


def is_here(one: Person, on: date) -> bool:
    """Say whether a person works here on a day: from `started_on` until the day before `left_on`.

    Everything that asks who is here asks this, or `here`, which says the same to the database.
    """
    return not has_left(one, on) and (one.started_on is None or one.started_on <= on)


def is_to_come(one: Person, on: date) -> bool:
    """Say whether a person is not here yet on a day, and starts later."""
    return not has_left(one, on) and not is_here(one, on)


def not_here(on: date) -> ColumnElement[bool]:
    """Return the opposite of `here`: each half of it is looked up by the days themselves."""
    return or_(col(Person.left_on) <= on, col(Person.started_on) > on)


def here(on: date | BindParameter[date], one: type[Person] = Person) -> ColumnElement[bool]:
    """Return the condition that a person works here on a day, as is_here says."""
    started, left = col(one.started_on), col(one.left_on)
    return and_(or_(started.is_(None), started <= on), or_(left.is_(None), left > on))
