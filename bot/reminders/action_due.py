"""Actions of one's own: told to whoever of the two people of the meeting they name.

A reminder comes five working days before an action is due, and again on the morning after it was,
for two weeks; then the next supervision asks what became of it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dated import LATEST, dues, line, reason, set_dates, whose
from bot.messages import Outgoing
from storage.deadlines import actions_due
from storage.due import Only
from storage.reminders import Due
from storage.session import Session

NAME = "action_due"


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day: one for each person, practitioner and date."""
    found = set_dates(session, actions_due, on, LATEST + late, subjects, of)
    return dues(session, NAME, found, on, subjects)


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return the line of a digest as read on a day."""
    return line(NAME, dues, day, whose=whose(dues[0], "yours"))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    return reason(NAME, due, practitioner)
