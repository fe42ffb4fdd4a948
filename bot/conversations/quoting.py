"""A child's own words in what two people agreed: which there are, and what may not be quoted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.messages import Button
from bot.update import command_button
from practice.access import RecordFacts, Viewer
from practice.oversight_access import may_release_words, may_take_words_back
from practice.quoted_words import holds_numbers, quoted
from practice.redaction import names_in, without_references
from prompts.phrases import phrase
from storage import children, quotations, records
from storage.access import record_facts, viewer_of
from storage.quotations import Source
from storage.session import Session
from storage.tables import Person, Record, Supervision

_MOST = 12


class Asking(Protocol):
    """Who asks, and on which day: an update of a chat, or a page."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def person(self) -> Person:
        """Who asks."""

    @property
    def today(self) -> date:
        """The day it is in London."""


@dataclass(frozen=True)
class Asker:
    """Who asks on a page."""

    session: Session
    person: Person
    today: date


@dataclass(frozen=True)
class Quoted:
    """Words of a child: number `number` (from 1) of those quoted in the sentence of a claim."""

    source: Source
    number: int
    words: str
    standing_id: str | None

    @property
    def record(self) -> Record:
        """The record in which they stand."""
        return self.source.record

    @property
    def argument(self) -> str:
        """What a button carries that means them."""
        return f"{self.source.claim_id}:{self.number}"


def of_meeting(asks: Asking, held: Supervision) -> list[Quoted]:
    """Return the words of a meeting that the person may let stand, or take back; in order."""
    sources = quotations.of_meeting(asks.session, held.id)
    found = [one for source in sources for one in _of_source(asks, source)]
    return [one for one in found if may_release(asks, one) or may_take_back(asks, one)][:_MOST]


def of_button(asks: Asking, argument: str) -> Quoted | None:
    """Return the words that a button means; None where they are not there any more."""
    claim_id, _, number = argument.partition(":")
    source = quotations.source(asks.session, claim_id)
    of_source = _of_source(asks, source) if source else ()
    return next((one for one in of_source if str(one.number) == number), None)


def _of_source(asks: Asking, source: Source) -> Iterator[Quoted]:
    for number, words in enumerate(quoted(source.sentence), start=1):
        standing = quotations.standing_of(asks.session, source.claim_id, words)
        yield Quoted(source, number, words, standing)


def offered(asks: Asking, held: Supervision) -> list[Button]:
    """Return the way to the words of a meeting, where the record of some is agreed by now."""
    label = phrase("quotes.buttons.offer")
    for source in quotations.of_meeting(asks.session, held.id):
        if quoted(source.sentence) and _facts(asks, source.record).is_locked:
            return [command_button(label, "quote", held.id)]
    return []


def may_release(asks: Asking, one: Quoted) -> bool:
    """Say whether the person may let words stand."""
    viewer, supervisor_id, facts = _asked(asks, one)
    return may_release_words(viewer, supervisor_id, facts)


def may_take_back(asks: Asking, one: Quoted) -> bool:
    """Say whether words stand that the person may take back."""
    return one.standing_id is not None and may_take_words_back(*_asked(asks, one))


def _asked(asks: Asking, one: Quoted) -> tuple[Viewer, str | None, RecordFacts]:
    held = records.supervision(asks.session, one.record.supervision_id or "")
    viewer = viewer_of(asks.session, asks.person)
    return viewer, held.supervisor_id if held else None, _facts(asks, one.record)


def _facts(asks: Asking, record: Record) -> RecordFacts:
    return record_facts(asks.session, [record.id], asks.today)[record.id]


def leads_to_somebody(asks: Asking, one: Quoted) -> list[str]:
    """Return what in the words may lead to somebody: names as they stand, and numbers.

    Rather a word too many: what is found is not quoted.
    """
    people = [one.record.writer_id, *([one.record.other_id] if one.record.other_id else [])]
    refs = children.refs_for(asks.session, people, asks.today)
    found = names_in(one.words, quotations.names_about(asks.session, one.record, asks.today))
    if holds_numbers(one.words) or without_references(one.words, refs, "") != one.words:
        found.append(phrase("quotes.number"))
    return found
