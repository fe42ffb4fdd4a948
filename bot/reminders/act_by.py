"""Dates to act by: told to the practitioner ahead, and once passed to their supervisor too.

A reminder comes five working days before, while there is time to act, and again on the morning
after the date has passed. It is told once, and stands on /due and on the agenda until somebody
answers it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dated import UNTIL_ANSWERED, dues, line, reason, set_dates
from bot.messages import Outgoing
from storage.deadlines import acts_by
from storage.due import Only
from storage.reminders import Due
from storage.session import Session

NAME = "act_by"


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day: one for each person, practitioner and date."""
    found = set_dates(session, acts_by, on, UNTIL_ANSWERED + late, subjects, of)
    return dues(session, NAME, found, on, subjects, UNTIL_ANSWERED)


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return the line of a digest as read on a day."""
    return line(NAME, dues, day)


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    return reason(NAME, due, practitioner)
