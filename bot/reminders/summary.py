"""A summary is ready: told to whoever may see that of their own team, in a message of its own.

That of the month that ended comes on the first working day of the next, late ones for two weeks.
Whoever wants it each week is told of the running month on the first working day of a week too, or
later in that week, but for the week in which a month's comes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.first_screens import team_of
from bot.messages import Outgoing
from bot.update import command_button
from practice.calendar import Month, add_working_days, first_working_day_of_month, is_working_day
from prompts.phrases import phrase
from reports.summary import is_known
from storage import people, summary_rhythms
from storage.due import Only, end_of, only_both
from storage.reminders import Due
from storage.session import Session

NAME = "summary"
_LATEST = timedelta(weeks=2)
_MONTHLY, _WEEKLY = 1, 2
_SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class _Comes:
    """A month that is told of, from when on and until when."""

    stage: int
    month: Month
    first: date
    latest: date


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day: one for each reader whose own team has something to tell.

    `subjects` are as those that it returns.
    """
    comes = list(_comes(on, late))
    if not comes:
        return []
    named = None if subjects is None else {subject.partition(" ")[0] for subject in subjects}
    readers = summary_rhythms.readers(session, on, only_both(named, of))
    found = [
        _due(one, reader)
        for one in comes
        for reader in readers
        if one.stage == _MONTHLY or reader.is_weekly
    ]
    told = {
        (team_id, first)
        for team_id, first in {(team_of(one), one.since) for one in found}
        if _has_something(session, team_id, Month.of(first), on)
    }
    return [
        one
        for one in found
        if (team_of(one), one.since) in told and (subjects is None or one.subject in subjects)
    ]


def _due(comes: _Comes, reader: summary_rhythms.Reader) -> Due:
    return Due(
        kind=NAME,
        subject=f"{reader.person_id} {reader.team_id}",
        due_on=comes.first,
        stage=comes.stage,
        person_id=reader.person_id,
        practitioner_id=reader.person_id,
        count=1,
        since=comes.month.first,
        worth_until=comes.latest,
    )


def _comes(on: date, late: timedelta) -> Iterator[_Comes]:
    """Yield what is told on a day: the month that ended, and the week's, which is never late."""
    first = first_working_day_of_month(on)
    if first <= on <= first + _LATEST + late:
        yield _Comes(_MONTHLY, Month.of(on).previous(), first, first + _LATEST)
    monday = on - timedelta(days=on.weekday())
    sunday = monday + _SUNDAY
    firsts = (first_working_day_of_month(day) for day in (monday, sunday))
    begins = monday if is_working_day(monday) else add_working_days(monday, 1)
    if begins <= on and not any(monday <= day <= sunday for day in firsts):
        yield _Comes(_WEEKLY, Month.of(begins), begins, sunday)


def _has_something(session: Session, team_id: str, month: Month, on: date) -> bool:
    team = people.team(session, team_id)
    return team is not None and is_known(session, team, month, end_of(on))


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return what is said of one before its figures are known; its button shows the summary."""
    month = Month.of(dues[0].since)
    key = "summary_so_far" if day <= month.last else "summary"
    text = phrase(f"reminders.{key}", month=f"{month.first:%B %Y}")
    opens = command_button(phrase("reminders.buttons.summary"), "summary", str(month))
    return Outgoing(text, ((opens,),))


def why(due: Due, practitioner: str) -> str:  # noqa: ARG001 - it rests on whose team it is alone
    """Return what the reminder rests on, for the server's holder."""
    return phrase("reminders.why.summary", practitioner=practitioner)
