"""How much is about process: told of teams, with its error, and never of one person."""

import json as plain
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlmodel import Session

from practice.calendar import Month
from practice.evidence import process_error as publishing
from reports import kept
from reports.drilldown import records_behind
from reports.errors import UnknownMeasureError
from reports.process import KEY
from reports.render import html, json, text
from reports.selection import LISTED
from reports.summary import build
from reports.view import Estimate, Summary, Unsaid
from storage import measures
from storage.measures import Scope
from storage.tables import Person, Record, Submission, Team
from tests.examples import examples
from tests.factories import a_person, a_team
from tests.reports.conftest import Scratch
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_process_share,
    a_record,
    a_reflection,
    a_submission,
    noon,
)
from tests.rewriting import rewriting

FEBRUARY, MARCH = Month(2026, 2), Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)
PROCESS = "about process"


class Service:
    """Three supervisors, each with a practitioner, whose records are as each test wants them."""

    def __init__(self, session: Session, people: int = 3) -> None:
        self.session = session
        self.team: Team = a_team(session, "North")
        self.pairs: list[Person] = [self._practitioner() for _ in range(people)]
        # The records begin long before, so that the months of the tests are whole.
        a_meeting(session, self.pairs[0], date(2025, 1, 1))

    def _practitioner(self) -> Person:
        supervisor = a_person(self.session, role="supervisor", team=self.team)
        return a_person(self.session, team=self.team, supervisor=supervisor)

    def record(
        self, practitioner: Person, day: date, kind: str = "in depth", share: float = 0.0
    ) -> Submission:
        """Add a record of four sentences with this share."""
        meeting = a_meeting(self.session, practitioner, day)
        child = a_case(self.session, practitioner) if kind != "personal" else None
        sent = a_submission(self.session, a_record(self.session, meeting, child, kind))
        a_process_share(self.session, sent, share, 4)
        return sent

    def records(self, month: Month, shares: Sequence[float], reader: str = "r1") -> None:
        """Add a record in depth for each share, the practitioners in turn."""
        for number, share in enumerate(shares):
            practitioner = self.pairs[number % len(self.pairs)]
            meeting = a_meeting(self.session, practitioner, month.first)
            child = a_case(self.session, practitioner)
            sent = a_submission(self.session, a_record(self.session, meeting, child))
            a_process_share(self.session, sent, share, 4, reader)

    def summary(self, as_of: datetime = APRIL) -> Summary:
        return build(self.session, self.team, MARCH, as_of, None)

    def estimate(self, as_of: datetime = APRIL) -> Estimate:
        made = self.summary(as_of).process
        assert made is not None
        return made

    def texts(self) -> dict[Month, measures.ProcessTexts]:
        asked = Scope((self.team.id,), (FEBRUARY, MARCH), APRIL)
        found = kept.parts(self.session, asked, kept.PROCESS.key)
        return measures.process_texts(found[kept.PROCESS.key])


@pytest.fixture
def service(session: Session) -> Service:
    return Service(session)


