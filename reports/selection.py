"""Which of the units behind a number a list shows: the sentence and its list ask here alone."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from practice.terms import RecordKind, StepKind
from reports.errors import UnknownListError
from reports.measures import MEASURES, Measure, measure
from storage import measures as queries
from storage.measures import Part

ALL, COUNTED, REST = "all", "counted", "rest"
UNHEARD, CHILDREN = "unheard", "children"

# Not a measure: what the first screen says of the reader's proposals, and what became of them.
CLAIMS = Measure("claims.proposed", "records", "record", queries.proposed)
LISTED = (*MEASURES, CLAIMS)

_STATES: dict[str, dict[str, tuple[str | None, ...]]] = {
    "outcomes.improving_share": {name: (name,) for name in ("same", "worse", "mixed")},
    "children.discussed_share": {"in_depth": (RecordKind.IN_DEPTH,)},
    "records.agreed": {"returned": (StepKind.RETURNED,)},
    CLAIMS.key: {
        "unconfirmed": ("unconfirmed",),
        "confirmed": ("standing", "struck"),
        "struck": ("struck",),
    },
}


def listed(key: str) -> Measure:
    """Return what has a list under this key; raises UnknownMeasureError where nothing has."""
    return CLAIMS if key == CLAIMS.key else measure(key)


def shows(key: str) -> tuple[str, ...]:
    """Return the names of the selections of a measure's list, everything first."""
    extra = tuple(_STATES.get(key, ()))
    if key == "records.agreed":
        extra = ("waiting", *extra)
    if key == "records.child_voice":
        extra = (CHILDREN, UNHEARD)
    return (ALL, REST, COUNTED, *extra)


class Counts(Protocol):
    """What a selection asks of a unit, or of its row on a list."""

    @property
    def counted(self) -> bool:
        """Whether it counts."""

    @property
    def state(self) -> str | None:
        """What the measure's query found of it."""


class AboutChild(Counts, Protocol):
    """What a selection asks of a unit that is about a child."""

    @property
    def child_id(self) -> str | None:
        """The child it is about."""


Counting = TypeVar("Counting", bound=AboutChild)


def choose(key: str, units: Iterable[Counting], show: str = ALL) -> tuple[Counting, ...]:
    """Return the units of that selection; raises UnknownListError where a measure has none of it.

    A child whom no record shows stands once, whatever the number of their records.
    """
    if show not in shows(key):
        raise UnknownListError(f"{key} has no list {show!r}")
    found = tuple(units)
    if show in {CHILDREN, UNHEARD}:
        heard = {unit.child_id for unit in found if unit.counted and show == UNHEARD}
        once: dict[str | None, Counting] = {}
        for unit in found:
            if unit.child_id not in heard:
                once.setdefault(unit.child_id, unit)
        return tuple(once.values())
    return tuple(unit for unit in found if _is_shown(key, unit, show))


def how_many(key: str, parts: Iterable[Part], show: str = ALL) -> int:
    """Return how many units `choose` gives, from the parts of a month; children it does not count.

    Raises UnknownListError where a measure has no such selection.
    """
    if show not in shows(key) or show in {CHILDREN, UNHEARD}:
        raise UnknownListError(f"{key} has no list {show!r} that is counted by unit")
    return sum(part.units for part in parts if _is_shown(key, part, show))


def names_answer(key: str, show: str) -> bool:
    """Say whether a list's own name says of all on it whether they count, and why not."""
    return show in {COUNTED, "waiting"} or len(_STATES.get(key, {}).get(show, ())) == 1


def _is_shown(key: str, unit: Counts, show: str) -> bool:
    if show in {ALL, COUNTED, REST}:
        return show == ALL or unit.counted == (show == COUNTED)
    if show == "waiting":
        return not unit.counted and unit.state != StepKind.RETURNED
    return unit.state in _STATES[key][show]
