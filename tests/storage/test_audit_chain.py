"""Every attack on the audit's rows is found: a byte changed, a row deleted, swapped or put in."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from storage import audit
from storage.audit_chain import (
    ADDED,
    CHANGED,
    FIELDS,
    MISSING,
    NOT_THE_HEAD,
    ChainCheck,
    Head,
    Tampering,
)
from storage.cipher import Cipher
from storage.session import Store
from storage.tables import AuditEvent
from tests.examples import examples
from tests.factories import KEY, a_person
from tests.storage.test_audit import record_and_fail

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LONG = 1000
Stored = dict[str, Any]


def write(store: Store, events: int) -> None:
    with store.writing() as session:
        amara = a_person(session).id
        audit.add(
            session.connection(),
            store.cipher,
            [
                {
                    "at": NOW + timedelta(seconds=37.25 * number),
                    "actor_id": None if number % 3 else amara,
                    "deed": "record read",
                    "noun": "record",
                    "noun_id": None if number % 5 == 0 else f"{number:032x}",
                    "origin": "telegram/7" if number % 7 == 0 else None,
                    "detail": "status: CIN, CP" if number % 11 == 0 else None,
                }
                for number in range(1, events + 1)
            ],
        )


def rows(store: Store) -> list[Stored]:
    """The events as the database holds them."""
    with store.reading() as session:
        query = f"SELECT {', '.join(FIELDS)}, mac FROM audit_event ORDER BY number"  # noqa: S608
        return [dict(row) for row in session.connection().execute(text(query)).mappings()]


def found(events: list[Stored], head: Head | None = None) -> list[Tampering]:
    """What a check of these rows finds; the database gives them in the order of their numbers."""
    checked = ChainCheck(Cipher(KEY).audit_mac, head)
    for event in sorted(events, key=lambda row: row["number"]):
        checked.see(event)
    return checked.finish()


def head_of(events: list[Stored]) -> Head:
    return Head(events[-1]["number"], events[-1]["mac"])


@pytest.fixture
def log(embedded_store: Store) -> list[Stored]:
    write(embedded_store, LONG)
    return rows(embedded_store)


def test_a_log_that_nobody_touched_is_sound(store: Store) -> None:
    write(store, 40)
    with store.writing() as session:
        audit.record(session, "code made", "enrolment_code", "c1", actor=None, at=NOW)
    kept = audit.check(store)
    assert (kept.found, kept.end.number) == ([], 41)
    write(store, 5)
    assert audit.check(store, kept.end).found == []


def test_an_empty_log_is_sound_and_one_that_was_emptied_is_not(store: Store) -> None:
    empty = audit.check(store)
    assert (empty.found, empty.end) == ([], Head())
    assert audit.check(store, empty.end).found == []
    assert audit.check(store, Head(3, "00")).found == [Tampering(MISSING, 1, 3)]


def other_bytes(letter: str) -> Iterator[str]:
    yield chr(ord(letter) ^ 1)
    yield chr(ord(letter) ^ 0x20)


def single_byte_changes(event: Stored) -> Iterator[Stored]:
    """Every row that differs from `event` in one byte, two ways a byte, and in what is NULL."""
    for name, value in event.items():
        if value is None:
            yield event | {name: ""}
            continue
        yield event | {name: None}
        if name == "number":
            yield from (event | {name: value ^ (1 << bit)} for bit in range(20))
            continue
        for at, letter in enumerate(value):
            for other in other_bytes(letter):
                yield event | {name: value[:at] + other + value[at + 1 :]}
        yield from (event | {name: value + " "}, event | {name: value[:-1]})
        yield event | {name: value.encode()}


def test_every_column_is_authenticated() -> None:
    assert {*FIELDS, "mac"} == set(AuditEvent.model_fields)


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_change_of_a_single_byte_is_found(log: list[Stored], every: int) -> None:
    checked, tried = ChainCheck(Cipher(KEY).audit_mac), 0
    for event, following in zip(log, [*log[1:], None], strict=True):
        for changed in single_byte_changes(event) if event["number"] % every == 0 else ():
            # What stands before is as it was: the check goes on from there.
            here = replace(checked, found=[], head=head_of(log))
            here.see(changed)
            if following:
                here.see(following)
            tried += 1
            assert here.finish(), (event, changed)
        before = copy(checked)
        checked.see(event)
        assert checked.found == before.found == []
    assert tried > 350 * LONG / every


@pytest.mark.parametrize("every", [53, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_deleted_row_is_found_and_named(log: list[Stored], every: int) -> None:
    head = head_of(log)
    for number in range(1, LONG + 1, every):
        left = [event for event in log if event["number"] != number]
        assert found(left, head) == [Tampering(MISSING, number, number)]
    assert found(log[:400] + log[420:], head) == [Tampering(MISSING, 401, 420)]


def test_rows_numbered_anew_after_a_deletion_are_found(log: list[Stored]) -> None:
    for number in range(1, LONG, 97):
        kept = [event for event in log if event["number"] != number]
        closed = [event | {"number": at} for at, event in enumerate(kept, 1)]
        assert {fault.why for fault in found(closed)} == {CHANGED}


@pytest.mark.parametrize("every", [53, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_cut_off_tail_is_found_against_the_head_and_only_so(
    log: list[Stored], every: int
) -> None:
    head = head_of(log)
    for left in range(0, LONG, every):
        assert found(log[:left], head) == [Tampering(MISSING, left + 1, LONG)]
        assert found(log[:left]) == []


def test_swapped_rows_are_found(log: list[Stored]) -> None:
    draws = random.Random(1)  # noqa: S311 - no secret
    for _ in range(examples(100)):
        one, other = draws.sample(range(LONG), 2)
        swapped = list(log)
        swapped[one] = log[other] | {"number": one + 1}
        swapped[other] = log[one] | {"number": other + 1}
        assert Tampering(CHANGED, one + 1, one + 1) in found(swapped)
        # What they say is swapped, and each place keeps its own HMAC.
        swapped[one] |= {"mac": log[one]["mac"]}
        swapped[other] |= {"mac": log[other]["mac"]}
        assert Tampering(CHANGED, other + 1, other + 1) in found(swapped)


def test_a_row_put_in_is_found_wherever_it_stands(log: list[Stored]) -> None:
    for number in (-1, 0, 1, 2, 500, LONG):
        assert found([*log, log[41] | {"number": number}])
    moved = [event | {"number": event["number"] + (event["number"] > 500)} for event in log]
    assert found([*moved, log[41] | {"number": 501}])


def test_a_row_added_at_the_end_is_found(log: list[Stored]) -> None:
    forged = log[-1] | {"number": LONG + 1}
    assert found([*log, forged]) == [Tampering(CHANGED, LONG + 1, LONG + 1)]


def test_a_chain_made_anew_with_another_key_is_found(log: list[Stored]) -> None:
    checked = ChainCheck(Cipher(bytes(32)).audit_mac)
    for event in log:
        checked.see(event)
    assert checked.finish()[0] == Tampering(CHANGED, 1, 1)


def test_a_whole_log_put_in_the_place_of_another_differs_from_the_head(
    log: list[Stored], embedded_store: Store
) -> None:
    with embedded_store.writing() as session:
        session.connection().execute(text("DROP TRIGGER audit_event_refuses_delete"))
        session.connection().execute(text("DELETE FROM audit_event"))
    write(embedded_store, LONG)
    assert found(rows(embedded_store)) == []
    whole = audit.check(embedded_store, head_of(log))
    assert whole.found == [Tampering(NOT_THE_HEAD, LONG, LONG)]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE audit_event SET deed = 'record refused' WHERE number = 7", CHANGED),
        ("UPDATE audit_event SET actor_id = NULL WHERE number = 9", CHANGED),
        ("UPDATE audit_event SET mac = upper(mac) WHERE number = 9", CHANGED),
        ("DELETE FROM audit_event WHERE number = 5", MISSING),
        ("DELETE FROM audit_event WHERE number > 18", MISSING),
        ("DELETE FROM audit_event", MISSING),
        ("UPDATE audit_event SET number = -number WHERE number = 4", ADDED),
    ],
)
def test_what_is_done_to_the_table_is_found(store: Store, statement: str, reason: str) -> None:
    write(store, 20)
    head = audit.check(store).end
    with store.writing() as session:
        off = (
            ["DROP TRIGGER audit_event_refuses_update", "DROP TRIGGER audit_event_refuses_delete"]
            if store.embedded
            else ["SET LOCAL session_replication_role = replica"]
        )
        for one in [*off, statement]:
            session.connection().execute(text(one))
    assert reason in {fault.why for fault in audit.check(store, head).found}


def test_writers_that_come_at_once_stand_one_after_another(store: Store) -> None:
    """Two servers on one database, four writers each."""
    other = Store(store.url, store.cipher)

    def act(server: Store) -> None:
        for _ in range(10):
            with server.writing() as session:
                audit.record(session, "code made", "enrolment_code", None, actor=None, at=NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, [store, other] * 4))
    other.close()
    assert (audit.check(store).found, audit.check(store).end.number) == ([], 80)


def test_what_is_rolled_back_takes_no_number(store: Store) -> None:
    write(store, 3)
    with pytest.raises(ZeroDivisionError):
        record_and_fail(store)
    write(store, 3)
    assert (audit.check(store).found, audit.check(store).end.number) == ([], 6)


def test_another_spelling_of_the_same_moment_is_a_change(embedded_store: Store) -> None:
    """A reader of dates takes any letter between day and hour, so the row would read as before."""
    write(embedded_store, 3)
    with embedded_store.writing() as session:
        session.connection().execute(text("DROP TRIGGER audit_event_refuses_update"))
        session.connection().execute(
            text("UPDATE audit_event SET at = replace(at, ' ', 'T') WHERE number = 2")
        )
    assert audit.check(embedded_store).found == [Tampering(CHANGED, 2, 2)]