@pytest.fixture(autouse=True)
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let no error be published but what a test writes."""
    path = tmp_path / "process_error.json"
    module = publishing.__globals__
    monkeypatch.setitem(module, "PUBLISHED", path)
    return path


def publish(path: Path, mean_error: float = 0.075, bias: float = 0.0, reader: str = "r1") -> None:
    found = {"reader": reader, "texts": 200, "mean_error": mean_error, "bias": bias}
    path.write_text(plain.dumps(found), encoding="utf-8")


def said(summary: Summary) -> str:
    (section,) = [section for section in summary.sections if section.key == "process"]
    return " ".join(sentence.text for sentence in section.sentences)


def everything(summary: Summary) -> str:
    return html.page(summary) + text.text(summary) + text.first_screen(summary) + json.text(summary)


# --- what is said ---


def test_it_is_said_of_100_sentences_with_its_published_error(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.25, 0.5] * 10)
    assert said(service.summary()) == (
        "About 38 of 100 sentences in the records in depth are about process: timescales, forms, "
        "meetings held. Give or take 8. Read it beside: Records with the child's own words or "
        "behaviour 0%."
    )


@pytest.mark.parametrize(("bias", "told"), [(0.1, 20), (-0.1, 40), (0.5, 0), (-0.9, 100)])
def test_what_the_reader_overdoes_or_misses_on_average_is_taken_off(
    service: Service, published: Path, bias: float, told: int
) -> None:
    publish(published, bias=bias)
    service.records(MARCH, [0.3] * 20)
    assert service.estimate().now.of_100 == told


def test_without_a_published_error_it_says_that_nobody_knows_how_surely(service: Service) -> None:
    service.records(MARCH, [0.5] * 20)
    assert "How surely is not known: no error is published for this version" in said(
        service.summary()
    )
    assert "Give or take" not in said(service.summary())


def test_an_error_of_another_version_says_nothing_of_this_one(
    service: Service, published: Path
) -> None:
    publish(published, bias=0.2, reader="r2")
    service.records(MARCH, [0.5] * 20)
    assert (service.estimate().now.of_100, service.estimate().now.error) == (50, None)


def test_what_another_version_read_is_left_out_and_that_is_said(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.5] * 20)
    service.records(MARCH, [1.0] * 5, reader="r0")
    told = said(service.summary())
    assert told.startswith("About 50 of 100 sentences")
    assert "Give or take 8. Of 100 sentences, 20 were read by another version" in told


def test_a_record_that_two_versions_read_is_one_record(service: Service, published: Path) -> None:
    publish(published)
    for number in range(19):
        sent = service.record(service.pairs[number % 3], date(2026, 3, 3), share=0.5)
        a_process_share(service.session, sent, 1.0, 1, "r0")
    assert service.texts()[MARCH].records == 19
    assert service.estimate().now.unsaid == Unsaid.FEW


# --- last month ---


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (0.50, "Set beside last month it says nothing: the difference is within that error."),
        (0.58, "Set beside last month it says nothing: the difference is within that error."),
        (0.59, "Last month it was about 59."),
        (0.41, "Last month it was about 41."),
        (0.42, "Set beside last month it says nothing: the difference is within that error."),
    ],
)
def test_last_month_is_told_only_where_the_difference_is_more_than_the_error(
    service: Service, published: Path, before: float, sentence: str
) -> None:
    publish(published)
    service.records(FEBRUARY, [before] * 20)
    service.records(MARCH, [0.5] * 20)
    assert sentence in said(service.summary())
    assert ("Last month it was" in said(service.summary())) == sentence.startswith("Last")


def test_months_that_two_versions_read_are_not_compared(service: Service, published: Path) -> None:
    publish(published)
    service.records(FEBRUARY, [0.9] * 20, reader="r0")
    service.records(MARCH, [0.5] * 20)
    assert "Last month was read by another version" in said(service.summary())
    assert "90" not in said(service.summary())


def test_without_a_known_error_nothing_is_compared(service: Service) -> None:
    service.records(FEBRUARY, [0.9] * 20)
    service.records(MARCH, [0.1] * 20)
    assert "month" not in said(service.summary())


# --- of whom it is never said ---


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


# --- which records ---


def test_only_records_in_depth_enter(service: Service) -> None:
    service.record(service.pairs[0], date(2026, 3, 3), share=0.5)
    service.record(service.pairs[0], date(2026, 3, 3), "personal", share=1.0)
    service.record(service.pairs[0], date(2026, 3, 3), "looked at", share=1.0)
    for visibility in ("shared", "kept"):
        sent = a_reflection(service.session, service.pairs[1], None, date(2026, 3, 3))
        record = service.session.get_one(Record, sent.record_id)
        with rewriting(service.session):
            record.visibility = visibility
        a_process_share(service.session, sent, 1.0, 50)
    found = service.texts()[MARCH]
    assert (found.share, found.records, found.writers, found.practitioners) == (0.5, 1, 1, 1)


def test_a_record_sent_again_counts_as_it_was_sent_last(service: Service) -> None:
    meeting = a_meeting(service.session, service.pairs[0], date(2026, 3, 3))
    record = a_record(service.session, meeting, a_case(service.session, service.pairs[0]))
    a_process_share(service.session, a_submission(service.session, record), 1.0, 4)
    again = a_submission(service.session, record, 2, noon(date(2026, 3, 20)))
    a_process_share(service.session, again, 0.25, 4)
    assert service.texts()[MARCH].share == 0.25


def test_where_no_reader_gives_a_share_nothing_is_shown(service: Service) -> None:
    a_meeting(service.session, service.pairs[0], date(2026, 3, 3))
    summary = service.summary()
    assert said(summary) == ""
    assert PROCESS not in html.page(summary) + text.text(summary) + text.first_screen(summary)
    (made,) = (one for one in json.document(summary)["measures"] if one["key"] == KEY)
    assert (made["key"], made["value"], made["numerator"]) == (KEY, None, None)
    assert made["caution"].startswith("No version of the reader has estimated it")


def test_other_programs_get_the_share_its_error_and_no_counts(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.5] * 20)
    document = json.document(service.summary())
    Draft202012Validator(json.schema()).validate(document)
    (made,) = [measure for measure in document["measures"] if measure["key"] == KEY]
    assert (made["value"], made["error"], made["reader"]) == (0.5, 0.08, "r1")
    assert made["numerator"] is made["denominator"] is None
    assert "records" not in made
    assert [month["value"] for month in made["series"]] == [None] * 12 + [0.5]


# --- adding up ---

TEXTS = st.lists(
    st.tuples(st.integers(0, 2), st.floats(0, 1), st.integers(1, 200)), min_size=1, max_size=12
)


@settings(
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(texts=TEXTS)
def test_the_share_of_a_team_lies_between_those_of_its_records(
    scratch: Scratch, texts: list[tuple[int, float, int]]
) -> None:
    with scratch() as session:
        service = Service(session)
        for person, share, sentences in texts:
            meeting = a_meeting(session, service.pairs[person], date(2026, 3, 3))
            child = a_case(session, service.pairs[person])
            sent = a_submission(session, a_record(session, meeting, child))
            a_process_share(session, sent, share, sentences)
        found = service.texts()[MARCH]
        shares = [share for _, share, _ in texts]
        assert min(shares) - 1e-9 <= found.share <= max(shares) + 1e-9
        total = sum(sentences for *_, sentences in texts)
        by_hand = sum(share * sentences for _, share, sentences in texts) / total
        assert found.share == pytest.approx(by_hand)
        assert found.records == len(texts)
        assert found.writers == len({person for person, *_ in texts})
