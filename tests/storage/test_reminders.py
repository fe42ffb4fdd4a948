"""Reminders and their letters in storage, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import outbox, reminders
from storage.codes import make_code, use_code
from storage.outbox import NewMessage
from storage.reminders import Digests, Due, Fate, Unsent
from storage.session import Store
from storage.tables import Digest, OutboxMessage, Person
from tests.factories import a_person
from tests.storage.plans import plan, statements

NOW = datetime(2026, 5, 29, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def a_due(person: Person, subject: str = "s") -> Due:
    return Due(
        kind="children_due",
        subject=subject,
        due_on=date(2026, 5, 29),
        person_id=person.id,
        practitioner_id=person.id,
        count=1,
        since=date(2026, 5, 1),
    )


def a_digest(session: Session, due: Due) -> str:
    """Return a new digest of the person's, of a day of its own."""
    made = session.exec(select(Digest)).all()
    added = reminders.add_digest(
        session, due.person_id or "", date(2026, 5, 29) + timedelta(days=len(made))
    )
    assert added is not None
    return added


def a_letter(session: Session, due: Due, body: str = "body", channel: str = "web") -> str:
    digest_id = a_digest(session, due)
    reminders.make(session, due, digest_id, NOW)
    letter = NewMessage(due.person_id, channel, due.person_id or "", body, LATER, digest_id)
    return outbox.put(session, [letter], at=NOW)[0]


def waiting(store: Store, now: datetime = NOW) -> list[Unsent]:
    with store.reading() as session:
        return reminders.unsent(session, now)


def enrolled(session: Session) -> Person:
    person = a_person(session)
    return use_code(session, make_code(session, person.id, NOW), "web", person.id, NOW)


def test_a_reminder_is_made_once_for_a_kind_subject_due_date_and_stage(store: Store) -> None:
    with store.writing() as session:
        due = a_due(a_person(session))
        digest = a_digest(session, due)
        first = reminders.make(session, due, digest, NOW)
        assert first is not None
        assert reminders.make(session, replace(due, count=5), digest, LATER) is None
        others = [
            replace(due, subject="t"),
            replace(due, kind="agreement"),
            replace(due, due_on=date(2026, 6, 30)),
            replace(due, stage=2),
        ]
        assert all(reminders.make(session, other, digest, NOW) for other in others)


def test_what_was_made_is_found_by_its_key_alone(store: Store) -> None:
    with store.writing() as session:
        due = a_due(a_person(session))
        digest = a_digest(session, due)
        made = reminders.make(session, due, digest, NOW)
        reminders.make(session, replace(due, stage=2), digest, NOW)
        asked = [due, replace(due, subject="t")]
        assert reminders.made(session, asked) == {due.key: made}
        assert reminders.made(session, []) == {}


def test_only_reminders_letters_that_nobody_sends_are_unsent(store: Store) -> None:
    with store.writing() as session:
        person = enrolled(session)
        ids = [a_letter(session, a_due(person, str(n)), f"body {n}") for n in range(4)]
        outbox.put(session, [NewMessage(person.id, "web", "there", "no reminder")], at=NOW)
        outbox.settle_sent(session, ids[0], None, NOW)
        outbox.settle_failed(session, ids[1], "gone", NOW)
        lease = OutboxMessage.id == ids[2]
        session.exec(select(OutboxMessage).where(lease)).one().leased_until = LATER
    assert [(one.id, one.body, one.not_before) for one in waiting(store)] == [
        (ids[3], "body 3", LATER)
    ]
    # A lease that ran out: its sender died.
    assert [one.id for one in waiting(store, LATER + timedelta(seconds=1))] == ids[2:]


def test_which_digests_wait_is_read_from_what_waits_alone(embedded_store: Store) -> None:
    with embedded_store.writing() as session:
        person = a_person(session)
        a_letter(session, a_due(person))
    with statements(embedded_store) as heard, embedded_store.reading() as session:
        found = reminders.digests(session, [person.id], NOW.date(), NOW)[person.id]
        assert found.waiting is not None
        plans = plan(session, *heard[-1])
    assert "outbox_message USING INDEX outbox_digests (person_id=?" in plans
    assert "SCAN outbox_message" not in plans


def test_a_person_has_one_digest_a_day(store: Store) -> None:
    with store.writing() as session:
        one, other = a_person(session), a_person(session)
        assert reminders.add_digest(session, one.id, date(2026, 5, 29)) is not None
        assert reminders.add_digest(session, one.id, date(2026, 5, 29)) is None
        assert reminders.add_digest(session, other.id, date(2026, 5, 29)) is not None


