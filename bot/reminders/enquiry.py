"""A summary's question is somebody's: they are told, and told again once its day has passed.

It comes with the next digest after the question was taken up, and on the working day after it was
due; late, it still comes for two weeks.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import add_working_days, is_working_day, london_day
from prompts.days import day_words
from prompts.phrases import phrase
from storage import enquiries
from storage.due import Only
from storage.enquiries import Taken
from storage.reminders import Due
from storage.session import Session

NAME = "enquiry"
_LATEST = timedelta(weeks=2)
_GIVEN, _PASSED = 1, 2


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day: one for each question that waits for its owner's answer."""
    first = on - _LATEST - late - timedelta(days=7)
    found = enquiries.due(session, first, date.max, on, of)
    dues = [_due(one, on) for one in found if subjects is None or one.id in subjects]
    return [one for one in dues if one.due_on <= on <= one.worth_until + late]


def _due(taken: Taken, on: date) -> Due:
    again = add_working_days(taken.asked.due_on, 1)
    has_passed = again <= on
    given = _working_day(london_day(taken.asked_at))
    return Due(
        kind=NAME,
        subject=taken.id,
        due_on=again if has_passed else given,
        stage=_PASSED if has_passed else _GIVEN,
        person_id=taken.asked.owner_id,
        practitioner_id=taken.asked.owner_id,
        count=1,
        since=taken.asked.due_on,
        worth_until=again + _LATEST if has_passed else taken.asked.due_on,
    )


def _working_day(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return the line of a digest; its button shows what waits."""
    first = dues[0].since
    key = "enquiry_late" if first < day else "enquiry"
    text = phrase(f"reminders.{key}", count=len(dues), day=day_words(first))
    return Outgoing(text, ((command_button(phrase("reminders.buttons.enquiry"), "enquiry"),),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    day = day_words(due.since)
    return phrase("reminders.why.enquiry", practitioner=practitioner, day=day)
