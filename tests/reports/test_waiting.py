"""The lists of what waits: since when, why a closed case is on one, whom to ask, older months."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from practice.access import Role, Viewer
from practice.calendar import Month
from reports.drilldown import Row, in_order, records_behind, scope_of
from reports.said import quotes, said
from reports.selection import CLAIMS, choose
from reports.summary import build
from reports.tallies import waiting_before
from storage.encryption import seal
from storage.tables import Claim, Person, Team
from tests.factories import a_child, a_person, a_team, an_involvement, make_store
from tests.reports.factories import a_case, a_meeting, a_record, a_step, a_submission, claims
from tests.rewriting import rewriting

MARCH = Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


class Waiting:
    """A team with one practitioner."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.team: Team = a_team(session, "North")
        supervisor = a_person(session, role="supervisor", team=self.team)
        self.worker: Person = a_person(session, "Priya", team=self.team, supervisor=supervisor)

    def child(self, ref: str, started: date, ended: date | None = None, **fields: object) -> str:
        child = a_child(self.session, ref, **fields)  # type: ignore[arg-type]
        an_involvement(self.session, child, self.worker, started, ended)
        return child.id

    def sent(self, ref: str, day: date, state: str = "submitted") -> str:
        child = a_case(self.session, self.worker, ref)
        record = a_record(self.session, a_meeting(self.session, self.worker, day), child)
        a_submission(self.session, record)
        a_step(self.session, record, state)
        return record.id

    def rows(self, key: str, month: Month = MARCH, viewer: Viewer | None = None) -> list[Row]:
        return list(records_behind(self.session, key, self.team, month, APRIL, viewer))

    def told(self, key: str, viewer: Viewer | None = None) -> dict[str, tuple[str, ...]]:
        rows = self.rows(key, viewer=viewer)
        scope = scope_of(self.session, self.team, MARCH, APRIL)
        shown = said(self.session, key, scope, rows)
        return {row.child_ref or "": shown.get(row.unit_id, ()) for row in rows}


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Waiting]:
    store = make_store(tmp_path)
    with store.writing() as session:
        yield Waiting(session)
    store.close()


DISCUSSED = "children.discussed_share"


def test_a_child_never_discussed_says_since_when_it_waits(waiting: Waiting) -> None:
    waiting.child("CH-1", date(2026, 2, 3), opened_on=date(2026, 1, 5))
    waiting.child("CH-2", date(2026, 2, 3))
    told = waiting.told(DISCUSSED)
    assert told["CH-1"] == ("Never discussed here. Case open since 5 January 2026.",)
    assert told["CH-2"] == ("Never discussed here. Allocated on 3 February 2026.",)


def test_the_longest_wait_comes_first_whether_ever_discussed_or_not(waiting: Waiting) -> None:
    waiting.child("CH-1", date(2026, 2, 3), opened_on=date(2026, 1, 5))
    waiting.child("CH-2", date(2026, 3, 3))
    waiting.child("CH-3", date(2025, 2, 3), opened_on=date(2025, 1, 5), status="CIN")
    waiting.sent("CH-4", date(2025, 6, 1))
    waiting.sent("CH-5", date(2026, 2, 10))
    assert [row.child_ref for row in waiting.rows(DISCUSSED)] == [
        "CH-3", "CH-4", "CH-1", "CH-5", "CH-2",
    ]  # fmt: skip
    by_day = in_order(DISCUSSED, waiting.rows(DISCUSSED), "day")
    assert [row.child_ref for row in by_day][:2] == ["CH-3", "CH-4"]


def test_a_practitioner_never_met_says_since_when_they_have_cases(waiting: Waiting) -> None:
    waiting.child("CH-1", date(2026, 2, 3))
    new = a_person(waiting.session, "Ada", team=waiting.team)
    an_involvement(waiting.session, a_child(waiting.session), new, date(2026, 3, 2))
    rows = waiting.rows("supervision.held_share")
    scope = scope_of(waiting.session, waiting.team, MARCH, APRIL)
    shown = said(waiting.session, "supervision.held_share", scope, rows)
    assert [row.practitioner for row in rows] == ["Priya", "Ada"]
    assert shown[new.id] == ("No supervision here yet. Has had cases since 2 March 2026.",)


@pytest.mark.parametrize(
    ("fields", "ended", "sentence"),
    [
        (
            {"status": "closed", "closed_on": date(2026, 4, 2)},
            date(2026, 4, 2),
            "The case was open in this month. It closed on 2 April 2026.",
        ),
        (
            {"status": "closed"},
            date(2026, 3, 12),
            "The case was open in this month. It closed on 12 March 2026.",
        ),
        (
            {"status": "closed"},
            None,
            "The case was open in this month. It is marked closed now, with no day.",
        ),
    ],
)
def test_a_closed_case_says_why_it_is_among_the_open_ones(
    waiting: Waiting, fields: dict[str, object], ended: date | None, sentence: str
) -> None:
    waiting.child("CH-1", date(2026, 2, 3), ended, **fields)
    assert waiting.told(DISCUSSED)["CH-1"][1] == sentence


