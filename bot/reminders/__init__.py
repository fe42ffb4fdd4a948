"""Reminders: one module a kind and one line here. A tick makes what came due, once.

What comes due for a person is told in one message a day, in the morning (bot/digest.py). The row is
the schedule (docs/decisions/0007-the-row-is-the-schedule.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot import digest, first_screens
from bot.messages import Outgoing, to_json
from bot.pages_of_work import in_pages
from bot.reminders import (
    act_by,
    action_due,
    agreement,
    brief,
    children_due,
    enquiry,
    handover,
    missed,
    summary,
)
from practice.calendar import london_day, next_working_moment
from storage import absences, outbox, people, reminders
from storage.due import Only, only_both
from storage.outbox import NewMessage
from storage.reminders import Due, Key, Unsent
from storage.session import Session, Store


class Kind(Protocol):
    """What a module of this package gives.

    `due` returns what is due as of the end of a day, late ones while they are worth sending, and
    where asked only for some subjects, or about some practitioners (`of`), and by so much longer
    as is asked for (`late`). `words` is the line of
    these in a person's digest as read on a day, with its button; it names nobody.
    `why` is what it rests on, with the practitioner's name, for the server's holder.
    """

    NAME: str

    def due(  # noqa: D102
        self,
        session: Session,
        on: date,
        subjects: Only = None,
        of: Only = None,
        late: timedelta = timedelta(),
    ) -> list[Due]: ...

    def words(self, dues: Sequence[Due], day: date) -> Outgoing:  # noqa: D102
        ...

    def why(self, due: Due, practitioner: str) -> str:  # noqa: D102
        ...


KINDS: tuple[Kind, ...] = (
    brief,
    act_by,
    action_due,
    children_due,
    agreement,
    handover,
    missed,
    enquiry,
    summary,
)

ALONE = frozenset({summary.NAME})
"""The kinds that come as a message of their own, and not as a line of the day's."""

Matters = dict[Key, tuple[Kind, Due]]
"""What is due, each with the kind that words it."""

PAGE = 10
"""How many reminders one transaction makes or changes, since people's answers wait for it."""
# Who comes back is told on the first working day, which over Christmas is some days later.
_NOTICED = timedelta(days=7)
# Of a digest that was sent, only whether it was today matters.
_RECENT = timedelta(days=14)


def tick(store: Store, now: datetime, of: Only = None) -> int:
    """Make the reminders that came due by `now`; return how many were new.

    About these practitioners (None: all).

    A person's are one message a day to each of their addresses, not before office hours. What comes
    due while it still waits is added to it; what comes due later is told the next day. First,
    messages that still wait are withdrawn where every reason is gone, and written anew where one
    changed or office hours have passed. Safe to call at any moment, twice, late, or in two
    processes at once. It waits between pages: call it off the event loop.
    """
    settle(store, now)
    return make(store, now, of)


def settle(store: Store, now: datetime) -> None:
    """Withdraw messages that wait and have lost every reason; write others as is so now."""
    with store.reading() as session:
        waiting = reminders.unsent(session, now)
        known = matters(session, now, _subjects_of(waiting)) if waiting else {}
        stale = {
            message.digest_id
            for message in waiting
            if _wanted(message, known, now) != (message.body, message.not_before)
        }
    for page in in_pages(sorted(stale), PAGE):
        _settle(store, page, now)


def make(store: Store, now: datetime, of: Only = None) -> int:
    """Make the reminders about these practitioners that came due; return how many were new."""
    with store.reading() as session:
        new = _new(session, matters(session, now, of=of), now)
    keys = [one.due.key for one in new if one.due.kind not in ALONE]
    made = sum(_make(store, page, now) for page in in_pages(keys, PAGE))
    alone = [one.due for one in new if one.due.kind in ALONE]
    return made + sum(_make_alone(store, due, now) for (due,) in in_pages(alone, 1))


def matters(session: Session, now: datetime, subjects: Only = None, of: Only = None) -> Matters:
    """Return what is due on a day, for these subjects and about these practitioners, by key."""
    today = london_day(now)
    found = [(kind, due) for kind in KINDS for due in kind.due(session, today, subjects, of)]
    found += _missed(session, today, subjects, of)
    return {due.key: (kind, due) for kind, due in found}


def _missed(session: Session, today: date, subjects: Only, of: Only) -> list[tuple[Kind, Due]]:
    """Return what people who were away lately were not told of while it was worth telling."""
    away = absences.away_lately(session, today, _NOTICED)
    if not away:
        return []
    late = today - min(away.values())
    theirs = only_both(of, [*away, *people.supervised_by(session, away, today)])
    return [
        (kind, due)
        for kind in KINDS
        for due in kind.due(session, today, subjects, theirs, late)
        if due.person_id in away and away[due.person_id] <= due.worth_until
    ]


@dataclass(frozen=True)
class _New:
    """Something due that no reminder was made of yet, and where the person can be reached."""

    kind: Kind
    due: Due
    person_id: str
    addresses: list[tuple[str, str]]


