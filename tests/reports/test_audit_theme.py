"""What auditors found alike becomes a question of the summary, for who reads audits alone."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.enquiries import Given, take_up
from practice.calendar import Month
from reports.summary import build
from reports.view import Summary
from storage.access import viewer_of
from storage.session import Session
from storage.tables import Person
from tests.factories import a_person, a_team, make_store
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, noon
from tests.reports.test_auditors import audited
from tests.storage.test_audits import DAY, NOON, an_audit

WHY = "records.why"


class Service:
    """A team whose records two auditors read, with a manager above it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.top = a_team(session, "Council")
        self.team = a_team(session, "East", self.top)
        self.sunil = a_person(session, "Sunil", "supervisor", team=self.team)
        self.priya = a_person(session, "Priya", team=self.team, supervisor=self.sunil)
        self.manager = a_person(session, "Dana", "manager", team=self.top)
        self.leads = [
            a_person(session, name, "practice lead", team=self.top) for name in ("Lena", "Mia")
        ]

    def read(self, *depths: str, sends: Sequence[bool] = (True, True)) -> None:
        """Let a record be read by one auditor, or two, and found so deep."""
        meeting = a_meeting(self.session, self.priya, DAY)
        record = a_record(self.session, meeting, a_case(self.session, self.priya))
        a_submission(self.session, record)
        for lead, depth, is_sent in zip(self.leads, depths, sends, strict=False):
            draft_id = audited(self.session, record.id, lead, depth, sends=is_sent)
            if is_sent:
                an_audit(self.session, draft_id, lead, self.priya)

    def summary(self, by: Person | None = None, month: Month | None = None) -> Summary:
        viewer = viewer_of(self.session, by) if by else None
        month = month or Month.of(DAY)
        return build(self.session, self.team, month, noon(month.next().first), viewer)

    def themes(self, by: Person | None = None, month: Month | None = None) -> list[str]:
        asked = self.summary(by, month).questions
        return [f"{one.about}: {one.finding}" for one in asked if "auditors" in one.finding]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield Service(session)
    store.close()


def test_what_two_audits_found_alike_is_asked_of_the_measure_that_lacks_it(
    service: Service,
) -> None:
    for depth in ("tells", "tells", "weighs"):
        service.read(depth)
    (one,) = [one for one in service.summary(service.manager).questions if one.about == WHY]
    assert one.finding == (
        "In 3 months auditors read 3 records of this team. Of these 2 tell what happened and "
        "give no reason."
    )
    assert one.question == "What would help people to say why, and does the guide ask for it?"
    assert one.ask == "their supervisors, and who tends the guides"


def test_other_views_that_are_missing_are_asked_of_too(service: Service) -> None:
    for depth in ("reasons", "reasons", "tells"):
        service.read(depth)
    (one,) = service.themes(service.manager)
    assert one.startswith("records.other_explanation: In 3 months auditors read 3 records")


@pytest.mark.parametrize(
    "depths",
    [["tells"], ["tells", "tells", "weighs", "weighs", "changes"], ["weighs", "weighs"]],
    ids=["one alone", "less than half", "deep enough"],
)
def test_what_is_no_theme_is_not_asked(service: Service, depths: list[str]) -> None:
    for depth in depths:
        service.read(depth)
    assert service.themes(service.manager) == []


def test_a_record_that_two_read_is_as_deep_as_the_deeper_found_it(service: Service) -> None:
    service.read("tells", "weighs")
    service.read("tells")
    assert service.themes(service.manager) == []
    service.read("tells", "tells")
    assert "read 3 records of this team. Of these 2 tell" in service.themes(service.manager)[0]


def test_what_another_auditor_is_still_to_read_is_left_out(service: Service) -> None:
    service.read("tells")
    service.read("tells", "tells", sends=(True, False))
    assert service.themes(service.manager) == []


def test_only_who_reads_audits_of_the_team_is_told(service: Service) -> None:
    service.read("tells")
    service.read("tells")
    assert len(service.themes(service.manager)) == 1
    assert len(service.themes()) == 1
    assert service.themes(service.sunil) == []


def test_it_is_asked_for_three_months_and_not_before(service: Service) -> None:
    service.read("tells")
    service.read("tells")
    month, told = Month.of(DAY).previous(), []
    for _ in range(5):
        told.append(len(service.themes(service.manager, month)))
        month = month.next()
    assert told == [0, 1, 1, 1, 0]


def test_it_is_taken_up_as_any_other_and_the_measure_stands_beside_it_later(
    service: Service,
) -> None:
    service.read("tells")
    service.read("tells")
    built = service.summary(service.manager)
    given = Given(service.sunil.id, 2, service.manager.id, NOON + timedelta(days=28))
    assert take_up(service.session, built, service.team.id, WHY, given)
    month = Month.of(DAY)
    (later,) = service.summary(service.manager, month.next()).enquired
    assert later.about == WHY
    assert later.finding.startswith("In 3 months auditors read 2 records")
    assert "0 of 2" in later.since_then
