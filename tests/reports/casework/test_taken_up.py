"""A question of the council's own files is taken up, and its answer stands beside the figure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.enquiries import Given, marked, take_up, to_take_up
from practice.access import Viewer
from practice.calendar import Month, months_back
from reports.inspection import answers, say
from reports.places import Enquired
from reports.summary import build
from reports.view import Summary
from storage import enquiries
from storage.access import viewer_of
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
        self.director: Person = a_person(session, role="manager", team=self.whole)
        for place, month in enumerate(months_back(Month(2027, 2), 25)):
            many = (90 if month >= MOVED else 40) + place * 7 % 5
            for day, _ in product(range(1, 11), range(many // 10)):
                a_contact(session, month.first.replace(day=3 * day - 2), self.whole)
            for _ in range(many % 10):
                a_contact(session, month.first.replace(day=28), self.whole)
        session.flush()

    def summary(self, month: Month, reader: Viewer | None = None) -> Summary:
        as_of = datetime.combine(month.last, time(), UTC) + timedelta(days=4)
        return build(self.session, self.whole, month, as_of, reader)


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


def _taken_below(council: Council, month: Month, owner: Person, part: Team) -> str:
    asked = enquiries.ToAsk(
        part.id, month, ABOUT, "It rose.", "Who calls?", 94, 0, owner.id, date(2027, 1, 20)
    )
    return enquiries.ask(council.session, asked, owner.id, datetime(2027, 1, 5, tzinfo=UTC))


@pytest.mark.parametrize("month", [Month(2026, 12), Month(2026, 10)])
def test_what_a_manager_below_looks_at_is_not_said_to_be_nobodys(
    council: Council, month: Month
) -> None:
    """Of October's question that waits for its answer still nobody could take it up again."""
    north = a_team(council.session, "North", parent=council.whole)
    owner = a_person(council.session, "Desmond Okafor", "manager", team=north)
    taken = _taken_below(council, month, owner, north)
    january = council.summary(Month(2027, 1))
    label = next(one.label for one in january.casework if one.key == ABOUT)
    assert not [one for one in january.untaken if label in one]
    (told,) = (one for one in january.elsewhere if one.enquiry == taken)
    assert "Taken up in North" in told.text
    assert "Desmond Okafor, late: it was due by 20 January 2027." in told.text
    assert told in next(one for one in january.sections if one.key == "enquiries").sentences


@pytest.mark.parametrize("role", ["manager", "supervisor"])
def test_the_page_for_inspection_calls_nothing_nobodys_that_is_looked_at_below(
    council: Council, role: str
) -> None:
    north = a_team(council.session, "North", parent=council.whole)
    owner = a_person(council.session, "Desmond Okafor", "manager", team=north)
    reader = viewer_of(council.session, a_person(council.session, role=role, team=council.whole))
    january = Month(2027, 1)
    before = answers(council.summary(january, reader), None)[-1]
    _taken_below(council, january, owner, north)
    after = answers(council.summary(january, reader), None)[-1]
    heading = say("doing.open")
    assert [block for block in before.blocks if block.heading == heading]
    assert not [block for block in after.blocks if block.heading == heading]
    told = [line.text for block in after.blocks for line in block.lines if "North" in line.text]
    assert len(told) == (role == "manager")


def test_who_may_not_read_an_enquiry_is_told_neither_of_it_nor_that_it_is_nobodys(
    council: Council,
) -> None:
    north = a_team(council.session, "North", parent=council.whole)
    owner = a_person(council.session, "Desmond Okafor", "manager", team=north)
    _taken_below(council, Month(2026, 12), owner, north)
    supervisor = a_person(council.session, role="supervisor", team=council.whole)
    reader = viewer_of(council.session, supervisor)
    january = council.summary(Month(2027, 1), reader)
    label = next(one.label for one in january.casework if one.key == ABOUT)
    assert january.elsewhere == ()
    assert not [one for one in january.untaken if label in one]
    assert council.summary(Month(2027, 1), viewer_of(council.session, council.director)).elsewhere


def test_a_question_that_waits_for_its_answer_is_nobodys_in_no_later_month(
    council: Council,
) -> None:
    """September's enquiry hides the button of December's question, until it is answered."""
    asked = _taken_below(council, Month(2026, 9), council.manager, council.whole)
    label = next(one.label for one in council.summary(MOVED).casework if one.key == ABOUT)
    assert not [one for one in council.summary(Month(2027, 1)).untaken if label in one]
    said = datetime(2026, 12, 20, tzinfo=UTC)
    enquiries.answer(council.session, asked, "They ring.", (), council.manager.id, said)
    assert [one for one in council.summary(Month(2027, 1)).untaken if label in one]