def _new(session: Session, known: Matters, now: datetime) -> list[_New]:
    """Return what no reminder was made of, where it may be told today and somebody is reached.

    What is for somebody who is away is made once they are back, all of it as one message.
    """
    made = reminders.made(session, [due for _, due in known.values()])
    away = absences.away_on(session, _goes_out(now))
    unmade = [
        (kind, due)
        for kind, due in known.values()
        if due.key not in made and due.person_id not in away
    ]
    told = digests_of(session, {due.person_id for _, due in unmade if due.person_id}, now)
    taken = {one for one, its in told.items() if _goes_out(now) in its.days}
    reached = {one: people.addresses(session, one, london_day(now)) for one in told}
    return [
        _New(kind, due, due.person_id, reached[due.person_id])
        for kind, due in unmade
        if due.person_id and reached.get(due.person_id)
        if due.kind in ALONE or due.person_id not in taken
    ]


def digests_of(
    session: Session, person_ids: Collection[str], now: datetime
) -> dict[str, reminders.Digests]:
    """Return the digests of these people that matter for the next one, by person."""
    return reminders.digests(session, person_ids, london_day(now) - _RECENT, now)


def _goes_out(now: datetime) -> date:
    return london_day(next_working_moment(now))


def _make(store: Store, page: Sequence[Key], now: datetime) -> int:
    # Asked again inside the transaction: it may have been cleared, or made, since.
    with store.writing() as session:
        new = _new(session, matters(session, now, _subjects(page)), now)
        told = digests_of(session, {one.person_id for one in new}, now)
        made = 0
        for person_id in sorted(told):
            mine = [one for one in new if one.person_id == person_id]
            made += _tell(session, mine, told[person_id], now)
        if waiting := [its.waiting for its in told.values() if its.waiting]:
            _write_anew(session, waiting, now)
    return made


def _tell(session: Session, new: Sequence[_New], known: reminders.Digests, now: datetime) -> int:
    """Make reminders of one person's that are new: in the digest that waits, else in one more.

    What a digest that waits says is left as it was.
    """
    person_id, day = new[0].person_id, _goes_out(now)
    digest_id = known.waiting or known.unsent.get(day)
    digest_id = digest_id or reminders.add_digest(session, person_id, day)
    if digest_id is None:
        return 0
    made = [one for one in new if reminders.make(session, one.due, digest_id, now) is not None]
    if made and not known.waiting:
        body = _body([(one.kind, one.due) for one in made], next_working_moment(now))
        outbox.put(session, _messages(made[0], body, digest_id, now), at=now)
    return len(made)


def _make_alone(store: Store, due: Due, now: datetime) -> int:
    """Make a reminder that is a message of its own; return 1, and 0 where there is none to make.

    What it says is worked out before the transaction that stores it: that may take long.
    """
    light = summary.words([due], _goes_out(now))
    body = first_screens.message(store, due, light, now)
    if body is None:
        return 0
    with store.writing() as session:
        new = _new(session, matters(session, now, {due.subject}), now)
        found = [one for one in new if one.due.key == due.key]
        day, about = _goes_out(now), due.subject
        digest_id = found and reminders.add_digest(session, found[0].person_id, day, about)
        if not digest_id or reminders.make(session, due, digest_id, now) is None:
            return 0
        put = _messages(found[0], body, digest_id, now)
        team_id = first_screens.team_of(due)
        outbox.put(session, [replace(one, summary_of_id=team_id) for one in put], at=now)
    return 1


def _messages(new: _New, body: str, digest_id: str, now: datetime) -> list[NewMessage]:
    not_before = next_working_moment(now)
    return [
        NewMessage(new.person_id, channel, address, body, not_before, digest_id, interrupts=False)
        for channel, address in new.addresses
    ]


def _body(found: Sequence[tuple[Kind, Due]], goes_out: datetime) -> str:
    return to_json(digest.message(KINDS, found, london_day(goes_out)))


def _settle(store: Store, page: Sequence[str], now: datetime) -> None:
    with store.writing() as session:
        _write_anew(session, page, now)


def _write_anew(session: Session, digest_ids: Sequence[str], now: datetime) -> None:
    """Let the messages of these digests that wait say what is so now; withdraw the empty ones."""
    messages = reminders.unsent(session, now, digest_ids)
    known = matters(session, now, _subjects_of(messages))
    for message in messages:
        wanted = _wanted(message, known, now)
        if wanted is None:
            reminders.withdraw(session, message, now)
        elif wanted != (message.body, message.not_before):
            reminders.rewrite(session, message, *wanted, now)


def _wanted(message: Unsent, known: Matters, now: datetime) -> tuple[str, datetime] | None:
    """Return what a message should say and not before when; None where it should not go out."""
    found = [known[key] for key in message.keys if key in known]
    mine = [(kind, due) for kind, due in found if due.person_id == message.person_id]
    if not mine:
        return None
    # One that missed its office hours waits for the next, as it would have at first.
    goes_out = next_working_moment(max(now, message.not_before))
    not_before = message.not_before if goes_out == now else goes_out
    if any(due.kind in ALONE for _, due in mine):
        # It says of which moment it is; one that cannot be read is withdrawn.
        return (message.body, not_before) if message.body else None
    return _body(mine, goes_out), not_before


def _subjects(keys: Sequence[Key]) -> set[str]:
    return {subject for _, subject, _, _ in keys}


def _subjects_of(messages: Sequence[Unsent]) -> set[str]:
    return _subjects([key for one in messages for key in one.keys])
