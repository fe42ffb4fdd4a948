"""What was looked at for a change: what was quiet, and what moved at the same time."""

from collections.abc import Iterator, Mapping

from reports.finding import Found
from reports.findings import telling
from reports.view import Section, Sentence


def section(found: Found, labels: Mapping[str, str]) -> Section:
    """Return the figures found quiet, and those that moved together; `labels` are their names."""
    return Section("quiet", telling.say("looked.heading"), tuple(_sentences(found, labels)))


def _sentences(found: Found, labels: Mapping[str, str]) -> Iterator[Sentence]:
    if quiet := [labels[key] for key in found.looked.quiet if key in labels]:
        yield Sentence(telling.say("looked.quiet", labels="; ".join(quiet)))
    also = {key for one in found.signals if one.also for key in (one.measure, *one.also)}
    if moved := [labels[key] for key in labels if key in also]:
        yield Sentence(telling.say("looked.also", labels="; ".join(moved)))
