"""Words that went from files or came into them, each once: a source stops in all that it sends.

A source that sends nothing any more is missing in contacts, referrals and enquiries at once, and so
is each reason that it alone gave: these are one thing to ask about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from practice.calendar import Month
from practice.letters import alike
from reports.data_words import Moved, looked_through, moved
from reports.feeding import say
from reports.wording import month_name
from storage import data_quality as stored
from storage.measures import Session

_SOURCE = "source"


@dataclass(frozen=True)
class Told:
    """What a word did, in words; it did so in these files, and is told with the first."""

    kind: str
    what: str
    files: tuple[str, ...]


def in_files(session: Session, files: Iterable[str], last: Month) -> list[Told]:
    """Return what came or went within a year up to a month, in the order of the files."""
    by_file = {file: list(moved(session, file, last)) for file in files}
    found = defaultdict[tuple[str, str, str], list[tuple[str, Moved]]](list)
    for file, words in by_file.items():
        with_source = _with_source(session, file, words, last)
        for one in words:
            if one not in with_source:
                found[one.same].append((file, _with(one, with_source)))
    return [_told(places) for places in found.values()]


def _with_source(
    session: Session, file: str, words: Sequence[Moved], last: Month
) -> Mapping[Moved, frozenset[tuple[str, str, str]]]:
    """Return the words that came or went with their only sources, each with these."""
    sources = {one.same for one in words if one.column == _SOURCE}
    others = [one for one in words if one.column != _SOURCE]
    if not sources or not others:
        return {}
    beside = defaultdict[tuple[str, str], set[str]](set)
    for column in {one.column for one in others}:
        for word, source in stored.pairs(session, file, (column, _SOURCE), looked_through(last)):
            beside[column, alike(word)].add(alike(source or ""))
    theirs = {
        one: frozenset((one.kind, _SOURCE, name) for name in beside[one.column, alike(one.word)])
        for one in others
    }
    return {one: names for one, names in theirs.items() if names and names <= sources}


def _with(one: Moved, with_source: Mapping[Moved, frozenset[tuple[str, str, str]]]) -> Moved:
    """Return what a source did with what came or went with it."""
    theirs = (other for other, names in with_source.items() if one.same in names)
    named = (say("changed.of_word", column=other.column, word=other.word) for other in theirs)
    words = ", ".join(named)
    what = say("changed.with_it", what=one.what, words=words) if words else one.what
    return Moved(one.kind, what, one.column, one.word, one.since)


def _told(places: Sequence[tuple[str, Moved]]) -> Told:
    (_, first), *others = places
    files = tuple(file for file, _ in places)
    if not others:
        return Told(first.kind, first.what, files)
    named = ", ".join(_in_file(*place) for place in others)
    return Told(first.kind, say("changed.elsewhere", what=first.what, files=named), files)


def _in_file(file: str, one: Moved) -> str:
    return say("changed.in_file", file=say(f"lacks.{file}"), month=month_name(one.since))
