"""A child's own words on the first screen: whose, of which month, and until they are taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from practice.access import Role, Viewer
from practice.calendar import Month
from reports import quoted, shown
from reports.render import html, text
from reports.summary import build
from reports.view import Summary
from storage import quotations
from storage.encryption import seal
from storage.session import Session
from storage.showings import Showing
from storage.tables import AuditEvent, Claim, Person, Quotation, Record, Team
from tests.factories import a_person, a_team, make_store
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_record,
    a_step,
    a_strike,
    a_submission,
)

JULY = Month(2026, 7)
HELD = date(2026, 7, 6)
AS_OF = datetime(2026, 8, 3, 9, tzinfo=UTC)
WORDS = "I don't like it when it's loud"


class Council:
    """A team below a service, its supervisor and a practitioner; records with a child's words."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.service = a_team(session, "The service")
        self.team = a_team(session, "North", self.service)
        self.sunil = a_person(session, "Sunil Rao", Role.SUPERVISOR, team=self.team)
        self.priya = a_person(session, "Priya Shah", team=self.team, supervisor=self.sunil)

    def said(self, words: str = WORDS, day: date = HELD, whose: Person | None = None) -> Claim:
        """Return the claim of a record that both agreed, in which a child says this."""
        session, worker = self.session, whose or self.priya
        record = a_record(session, a_meeting(session, worker, day), a_case(session, worker))
        sent = a_submission(session, record)
        claim = Claim(
            submission_id=sent.id,
            indicator=quotations.VOICE,
            sentence="",
            confirmed_by=record.writer_id,
            made_at=sent.submitted_at,
        )
        claim.sentence = seal(session, f'She said "{words}".', "claim", claim.id, "sentence")
        session.add(claim)
        a_step(session, record, "agreed")
        return claim

    def release(self, claim: Claim, words: str = WORDS) -> str:
        source = quotations.source(self.session, claim.id)
        assert source is not None
        at = datetime(2026, 7, 20, 9, tzinfo=UTC)
        return quotations.release(self.session, source, words, self.sunil.id, at)

    def summary(self, team: Team | None = None, month: Month = JULY, **read: object) -> Summary:
        viewer = Viewer(
            person_id=self.sunil.id, role=Role.MANAGER, team_ids=frozenset({self.service.id})
        )
        by = viewer if read.get("by_a_person", True) else None
        return build(self.session, team or self.team, month, AS_OF, by)

    def told(self, team: Team | None = None, month: Month = JULY, **read: object) -> list[str]:
        built = self.summary(team, month, **read)
        (opening,) = [one for one in built.sections if one.key == "lead"]
        return [one.text for one in opening.sentences if one.quotation]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield Council(session)
    store.close()


def test_nothing_is_quoted_that_nobody_let_stand(council: Council) -> None:
    council.said()
    assert council.told() == []


def test_it_stands_on_the_months_summary_of_the_team_and_those_above(council: Council) -> None:
    council.release(council.said())
    expected = [f"A child's own words: \u201c{WORDS}\u201d"]
    assert council.told() == council.told(council.service) == expected
    assert council.told(month=Month(2026, 6)) == []
    assert council.told(a_team(council.session, "Elsewhere")) == []


def test_no_chat_quotes_it_and_the_page_does(council: Council) -> None:
    council.release(council.said())
    built = council.summary()
    assert "loud" not in text.first_screen(built)
    assert "loud" not in text.first_screen(built)
    assert "loud" in html.page(built)


def test_a_file_quotes_nobody_of_fewer_than_twenty_children(council: Council) -> None:
    council.release(council.said())
    assert council.told(by_a_person=False) == []
    for _ in range(quoted.FEWEST_CHILDREN - 1):
        council.said("no")
    assert council.told(by_a_person=False) != []


def test_taken_back_it_stands_nowhere_and_may_be_let_stand_anew(council: Council) -> None:
    claim = council.said()
    first = council.release(claim)
    assert council.release(claim) == first
    quotations.take_back(council.session, first, council.sunil.id, AS_OF)
    quotations.take_back(council.session, first, council.sunil.id, AS_OF)
    assert council.told() == []
    assert council.release(claim) != first
    assert council.told() != []


def test_struck_or_returned_it_stands_no_more(council: Council) -> None:
    struck, returned = council.said(), council.said("stay", date(2026, 6, 8))
    council.release(struck)
    council.release(returned, "stay")
    a_strike(council.session, struck, council.priya)
    assert council.told() == []
    assert council.told(month=Month(2026, 6)) != []
    query = select(Record).where(Record.held_on == date(2026, 6, 8))
    record = council.session.exec(query).one()
    a_step(council.session, record, "returned")
    assert council.told(month=Month(2026, 6)) == []
    a_submission(council.session, record, 2)
    a_step(council.session, record, "agreed")
    # What is agreed by now is another sending, which nobody quoted.
    assert council.told(month=Month(2026, 6)) == []


def test_of_several_it_is_that_of_the_record_agreed_last(council: Council) -> None:
    first, last = council.said("the first"), council.said("the last")
    council.release(last, "the last")
    council.release(first, "the first")
    assert council.told() == ["A child's own words: \u201cthe last\u201d"]


def test_what_is_kept_of_a_summary_says_that_words_stood_there_and_not_which(
    council: Council,
) -> None:
    standing = council.release(council.said())
    built = council.summary()
    kept = shown.to_show(built, council.team.id, None)
    again = shown.as_shown(Showing(kept.view, kept.team_id, kept.month, kept.at))
    assert "loud" not in html.page(again)
    assert quoted.with_words(council.session, again) == built
    assert shown.reads_alike(again, built)
    quotations.take_back(council.session, standing, council.sunil.id, AS_OF)
    gone = quoted.with_words(council.session, again)
    assert "They have been taken back." in html.page(gone)
    assert "loud" not in html.page(gone)
    assert not shown.reads_alike(again, council.summary())


def test_its_words_lie_encrypted_and_both_taps_are_in_the_audit(council: Council) -> None:
    standing = council.release(council.said())
    quotations.take_back(council.session, standing, council.sunil.id, AS_OF)
    row = council.session.get_one(Quotation, standing)
    assert "loud" not in row.words
    deeds = council.session.exec(select(AuditEvent.deed).where(AuditEvent.noun == "quotation"))
    assert set(deeds) == {"words released", "words taken back"}


def test_hostile_words_are_told_as_words(council: Council) -> None:
    words = "<script>alert(1)</script> {{ 7*7 }} =1+1"
    council.release(council.said(words), words)
    page = html.page(council.summary())
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_the_first_screen_says_it_after_who_is_nearer(council: Council) -> None:
    council.release(council.said())
    built = council.summary()
    opening = next(one for one in built.sections if one.key == "lead")
    assert [bool(one.quotation) for one in opening.sentences][:2] == [False, True]
