"""What people are called where several are listed: two who bear one name are told apart."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from practice.names import given_name
from storage import colleagues
from storage.presence import is_here
from storage.session import Session
from storage.tables import Person


def full_names(listed: Sequence[Person]) -> dict[str, str]:
    """Return each person's name by id, with the council's reference where two bear the same."""
    known = Counter(one.name.casefold() for one in listed)
    return {
        one.id: one.name if known[one.name.casefold()] == 1 else f"{one.name} ({one.ref})"
        for one in listed
    }


def called_among(person: Person, listed: Sequence[Person]) -> str:
    """Return what a person is called among others: the first name, or more where two bear that."""
    first = given_name(person.name)
    others = [one for one in listed if one.id != person.id]
    if all(given_name(one.name).casefold() != first.casefold() for one in others):
        return first
    return full_names([person, *others])[person.id]


def known_as(session: Session, person: Person | None, on: date) -> str:
    """Return what a person is called to those who work with them; "" where there is none.

    That is the first name, or more where a colleague who is here bears that too. Of somebody who is
    not here those are compared as well who are not.
    """
    if person is None:
        return ""
    beside = colleagues.beside(session, person)
    if is_here(person, on):
        beside = [one for one in beside if is_here(one, on)]
    return called_among(person, beside)
