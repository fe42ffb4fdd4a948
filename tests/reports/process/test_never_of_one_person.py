"""How much is about process is never said of one person, of few, or of one record."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from reports.drilldown import records_behind
from reports.errors import UnknownMeasureError
from reports.process import KEY
from reports.selection import LISTED
from reports.view import Unsaid
from tests.reports.process.service import APRIL, MARCH, Service, everything, publish, said


@pytest.mark.parametrize(
    ("people", "records"), [(3, 19), (2, 40), (1, 40), (3, 1)], ids=["few", "two", "one", "record"]
)
def test_of_few_records_or_few_people_nothing_is_said_in_any_form(
    session: Session, published: Path, people: int, records: int
) -> None:
    publish(published)
    service = Service(session, people)
    service.records(MARCH, [0.4375] * records)
    summary = service.summary()
    assert said(summary).startswith("How much of the records is about process is not said")
    assert service.estimate().now.of_100 is None
    assert "0.43" not in everything(summary)
    assert "44 of 100" not in everything(summary)


def test_of_records_that_are_mostly_one_persons_nothing_is_said(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.4] * 12)
    for _ in range(13):
        service.record(service.pairs[0], date(2026, 3, 3), share=1.0)
    assert service.estimate().now.unsaid == Unsaid.FEW


def test_one_practitioner_of_many_supervisors_is_one_person(
    session: Session, published: Path
) -> None:
    publish(published)
    service = Service(session)
    only = service.pairs[0]
    for supervisor in service.pairs:
        only.supervisor_id = supervisor.supervisor_id
        for _ in range(10):
            service.record(only, date(2026, 3, 3), share=0.4)
    assert service.texts()[MARCH].writers == 3
    assert service.estimate().now.unsaid == Unsaid.FEW


def test_a_month_that_is_not_over_is_not_told_for_each_record_sent_would_show(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.4] * 30)
    running = service.summary(datetime(2026, 3, 30, 9, tzinfo=UTC))
    assert running.process is not None
    assert running.process.now.of_100 is None
    assert running.process.caution.startswith("It is said once the month is over.")
    assert said(running) == ""


def test_no_list_stands_behind_it(service: Service) -> None:
    assert KEY not in {known.key for known in LISTED}
    with pytest.raises(UnknownMeasureError):
        records_behind(service.session, KEY, service.team, MARCH, APRIL, None)


def test_no_name_and_no_number_of_one_record_is_in_any_form(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.111, 0.777] * 15)
    summary = service.summary()
    for number in ("0.111", "0.777", "11 of 100", "78 of 100"):
        assert number not in everything(summary)
    for person in service.pairs:
        assert person.name not in everything(summary)
