"""A month's contacts as they are judged: by references, by what people answered, and in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice import true_contacts
from practice.calendar import Month, london_day
from practice.contact_answers import Answer
from practice.true_contacts import TrueCount
from reports.casework.proposed import proposed
from storage import link_answers
from storage import measures as queries
from storage.link_answers import Given
from storage.measures import Received, Session


@dataclass(frozen=True)
class Judgement:
    """What a month's contacts come to; `contacts` are by reference those of the week before too."""

    counted: TrueCount
    contacts: Mapping[str, Received]


def answers(session: Session, month: Month, as_of: datetime | None) -> list[Given]:
    """Return the answers that hold about contacts of a month and of the week before it.

    As known at a moment; where that is None, all that are stored.
    """
    since = month.first - timedelta(days=true_contacts.EVENT_DAYS)
    return link_answers.of_contacts(session, since, month.last, as_of)


def judged(session: Session, month: Month, as_of: datetime, given: Sequence[Given]) -> Judgement:
    """Return the contacts of the council received in a month, as known at a moment."""
    today = london_day(as_of)
    since = month.first - timedelta(days=true_contacts.EVENT_DAYS)
    received = queries.contacts_received(session, since, min(month.last, today))
    evidence = _evidence(session, received, month, link_answers.by_reference(session, given))
    found = true_contacts.judge((one.told for one in received), evidence, today)
    counted = true_contacts.count(found, month.first, month.last)
    return Judgement(counted, {one.told.ref: one for one in received})


def _evidence(
    session: Session, received: Sequence[Received], month: Month, said: Sequence[Answer]
) -> true_contacts.Evidence:
    names = proposed(session, received, month)
    refs = {one.told.child_ref for one in received} | {one.right for one in names.children}
    refs |= {child for answer in said if (child := getattr(answer, "child_ref", ""))}
    return true_contacts.Evidence(
        intervals=queries.open_intervals(session, refs - {""}),
        children=names.children,
        alike=names.alike,
        answers=said,
    )
