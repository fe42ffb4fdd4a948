"""A place in a text that leads to somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing leads to somebody."""

    NAME = "name"
    BIRTH_DATE = "date of birth"
    NHS_NUMBER = "NHS number"
    TELEPHONE = "telephone number"
    POSTCODE = "postcode"
    EMAIL = "e-mail address"
    ADDRESS = "address"
    PUPIL_NUMBER = "pupil number"
    INSURANCE_NUMBER = "National Insurance number"
    HANDLE = "name on the web"


@dataclass(frozen=True)
class Found:
    """Where something stands that leads to somebody: from `start` to before `end`."""

    start: int
    end: int
    kind: Kind


def apart(found: Iterable[Found]) -> list[Found]:
    """Return what was found in order, of places that overlap the one that begins first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
