"""For whom a summary is taken away, and what they are given of it."""

from enum import StrEnum

from reports.leaving.known import Apart
from reports.leaving.scrutiny import to_scrutiny
from reports.leaving.summary import to_leave
from reports.view import Summary


class Readers(StrEnum):
    """Who reads a file: anybody, councillors, or people inside the service."""

    OUTSIDE = "outside"
    SCRUTINY = "scrutiny"
    INSIDE = "inside"

    @property
    def leaves(self) -> bool:
        """Whether the file leaves the service."""
        return self is not Readers.INSIDE


def for_readers(summary: Summary, readers: Readers, apart: Apart) -> Summary:
    """Return a summary as these readers are given it; what leaves says nothing of `apart`.

    Raises TooFewPeopleError where councillors are given none of so small a team.
    """
    if readers is Readers.INSIDE:
        return summary
    leaves = to_scrutiny if readers is Readers.SCRUTINY else to_leave
    return leaves(summary, apart)
