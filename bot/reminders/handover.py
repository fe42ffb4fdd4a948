"""A child changes worker: told to each of the two while it can still be handed over.

To the one who goes four weeks before the end, and again three working days before it; to whoever
takes over on the day after they began. Where the one who goes has left, who is next up their line
is told in their place. Late, it still comes for four weeks after the end.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.names import known_as
from bot.update import command_button
from practice.calendar import add_working_days, working_days_before
from practice.handovers import CLOSES_AFTER, Side
from prompts.days import day_words
from prompts.phrases import phrase
from storage import handovers
from storage.due import Only, only_both
from storage.handovers import Handover
from storage.reminders import Due
from storage.session import Session

NAME = "handover"
_AHEAD, _NEAR, _AFTER = 1, 2, 3
_WORKING_DAYS = {_AHEAD: 20, _NEAR: 3}


def due(
    session: Session,
    on: date,
    subjects: Only = None,
    of: Only = None,
    late: timedelta = timedelta(),
) -> list[Due]:
    """Return what is due on a day, a child each; of these people, who write it (by id; None: all).

    `subjects` are as those that it returns.
    """
    named = None if subjects is None else {subject.partition(" ")[2] for subject in subjects}
    writers = only_both(named, of)
    found = [
        _due(session, one, on)
        for one in handovers.waiting(session, on, writers, late)
        if subjects is None or _subject(one) in subjects
    ]
    return [one for one in found if one is not None]


def _subject(one: Handover) -> str:
    return f"{one.key} {one.writer.id}"


def _due(session: Session, one: Handover, on: date) -> Due | None:
    stage, due_on = _stage(one, on)
    if due_on > on:
        return None
    return Due(
        kind=NAME,
        subject=_subject(one),
        due_on=due_on,
        stage=stage,
        person_id=one.writer.id,
        practitioner_id=one.writer.id,
        count=1,
        since=one.ends_on,
        in_place_of=known_as(session, one.gone, on),
        worth_until=one.ends_on + CLOSES_AFTER,
    )


def _stage(one: Handover, on: date) -> tuple[int, date]:
    """Return the stage of a handover on a day, and when that stage begins."""
    if one.side is Side.TAKING_OVER or one.gone is not None:
        return _AFTER, add_working_days(one.begins_on if one.gone is None else one.ends_on, 1)
    near = working_days_before(one.ends_on, _WORKING_DAYS[_NEAR])
    if near <= on:
        return _NEAR, near
    return _AHEAD, working_days_before(one.ends_on, _WORKING_DAYS[_AHEAD])


def words(dues: Sequence[Due], day: date) -> Outgoing:
    """Return the line of a digest as read on a day; it opens the one that waits, or shows all."""
    ends_on, count = min(one.since for one in dues), len(dues)
    key = "handover_ahead" if day < ends_on else "handover_passed"
    text = phrase(f"reminders.{key}", count=count, day=day_words(ends_on))
    one = dues[0].subject.partition(" ")[0] if count == 1 else ""
    return Outgoing(text, ((command_button(phrase("handover.buttons.write"), "handover", one),),))


def why(due: Due, practitioner: str) -> str:
    """Return what the reminder rests on, for the server's holder."""
    return phrase("reminders.why.handover", practitioner=practitioner, day=day_words(due.since))
