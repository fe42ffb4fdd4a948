"""Waits that a clock ahead left behind end, order stays, and what is dated ahead is counted."""

import itertools
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from practice.terms import DraftKind
from storage import audit, clock_jumps, drafts, outbox, seen, transcript, undelivered
from storage.drafts import DraftRow, StepRow
from storage.ids import new_id
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.tables import Identity, OutboxMessage, Person
from tests.examples import examples
from tests.factories import a_person, make_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
_numbers = itertools.count(1)


def put(session: Session, at: datetime, **more: object) -> str:
    message = NewMessage(None, "telegram", "501", "{}", **more)  # type: ignore[arg-type]
    (message_id,) = outbox.put(session, [message], at=at)
    return message_id


def claimed(store: Store, now: datetime) -> list[str]:
    """Return what is claimed after a look at what waits, as delivery does it."""
    clock_jumps.end_waits(store, now)
    with store.writing() as session:
        return [one.id for one in outbox.claim(session, "telegram", now=now, lease=LEASE)]


def test_what_was_made_while_the_clock_was_a_day_ahead_goes_out_at_once(
    embedded_store: Store,
) -> None:
    with embedded_store.writing() as session:
        first = put(session, NOW + DAY)
        then = put(session, NOW)
    assert claimed(embedded_store, NOW + SECOND) == [first, then]


