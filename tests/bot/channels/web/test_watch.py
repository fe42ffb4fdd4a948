"""What open pages look for: nothing while nothing happens, and whatever anybody commits."""

import pytest

from bot.channels.web.stream import Watch
from storage import web_sessions
from storage.errors import RecordsBusyError
from storage.session import Store
from tests.bot.channels.web.contexts import Council
from tests.storage.plans import plan, statements


@pytest.fixture
def watch(council: Council) -> Watch:
    return Watch(council.store, council.context.clock)


def look(watch: Watch, council: Council) -> dict[str, object] | None:
    found = watch.read([council.practitioner.id, council.supervisor.id])
    return None if found is None else dict(found)


def test_while_nothing_happens_a_look_asks_one_question(watch: Watch, council: Council) -> None:
    council.session_of(council.practitioner)
    council.tell(council.practitioner, "/help")
    assert look(watch, council)
    with statements(council.store) as heard:
        assert all(look(watch, council) is None for _ in range(5))
    assert {statement for statement, _ in heard} == {"BEGIN", "PRAGMA data_version"}


def test_a_line_that_another_process_stores_differs_for_its_person_alone(
    watch: Watch, council: Council
) -> None:
    before = look(watch, council)
    council.tell(council.practitioner, "/help")
    after = look(watch, council)
    assert before
    assert after
    assert after[council.practitioner.id] != before[council.practitioner.id]
    assert after[council.supervisor.id] == before[council.supervisor.id]


def test_a_browser_that_was_signed_out_differs(watch: Watch, council: Council) -> None:
    token = council.session_of(council.supervisor)
    before = look(watch, council)
    with council.store.writing() as session:
        web_sessions.end(session, token, council.context.clock.now())
    after = look(watch, council)
    assert before
    assert after
    assert after[council.supervisor.id] != before[council.supervisor.id]


def test_what_could_not_be_read_is_still_new_at_the_next_look(
    watch: Watch, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(watch, council)
    council.tell(council.practitioner, "/help")
    with monkeypatch.context() as patched:
        patched.setattr("storage.transcript.marks", unreadable)
        with pytest.raises(RecordsBusyError):
            look(watch, council)
    assert look(watch, council)


def unreadable(*_: object) -> None:
    raise RecordsBusyError("the records are locked")


def test_what_is_committed_while_it_is_read_is_new_at_the_next_look(
    watch: Watch, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Store.reading

    def and_somebody_writes(store: Store) -> object:
        council.tell(council.practitioner, "/help")
        return reading(store)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "reading", and_somebody_writes)
        look(watch, council)
    assert look(watch, council)


def test_the_newest_lines_are_looked_up_in_their_index(watch: Watch, council: Council) -> None:
    with statements(council.store) as heard:
        look(watch, council)
    asked = [one for one in heard if "outbox_message" in one[0]]
    assert len(asked) == 1
    with council.store.reading() as session:
        found = plan(session, *asked[0])
    assert "USING COVERING INDEX outbox_by_person (person_id=? AND channel=?" in found
    assert "USING INDEX seen_by_person (person_id=? AND channel=?" in found
    assert "SCAN" not in found.replace("SCALAR", "")
