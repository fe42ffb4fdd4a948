"""Everything in a text that leads to somebody."""

from collections.abc import Sequence

from practice.privacy.addresses import addresses
from practice.privacy.birth_dates import birth_dates
from practice.privacy.everyday import double, is_everyday
from practice.privacy.found import Found, apart
from practice.privacy.known_names import KnownNames
from practice.privacy.naming import names_in
from practice.privacy.numbers import numbers
from practice.privacy.on_the_web import on_the_web
from practice.privacy.prose import Prose


def find(text: str, known_names: Sequence[str], *, only_known: bool = False) -> list[Found]:
    """Return what in a text leads to somebody, in order; no two places overlap.

    `known_names` are full names ("Forename Surname") that are looked for as people write them.
    Other names are found by a title, by common forenames and by what stands beside them, unless
    `only_known` names count. Time grows with the length of the text. A child's reference is never
    found.
    """
    sure = [*numbers(text), *birth_dates(text), *addresses(text), *on_the_web(text)]
    prose, known = Prose(text), KnownNames.of(known_names)
    return apart([*sure, *names_in(prose, known, only_known=only_known)])


def may_name_somebody(text: str) -> bool:
    """Say whether a text could hold a name that is known: cheap, and asked before names are."""
    prose = Prose(text)
    return any(
        prose.is_marked(at) or word.low in double() or not is_everyday(word.low)
        for at, word in enumerate(prose.words)
    )
