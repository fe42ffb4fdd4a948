"""What a list says beside its rows: both ratings with their days, an action's words, a sentence."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from practice.access import Role, Viewer
from reports.drilldown import records_behind, scope_of
from reports.said import quotes, said
from storage.encryption import seal
from storage.tables import Action, Claim, Outcome, OutcomeRating, Record, Submission, Team
from tests.factories import a_person, make_store
from tests.reports.factories import a_meeting, a_record, a_submission, an_action, an_answer, claims
from tests.reports.test_summary import APRIL, MARCH, Office
from tests.rewriting import rewriting

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}the words of this claim\N{RIGHT DOUBLE QUOTATION MARK}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        made = Office(session)
        _act(made)
        _seal(session)
        yield made
    store.close()


def _act(office: Office) -> None:
    """Plan an action at one record and say that it is not done in the same one."""
    meeting = a_meeting(office.session, office.worker, date(2026, 3, 17))
    sent = a_submission(office.session, a_record(office.session, meeting, office.children[0]))
    action = an_action(office.session, sent, why=None)
    an_answer(office.session, sent, action, "not done")


def _seal(session: Session) -> None:
    with rewriting(session):
        for outcome in session.exec(select(Outcome)).all():
            outcome.what = _sealed(session, "outcome", outcome.id, "what")
        for action in session.exec(select(Action)).all():
            action.what = _sealed(session, "action", action.id, "what")
        for claim in session.exec(select(Claim)).all():
            claim.sentence = _sealed(session, "claim", claim.id, "sentence")


def _sealed(session: Session, table: str, row_id: str, column: str) -> str:
    return seal(session, f"the words of this {table}", table, row_id, column)


def _said(office: Office, key: str, viewer: Viewer | None = None) -> list[str]:
    team: Team = office.team
    rows = records_behind(office.session, key, team, MARCH, APRIL, viewer)
    shown = said(office.session, key, scope_of(office.session, team, MARCH, APRIL), rows)
    assert quotes(key, rows, shown) <= {row.record_id for row in rows}
    return [sentence for row in rows for sentence in shown.get(row.unit_id, ())]


@pytest.mark.parametrize(
    ("key", "sentences"),
    [
        (
            "outcomes.improving_share",
            ["the words of this outcome: 4 on 10 February 2026, then 6 on 10 March 2026"],
        ),
        ("outcomes.rated_share", ["the words of this outcome: 6 on 10 March 2026"]),
        ("records.child_voice", [QUOTED]),
        ("actions.done_share", ["the words of this action"]),
        ("actions.carried_over", ["the words of this action"]),
        ("actions.why_and_how_share", ["the words of this action"]),
        ("supervision.held_share", ["Last supervision on 17 March 2026."]),
    ],
)
def test_a_list_says_what_is_known(office: Office, key: str, sentences: list[str]) -> None:
    assert _said(office, key) == sentences


def test_the_list_of_the_rated_says_what_each_of_two_people_rated(office: Office) -> None:
    first = office.session.exec(select(OutcomeRating)).all()[-1]
    hers = OutcomeRating(
        submission_id=first.submission_id,
        outcome_id=first.outcome_id,
        rating=2,
        rated_by=first.rated_by,
        rated_on=first.rated_on,
        beside=True,
    )
    office.session.add(hers)
    office.session.flush()
    assert _said(office, "outcomes.rated_share") == [
        "the words of this outcome: 6 on 10 March 2026; the practitioner, rating apart, gave it 2"
    ]
    assert _said(office, "outcomes.improving_share") == [
        "the words of this outcome: 4 on 10 February 2026, then 6 on 10 March 2026"
    ]


def test_a_list_says_when_each_child_was_last_discussed(office: Office) -> None:
    assert _said(office, "children.discussed_share") == [
        "Never discussed here. Allocated on 1 January 2020.",
        "Last discussed on 10 March 2026.",
        "Last discussed on 17 March 2026.",
    ]


def test_a_list_of_claims_says_who_found_each(office: Office) -> None:
    sent = a_submission(office.session, office.session.exec(select(Record)).all()[-1], 2)
    (found,) = claims(office.session, sent, ["research"])
    (pointed,) = claims(office.session, sent, ["seen_alone"])
    with rewriting(office.session):
        pointed.reader = None
        _seal(office.session)
    told = _said(office, "claims.proposed")
    research = next(n for n, line in enumerate(told) if line.startswith("Research or theory"))
    alone = next(n for n, line in enumerate(told) if line.startswith("That the child was seen"))
    assert told[research + 1] == f"Found by the reader, version {found.reader}."
    assert told[alone + 1] == "Its writer pointed to it."


def test_a_claim_of_what_is_newly_read_is_counted_and_listed(office: Office) -> None:
    (sent,) = office.session.exec(select(Submission).order_by(col(Submission.id).desc())).all()[:1]
    claims(office.session, sent, ["changed_view"])
    _seal(office.session)
    assert _said(office, "records.changed_view") == [QUOTED]
    figure = office.summary().figure("records.changed_view")
    assert (figure.now.numerator, figure.is_aside) == (1, False)


@pytest.mark.parametrize("key", ["outcomes.improving_share", "records.child_voice"])
def test_nothing_is_quoted_to_whom_the_record_does_not_open(office: Office, key: str) -> None:
    stranger = a_person(office.session, "Wanda", "supervisor", team=office.team)
    viewer = Viewer(
        person_id=stranger.id, role=Role.SUPERVISOR, team_ids=frozenset({office.team.id})
    )
    assert _said(office, key, viewer) == []


def test_what_is_not_known_yet_is_not_said(office: Office) -> None:
    early = datetime(2026, 3, 12, tzinfo=UTC)
    key, team = "supervision.held_share", office.team
    rows = records_behind(office.session, key, team, MARCH, early, None)
    shown = said(office.session, key, scope_of(office.session, team, MARCH, early), rows)
    assert list(shown.values()) == [("Last supervision on 10 March 2026.",)]
