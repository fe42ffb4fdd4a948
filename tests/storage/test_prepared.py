"""Statements that go to the driver: what they read, what they store, and what they raise."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.exc import IntegrityError

from storage import prepared
from storage.errors import RecordsBusyError
from storage.prepared import Prepared
from storage.session import Session, Store
from storage.tables import Seen, Team, table_of
from tests.factories import make_store

TEAM, SEEN = table_of(Team), table_of(Seen)
NEW_TEAM = Prepared(insert(TEAM))
BY_NAME = Prepared(select(TEAM.c.id, TEAM.c.name).where(TEAM.c.name == bindparam("name")))
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = make_store(tmp_path)
    with made.writing() as session:
        NEW_TEAM.each(session, [{"id": one, "name": f"Team {one}"} for one in "abc"])
    return made


def test_rows_have_the_names_of_their_columns(store: Store) -> None:
    with store.reading() as session:
        row = BY_NAME.first(session, name="Team b")
        assert BY_NAME.first(session, name="Team z") is None
    assert row is not None
    assert (row.id, row.name) == ("b", "Team b")


def test_times_and_lists_of_terms_are_stored_and_read_as_the_session_does(store: Store) -> None:
    new = Prepared(insert(SEEN))
    found = Prepared(
        select(SEEN.c.seen_at).where(
            SEEN.c.channel.in_(("web", "telegram")), SEEN.c.seen_at == bindparam("at")
        )
    )
    with store.writing() as session:
        new.each(session, [_seen("web", 1), _seen("sms", 2)])
        assert [row.seen_at for row in found.all(session, at=AT)] == [AT]
    with store.reading() as session:
        assert session.get_one(Seen, ("web", "1")).seen_at == AT


@pytest.mark.parametrize(
    "moment",
    [AT, AT.astimezone(ZoneInfo("Europe/London")), AT.replace(microsecond=7), AT.replace(year=999)],
)
def test_a_moment_is_stored_to_the_letter_as_the_session_does(
    store: Store, moment: datetime
) -> None:
    kind = SEEN.c.seen_at.type.dialect_impl(store.engine.dialect)
    by_the_session = kind.bind_processor(store.engine.dialect)
    read_by_it = kind.result_processor(store.engine.dialect, None)
    assert by_the_session is not None
    assert read_by_it is not None
    stored = prepared._moment_stored(moment)
    assert stored == by_the_session(moment)
    assert prepared._moment_read(stored) == read_by_it(stored) == moment
    assert prepared._moment_read(stored).tzinfo is UTC  # type: ignore[union-attr]


def test_a_moment_that_names_no_zone_is_refused(store: Store) -> None:
    bare = {**_seen("web", 1), "seen_at": AT.replace(tzinfo=None)}
    with pytest.raises(ValueError, match="zone"), store.writing() as session:
        Prepared(insert(SEEN)).each(session, [bare])


def _seen(channel: str, place: int) -> dict[str, object]:
    nothing = {"person_id": None, "said": None}
    return {"channel": channel, "update_key": str(place), "seen_at": AT, "place": place, **nothing}


def test_what_was_stored_is_rolled_back_with_its_transaction(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        _add(session, "d", "e", "a")
    with store.reading() as session:
        assert BY_NAME.first(session, name="Team d") is None


def _add(session: Session, *teams: str) -> None:
    for one in teams:
        NEW_TEAM.each(session, [{"id": one, "name": f"Team {one}"}])


def test_what_a_table_refuses_is_raised_as_the_session_does(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        NEW_TEAM.each(session, [{"id": "d", "name": "Team a"}])


def test_a_value_that_is_not_given_is_an_error_and_never_an_empty_one(store: Store) -> None:
    with store.reading() as session:
        assert BY_NAME.first(session, name="Team a")
        with pytest.raises(KeyError):
            BY_NAME.first(session)
    with pytest.raises(KeyError), store.writing() as session:
        NEW_TEAM.each(session, [{"id": "d", "name": "Team d"}, {"id": "e"}])


def test_a_busy_file_is_said_to_be_busy(store: Store) -> None:
    writes = store.engine.raw_connection()
    with store.reading() as session:
        assert BY_NAME.first(session, name="Team a")
        driver = writes.driver_connection
        assert driver is not None
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("UPDATE team SET name = 'Team x' WHERE id = 'a'")
        driver.commit()
        writes.close()
        # What it has read is old: it cannot write any more.
        with pytest.raises(RecordsBusyError), store._outages_explained():
            NEW_TEAM.each(session, [{"id": "d", "name": "Team d"}])


def test_whoever_listens_to_an_engine_hears_it(store: Store) -> None:
    heard: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: heard.append(str(told[2])))
    with store.writing() as session:
        BY_NAME.all(session, name="Team a")
    assert any("FROM team" in one for one in heard)


def test_a_list_is_asked_for_as_long_as_it_is(store: Store) -> None:
    by_ids = Prepared(select(TEAM.c.name).where(TEAM.c.id.in_(bindparam("ids", expanding=True))))
    long = [f"nobody {number}" for number in range(40)]
    with store.reading() as session:
        for ids in (["a"], ["a", "b"], [], ["c"], [*long, "b"]):
            found = {row.name for row in by_ids.all(session, ids=ids)}
            assert found == {f"Team {one}" for one in ids if one in "abc"}


def test_what_was_added_to_the_session_is_seen_where_a_statement_flushes(store: Store) -> None:
    seen = Prepared(select(TEAM.c.id).where(TEAM.c.name == bindparam("name")), flushes=True)
    with store.writing() as session:
        session.add(Team(id="d", name="Team d"))
        assert seen.first(session, name="Team d")
