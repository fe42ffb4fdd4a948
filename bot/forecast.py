"""What is due on a day as the server's holder sees it: to whom, why, and what becomes of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.reminders import ALONE, Kind, digests_of, matters
from practice.calendar import LONDON, london_day, next_working_moment
from storage import absences, people, reminders
from storage.reminders import Due, Fate
from storage.session import Session
from storage.tables import Person


@dataclass(frozen=True)
class Forecast:
    """Something due as the server's holder sees it: its words, why, to whom, and what became of it.

    `person` is None where nobody is here to be told, `reached` whether they have an address,
    `goes_out` when a reminder made at the moment asked about would be sent. `fate` is None where
    none was made yet.
    """

    due: Due
    text: str
    why: str
    person: Person | None
    reached: bool
    goes_out: datetime
    fate: Fate | None = None


def forecast(session: Session, at: datetime, team_ids: Collection[str]) -> list[Forecast]:
    """Return what is due on the day of `at` about the people of these teams, by kind and name."""
    within = {one.id: one for one in people.people_in(session, team_ids, london_day(at))}
    known = {
        key: (kind, due)
        for key, (kind, due) in matters(session, at, of=list(within)).items()
        if due.practitioner_id in within
    }
    made = reminders.made(session, [due for _, due in known.values()])
    fates = reminders.fates(session, made.values())
    told_when = _told_when(session, {due.person_id for _, due in known.values()}, at)
    found = [
        _forecast(kind, due, within[due.practitioner_id].name, told_when[due.person_id])
        for kind, due in known.values()
    ]
    told = [
        replace(one, fate=fates[made[one.due.key]]) if one.due.key in made else one for one in found
    ]
    return sorted(told, key=lambda one: (one.due.kind, within[one.due.practitioner_id].name))


@dataclass(frozen=True)
class _Told:
    """Who would be told, whether they are reached, and when their next digest goes out.

    `alone` is when what is a message of its own goes out.
    """

    person: Person | None
    reached: bool
    goes_out: datetime
    alone: datetime


def _told_when(
    session: Session, person_ids: Collection[str | None], at: datetime
) -> dict[str | None, _Told]:
    """Return by person who would be told; None is where nobody is here to be told."""
    opens = next_working_moment(at)
    found: dict[str | None, _Told] = {None: _Told(None, False, opens, opens)}
    for one, its in digests_of(session, [one for one in person_ids if one], at).items():
        hears = next_working_moment(absences.hears_from(session, one, at))
        taken = london_day(hears) in its.days
        found[one] = _Told(
            people.person(session, one),
            reached=bool(people.addresses(session, one, london_day(at))),
            goes_out=next_working_moment(_day_after(hears)) if taken else hears,
            alone=hears,
        )
    return found


def _forecast(kind: Kind, due: Due, name: str, told: _Told) -> Forecast:
    goes_out = told.alone if due.kind in ALONE else told.goes_out
    return Forecast(
        due=due,
        text=kind.words([due], london_day(goes_out)).text,
        why=kind.why(due, name),
        person=told.person,
        reached=told.reached,
        goes_out=goes_out,
    )


def _day_after(moment: datetime) -> datetime:
    """Return the first moment of the next day in London."""
    return datetime.combine(london_day(moment) + timedelta(days=1), time.min, LONDON)
