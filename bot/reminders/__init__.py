"""Reminders: one module a kind and one line here. A tick makes what came due, once.

The row is the schedule (docs/decisions/0007-the-row-is-the-schedule.md).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from time import sleep
from typing import Protocol

from bot.messages import Outgoing, to_json
from bot.reminders import agreement, children_due
from practice.calendar import london_day, next_working_moment
from storage import outbox, people, reminders
from storage.due import Only
from storage.outbox import NewMessage
from storage.reminders import Due, Fate, Key, Unsent
from storage.session import Session, Store
from storage.tables import Person


class Kind(Protocol):
    """What a module of this package gives.

    `due` returns what is due as of the end of a day, late ones while they are worth sending, and
    only for some subjects where asked. `words` is the message as read on a day; it names nobody.
    `why` is what it rests on, with the practitioner's name, for the server's holder.
    """

    NAME: str

    def due(self, session: Session, on: date, subjects: Only = None) -> list[Due]:  # noqa: D102
        ...

    def words(self, due: Due, day: date) -> Outgoing:  # noqa: D102
        ...

    def why(self, due: Due, practitioner: str) -> str:  # noqa: D102
        ...


KINDS: tuple[Kind, ...] = (children_due, agreement)

Matters = dict[Key, tuple[Kind, Due]]
"""What is due, each with the kind that words it."""

# How many reminders one transaction makes or changes, since people's answers wait for it; and how
# long the next one waits. A writer that waits for the embedded file looks again every 25 ms at
# most, and without a pause never finds it free (docs/decisions/0007-the-row-is-the-schedule.md).
PAGE = 10
PAUSE_SECONDS = 0.03


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


def tick(store: Store, now: datetime) -> int:
    """Make the reminders that came due by `now`; return how many were new.

    Each has its messages in the outbox, for every address of the person, not before office hours.
    First, messages that still wait are withdrawn where the reason is gone, and written anew where
    it changed or office hours have passed. Safe to call at any moment, twice, late, or in two
    processes at once. It waits between pages: call it off the event loop.
    """
    with store.reading() as session:
        known = _matters(session, now)
        stale = [
            message
            for message in reminders.unsent(session, now)
            if _wanted(message, known, now) != (message.body, message.not_before)
        ]
        new = _new(session, known, london_day(now))
    for page in _pages([message.key for message in stale]):
        _settle(store, page, now)
    return sum(_make(store, page, now) for page in _pages([one.due.key for one in new]))


def _matters(session: Session, now: datetime, subjects: Only = None) -> Matters:
    today = london_day(now)
    found = [(kind, due) for kind in KINDS for due in kind.due(session, today, subjects)]
    return {due.key: (kind, due) for kind, due in found}


@dataclass(frozen=True)
class _New:
    """Something due that no reminder was made of yet, and where the person can be reached."""

    kind: Kind
    due: Due
    addresses: list[tuple[str, str]]


def _new(session: Session, known: Matters, on: date) -> list[_New]:
    """Return what no reminder was made of yet, where somebody can be reached."""
    made = reminders.made(session, [due for _, due in known.values()])
    unmade = [(kind, due) for kind, due in known.values() if due.key not in made]
    reached = {due.person_id: _addresses(session, due, on) for _, due in unmade}
    found = [_New(kind, due, reached[due.person_id]) for kind, due in unmade]
    return [one for one in found if one.addresses]


def _addresses(session: Session, due: Due, on: date) -> list[tuple[str, str]]:
    return people.addresses(session, due.person_id, on) if due.person_id else []


def _make(store: Store, page: Sequence[Key], now: datetime) -> int:
    # Asked again inside the transaction: it may have been cleared, or made, since.
    with store.writing() as session:
        new = _new(session, _matters(session, now, _subjects(page)), london_day(now))
        made = [(one, reminders.make(session, one.due, now)) for one in new]
        messages = [_messages(one, row_id, now) for one, row_id in made if row_id is not None]
        outbox.put(session, list(chain.from_iterable(messages)), at=now)
    return len(messages)


def _messages(one: _New, reminder_id: str, now: datetime) -> list[NewMessage]:
    not_before = next_working_moment(now)
    body = to_json(one.kind.words(one.due, london_day(not_before)))
    return [
        NewMessage(
            one.due.person_id, channel, address, body, not_before, reminder_id, interrupts=False
        )
        for channel, address in one.addresses
    ]


def _settle(store: Store, page: Sequence[Key], now: datetime) -> None:
    with store.writing() as session:
        known = _matters(session, now, _subjects(page))
        for message in reminders.unsent(session, now, page):
            wanted = _wanted(message, known, now)
            if wanted is None:
                reminders.withdraw(session, message, now)
            elif wanted != (message.body, message.not_before):
                reminders.rewrite(session, message, *wanted, now)


def _wanted(message: Unsent, known: Matters, now: datetime) -> tuple[str, datetime] | None:
    """Return what a message should say and not before when; None where it should not go out."""
    if message.key not in known:
        return None
    kind, due = known[message.key]
    if due.person_id != message.person_id:
        return None
    # One that missed its office hours waits for the next, as it would have at first.
    goes_out = next_working_moment(max(now, message.not_before))
    not_before = message.not_before if goes_out == now else goes_out
    return to_json(kind.words(due, london_day(goes_out))), not_before


def _subjects(keys: Sequence[Key]) -> set[str]:
    return {subject for _, subject, _, _ in keys}


def _pages(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), PAGE):
        if start:
            sleep(PAUSE_SECONDS)
        yield keys[start : start + PAGE]


def forecast(session: Session, at: datetime, team_ids: Collection[str]) -> list[Forecast]:
    """Return what is due on the day of `at` about the people of these teams, by kind and name."""
    within = {one.id: one for one in people.people_in(session, team_ids, london_day(at))}
    known = {
        key: (kind, due)
        for key, (kind, due) in _matters(session, at).items()
        if due.practitioner_id in within
    }
    made = reminders.made(session, [due for _, due in known.values()])
    fates = reminders.fates(session, made.values())
    found = [
        _forecast(session, kind, due, within[due.practitioner_id].name, at)
        for kind, due in known.values()
    ]
    told = [
        replace(one, fate=fates[made[one.due.key]]) if one.due.key in made else one for one in found
    ]
    return sorted(told, key=lambda one: (one.due.kind, within[one.due.practitioner_id].name))


def _forecast(session: Session, kind: Kind, due: Due, name: str, at: datetime) -> Forecast:
    goes_out = next_working_moment(at)
    return Forecast(
        due=due,
        text=kind.words(due, london_day(goes_out)).text,
        why=kind.why(due, name),
        person=people.person(session, due.person_id) if due.person_id else None,
        reached=bool(_addresses(session, due, london_day(at))),
        goes_out=goes_out,
    )