def test_a_digest_waits_until_one_of_its_letters_is_on_its_way(store: Store) -> None:
    day = date(2026, 5, 29)
    with store.writing() as session:
        person = enrolled(session)
        letter = a_letter(session, a_due(person))
        digest = session.exec(select(Digest)).one().id
        found = reminders.digests(session, [person.id], day, NOW)
        assert found == {person.id: Digests(digest, {day: digest}, frozenset())}
        outbox.settle_failed(session, letter, "cleared", NOW)
        found = reminders.digests(session, [person.id], day, NOW)
        assert found == {person.id: Digests(None, {day: digest}, frozenset())}
        again = a_letter(session, a_due(person, "t"))
        outbox.settle_sent(session, again, None, LATER + timedelta(days=2))
        days = reminders.digests(session, [person.id], day, NOW)[person.id].days
        assert days == {date(2026, 5, 30), date(2026, 5, 31)}


def test_a_digest_that_waits_is_known_however_old_it_is(store: Store) -> None:
    with store.writing() as session:
        person = enrolled(session)
        a_letter(session, a_due(person))
        digest = session.exec(select(Digest)).one().id
        found = reminders.digests(session, [person.id], date(2026, 12, 1), NOW)
        assert found[person.id].waiting == digest


def test_unsent_letters_can_be_asked_for_by_digest(store: Store) -> None:
    with store.writing() as session:
        person = enrolled(session)
        dues = [a_due(person, str(n)) for n in range(2)]
        ids = [a_letter(session, due) for due in dues]
        digests = [one.digest_id for one in reminders.unsent(session, NOW)]
        found = reminders.unsent(session, NOW, digests[1:])
        assert [one.keys for one in found] == [(dues[1].key,)]
        assert [one.id for one in found] == ids[1:]


def test_a_withdrawn_letter_is_never_claimed(store: Store) -> None:
    with store.writing() as session:
        a_letter(session, a_due(enrolled(session)))
        (letter,) = reminders.unsent(session, NOW)
        reminders.withdraw(session, letter, NOW)
        assert reminders.unsent(session, NOW) == []
        assert outbox.claim(session, "web", now=LATER, lease=timedelta(minutes=1)) == []


def test_a_letter_written_anew_says_so_when_it_may_go_out(store: Store) -> None:
    with store.writing() as session:
        a_letter(session, a_due(enrolled(session)))
        (letter,) = reminders.unsent(session, NOW)
        until = LATER + timedelta(hours=1)
        reminders.rewrite(session, letter, "changed", until, NOW)
        lease = timedelta(minutes=1)
        assert outbox.claim(session, "web", now=LATER, lease=lease) == []
        (sent,) = outbox.claim(session, "web", now=until, lease=lease)
        assert (sent.body, sent.attempts) == ("changed", 0)


@pytest.mark.parametrize("change", ["withdraw", "rewrite"])
def test_a_letter_that_is_being_sent_by_now_is_let_be(store: Store, change: str) -> None:
    with store.writing() as session:
        a_letter(session, a_due(enrolled(session)))
        (letter,) = reminders.unsent(session, NOW)
        outbox.claim(session, "web", now=LATER, lease=timedelta(minutes=1))
        if change == "withdraw":
            reminders.withdraw(session, letter, LATER)
        else:
            reminders.rewrite(session, letter, "changed", LATER, LATER)
        row = session.exec(select(OutboxMessage)).one()
        session.refresh(row)
        assert (row.failed_at, row.leased_until) == (None, LATER + timedelta(minutes=1))


def test_the_fate_of_a_reminder_is_that_of_its_letters(store: Store) -> None:
    with store.writing() as session:
        person = enrolled(session)
        dues = [a_due(person, str(n)) for n in range(3)]
        ids = [a_letter(session, due) for due in dues]
        reminder = {due.subject: row for due, row in zip(dues, _made(session, dues), strict=True)}
        outbox.settle_sent(session, ids[0], None, NOW)
        outbox.settle_failed(session, ids[1], "gone", NOW)
        assert reminders.fates(session, [*reminder.values(), "unknown"]) == {
            reminder["0"]: Fate(NOW, None),
            reminder["1"]: Fate(None, None),
            reminder["2"]: Fate(None, LATER),
            "unknown": Fate(None, None),
        }


def _made(session: Session, dues: list[Due]) -> list[str]:
    made = reminders.made(session, dues)
    return [made[due.key] for due in dues]
