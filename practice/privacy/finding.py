"""Everything in a text that leads to somebody."""

from collections.abc import Sequence

from practice.privacy.addresses import addresses
from practice.privacy.birth_dates import birth_dates
from practice.privacy.found import Found, apart
from practice.privacy.known_names import KnownNames
from practice.privacy.naming import names_in
from practice.privacy.numbers import numbers
from practice.privacy.prose import Prose


def find(text: str, known_names: Sequence[str]) -> list[Found]:
    """Return what in a text leads to somebody, in order; no two places overlap.

    `known_names` are full names ("Forename Surname") that are looked for as people write them.
    Other names are found by a title, by common forenames and by what stands beside them. Time grows
    with the length of the text. A child's reference is never found.
    """
    sure = [*numbers(text), *birth_dates(text), *addresses(text)]
    return apart([*sure, *names_in(Prose(text), KnownNames.of(known_names))])