def test_a_lease_of_a_clock_ahead_holds_no_chat(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        first = put(session, NOW + DAY)
        outbox.claim(session, "telegram", now=NOW + DAY, lease=LEASE)
        then = put(session, NOW)
    assert claimed(embedded_store, NOW + SECOND) == [first, then]


def test_a_back_off_of_a_clock_ahead_holds_no_chat(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        first = put(session, NOW + DAY)
        outbox.claim(session, "telegram", now=NOW + DAY, lease=LEASE)
        outbox.put_back(session, first, NOW + DAY + 20 * SECOND)
        then = put(session, NOW)
    assert claimed(embedded_store, NOW + SECOND) == [first, then]


def test_a_lease_a_back_off_and_an_hour_of_its_own_stand_as_long_as_no_clock_jumped(
    embedded_store: Store,
) -> None:
    with embedded_store.writing() as session:
        put(session, NOW)
        (leased,) = outbox.claim(session, "telegram", now=NOW, lease=LEASE)
        late = put(session, NOW, not_before=NOW + DAY)
    assert claimed(embedded_store, NOW + SECOND) == []
    with embedded_store.writing() as session:
        outbox.put_back(session, leased.id, NOW + timedelta(minutes=50))
    assert claimed(embedded_store, NOW + SECOND) == []
    assert claimed(embedded_store, NOW + HOUR) == [leased.id]
    with embedded_store.writing() as session:
        outbox.settle_sent(session, leased.id, None, NOW + HOUR)
    assert claimed(embedded_store, NOW + DAY) == [late]


@pytest.mark.parametrize("back", [timedelta(minutes=2), 2 * HOUR, DAY])
def test_a_clock_set_back_by_minutes_holds_no_chat_either(
    embedded_store: Store, back: timedelta
) -> None:
    with embedded_store.writing() as session:
        tried, leased = put(session, NOW), put(session, NOW)
        outbox.claim(session, "telegram", now=NOW, lease=LEASE)
        outbox.put_back(session, tried, NOW + 20 * SECOND)
    with embedded_store.writing() as session:
        then = put(session, NOW - back)
    assert claimed(embedded_store, NOW - back) == [tried, leased, then]


def test_what_was_held_by_a_conversation_dated_ahead_is_looked_at_anew(
    embedded_store: Store,
) -> None:
    with embedded_store.writing() as session:
        message_id = put(session, NOW)
        message = session.get_one(OutboxMessage, message_id)
        message.held_at, message.not_before = NOW + DAY, NOW + DAY + HOUR
        session.add(message)
    assert claimed(embedded_store, NOW + SECOND) == [message_id]


def tell(session: Session, sender: Person, whom: Person, at: datetime) -> None:
    message = NewMessage(whom.id, "telegram", whom.id, "{}", sender_id=sender.id, told="tonight")
    outbox.put(session, [message], at=at)


def test_a_telling_dated_ahead_is_late_and_the_one_told_last_is_the_last(
    embedded_store: Store,
) -> None:
    with embedded_store.writing() as session:
        priya, sunil, ruth = (a_person(session) for _ in range(3))
        tell(session, priya, sunil, NOW + DAY)
        tell(session, priya, ruth, NOW)
        heard = undelivered.to_be_heard(session, NOW + SECOND, urgent={"tonight"})
        last = undelivered.last_telling(session, priya.id, "tonight", NOW, 2 * DAY)
    assert [(one.person_id, one.fate) for one in heard] == [(sunil.id, undelivered.Fate.LATE)]
    assert last is not None
    assert last.person_id == ruth.id


def test_a_telling_dated_far_ahead_is_not_of_this_night(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        priya, sunil = (a_person(session) for _ in range(2))
        tell(session, priya, sunil, NOW + DAY)
        assert undelivered.last_telling(session, priya.id, "tonight", NOW, HOUR) is None
        assert undelivered.last_telling(session, priya.id, "tonight", NOW, 2 * DAY) is not None


def test_tellings_dated_ahead_use_up_nobodys_hour(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        priya, sunil = (a_person(session) for _ in range(2))
        for ahead in (HOUR / 2, DAY):
            tell(session, priya, sunil, NOW + ahead)
        tell(session, priya, sunil, NOW)
        times = undelivered.times_told(session, priya.id, "tonight", NOW, HOUR)
    assert times == [NOW]


def test_whom_it_did_not_reach_another_night_is_tried_this_night(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        priya, sunil = (a_person(session) for _ in range(2))
        tell(session, priya, sunil, NOW + DAY)
        outbox.give_up(session, "blocked", NOW, col(OutboxMessage.person_id) == sunil.id)
        assert undelivered.failed_within(session, priya.id, "tonight", NOW, HOUR) == set()
        assert undelivered.failed_within(session, priya.id, "tonight", NOW, 2 * DAY) == {sunil.id}


def a_draft(session: Session, person: Person, at: datetime) -> str:
    row = DraftRow(new_id(), DraftKind.GUIDE, "g", 1, person.id, None, None, at)
    drafts.add_draft(session, row)
    a_step(session, row.id, "opened", person, at)
    return row.id


def a_step(session: Session, draft_id: str, kind: str, person: Person, at: datetime) -> None:
    number = drafts.last_number(session, draft_id) + 1
    step = StepRow(number, kind, None, 0, None, False, person.id, at, f"{next(_numbers)}")
    drafts.add_steps(session, draft_id, [step])


def test_the_last_step_is_the_one_that_was_taken_last(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        person = a_person(session)
        draft_id = a_draft(session, person, NOW + DAY)
        a_step(session, draft_id, "answered", person, NOW)
        assert drafts.last_step_at(session, person.id) == NOW


@pytest.mark.parametrize(
    ("dated", "counted"),
    [
        ((NOW, NOW - DAY), 0),
        ((NOW + SECOND,), 0),
        ((NOW + 2 * HOUR, NOW), 1),
        ((NOW + DAY,) * 3, 3),
    ],
)
def test_updates_and_deeds_dated_ahead_are_counted(
    embedded_store: Store, dated: Sequence[datetime], counted: int
) -> None:
    with embedded_store.writing() as session:
        for number, at in enumerate(dated):
            seen.first_sight(session, "web", f"{number}", person_id=None, said=None, at=at)
            audit.record(session, "deed", "noun", None, actor=None, at=at)
    with embedded_store.reading() as session:
        assert clock_jumps.dated_ahead(session, NOW) == 2 * counted


class World:
    """One person, their drafts and messages, and what each must be by the order of doing."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW
        self.opened: list[str] = []
        self.put: list[str] = []
        self.sent: list[str] = []
        self.said: list[str] = []
        with store.writing() as session:
            self.person = a_person(session)
            whose = self.person.id
            session.add(
                Identity(channel="telegram", address="501", person_id=whose, enrolled_at=NOW)
            )

    def jump(self, by: timedelta) -> None:
        self.now += by

    def open(self) -> None:
        with self.store.writing() as session:
            self.opened.append(a_draft(session, self.person, self.now))

    def leave(self) -> None:
        if self.opened:
            with self.store.writing() as session:
                a_step(session, self.opened.pop(), "left", self.person, self.now)

    def write(self) -> None:
        message = NewMessage(self.person.id, "telegram", "501", f"{next(_numbers)}")
        with self.store.writing() as session:
            self.put += outbox.put(session, [message], at=self.now)

    def hear(self) -> None:
        key = f"{next(_numbers)}"
        with self.store.writing() as session:
            seen.first_sight(
                session, "telegram", key, person_id=self.person.id, said=key, at=self.now
            )
        self.said.append(key)

    def send(self) -> None:
        """Send what is due, but for the last, which is given back to be tried again."""
        clock_jumps.end_waits(self.store, self.now)
        with self.store.writing() as session:
            due = outbox.claim(session, "telegram", now=self.now, lease=LEASE)
            assert [one.id for one in due] == self.put
            for one in due[:-1]:
                outbox.settle_sent(session, one.id, None, self.now)
            for one in due[-1:]:
                outbox.put_back(session, one.id, self.now)
        self.said += self.put[:-1]
        self.put = self.put[-1:]

    def holds(self) -> None:
        """What came last is what was done last; lines stand in the order of being said."""
        with self.store.reading() as session:
            current = drafts.current(session, self.person.id)
            lines = transcript.lines(session, self.person.id, "telegram", most=1000)
        assert (current.id if current else None) == (self.opened[-1] if self.opened else None)
        assert [line.id for line in lines] == self.said


_JUMPS = (
    st.integers(-3 * 86400, 3 * 86400)
    .filter(lambda s: s != -1)
    .map(lambda seconds: timedelta(seconds=seconds))
)
_DEEDS = st.sampled_from((World.open, World.leave, World.write, World.hear, World.send))


@settings(max_examples=examples(25))
@given(st.lists(st.tuples(_JUMPS, _DEEDS), max_size=25))
def test_whatever_the_clock_does_drafts_messages_and_lines_keep_their_order(
    deeds: Sequence[tuple[timedelta, Callable[[World], None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        world = World(store)
        for jump, deed in deeds:
            world.jump(jump)
            deed(world)
            world.holds()
        store.close()


def test_a_look_without_such_waits_writes_nothing(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        put(session, NOW)
    with embedded_store.writing(), embedded_store.reading() as session:
        # A writer holds the records: a look that had to write would wait for it, in vain.
        assert session.exec(select(OutboxMessage.id)).all()
        clock_jumps.end_waits(embedded_store, NOW + SECOND)


def test_rows_dated_ahead_are_told_in_the_log_as_the_server_starts(
    embedded_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    clock_jumps.warn_of_rows_dated_ahead(embedded_store, NOW)
    assert caplog.text == ""
    with embedded_store.writing() as session:
        audit.record(session, "deed", "noun", None, actor=None, at=NOW + DAY)
    clock_jumps.warn_of_rows_dated_ahead(embedded_store, NOW)
    assert "1 updates or deeds are dated in the future" in caplog.text
