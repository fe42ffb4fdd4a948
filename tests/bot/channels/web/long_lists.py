"""A council whose lists run over many pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from practice.terms import ChildStatus
from storage.session import Session
from tests import factories
from tests.bot.channels.web.contexts import Council, a_council
from tests.reports.factories import a_meeting, a_record, a_submission

NOT_DISCUSSED, DISCUSSED = 322, 4


@contextmanager
def a_council_with_long_lists(folder: Path) -> Iterator[Council]:
    """Yield a council of 322 children who were not discussed in September 2026, and a few more."""
    with a_council(folder) as made:
        with made.store.writing() as session:
            _fill(session, made)
        yield made


def _fill(session: Session, council: Council) -> None:
    """Give the practitioner many children; the first few were discussed in September."""
    statuses = [ChildStatus.CIN, ChildStatus.CP, ChildStatus.CLA, ChildStatus.ASSESSMENT]
    children = [factories.a_child(session, f"CH-{n:04}", status=statuses[n % 4])
                for n in range(1001, 1001 + NOT_DISCUSSED + DISCUSSED - 1)]  # fmt: skip
    for child in children:
        factories.an_involvement(session, child, council.practitioner, date(2026, 5, 4))
    before = a_meeting(session, council.practitioner, date(2026, 7, 1))
    meeting = a_meeting(
        session,
        council.practitioner,
        date(2026, 9, 7),
        sent_at=datetime(2026, 9, 7, 12, tzinfo=UTC),
    )
    for child in children[10:20]:
        a_submission(session, a_record(session, before, child, "looked at"))
    for child in children[:DISCUSSED]:
        a_submission(session, a_record(session, meeting, child, "looked at"))
