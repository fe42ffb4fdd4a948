"""What imported notes are estimated to show, in words, as plain text and in JSON."""

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from reports.imported_view import FromNotes, NoteEstimate
from reports.wording import full_day, say

_WIDTH = 78


def read(notes: FromNotes) -> str:
    """Return how many notes were read, whose and from when, and why nothing is said if so."""
    return " ".join(_read(notes))


def _read(notes: FromNotes) -> Iterator[str]:
    if notes.since and notes.until:
        days = {"since": full_day(notes.since), "until": full_day(notes.until)}
        yield say("imported.read", n=notes.notes, m=notes.writers, **days)
    if notes.left_out:
        yield say("imported.left_out", n=notes.left_out)
    if notes.unsaid:
        yield say("imported.whole", why=notes.unsaid)


def block(notes: FromNotes | None) -> Iterator[str]:
    """Yield the block of a plain text; none where there are no such notes."""
    if notes:
        heading = say("imported.heading")
        lines = map(_line, notes.estimates)
        told = (fill(read(notes), _WIDTH), *lines, fill(notes.caution, _WIDTH))
        yield "\n".join([heading, "-" * len(heading), *told])


def _line(one: NoteEstimate) -> str:
    if one.of_100 is None or one.low is None or one.high is None:
        said = say("imported.not_said", why=one.unsaid)
    else:
        said = say("imported.line", n=one.of_100, low=one.low, high=one.high)
    return fill(f"{one.label}: {said}.", _WIDTH, initial_indent="- ", subsequent_indent="  ")


def document(notes: FromNotes | None) -> dict[str, Any] | None:
    """Return the estimates as plain values, as the schema describes them; None without notes."""
    if notes is None:
        return None
    return {
        "notes": notes.notes,
        "writers": notes.writers,
        "left_out": notes.left_out,
        "reader": notes.reader,
        "since": notes.since.isoformat() if notes.since else None,
        "until": notes.until.isoformat() if notes.until else None,
        "estimates": [_estimate(one) for one in notes.estimates],
        "why_not": notes.unsaid or None,
        "caution": notes.caution,
    }


def _estimate(one: NoteEstimate) -> dict[str, Any]:
    ends = {"estimate": one.of_100, "lower": one.low, "upper": one.high}
    shares = {name: None if end is None else end / 100 for name, end in ends.items()}
    return {"indicator": one.key, "label": one.label, **shares, "why_not": one.unsaid or None}
