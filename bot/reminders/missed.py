"""A supervision that was due was not held: its supervisor is asked why, on the next working day.

Asked once the month is over, of practitioners with a case on its first and its last day, once for
all of them; for two weeks. One tap says why, and so does a supervision of that month that is sent.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import Month, first_working_day_of_month
from prompts.phrases import phrase
from storage.due import Only, only_both
from storage.missed import unsaid
from storage.reminders import Due
from storage.session import Session

NAME = "missed"
_LATEST = timedelta(weeks=2)


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day: one for each practitioner who had no supervision last month."""
    comes_on = first_working_day_of_month(on)
    if not comes_on <= on <= comes_on + _LATEST + late:
        return []
    month = Month.of(on).previous()
    return [
        Due(
            kind=NAME,
            subject=one.practitioner_id,
            due_on=comes_on,
            person_id=one.supervisor_id,
            practitioner_id=one.practitioner_id,
            count=1,
            since=month.first,
            worth_until=comes_on + _LATEST,
        )
        for one in unsaid(session, month, on, only_both(subjects, of))
    ]


def words(dues: Sequence[Due], day: date) -> Outgoing:  # noqa: ARG001 - it reads the same on every day
    """Return the line of a digest; its button asks why, of the month that it tells of."""
    month = f"{dues[0].since:%B %Y}"
    text = phrase("reminders.missed", count=len(dues), month=month)
    subject = dues[0].practitioner_id if len(dues) == 1 else ""
    label = phrase("reminders.buttons.missed")
    asks = f"{subject}:{Month.of(dues[0].since)}:"
    return Outgoing(text, ((command_button(label, "missed", asks),),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    return phrase("reminders.why.missed", practitioner=practitioner, month=f"{due.since:%B %Y}")
