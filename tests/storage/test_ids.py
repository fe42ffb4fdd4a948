"""Order comes from the database: clocks, restarts and other processes change nothing in it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from practice.terms import DraftKind
from storage import drafts
from storage.ids import new_id, new_place
from storage.sequence import next_number
from storage.session import Store
from storage.tables import Draft, Team
from tests.factories import KEY, a_person, make_store

AT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
HOUR = 3600

# What another life of the server does, whose clock differs by so many hours from this machine's.
_A_LIFE = """
import sys, time
real = time.time, time.time_ns
time.time = lambda: real[0]() + int(sys.argv[2])
time.time_ns = lambda: real[1]() + int(sys.argv[2]) * 10**9
from datetime import UTC, datetime
from pathlib import Path
from practice.terms import DraftKind
from storage import drafts
from storage.ids import new_id
from storage.tables import Person
from sqlmodel import select
from storage.cipher import Cipher
from storage.session import Store, embedded_url
store = Store(embedded_url(Path(sys.argv[1])), Cipher(bytes.fromhex(sys.argv[3])))
with store.writing() as session:
    person = session.exec(select(Person)).one()
    now = datetime.fromtimestamp(time.time(), UTC)
    row = drafts.DraftRow(new_id(), DraftKind.GUIDE, "g", 1, person.id, None, None, now)
    drafts.add_draft(session, row)
    opened = drafts.StepRow(1, "opened", None, 0, None, False, person.id, now)
    drafts.add_steps(session, row.id, [opened])
    print(row.id)
store.close()
"""


def a_life(folder: Path, seconds: int) -> str:
    """Open a draft in a process of its own and return its id."""
    words = [sys.executable, "-c", _A_LIFE, str(folder), str(seconds), KEY.hex()]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_in_a_transaction_a_later_one_sorts_after_and_so_does_every_later_transaction(
    store: Store,
) -> None:
    made: list[str] = []
    for _ in range(3):
        with store.writing():
            made += [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert {len(one) for one in made} == {32}
    assert len(set(made)) == 3000


def test_what_is_gathered_before_its_transaction_sorts_before_it_in_the_order_of_making(
    store: Store,
) -> None:
    made = [new_id() for _ in range(1000)]
    with store.writing():
        assert sorted([*made, new_id()])[:1000] == made


def test_threads_never_share_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(4000)))
    assert len({one[:16] for one in made}) == 4000


def test_a_transaction_that_adds_nothing_takes_no_number(store: Store) -> None:
    with store.writing() as session:
        before = next_number(session)
    with store.writing() as session:
        session.exec(select(Team)).all()
    with store.writing() as session:
        assert next_number(session) == before + 1


def test_a_transaction_that_rolled_back_leaves_the_order_as_it_was(store: Store) -> None:
    with store.writing():
        first = new_place()
    with suppress(ZeroDivisionError), store.writing():
        _ = new_place() / 0
    with store.writing():
        assert new_place() > first


def test_more_than_one_number_holds_goes_on_with_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.ids._PLACES_IN_ONE", 2)
    with store.writing():
        places = [new_place() for _ in range(9)]
    with store.writing():
        places.append(new_place())
    assert places == sorted(set(places))


def test_two_stores_in_one_process_count_each_for_itself(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_store(folder)
    for _ in range(3):
        with store.writing():
            new_place()
    with store.writing():
        here = new_place()
        with other.writing():
            there = new_place()
        assert new_place() == here + 1
    assert there < here
    other.close()


@pytest.mark.long
@pytest.mark.parametrize("jumps", [(0, -2 * HOUR), (24 * HOUR, 0, -HOUR)])
def test_a_clock_that_jumps_across_a_restart_does_not_hide_the_draft_opened_last(
    tmp_path: Path, jumps: tuple[int, ...]
) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        person = a_person(session)
    opened = [a_life(tmp_path, jump) for jump in jumps]
    with store.reading() as session:
        current = drafts.current(session, person.id)
        unfinished = [one.id for one in drafts.unfinished(session, person.id)]
    store.close()
    assert current is not None
    assert current.id == opened[-1]
    assert unfinished == opened[::-1]


def test_rows_of_many_tables_made_in_one_go_keep_their_order(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        rows = [
            {**vars(drafts.DraftRow(new_id(), DraftKind.GUIDE, "g", n, person.id, None, None, AT))}
            for n in range(500)
        ]
        session.connection().execute(Draft.__table__.insert(), rows)  # type: ignore[attr-defined]
    with store.reading() as session:
        versions = session.exec(select(Draft.version).order_by(Draft.id)).all()
    assert list(versions) == list(range(500))
