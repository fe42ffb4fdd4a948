"""A child's words that may stand in summaries, on both databases."""

from datetime import UTC, date, datetime

from practice.access import Role
from practice.calendar import Month
from storage import quotations
from storage.encryption import seal
from storage.session import Session, Store
from storage.tables import Claim, Record
from tests.factories import a_person
from tests.reports.factories import a_case, a_meeting, a_record, a_step, a_submission

AT = datetime(2026, 7, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 8, 3, 9, tzinfo=UTC)
JULY = Month(2026, 7)


def said(session: Session) -> tuple[Record, Claim]:
    supervisor = a_person(session, "Sunil Rao", Role.SUPERVISOR)
    worker = a_person(session, "Priya Shah", supervisor=supervisor)
    meeting = a_meeting(session, worker, date(2026, 7, 6))
    record = a_record(session, meeting, a_case(session, worker))
    sent = a_submission(session, record)
    claim = Claim(
        submission_id=sent.id,
        indicator=quotations.VOICE,
        sentence="",
        confirmed_by=record.writer_id,
        made_at=AT,
    )
    claim.sentence = seal(session, 'She said "stay".', "claim", claim.id, "sentence")
    session.add(claim)
    a_step(session, record, "agreed")
    return record, claim


def test_words_stand_from_their_release_until_they_are_taken_back(store: Store) -> None:
    with store.writing() as session:
        record, claim = said(session)
        source = quotations.source(session, claim.id)
        assert source is not None
        assert source.sentence == 'She said "stay".'
        assert quotations.of_meeting(session, record.supervision_id or "") == [source]
        row = quotations.release(session, source, "stay", record.writer_id, AT)
        teams = [record.team_id]
        before, after = AT.replace(hour=8), AT.replace(hour=10)
        assert quotations.of_month(session, teams, JULY, before) is None
        found = quotations.of_month(session, teams, JULY, after)
        assert found == quotations.Standing(row, "stay")
        assert quotations.words_of(session, row) == "stay"
        quotations.take_back(session, row, record.writer_id, LATER)
        assert quotations.of_month(session, teams, JULY, LATER) is None
        assert quotations.words_of(session, row) is None
        assert "Priya Shah" in quotations.names_about(session, record, LATER.date())
