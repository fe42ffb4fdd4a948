"""What is in doubt about a month's contacts of some teams, to be looked at: the surest first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from practice.calendar import Month
from practice.contact_answers import ContactAnswer, ContactQuestion
from practice.true_contacts import Ground, Judged, Reason
from reports.casework.judging import Judgement, answers, judged
from storage import link_rows
from storage.link_answers import Given
from storage.measures import Session


@dataclass(frozen=True)
class Doubt:
    """A doubt about a contact by the ids of its rows: `other_id` is a child's, a contact's or "".

    `seen` is the id of the last answer about the contact that holds, "" where there is none.
    """

    contact_id: str
    team_id: str | None
    reason: Reason
    other_id: str
    seen: str = ""

    @property
    def question(self) -> ContactQuestion:
        """What is asked."""
        return self.reason.question

    @property
    def names_are_compared(self) -> bool:
        """Whether whom both rows name must be seen to answer it."""
        return self.reason.ground is Ground.NAMES


@dataclass(frozen=True)
class Waiting:
    """The doubts nobody looked at, the surest first, and the answers that hold, the last last."""

    doubts: tuple[Doubt, ...]
    given: tuple[Given, ...]


def waiting(session: Session, teams: Collection[str], month: Month, as_of: datetime) -> Waiting:
    """Return the doubts about contacts that these teams received in a month."""
    # Whoever looks is shown what is stored, whatever clock dated it.
    given = answers(session, month, None)
    judgement = judged(session, month, as_of, given)
    theirs = {one.id: one.told for one in judgement.contacts.values() if one.team_id in teams}
    refs = {told.ref for told in theirs.values()}
    unlooked = [one for one in judgement.counted.unlooked if one.contact.ref in refs]
    last = {one.asked.contact_id: one.id for one in given}
    within = {of for of, told in theirs.items() if told.received_on >= month.first}
    return Waiting(
        tuple(_doubts(session, judgement, unlooked, last)),
        tuple(one for one in given if one.asked.contact_id in within),
    )


def _doubts(
    session: Session, judgement: Judgement, found: Collection[Judged], last: dict[str, str]
) -> Iterator[Doubt]:
    reasons = [reason for one in found for reason in one.unlooked]
    children = {one.of for one in reasons if one.question is ContactQuestion.CHILD}
    ids = link_rows.child_ids(session, children)
    for one in found:
        contact = judgement.contacts[one.contact.ref]
        for reason in one.unlooked:
            other = _other(judgement, ids, reason)
            if other is not None:
                yield Doubt(contact.id, contact.team_id, reason, other, last.get(contact.id, ""))


def _other(judgement: Judgement, children: dict[str, str], reason: Reason) -> str | None:
    if reason.question is ContactQuestion.OPEN:
        return ""
    if reason.question is ContactQuestion.CHILD:
        return children.get(reason.of)
    return judgement.contacts[reason.of].id


ANSWERS = (ContactAnswer.YES, ContactAnswer.NO, ContactAnswer.CANNOT_SAY)
"""What a card offers, in this order."""
