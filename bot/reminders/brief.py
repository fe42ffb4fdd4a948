"""A supervision is tomorrow: both people are told that its brief can be read, without its content.

It comes on the working day before the date that was agreed, in office hours, so before 18:00; a
supervision held before its date takes it back.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import working_days_before
from prompts.days import day_words
from prompts.phrases import phrase
from storage.coming import Coming, coming
from storage.due import Only, only_both
from storage.reminders import Due
from storage.session import Session

NAME = "brief"

# A working day before may lie a week back over Christmas.
_FURTHEST = timedelta(weeks=2)
_ONE = timedelta(days=1)


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),  # noqa: ARG001 - after the day nobody prepares for it
) -> list[Due]:
    """Return what is due on a day: one for each of the two people of a supervision to come."""
    theirs = None if subjects is None else {one.partition(" ")[0] for one in subjects}
    found = coming(session, on + _ONE, on + _FURTHEST, on, only_both(theirs, of))
    return [
        _due(one, person_id)
        for one in found
        if working_days_before(one.on, 1) <= on
        for person_id in (one.practitioner_id, one.supervisor_id)
        if person_id is not None
    ]


def _due(one: Coming, person_id: str) -> Due:
    return Due(
        kind=NAME,
        subject=f"{one.practitioner_id} {person_id} {one.agreed_in}",
        due_on=working_days_before(one.on, 1),
        person_id=person_id,
        practitioner_id=one.practitioner_id,
        count=1,
        since=one.on,
        worth_until=one.on - _ONE,
    )


def words(dues: Sequence[Due], day: date) -> Outgoing:  # noqa: ARG001 - it reads the same on every day
    """Return the line of a digest."""
    text = phrase("reminders.brief", count=len(dues), day=day_words(dues[0].since))
    # One's own, or several: the command asks whose.
    alone = len(dues) == 1 and dues[0].person_id != dues[0].practitioner_id
    opens = command_button(
        phrase("reminders.buttons.brief"), "brief", dues[0].practitioner_id if alone else ""
    )
    return Outgoing(text, ((opens,),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    return phrase("reminders.why.brief", practitioner=practitioner, day=day_words(due.since))