def test_a_case_that_closed_before_the_month_is_on_no_list(waiting: Waiting) -> None:
    waiting.child("CH-1", date(2026, 1, 3), date(2026, 3, 1), status="closed")
    assert waiting.rows(DISCUSSED) == []


AGREED = "records.agreed"


def test_records_that_wait_name_whom_to_ask_and_agreed_ones_nobody(waiting: Waiting) -> None:
    waiting.sent("CH-1", date(2026, 3, 3))
    waiting.sent("CH-2", date(2026, 3, 5), "returned")
    waiting.sent("CH-3", date(2026, 3, 4), "agreed")
    named = {row.child_ref: row.practitioner for row in waiting.rows(AGREED)}
    assert named == {"CH-1": "Priya", "CH-2": "Priya", "CH-3": None}


def test_the_record_that_waits_longest_comes_first(waiting: Waiting) -> None:
    waiting.sent("CH-2", date(2026, 3, 20))
    waiting.sent("CH-1", date(2026, 3, 25))
    waiting.sent("CH-3", date(2026, 3, 3))
    waits = choose(AGREED, waiting.rows(AGREED), "waiting")
    assert [row.child_ref for row in waits] == ["CH-3", "CH-2", "CH-1"]


@pytest.mark.parametrize("key", ["records.why", "outcomes.rated_share"])
def test_other_lists_name_no_practitioner(waiting: Waiting, key: str) -> None:
    waiting.sent("CH-1", date(2026, 3, 3))
    assert {row.practitioner for row in waiting.rows(key)} == {None}


def test_records_of_earlier_months_that_wait_are_counted_by_month(waiting: Waiting) -> None:
    waiting.sent("CH-1", date(2024, 10, 3))
    waiting.sent("CH-2", date(2026, 1, 3))
    waiting.sent("CH-3", date(2026, 1, 4), "returned")
    waiting.sent("CH-4", date(2026, 2, 3), "agreed")
    waiting.sent("CH-5", date(2026, 3, 3))
    found = waiting_before(waiting.session, (waiting.team.id,), MARCH, APRIL)
    assert found == {Month(2024, 10): 1, Month(2026, 1): 1}
    for month, n in found.items():
        assert len(choose(AGREED, waiting.rows(AGREED, month), "waiting")) == n
    summary = build(waiting.session, waiting.team, MARCH, APRIL, None)
    texts = [sentence.text for section in summary.sections for sentence in section.sentences]
    assert any("2 records of earlier months wait for it too." in text for text in texts)


def test_a_month_without_records_still_says_that_older_ones_wait(waiting: Waiting) -> None:
    waiting.sent("CH-1", date(2026, 1, 3))
    summary = build(waiting.session, waiting.team, MARCH, APRIL, None)
    texts = [sentence.text for section in summary.sections for sentence in section.sentences]
    assert "1 record of earlier months waits for the practitioner's agreement." in texts


def _claim(waiting: Waiting) -> Claim:
    child = a_case(waiting.session, waiting.worker, "CH-1")
    meeting = a_meeting(waiting.session, waiting.worker, date(2026, 3, 3))
    sent = a_submission(waiting.session, a_record(waiting.session, meeting, child))
    (claim,) = claims(waiting.session, sent, ["why"])
    with rewriting(waiting.session):
        claim.sentence = seal(waiting.session, "She hides from him", "claim", claim.id, "sentence")
    return claim


def test_a_claims_list_gives_its_words_where_the_record_opens(waiting: Waiting) -> None:
    claim = _claim(waiting)
    told = waiting.told(CLAIMS.key)
    found = "Found by the reader, version 1."
    assert told == {"CH-1": ("What it may mean: \u201cShe hides from him\u201d", found)}
    rows = waiting.rows(CLAIMS.key)
    assert quotes(CLAIMS.key, rows, {claim.id: told["CH-1"]}) == {rows[0].record_id}


def test_it_gives_the_kind_alone_where_the_record_does_not_open(waiting: Waiting) -> None:
    claim = _claim(waiting)
    stranger = a_person(waiting.session, "Wanda", "supervisor", team=waiting.team)
    viewer = Viewer(
        person_id=stranger.id, role=Role.SUPERVISOR, team_ids=frozenset({waiting.team.id})
    )
    told = waiting.told(CLAIMS.key, viewer)
    assert told == {"": ("What it may mean", "Found by the reader, version 1.")}
    rows = waiting.rows(CLAIMS.key, viewer=viewer)
    assert quotes(CLAIMS.key, rows, {claim.id: told[""]}) == set()
