"""Drawing contacts and section 47 enquiries that ended without action: which, by lot, of whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import audit, audits, batches, drawing, no_action
from storage.audits import Among, Drawn, Form
from storage.errors import BatchInUseError
from storage.ids import new_id
from storage.session import Store
from storage.tables import (
    AuditDraw,
    ChildPlan,
    Contact,
    Draft,
    OutboxMessage,
    Person,
    Section47,
    Team,
)
from tests.factories import a_person, a_team
from tests.reports.casework.rows import a_conference, a_contact, an_enquiry
from tests.storage.test_audits import DAY, NOON, an_audit, noted, send

SINCE = DAY - timedelta(days=183)
CONTACTS = Form("audit-contact", Among.CONTACTS)
ENQUIRIES = Form("audit-enquiry", Among.ENQUIRIES)
NFA = {"outcome": "no further action"}


def leads(session: Session) -> tuple[Team, Person, Person]:
    team = a_team(session, "Front door", a_team(session, "Council"))
    lena, mia = (a_person(session, name, "practice lead", team=team) for name in ("Lena", "Mia"))
    return team, lena, mia


def drawn_of(session: Session, by: Person, form: Form, team: Team, count: int = 30) -> list[Drawn]:
    draws = (drawing.draw(session, by.id, [team.id], SINCE, n, form) for n in range(count))
    return [one for one in draws if one]


def ids(drawn: list[Drawn]) -> set[str]:
    return {one.drawn_id for one in drawn}


def test_a_contact_is_drawn_that_ended_with_no_further_action_and_no_other(store: Store) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        ended = {a_contact(session, DAY, team, **NFA).id for _ in range(2)}
        for outcome in ("information and advice", "referral", "already open", "other", None):
            a_contact(session, DAY, team, outcome=outcome)
        a_contact(session, SINCE - timedelta(days=1), team, **NFA)
        a_contact(session, DAY, a_team(session, "Elsewhere"), **NFA)
        drawn = drawn_of(session, lena, CONTACTS, team)
        assert ids(drawn) == ended
        assert {one.count for one in drawn} == {2}


def test_the_same_seed_draws_the_same_contact_again(store: Store) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        for _ in range(20):
            a_contact(session, DAY, team, **NFA)
        assert drawn_of(session, lena, CONTACTS, team) == drawn_of(session, lena, CONTACTS, team)


def test_a_contact_without_a_team_is_drawn_by_who_audits_the_whole_council(store: Store) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        a_contact(session, DAY, None, **NFA)
        top = session.get_one(Team, team.parent_id)
        assert drawn_of(session, lena, CONTACTS, team) == []
        (contact_id,) = ids(drawn_of(session, lena, CONTACTS, top))
        told = no_action.told(session, contact_id, None)
        assert told is not None
        assert told.team_id == top.id


@pytest.mark.parametrize(
    ("outcome", "is_drawn"),
    [
        ("no further action", True),
        (" No Further Action ", True),
        ("NFA", True),
        ("no conference", True),
        ("Concerns not substantiated", True),
        ("b) ICPC Deemed Unnecessary", True),
        ("Concerns not substantiated - continue CIN plan", False),
        ("conference", False),
        ("CIN plan", False),
        (None, False),
    ],
)
def test_an_enquiry_is_drawn_whose_outcome_says_that_nothing_followed(
    store: Store, outcome: str | None, is_drawn: bool
) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        an_enquiry(session, DAY, team, outcome=outcome)
        assert bool(drawn_of(session, lena, ENQUIRIES, team)) == is_drawn


def test_no_enquiry_is_drawn_that_a_conference_or_a_plan_followed(store: Store) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        begun = DAY - timedelta(days=100)

        def enquired(child: str) -> Section47:
            return an_enquiry(session, begun, team, child_ref=child, **NFA)

        named, soon, planned, later, other = (enquired(f"CH-{n}") for n in range(5))
        a_conference(session, begun + timedelta(days=90), named)
        a_conference(session, begun + timedelta(days=20), child_ref="CH-1")
        soon_after = begun + timedelta(days=15)
        session.add(ChildPlan(ref="PL-1", child_ref="CH-2", kind="CIN", started_on=soon_after))
        session.flush()
        # What came again months later is what an auditor most wants to read.
        a_conference(session, begun + timedelta(days=90), child_ref="CH-3")
        # A sister's conference is none of his.
        a_conference(session, begun + timedelta(days=20), other, child_ref="CH-9")
        assert ids(drawn_of(session, lena, ENQUIRIES, team)) == {later.id, other.id}
        assert {soon.id, planned.id}.isdisjoint(ids(drawn_of(session, lena, ENQUIRIES, team)))


def test_nobody_draws_an_enquiry_of_theirs_or_of_whom_they_supervise(store: Store) -> None:
    with store.writing() as session:
        team, lena, mia = leads(session)
        priya = a_person(session, "Priya", team=team, supervisor=lena)
        an_enquiry(session, DAY, team, person_ref=priya.ref, **NFA)
        an_enquiry(session, DAY, team, person_ref=mia.ref, **NFA)
        gone = an_enquiry(session, DAY, team, person_ref="nobody here", **NFA)
        unknown = an_enquiry(session, DAY, team, **NFA)
        assert len(ids(drawn_of(session, lena, ENQUIRIES, team))) == 3
        assert len(ids(drawn_of(session, mia, ENQUIRIES, team))) == 3
        assert {gone.id, unknown.id} <= ids(drawn_of(session, mia, ENQUIRIES, team))


def draws(session: Session, drawn: Drawn, by: Person, *, sends: bool = False) -> str:
    return noted(session, drawn, by, sends=sends, form=CONTACTS)


def test_two_read_the_same_contact_blind_and_are_compared(store: Store) -> None:
    with store.writing() as session:
        team, lena, mia = leads(session)
        contact = a_contact(session, DAY, team, **NFA)
        [first, *_] = drawn_of(session, lena, CONTACTS, team)
        draft_id = draws(session, first, lena)
        assert drawn_of(session, mia, CONTACTS, team) == [], "it is not read yet"
        send(session, draft_id, lena)
        audit_id = an_audit(session, draft_id, lena, None)
        assert drawn_of(session, lena, CONTACTS, team) == []
        [again, *_] = drawn_of(session, mia, CONTACTS, team)
        assert (again.drawn_id, again.again) == (contact.id, True)
        second = draws(session, again, mia)
        assert audits.blind_to(session, [audit_id])[audit_id] == {mia.id}
        send(session, second, mia)
        assert audits.blind_to(session, [audit_id])[audit_id] == set()
        assert audits.read_twice(session, CONTACTS.guide) == [(1, draft_id, second)]
        third = a_person(session, "Nia", "practice lead", team=team)
        assert drawn_of(session, third, CONTACTS, team) == []


def test_who_read_an_audit_of_a_contact_never_draws_it_and_draws_others_still(
    store: Store,
) -> None:
    with store.writing() as session:
        team, lena, mia = leads(session)
        a_contact(session, DAY, team, **NFA)
        [first, *_] = drawn_of(session, lena, CONTACTS, team)
        draft_id = draws(session, first, lena, sends=True)
        audit_id = an_audit(session, draft_id, lena, None)
        audit.record(session, audit.READ, "record", audit_id, actor=mia.id, at=NOON)
        assert drawn_of(session, mia, CONTACTS, team) == []
        # An audit of something else that she read is of no contact, and keeps none from her.
        enquiry = an_enquiry(session, DAY, team, **NFA)
        of_enquiry = noted(
            session, Drawn(enquiry.id, 1, 1, 1, again=False), lena, sends=True, form=ENQUIRIES
        )
        read = an_audit(session, of_enquiry, lena, None)
        audit.record(session, audit.READ, "record", read, actor=mia.id, at=NOON)
        other = a_contact(session, DAY, team, **NFA)
        draws(session, Drawn(other.id, 1, 1, 1, again=False), lena, sends=True)
        drawn = drawn_of(session, mia, CONTACTS, team)
        assert {(one.drawn_id, one.again) for one in drawn} == {(other.id, True)}


def test_who_was_told_of_an_audit_never_draws_its_contact(store: Store) -> None:
    with store.writing() as session:
        team, lena, mia = leads(session)
        a_contact(session, DAY, team, **NFA)
        [first, *_] = drawn_of(session, lena, CONTACTS, team)
        draft_id = draws(session, first, lena, sends=True)
        audit_id = an_audit(session, draft_id, lena, None)
        assert drawn_of(session, mia, CONTACTS, team) != []
        message = OutboxMessage(
            channel="telegram", address="m", body="b", batch="1", made_at=NOON, not_before=NOON,
            person_id=mia.id, told="audit", record_id=audit_id,
        )  # fmt: skip
        session.add(message)
        session.flush()
        assert drawn_of(session, mia, CONTACTS, team) == []


def test_a_draw_is_of_something(store: Store) -> None:
    with store.writing() as session:
        _, lena, _ = leads(session)
        draft = Draft(kind="guide", guide="g", version=1, person_id=lena.id, opened_at=NOON)
        session.add(draft)
        session.flush()
        row = {"id": new_id(), "draft_id": draft.id, "drawn_for_id": lena.id, "drawn_at": NOON}
        row |= {"seed": 1, "number": 1, "count": 1, "again": False}
        with pytest.raises(IntegrityError, match="something_is_drawn"):
            session.connection().execute(insert(AuditDraw), [row])


def test_an_import_whose_contact_was_drawn_is_not_undone(store: Store) -> None:
    with store.writing() as session:
        team, lena, _ = leads(session)
        contact = a_contact(session, DAY, team, **NFA)
        stored = batches.Stored("contact", [contact.id], {})
        number = batches.keep(session, "contacts", "c.csv", [stored], NOON)
        draws(session, Drawn(contact.id, 1, 1, 1, again=False), lena)
        with pytest.raises(BatchInUseError, match="audit_draw"):
            batches.undo(session, number, datetime(2026, 12, 1, tzinfo=UTC))
        assert session.get(Contact, contact.id) is not None


def test_what_is_told_of_a_contact_names_no_child(store: Store) -> None:
    with store.writing() as session:
        team, _, _ = leads(session)
        contact = a_contact(
            session, date(2026, 10, 3), team, source="police", reason="domestic abuse", **NFA,
            child_ref="CH-7", forename="sealed", surname="sealed", postcode="sealed",
        )  # fmt: skip
        told = no_action.told(session, contact.id, None)
        assert told is not None
        assert (told.ref, told.source, told.about) == (contact.ref, "police", "domestic abuse")
        assert "CH-7" not in repr(told)
        assert "sealed" not in repr(told)
