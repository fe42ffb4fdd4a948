"""Reminders of dates that people set: how far ahead they come, how they are grouped and worded."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.messages import Outgoing
from bot.names import known_as
from bot.update import command_button
from practice.calendar import add_working_days, working_days_before
from prompts.days import day_words
from prompts.phrases import phrase
from storage.deadlines import Deadline
from storage.due import Only, only_both
from storage.reminders import Due
from storage.session import Session

WORKING_DAYS = 5
SINCE = "since:"
"""Before a day: what /supervise is asked for the people whose children were not discussed since."""
AHEAD, PASSED = 1, 2
LATEST = timedelta(weeks=2)
UNTIL_ANSWERED = timedelta(weeks=52)
"""For a date that somebody must answer; it is told of once, however long it stands."""
# Five working days last two weeks over Christmas.
_FURTHEST = timedelta(weeks=2)
_PASSED, _TODAY, _AHEAD = "passed", "today", "ahead"

Find = Callable[[Session, date, date, date, Only], Sequence[Deadline]]


def set_dates(
    session: Session,
    find: Find,
    on: date,
    latest: timedelta = LATEST,
    subjects: Only = None,
    of: Only = None,
) -> Sequence[Deadline]:
    """Return the dates worth a reminder on a day: five working days ahead, or passed not long.

    Of the practitioners of these subjects, and of these practitioners, where asked.
    """
    practitioners = only_both(_practitioners(subjects), of)
    found = find(session, on - latest, on + _FURTHEST, on, practitioners)
    return [
        one for one in found if one.day < on or working_days_before(one.day, WORKING_DAYS) <= on
    ]


def dues(
    session: Session,
    kind: str,
    found: Sequence[Deadline],
    on: date,
    subjects: Only,
    latest: timedelta = LATEST,
) -> list[Due]:
    """Return what is due: one for each person, practitioner and date, ahead of it or passed."""
    counted = Counter(
        (person_id, one.practitioner_id, one.day, _gone(session, on, one, person_id))
        for one in found
        for person_id in one.person_ids
    )
    made = [
        replace(_due(kind, key, count, on), worth_until=key[2] + latest)
        for key, count in counted.items()
    ]
    wanted = [one for one in made if one.due_on <= on]
    return [one for one in wanted if subjects is None or one.subject in subjects]


def _practitioners(subjects: Only) -> Only:
    # Subjects of other kinds of reminder are among them, and are ids of one word.
    parts = [subject.split() for subject in subjects or ()]
    return None if subjects is None else {found[1] for found in parts if len(found) > 1}


def _gone(session: Session, on: date, one: Deadline, person_id: str) -> tuple[str, ...]:
    """Return the id and the name of whose place a person is told in; () for their own."""
    stand_in = one.stand_in
    if stand_in is None or stand_in.person.id != person_id:
        return ()
    return stand_in.gone.id, known_as(session, stand_in.gone, on)


def _due(kind: str, key: tuple[str, str, date, tuple[str, ...]], count: int, on: date) -> Due:
    person_id, practitioner_id, day, gone = key
    passed = day < on
    comes_on = add_working_days(day, 1) if passed else working_days_before(day, WORKING_DAYS)
    return Due(
        kind=kind,
        subject=" ".join([person_id, practitioner_id, day.isoformat(), *gone[:1]]),
        due_on=comes_on,
        stage=PASSED if passed else AHEAD,
        person_id=person_id,
        practitioner_id=practitioner_id,
        count=count,
        since=day,
        in_place_of=gone[1] if gone else "",
    )


def line(kind: str, dues: Sequence[Due], on: date, **named: str) -> Outgoing:
    """Return the line of a digest as read on a day: what has passed, is today, and comes near.

    `named` is what the phrases of that kind name.
    """
    lines = [_said(kind, when, found, named) for when, found in _by_when(dues, on).items()]
    opens = command_button(phrase(f"reminders.buttons.{kind}"), "due")
    return Outgoing(" ".join(lines), ((opens,),))


def whose(due: Due, own: str) -> str:
    """Return whose something is, as its reader reads it: `own`, or a leaver's in whose place."""
    gone = due.in_place_of
    return phrase("reminders.theirs", name=gone) if gone else phrase(f"reminders.{own}")


def _said(kind: str, when: str, found: Sequence[Due], named: Mapping[str, str]) -> str:
    """Return the sentence on dates of one group, earliest first."""
    count = sum(one.count for one in found)
    first, last = day_words(found[0].since), day_words(found[-1].since)
    if when == _PASSED and first != last:
        return phrase(f"reminders.{kind}_days", count=count, first=first, last=last, **named)
    return phrase(f"reminders.{kind}_{when}", count=count, day=first, **named)


def reason(kind: str, due: Due, practitioner: str) -> str:
    """Return what a reminder rests on, for the server's holder."""
    day = day_words(due.since)
    return phrase(f"reminders.why.{kind}", practitioner=practitioner, count=due.count, day=day)


def _by_when(found: Sequence[Due], on: date) -> Mapping[str, Sequence[Due]]:
    """Return what is due by when that is, seen from a day; each in order of its date."""
    ordered = sorted(found, key=lambda one: one.since)
    groups = {
        _PASSED: [one for one in ordered if one.since < on],
        _TODAY: [one for one in ordered if one.since == on],
        _AHEAD: [one for one in ordered if one.since > on],
    }
    return {when: dues for when, dues in groups.items() if dues}
