"""Children are due to be discussed: told to the supervisor, once for all children of one person.

Due on the month's last working day, for the involvements open on its first (practice.supervision).
The reminder comes five working days before, while there is time to meet, and again on the morning
after the day has passed. Late, it still comes for a week.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.dated import SINCE, whose
from bot.messages import Outgoing
from bot.names import known_as
from bot.update import command_button
from practice.calendar import Month, add_working_days, working_days_before
from practice.supervision import due_on
from prompts.days import day_words
from prompts.phrases import phrase
from storage import absences
from storage.due import NotDiscussed, Only, not_discussed, only_both
from storage.reminders import Due
from storage.session import Session

NAME = "children_due"
WORKING_DAYS = 5

_LATEST = timedelta(days=7)
_AHEAD, _PASSED = 1, 2


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day for these practitioners (by id; None: all).

    Both name practitioners, and who is in both is meant.

    A child discussed since the first of that month is not due: in the month itself, or since.
    """
    months = (Month.of(on), Month.of(on).previous())
    month, stage, comes_on = next(
        ((m, *told) for m in months if (told := _told(due_on(m), on, late))), (None, 0, on)
    )
    if month is None:
        return []
    theirs = None if subjects is None else {subject.partition(" ")[0] for subject in subjects}
    people = only_both(theirs, of)
    due = Due(
        kind=NAME,
        subject="",
        due_on=comes_on,
        stage=stage,
        person_id=None,
        practitioner_id="",
        count=0,
        since=month.first,
        worth_until=due_on(month) + _LATEST,
    )
    found = not_discussed(session, month.first, on, people)
    away = absences.away_on(session, on)
    return [
        replace(_of(session, on, due, one), is_away=one.practitioner_id in away) for one in found
    ]


def _of(session: Session, on: date, due: Due, waiting: NotDiscussed) -> Due:
    """Return what is due of one practitioner; who stands in is told what was told before, too."""
    subject, person_id, gone = waiting.practitioner_id, waiting.supervisor_id, None
    if waiting.stand_in is not None:
        person_id, gone = waiting.stand_in.person.id, waiting.stand_in.gone
        subject = f"{subject} {person_id}"
    return replace(
        due,
        subject=subject,
        person_id=person_id,
        practitioner_id=waiting.practitioner_id,
        count=waiting.children,
        in_place_of=known_as(session, gone, on),
    )


def _told(deadline: date, on: date, late: timedelta) -> tuple[int, date] | None:
    """Return the stage of a day before or after a deadline, and when that stage begins."""
    ahead, passed = working_days_before(deadline, WORKING_DAYS), add_working_days(deadline, 1)
    if ahead <= on <= deadline:
        return _AHEAD, ahead
    return (_PASSED, passed) if passed <= on <= deadline + _LATEST + late else None


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return the line of a digest as read on a day; it opens whose list it is."""
    deadline = due_on(Month.of(dues[0].since))
    key = "due" if day < deadline else "due_today" if day == deadline else "late"
    count, people = sum(one.count for one in dues), len(dues)
    mine = whose(dues[0], "your")
    due = day_words(deadline)
    text = phrase(f"reminders.{key}", count=count, people=people, due=due, whose=mine)
    if away := sum(one.is_away for one in dues):
        text = f"{text} {phrase('reminders.some_away', away=away)}"
    subject = dues[0].practitioner_id if people == 1 else f"{SINCE}{dues[0].since.isoformat()}"
    return Outgoing(
        text, ((command_button(phrase("reminders.buttons.open"), "supervise", subject),),)
    )


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    since = day_words(due.since)
    return phrase("reminders.why.due", practitioner=practitioner, count=due.count, since=since)
