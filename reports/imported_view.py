"""What a summary says of imported notes: estimates, apart from everything that is counted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NoteEstimate:
    """How many of 100 notes show an indicator, as estimated, and the ends of its 95% interval.

    All three are None where `unsaid` says why. `key` is that of the measure of confirmed records,
    beside which it never stands.
    """

    key: str
    label: str
    of_100: int | None = None
    low: int | None = None
    high: int | None = None
    unsaid: str = ""


@dataclass(frozen=True)
class FromNotes:
    """The case notes from before a team's first record, and what is estimated of them.

    `notes` by `writers` were read by a version of the `reader`, the first held on `since` and the
    last on `until`; `left_out` more were not. Where nothing is estimated, `unsaid` says why.
    """

    notes: int
    writers: int
    reader: str
    since: date | None
    until: date | None
    left_out: int
    estimates: tuple[NoteEstimate, ...]
    unsaid: str = ""
    caution: str = ""
