"""Everything in a text that leads to somebody."""

from collections.abc import Callable, Sequence

from practice.privacy.addresses import addresses
from practice.privacy.birth_dates import birth_dates
from practice.privacy.everyday import double, is_everyday
from practice.privacy.found import Found, Kind, apart
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
    prose, known = Prose(text), KnownNames.of(known_names)
    return apart([*_sure(text), *names_in(prose, known, only_known=only_known)])


def kinds_in(text: str, names_near: Callable[[], Sequence[str]]) -> list[Kind]:
    """Return the kinds of what in a text leads to somebody, each once, in order.

    Of names only those that are near count, and they are asked for only where a word could be one.
    """
    prose = Prose(text)
    near = names_near() if _may_name_somebody(prose) else ()
    named = names_in(prose, KnownNames.of(near), only_known=True) if near else ()
    return list(dict.fromkeys(one.kind for one in apart([*_sure(text), *named])))


def _sure(text: str) -> list[Found]:
    return [*numbers(text), *birth_dates(text), *addresses(text), *on_the_web(text)]


def _may_name_somebody(prose: Prose) -> bool:
    """Say whether a text could hold a name that is known: cheap, and asked before names are."""
    return any(
        prose.is_marked(at) or word.low in double() or not is_everyday(word.low)
        for at, word in enumerate(prose.words)
    )
