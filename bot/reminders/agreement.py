"""A supervision waits for your agreement: told to the practitioner, once a meeting.

Due three working days after the meeting was sent, and told when a part has waited that long since
it was last sent: a part returned and sent again starts anew. Late, it still comes for four weeks,
for by then the next month's supervision has been held.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import add_working_days
from prompts.days import day_words
from prompts.phrases import phrase
from storage import records
from storage.due import Only, WaitingForAgreement, waiting_for_agreement
from storage.reminders import Due
from storage.session import Session

NAME = "agreement"
WORKING_DAYS = 3

_LATEST = timedelta(weeks=4)
# Three working days last a week over Easter or Christmas.
_LONGEST_WAIT = timedelta(weeks=2)


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day for these meetings, of these people (by id; None: all)."""
    sent_since = on - _LATEST - _LONGEST_WAIT - late
    waiting = waiting_for_agreement(session, sent_since, on, subjects, of)
    found = (_due(meeting, on, _LATEST + late) for meeting in waiting)
    return [_with_all(session, one) for one in found if one is not None]


def _with_all(session: Session, due: Due) -> Due:
    """Return a reminder that knows how many supervisions wait for its person, as /drafts says."""
    waiting = records.waiting_supervisions(session, due.practitioner_id)
    return replace(due, in_all=max(1, len(waiting)))


def _due(meeting: WaitingForAgreement, on: date, latest: timedelta) -> Due | None:
    due_on = add_working_days(meeting.sent_on, WORKING_DAYS)
    first_sent = min(meeting.parts)
    if on - due_on > latest or add_working_days(first_sent, WORKING_DAYS) > on:
        return None
    return Due(
        kind=NAME,
        subject=meeting.supervision_id,
        due_on=due_on,
        person_id=meeting.practitioner_id,
        practitioner_id=meeting.practitioner_id,
        count=len(meeting.parts),
        since=first_sent,
        worth_until=due_on + _LATEST,
    )


def words(dues: Sequence[Due], day: date) -> Outgoing:  # noqa: ARG001 - it reads the same on every day
    """Return the line of a digest; it opens the one that waits, or shows all that do."""
    since = day_words(min(one.since for one in dues))
    in_all = max(len(dues), *(one.in_all for one in dues))
    text = phrase("reminders.agreement", count=len(dues), sent=since)
    if in_all > len(dues):
        text = phrase("reminders.agreement_in_all", text=text, count=in_all)
    label = phrase("reminders.buttons.read")
    one = command_button(label, "read", dues[0].subject)
    return Outgoing(text, ((one if in_all == 1 else command_button(label, "drafts"),),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    since, count = day_words(due.since), due.count
    return phrase("reminders.why.agreement", practitioner=practitioner, count=count, since=since)
