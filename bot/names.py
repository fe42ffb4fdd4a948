"""What people are called where several are listed: two who bear one name are told apart."""

from collections import Counter
from collections.abc import Sequence

from bot.update import first_name
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
    first = first_name(person)
    others = [one for one in listed if one.id != person.id]
    if all(first_name(one).casefold() != first.casefold() for one in others):
        return first
    return full_names([person, *others])[person.id]
