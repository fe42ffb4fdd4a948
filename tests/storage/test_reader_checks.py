"""Which texts may be drawn to check the reader, and what is kept of a check."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlmodel import Session, col, select, update

from practice.reader_check import CheckCounts
from storage import drafts, reader_checks
from storage.drafts import StepRow
from storage.reader_checks import sent_answers, sent_text
from storage.session import Store
from storage.tables import Child, Person, ReaderCheck, Record
from tests.factories import a_person
from tests.reports.factories import a_case, a_meeting, a_record, noon
from tests.rewriting import rewriting

DAY = date(2026, 3, 2)


def write(session: Session, record: Record, *steps: tuple[str, str | None, object]) -> None:
    """Add steps to the draft of a record, after those that are there."""
    before = drafts.steps(session, record.draft_id)
    rows = [
        StepRow(
            n, kind, question, 0, value, isinstance(value, str | dict), record.writer_id, noon(DAY)
        )
        for n, (kind, question, value) in enumerate(steps, len(before) + 1)
    ]
    drafts.add_steps(session, record.draft_id, rows)


def a_sent_record(session: Session, worker: Person, text: str = "He drew a bus.") -> Record:
    record = a_record(session, a_meeting(session, worker, DAY), a_case(session, worker))
    write(session, record, ("answered", "words", text), ("submitted", None, None))
    return record


def texts(session: Session) -> list[str]:
    found = (sent_text(session, place.step_id) for place in sent_answers(session))
    return [text.text for text in found if text]


def test_the_answers_of_a_childs_record_that_was_sent_are_drawn_with_their_writer(
    store: Store,
) -> None:
    with store.writing() as session:
        record = a_sent_record(session, a_person(session))
        (place,) = sent_answers(session)
        said = sent_text(session, place.step_id)
        assert said is not None
        assert (said.text, said.writer_id) == ("He drew a bus.", record.writer_id)
        assert (place.guide, place.version, place.question) == ("case-supervision", 2, "words")
        assert place.writer_id == record.writer_id


def test_nothing_of_a_draft_is_drawn(store: Store) -> None:
    with store.writing() as session:
        worker = a_person(session)
        record = a_record(session, a_meeting(session, worker, DAY), a_case(session, worker))
        write(session, record, ("answered", "words", "He drew a bus."))
        assert texts(session) == []


@pytest.mark.parametrize(
    "of_record",
    [
        {"visibility": "kept", "kind": "reflection"},
        {"visibility": "shared", "kind": "reflection"},
        {"visibility": "personal", "kind": "personal"},
        {"kind": "looked at"},
        {"child_id": None},
    ],
)
def test_what_managers_may_not_read_is_never_drawn_nor_read_by_its_id(
    store: Store, of_record: dict[str, str | None]
) -> None:
    with store.writing() as session:
        record = a_sent_record(session, a_person(session))
        (place,) = sent_answers(session)
        with rewriting(session):
            for column, value in of_record.items():
                setattr(record, column, value)
            session.add(record)
        assert sent_answers(session) == []
        assert sent_text(session, place.step_id) is None


def test_a_record_of_a_restricted_child_is_never_drawn(store: Store) -> None:
    with store.writing() as session:
        worker = a_person(session)
        restricted, _ = (a_sent_record(session, worker, text) for text in ("Hers.", "His."))
        session.connection().execute(
            update(Child).where(col(Child.id) == restricted.child_id).values(restricted=True)
        )
        assert texts(session) == ["His."]


def test_an_answer_is_as_it_was_worded_when_it_was_sent_last(store: Store) -> None:
    with store.writing() as session:
        record = a_sent_record(session, a_person(session), "First.")
        write(
            session,
            record,
            ("returned", None, None),
            ("answered", "words", "Second."),
            ("joined", "words", {"words": "Now.", "text": "Second.\nNow."}),
            ("answered", "why", "Skipped then."),
            ("skipped", "why", None),
        )
        assert texts(session) == ["First."]
        write(session, record, ("submitted", None, None), ("answered", "words", "Not sent."))
        assert texts(session) == ["Second.\nNow."]


def test_an_answer_that_was_drawn_and_then_worded_anew_can_still_be_checked(store: Store) -> None:
    with store.writing() as session:
        record = a_sent_record(session, a_person(session), "First.")
        (drawn,) = sent_answers(session)
        write(session, record, ("answered", "words", "Second."), ("submitted", None, None))
        said = sent_text(session, drawn.step_id)
        assert said is not None
        assert said.text == "First."


@pytest.mark.parametrize("step_id", ["", "nothing", "' OR 1=1 --"])
def test_an_unknown_id_is_no_text(store: Store, step_id: str) -> None:
    with store.writing() as session:
        a_sent_record(session, a_person(session))
        assert sent_text(session, step_id) is None


def kept(session: Session) -> Sequence[ReaderCheck]:
    return session.exec(select(ReaderCheck).order_by(col(ReaderCheck.id))).all()


def test_of_a_check_the_counts_are_kept_with_the_reader_and_the_moment(store: Store) -> None:
    counts = CheckCounts(1, 2, 3, 4, 5, 6)
    with store.writing() as session:
        reader_checks.keep(session, "r-1", {"why": counts, "impact": counts}, noon(DAY))
    with store.reading() as session:
        why, impact = kept(session)
        assert (why.reader, why.indicator, why.checked_at) == ("r-1", "why", noon(DAY))
        told = (why.first_alone, why.second_alone, why.found, why.missed)
        assert (*told, why.found_wrongly, why.rightly_left) == (1, 2, 3, 4, 5, 6)
        assert impact.indicator == "impact"
