"""A question of the council's own files is taken up, and its answer stands beside the figure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.enquiries import Given, marked, take_up, to_take_up
from practice.calendar import Month, months_back
from reports.places import Enquired
from reports.summary import build
from reports.view import Summary
from storage import enquiries
from storage.tables import Contact, ImportBatch, Person, Team, table_of
from tests.factories import a_person, a_team, make_store
from tests.reports.casework.rows import a_contact

MOVED = Month(2026, 9)
ABOUT = "contacts.recorded"


class Council:
    """A council whose contacts rose from some 40 to some 90 a month in September."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.whole: Team = a_team(session, "Council")
        self.manager: Person = a_person(session, team=self.whole)
        for place, month in enumerate(months_back(Month(2027, 2), 25)):
            many = (90 if month >= MOVED else 40) + place * 7 % 5
            for day, _ in product(range(1, 11), range(many // 10)):
                a_contact(session, month.first.replace(day=3 * day - 2), self.whole)
            for _ in range(many % 10):
                a_contact(session, month.first.replace(day=28), self.whole)
        session.flush()

    def summary(self, month: Month) -> Summary:
        as_of = datetime.combine(month.last, time(), UTC) + timedelta(days=4)
        return build(self.session, self.whole, month, as_of, None)


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield Council(session)
    store.close()


def enquired(summary: Summary) -> Enquired:
    (one,) = (one for one in summary.enquired if one.about == ABOUT)
    return one


def test_what_moved_at_the_front_door_is_asked_taken_up_and_followed(council: Council) -> None:
    december = council.summary(Month(2026, 12))
    label = next(one.label for one in december.casework if one.key == ABOUT)
    (row,) = [row for row in to_take_up(december) if label in row[0].label]
    assert marked(row[0].data.split(":")[-1]) == ABOUT
    given = Given(council.manager.id, 2, council.manager.id, datetime(2027, 1, 4, 9, tzinfo=UTC))
    taken = take_up(council.session, december, council.whole.id, ABOUT, given)
    assert taken is not None
    said = "The police send each call-out."
    enquiries.answer(council.session, taken, said, (), council.manager.id, given.at)
    after = enquired(council.summary(Month(2027, 1)))
    assert after.answer == said
    assert "94 in December 2026, 91 in January 2027" in after.since_then
    assert "has changed" not in after.since_then


def _drop(council: Council, month: Month, rest: int) -> None:
    """Take back what was brought in of a month, but for so many rows of it."""
    gone = select(Contact).where(table_of(Contact).c.received_on.between(month.first, month.last))
    for one in council.session.scalars(gone).all()[rest:]:
        council.session.delete(one)
    council.session.flush()


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (0, "What stands for December 2026 has changed since: it has no figure now."),
        (60, "What stands for December 2026 has changed since: it is 60 now."),
    ],
)
def test_a_figure_that_was_corrected_after_the_answer_is_said_to_be(
    council: Council, rest: int, said: str
) -> None:
    december = Month(2026, 12)
    given = Given(council.manager.id, 2, council.manager.id, datetime(2027, 1, 4, 9, tzinfo=UTC))
    taken = take_up(council.session, council.summary(december), council.whole.id, ABOUT, given)
    assert taken is not None
    enquiries.answer(council.session, taken, "They ring.", (), council.manager.id, given.at)
    _drop(council, december, rest)
    later = datetime(2027, 2, 4, tzinfo=UTC)
    for month in (december, Month(2027, 1)):
        told = enquired(build(council.session, council.whole, month, later, None)).since_then
        assert "94 in December 2026" in told
        assert told.endswith(said)


@pytest.mark.parametrize(("day", "said"), [(28, True), (2, False)])
def test_what_nobody_could_know_yet_is_not_said_to_be_left(
    council: Council, day: int, said: bool
) -> None:
    """The file came on 28 January, as December's summary was the last one, or on 2 February."""
    at = datetime(2027, 1 if said else 2, day, 9, tzinfo=UTC)
    batch = ImportBatch(number=1, kind="contacts", file="", imported_at=at, added=9, changed=0)
    council.session.add(batch)
    council.session.flush()
    label = next(one.label for one in council.summary(MOVED).casework if one.key == ABOUT)
    untaken = council.summary(Month(2027, 1)).untaken
    assert bool([one for one in untaken if label in one]) is said


def test_what_nobody_took_up_is_said_a_month_later(council: Council) -> None:
    january = council.summary(Month(2027, 1))
    label = next(one.label for one in january.casework if one.key == ABOUT)
    assert [one for one in january.untaken if label in one]
