from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import web_sessions
from storage.session import Store
from storage.tables import AuditEvent, WebSession
from tests.factories import a_person

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 10, 9, 16, 0, tzinfo=UTC)


@pytest.fixture
def session(embedded_store: Store) -> Iterator[Session]:
    with embedded_store.writing() as session:
        yield session


def deeds(session: Session) -> list[str]:
    return list(session.exec(select(AuditEvent.deed).order_by(AuditEvent.id)))


def test_a_browser_in_daily_use_stays_signed_in_for_thirty_days(session: Session) -> None:
    amara = a_person(session)
    token = web_sessions.start(session, amara.id, MONDAY)
    for day in range(30):
        now = MONDAY + timedelta(days=day)
        assert web_sessions.with_person(session, token, now)[1] == amara
        web_sessions.note_use(session, token, now)
    assert web_sessions.with_person(session, token, MONDAY + timedelta(days=30))[1] is None
    assert web_sessions.with_person(session, token + "x", MONDAY)[1] is None
    assert session.exec(select(WebSession)).one().token_hash != token


@pytest.mark.parametrize(
    ("seen", "hours", "is_in"),
    [(MONDAY, 71, True), (MONDAY, 73, False), (FRIDAY, 24 * 5 - 1, True), (FRIDAY, 121, False)],
)
def test_a_browser_that_nobody_uses_is_signed_out_and_a_weekend_is_not_counted(
    session: Session, seen: datetime, hours: int, is_in: bool
) -> None:
    amara = a_person(session)
    token = web_sessions.start(session, amara.id, seen)
    now = seen + timedelta(hours=hours)
    assert (web_sessions.with_person(session, token, now)[1] is not None) == is_in
    web_sessions.note_use(session, token, now)
    assert (len(web_sessions.open_sessions(session, amara.id, now)) == 1) == is_in


def test_a_browser_signed_out_stays_out(session: Session) -> None:
    token = web_sessions.start(session, a_person(session).id, MONDAY)
    web_sessions.end(session, token, MONDAY)
    web_sessions.end(session, token, MONDAY)
    web_sessions.end(session, "no such token", MONDAY)
    web_sessions.note_use(session, token, MONDAY)
    assert web_sessions.with_person(session, token, MONDAY)[1] is None
    assert deeds(session) == ["session started", "session ended"]
