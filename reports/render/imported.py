"""What imported notes are estimated to show, in sentences and in JSON."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from reports.imported_view import FromNotes, NoteEstimate
from reports.view import Section, Sentence
from reports.wording import full_day, say


def read(notes: FromNotes) -> str:
    """Return how many notes were read, whose and from when, and why nothing is said if so."""
    return " ".join(_read(notes))


def _read(notes: FromNotes) -> Iterator[str]:
    if notes.since and notes.until:
        days = _days(notes.since, notes.until)
        yield say("imported.read", n=notes.notes, m=notes.writers, days=days)
    if notes.left_out:
        yield say("imported.left_out" if notes.notes else "imported.all_left_out", n=notes.left_out)
    if notes.unsaid:
        yield say("imported.whole", why=notes.unsaid)


def _days(since: date, until: date) -> str:
    if since == until:
        return say("imported.on_day", since=full_day(since))
    return say("imported.from_to", since=full_day(since), until=full_day(until))


def sections(notes: FromNotes | None) -> Iterator[Section]:
    """Yield the part of a document that says it in sentences; none where there are no notes."""
    if notes:
        told = (read(notes), *_lines(notes.estimates), notes.caution)
        sentences = tuple(Sentence(text) for text in told if text)
        yield Section("imported_notes", say("imported.heading"), sentences)


def _lines(estimates: Iterable[NoteEstimate]) -> Iterator[str]:
    """Yield what is estimated, one by one, and what is not said together, by why."""
    unsaid: dict[str, list[str]] = {}
    for one in estimates:
        if one.of_100 is None or one.low is None or one.high is None:
            unsaid.setdefault(one.unsaid, []).append(one.label)
        else:
            said = say("imported.line", n=one.of_100, low=one.low, high=one.high)
            yield f"{one.label}: {said}."
    for why, labels in unsaid.items():
        yield say("imported.together", why=why, labels="; ".join(labels))


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
