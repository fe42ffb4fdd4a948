"""What changed in a record that was sent again: each line as it was and as it is. Pure."""

from dataclasses import dataclass

from prompts.interview.state import Interview
from prompts.interview.views import ViewLine, view


@dataclass(frozen=True)
class Change:
    """A line of a record: what it said in the sending before and what it says now, if anything."""

    part: str
    name: str
    was: str | None
    now: str | None


def changes(before: Interview, now: Interview) -> tuple[Change, ...]:
    """Return the lines that changed, in the order of the record; those taken out come last."""
    was, said = _by_name(before), _by_name(now)
    names = [*said, *(name for name in was if name not in said)]
    return tuple(
        Change(*name, was.get(name), said.get(name))
        for name in names
        if was.get(name) != said.get(name)
    )


def _by_name(told: Interview) -> dict[tuple[str, str], str]:
    return {_named(line): line.answer for line in view(told).lines}


def _named(line: ViewLine) -> tuple[str, str]:
    return line.part, line.name
