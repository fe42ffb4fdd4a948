"""Reading a page holds up nobody: all that it holds the write lock for is the audit's row."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from storage.session import Store
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.storage.plans import statements

PAGES = ["/records", "/records/{record}", "/journal", "/summary", "/settings"]
_AUDITS = ("audit_event", "write_sequence")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_held_supervision(tmp_path) as found:
        yield found


def paths(held: Held) -> list[str]:
    behind = "/summary/behind?measure=children.discussed_share&month=2026-11"
    named = [path.format(record=held.record_of("CH-0402")) for path in PAGES]
    drawn = "month=2026-11&seed=1&of=1-0123abcd"
    rows = "/summary/rows?measure=assessments.days&month=2026-11"
    further = [rows, "/inspection", "/teams", "/expected", f"/inspection/children?{drawn}"]
    return [*named, behind, *further, f"/inspection/child?{drawn}&number=1"]


def in_writing(heard: list[tuple[str, object]]) -> list[str]:
    """Return the statements that were carried out while the write lock was held."""
    found, holds_it = [], False
    for statement, _ in heard:
        if statement.startswith("BEGIN"):
            holds_it = "IMMEDIATE" in statement
        elif holds_it:
            found.append(statement)
    return found


async def test_nothing_but_the_audit_is_asked_while_the_write_lock_is_held(held: Held) -> None:
    cookies = {"understory": held.session_of(held.person("Sunil"))}
    async with over_asgi(held.context, cookies=cookies) as client:
        for path in paths(held):
            with statements(held.context.store) as heard:
                answer = await client.get(path)
            assert answer.status_code == 200, path
            others = [one for one in in_writing(heard) if not any(a in one for a in _AUDITS)]
            assert others == [], path


@contextmanager
def written_elsewhere(store: Store) -> Iterator[threading.Event]:
    """Hold the write lock in another process's way until the event that this yields is set."""
    holds, release = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(Store(store.url, store.cipher)) as other, other.writing():
            holds.set()
            assert release.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(60)
    try:
        yield release
    finally:
        release.set()
        thread.join()


@contextmanager
def let_go_at_the_first_write(store: Store, release: threading.Event) -> Iterator[None]:
    """Set the event as soon as somebody asks this store for the write lock."""

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "IMMEDIATE" in statement:
            release.set()

    event.listen(store.engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", hear)


async def test_pages_answer_while_somebody_writes_and_wait_for_nothing_but_their_audit(
    held: Held,
) -> None:
    cookies, store = {"understory": held.session_of(held.person("Sunil"))}, held.context.store
    async with over_asgi(held.context, cookies=cookies) as client:
        for path in paths(held):
            with written_elsewhere(store) as release, let_go_at_the_first_write(store, release):
                answer = await asyncio.wait_for(client.get(path), 30)
                audits = release.is_set()
            assert answer.status_code == 200, path
            assert audits is (path != "/settings"), path
