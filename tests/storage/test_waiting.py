"""Which letters may go, and when the next: as told by looking at every one, however many wait."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select, update

from bot.messages import Outgoing, to_json
from storage import clock_jumps, outbox, reminders, waiting
from storage.outbox import NewMessage
from storage.session import Store
from storage.tables import OutboxMessage
from storage.waiting import OVERTAKES_AFTER, Claimant
from tests.benchmarks.council import NOW
from tests.examples import examples
from tests.factories import a_person, make_store
from tests.storage.plans import plan, statements, steps

LEASE = timedelta(seconds=3)
SOON = NOW + timedelta(seconds=0.25)
CHANNEL = "telegram"
BODY = to_json(Outgoing("A letter."))


def put(session: Session, count: int, chats: int, later: timedelta = timedelta(0)) -> None:
    for number in range(count):
        letter = NewMessage(None, CHANNEL, f"chat {number % chats}", BODY, NOW + later)
        outbox.put(session, [letter], at=NOW)


# What the program says with queries, said once more by looking at every letter.


def held_by_batch(one: OutboxMessage, others: Sequence[OutboxMessage]) -> bool:
    return any(
        other.batch == one.batch
        and stands_before(other, one)
        and (is_leased(other) or (not one.urgent and other.attempts and other.not_before > NOW))
        for other in others
    )


def held_by_sending(
    one: OutboxMessage, others: Sequence[OutboxMessage], claimant: Claimant
) -> bool:
    return any(
        stands_before(other, one)
        and not (one.urgent or other.urgent)
        and other.leased_until is not None
        and (
            is_lasting(other, claimant)
            if is_leased(other)
            else other.leased_until < NOW and not claimant.takes_over
        )
        for other in others
    )


def stands_before(other: OutboxMessage, one: OutboxMessage) -> bool:
    same = (other.channel, other.address) == (one.channel, one.address)
    return same and other.id < one.id and is_waiting(other)


def is_waiting(one: OutboxMessage) -> bool:
    return one.sent_at is None and one.failed_at is None


def is_leased(one: OutboxMessage) -> bool:
    return one.leased_until is not None and one.leased_until >= NOW


def is_lasting(other: OutboxMessage, claimant: Claimant) -> bool:
    recent = other.claimed_at is not None and other.claimed_at > NOW - OVERTAKES_AFTER
    return other.id not in claimant.in_hand or recent


def expected_claims(
    letters: Sequence[OutboxMessage], claimant: Claimant, most: int, *, chat_by_chat: bool
) -> list[str]:
    found = [
        one
        for one in letters
        if is_waiting(one) and one.channel == CHANNEL and one.not_before <= NOW
        if not is_leased(one) and (claimant.takes_over or one.claimed_at is None)
        if not held_by_batch(one, letters) and not held_by_sending(one, letters, claimant)
    ]
    found.sort(
        key=lambda m: (
            *(not m.urgent, m.person_id is None, m.digest_id is not None),
            *([m.address] if chat_by_chat else []),
            m.id,
        )
    )
    return [one.id for place, one in enumerate(found) if place < most or one.urgent]


def expected_due(letters: Sequence[OutboxMessage], claimant: Claimant) -> object:
    moments = []
    for one in letters:
        if not is_waiting(one) or one.channel != CHANNEL or held_by_batch(one, letters):
            continue
        moment = max(one.leased_until or one.not_before, one.not_before)
        behind = held_by_sending(one, letters, claimant)
        moments.append(max(moment, SOON if behind else NOW))
    return min(moments, default=None)


seconds = st.sampled_from([-60.0, -2.5, -1.0, 0.0, 0.1, 0.25, 1.0, 60.0])
letter = st.fixed_dictionaries(
    {
        "batch": st.integers(0, 5),
        "address": st.sampled_from(["one", "two"]),
        "channel": st.sampled_from([CHANNEL, CHANNEL, CHANNEL, "web"]),
        "urgent": st.sampled_from([False, False, False, True]),
        "of": st.sampled_from(["stranger", "person", "digest"]),
        "due": seconds,
        "state": st.sampled_from(["new", "new", "leased", "tried", "sent", "failed"]),
        "claimed": seconds,
        "leased": seconds,
    }
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = make_store(tmp_path_factory.mktemp("waiting"), waits_for_the_disk=False)
    yield made
    made.close()


@settings(max_examples=examples(600))
@given(
    letters=st.lists(letter, max_size=12),
    in_hand=st.sets(st.integers(0, 11)),
    takes_over=st.booleans(),
    most=st.integers(0, 8),
    few=st.sampled_from([0, 200]),
)
def test_what_may_go_and_when_is_what_looking_at_every_letter_says(
    empty: Store,
    letters: list[dict[str, Any]],
    in_hand: set[int],
    takes_over: bool,
    most: int,
    few: int,
) -> None:
    with undone(empty) as session, pytest.MonkeyPatch.context() as patched:
        patched.setattr(waiting, "_FEW", few)
        ids = add(session, letters)
        claimant = Claimant(tuple(ids[n] for n in in_hand if n < len(ids)), takes_over)
        rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.id).in_(ids))).all()
        found = waiting.claimable(session, CHANNEL, NOW, claimant, most + 20)
        claimed = [row.id for place, row in enumerate(found) if place < most or row.urgent]
        assert claimed == expected_claims(rows, claimant, most, chat_by_chat=not few)
        due = waiting.next_due(session, CHANNEL, NOW, claimant)
        assert (due and max(due, NOW)) == expected_due(rows, claimant)


@contextmanager
def undone(store: Store) -> Iterator[Session]:
    """Yield a transaction that writes and is rolled back."""
    with suppress(InterruptedError), store.writing() as session:
        yield session
        raise InterruptedError


def add(session: Session, letters: list[dict[str, Any]]) -> list[str]:
    """Put letters into the outbox, each in the state that was drawn for it; return their ids."""
    person = a_person(session)
    batches: dict[object, str] = {}
    ids: list[str] = []
    for drawn in letters:
        own = None if drawn["of"] == "stranger" else person.id
        digest = (
            reminders.add_digest(session, person.id, day(ids)) if drawn["of"] == "digest" else None
        )
        due = NOW + timedelta(seconds=drawn["due"])
        fields = {"urgent": drawn["urgent"], "digest_id": digest}
        message = NewMessage(own, drawn["channel"], drawn["address"], BODY, due, **fields)
        (row_id,) = outbox.put(session, [message], at=NOW)
        batch = batches.setdefault(drawn["batch"], row_id)
        change = update(OutboxMessage).where(col(OutboxMessage.id) == row_id)
        session.execute(change.values(batch=batch, **in_state(drawn)))
        ids.append(row_id)
    return ids


def day(ids: list[str]) -> date:
    return NOW.date() + timedelta(days=len(ids))


def in_state(drawn: dict[str, Any]) -> dict[str, object]:
    claimed = {
        "attempts": 1,
        "claimed_at": NOW + timedelta(seconds=drawn["claimed"]),
        "leased_until": NOW + timedelta(seconds=drawn["leased"]),
    }
    states: dict[str, dict[str, object]] = {
        "new": {},
        "leased": claimed,
        "tried": {"attempts": 2},
        "sent": {**claimed, "sent_at": NOW, "leased_until": None, "claimed_at": None},
        "failed": {**claimed, "failed_at": NOW, "leased_until": None},
    }
    return states[drawn["state"]]


@pytest.mark.parametrize("chats", [1, 40, 1000])
@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=20)])
def test_claiming_is_no_more_work_for_more_letters_that_wait(
    tmp_path: Path, chats: int, later: timedelta
) -> None:
    works = []
    for count in (250, 1000):
        folder = tmp_path / str(count)
        folder.mkdir()
        with closing(make_store(folder, waits_for_the_disk=False)) as store:
            with store.writing() as session:
                put(session, count, chats, later)
                put(session, 1, 1)
            works.append(work_of_a_delivery(store))
    fewer, more = works
    assert all(more[name] < 1.3 * fewer[name] + 200 for name in fewer), works


@pytest.mark.parametrize("chats", [1, 40])
def test_a_chat_that_is_sent_to_is_stepped_over_however_much_waits_for_it(
    tmp_path: Path, chats: int
) -> None:
    works = []
    for count in (500, 2000):
        folder = tmp_path / str(count)
        folder.mkdir()
        with closing(make_store(folder, waits_for_the_disk=False)) as store:
            with store.writing() as session:
                put(session, count, chats)
            works.append(work_while_all_are_sent_to(store, chats))
    fewer, more = works
    assert all(more[name] < 1.1 * fewer[name] + 200 for name in fewer), works


def work_while_all_are_sent_to(store: Store, chats: int) -> dict[str, int]:
    """Return the steps of a claim and of asking what is due while every chat is being sent to."""
    claimed: list[str] = []
    for _ in range(chats):
        with store.writing() as session:
            in_hand = Claimant(tuple(claimed))
            found = outbox.claim(session, CHANNEL, now=NOW, lease=LEASE, most=2, claimant=in_hand)
            claimed += [letter.id for letter in found]
    with undone(store) as session:
        assert not waiting.claimable(session, CHANNEL, NOW, Claimant(tuple(claimed)), 40)
    return work_of_a_delivery(store, Claimant(tuple(claimed)))


def test_a_chat_that_is_sent_to_holds_up_no_other(store: Store) -> None:
    with store.writing() as session:
        for chat in ("a chat", "one of a few lines", "the last"):
            for _ in range(300 if chat == "a chat" else 2):
                outbox.put(session, [NewMessage(None, CHANNEL, chat, BODY)], at=NOW)
    told = []
    for _ in range(3):
        with store.writing() as session:
            told.append(
                [w.address for w in outbox.claim(session, CHANNEL, now=NOW, lease=LEASE, most=2)]
            )
    assert told == [["a chat"] * 2, ["one of a few lines"] * 2, ["the last"] * 2]


def work_of_a_delivery(store: Store, claimant: Claimant = waiting.ANYBODY) -> dict[str, int]:
    """Return the steps of each piece of work of a delivery; each was done once before."""
    with undone(store) as session:
        pieces: dict[str, Callable[[], object]] = {
            "due": lambda: waiting.next_due(session, CHANNEL, NOW, claimant),
            "claimable": lambda: waiting.claimable(session, CHANNEL, NOW, claimant, 40),
        }
        return {name: steps(session, piece) for name, piece in pieces.items()}


def test_every_question_of_a_delivery_walks_an_index_that_holds_what_waits(store: Store) -> None:
    with store.writing() as session:
        put(session, 30, 3)
    with statements(store) as heard:
        clock_jumps.end_waits(store, NOW)
        with store.writing() as session:
            outbox.claim(session, CHANNEL, now=NOW, lease=LEASE)
            waiting.next_due(session, CHANNEL, NOW)
    asked = [one for one in heard if one[0].startswith("SELECT") and "FROM outbox_mess" in one[0]]
    assert len(asked) > 6
    with store.reading() as session:
        for statement, parameters in asked:
            found = plan(session, statement, parameters)
            assert "Seq Scan" not in found
            assert set(re.findall(r"outbox_[a-z]+", found)) - NOT_INDEXES <= INDEXES, found


INDEXES = {f"outbox_{name}" for name in ("due", "turn", "made", "tried", "leased", "held")}
NOT_INDEXES = {"outbox_message"}
