"""Answers about contacts: the last holds, and only while both rows say what they said then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from practice.contact_answers import (
    ContactAnswer,
    ContactQuestion,
    IsChild,
    SameEvent,
    WasOpen,
)
from storage import audit, batches, link_answers, link_rows, registers
from storage.imports import Row, store_children
from storage.link_answers import Asked
from storage.session import Store
from storage.tables import AuditEvent, Child, Contact, Person
from tests.factories import a_person, make_store

NOW = datetime(2026, 4, 7, 9, tzinfo=UTC)
YES, NO = ContactAnswer.YES, ContactAnswer.NO
CONTACTS = "contacts"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path, waits_for_the_disk=False)
    yield made
    made.close()


@dataclass
class Files:
    """Two contacts and a child that came by files, and somebody who answers."""

    session: Session
    by: Person
    contacts: list[str]
    child: str

    def asked(self, question: ContactQuestion = ContactQuestion.CHILD) -> Asked:
        of = {
            ContactQuestion.CHILD: self.child,
            ContactQuestion.EVENT: self.contacts[0],
            ContactQuestion.OPEN: "",
        }
        return link_answers.as_they_are(self.session, question, self.contacts[1], of[question])

    def give(self, answer: ContactAnswer, asked: Asked | None = None, minutes: int = 0) -> str:
        asked, at = asked or self.asked(), NOW + timedelta(minutes=minutes)
        return link_answers.give(self.session, asked, answer, self.by.id, at)

    def holding(self, minutes: int = 60) -> list[ContactAnswer]:
        at = NOW + timedelta(minutes=minutes)
        return [one.answer for one in link_answers.given(self.session, at)]

    def correct(self, noun: str, row_id: str, **new: object) -> int:
        before = batches.as_stored(self.session, noun, [row_id])
        if noun == "contact":
            registers.store(self.session, registers.CONTACTS, [], {row_id: new})  # type: ignore[dict-item]
        else:
            store_children(self.session, [], {row_id: new})  # type: ignore[dict-item]
        told = [batches.Stored(noun, [], before)]
        return batches.keep(self.session, CONTACTS, "c.csv", told, NOW)


@pytest.fixture
def files(store: Store) -> Iterator[Files]:
    with store.writing() as session:
        row: Row = {"forename": "Ana", "surname": "Doe", "birth_date": date(2015, 3, 2)}
        child: Row = {"child_ref": "CH-1", "status": "CIN", **row}
        (child_id,) = store_children(session, [child], {})
        told = [{"contact_ref": f"CO-{n}", "received_on": date(2026, 3, n), **row} for n in (3, 4)]
        ids = registers.store(session, registers.CONTACTS, told, {})
        added = [batches.Stored("child", [child_id], {}), batches.Stored("contact", ids, {})]
        batches.keep(session, CONTACTS, "c.csv", added, NOW)
        yield Files(session, a_person(session), ids, child_id)


def test_an_answer_says_who_when_and_about_what_and_the_audit_knows_no_name(files: Files) -> None:
    answer_id = files.give(YES)
    held = link_answers.one(files.session, answer_id)
    assert held is not None
    assert (held.asked, held.answer) == (files.asked(), YES)
    assert (held.by_id, held.at) == (files.by.id, NOW)
    event = files.session.exec(select(AuditEvent).order_by(AuditEvent.number.desc())).first()  # type: ignore[attr-defined]
    assert event is not None
    assert (event.deed, event.noun, event.noun_id) == (
        "contact question answered",
        "link_answer",
        answer_id,
    )


def test_of_several_answers_the_last_holds_and_taken_back_none_does(files: Files) -> None:
    files.give(YES)
    files.give(NO, minutes=1)
    assert files.holding() == [NO]
    assert files.holding(minutes=0) == [YES], "as it was known then"
    files.give(ContactAnswer.TAKEN_BACK, minutes=2)
    assert files.holding() == []
    files.give(YES, minutes=3)
    assert files.holding() == [YES]


def test_a_clock_that_was_set_back_does_not_let_an_earlier_answer_hold(files: Files) -> None:
    files.give(YES, minutes=5)
    files.give(NO)
    assert files.holding() == [NO]


@pytest.mark.parametrize(
    ("noun", "new"),
    [
        ("contact", {"surname": "Poe"}),
        ("contact", {"received_on": date(2026, 3, 9)}),
        ("contact", {"child_ref": "CH-9"}),
        ("contact", {"reason": "neglect"}),
        ("child", {"birth_date": date(2015, 2, 3)}),
        ("child", {"postcode": "DL1 5QT"}),
    ],
)
def test_a_row_that_is_corrected_is_asked_anew_and_undone_is_as_it_was(
    files: Files, noun: str, new: dict[str, object]
) -> None:
    files.give(YES)
    row_id = files.child if noun == "child" else files.contacts[1]
    number = files.correct(noun, row_id, **new)
    assert files.holding() == []
    files.give(NO, minutes=1)
    assert files.holding() == [NO]
    batches.undo(files.session, number, NOW)
    files.session.flush()
    assert files.holding() == [YES], "it was given of what both rows say again"


@pytest.mark.parametrize(
    ("noun", "new"),
    [
        ("contact", {"outcome": "referral"}),
        ("contact", {"threshold_met": "yes"}),
        ("child", {"status": "CP"}),
    ],
)
def test_what_is_not_compared_may_change(files: Files, noun: str, new: dict[str, object]) -> None:
    files.give(YES)
    files.correct(noun, files.child if noun == "child" else files.contacts[1], **new)
    assert files.holding() == [YES]


@pytest.mark.parametrize("question", list(ContactQuestion))
def test_the_rules_read_an_answer_by_references(files: Files, question: ContactQuestion) -> None:
    files.give(ContactAnswer.CANNOT_SAY, files.asked(question))
    found = link_answers.of_contacts(files.session, date(2026, 3, 4), date(2026, 3, 4), NOW)
    expected = {
        ContactQuestion.CHILD: IsChild("CO-4", "CH-1", None),
        ContactQuestion.EVENT: SameEvent("CO-4", "CO-3", None),
        ContactQuestion.OPEN: WasOpen("CO-4", None),
    }
    assert link_answers.by_reference(files.session, found) == [expected[question]]


def test_an_import_is_undone_though_somebody_looked_and_answered_and_takes_it_along(
    files: Files,
) -> None:
    for question in ContactQuestion:
        files.give(YES, files.asked(question))
    shown = {"actor": files.by.id, "at": NOW + timedelta(minutes=9)}
    for noun, row_id in (("contact", files.contacts[1]), ("child", files.child)):
        audit.record(files.session, link_rows.COMPARED, noun, row_id, **shown)  # type: ignore[arg-type]
    batches.undo(files.session, 1, NOW + timedelta(hours=1))
    assert files.session.exec(select(Contact)).all() == []
    assert files.session.exec(select(Child)).all() == []
    assert link_answers.by_reference(files.session, link_answers.given(files.session, NOW)) == []
