"""Children are due to be discussed: told to the supervisor, once for all children of one person.

Due on the month's last working day, for the involvements open on its first (practice.supervision);
the reminder comes that morning. Late, it still comes for a week: by then the next month's own
reminder is the one to act on.
"""

from datetime import date, timedelta

from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import Month
from practice.supervision import due_on
from prompts.days import day_words
from prompts.phrases import phrase
from storage.due import Only, not_discussed
from storage.reminders import Due
from storage.session import Session

NAME = "children_due"

_LATEST = timedelta(days=7)


def due(session: Session, on: date, subjects: Only = None) -> list[Due]:
    """Return what is due on a day for these practitioners (by id; None: all).

    A child discussed since the first of that month is not due: in the month itself, or since.
    """
    months = (Month.of(on), Month.of(on).previous())
    month = next((m for m in months if timedelta() <= on - due_on(m) <= _LATEST), None)
    if month is None:
        return []
    return [
        Due(
            kind=NAME,
            subject=waiting.practitioner_id,
            due_on=due_on(month),
            person_id=waiting.supervisor_id,
            practitioner_id=waiting.practitioner_id,
            count=waiting.children,
            since=month.first,
        )
        for waiting in not_discussed(session, month.first, on, subjects)
    ]


def words(due: Due, day: date) -> Outgoing:
    """Return the reminder as it is read on a day."""
    key = "reminders.due" if day <= due.due_on else "reminders.late"
    text = phrase(key, count=due.count, due=day_words(due.due_on))
    opens = command_button(phrase("reminders.buttons.open"), "supervise", due.subject)
    return Outgoing(text, ((opens,),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    since = day_words(due.since)
    return phrase("reminders.why.due", practitioner=practitioner, count=due.count, since=since)
