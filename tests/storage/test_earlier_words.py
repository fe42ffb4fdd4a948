"""What earlier records hold, as it was worded last, on both databases."""

import itertools
from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import Session

from storage import drafts, earlier_words, submissions
from storage.bulk import Batch, add_all
from storage.drafts import StepRow
from storage.earlier_words import earlier_records
from storage.session import Store
from storage.submissions import NewSubmission
from storage.tables import Person, Record
from tests.factories import a_child, a_person
from tests.reports.factories import a_case, a_meeting, a_record, noon
from tests.rewriting import rewriting
from tests.storage.plans import steps

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)


def write(session: Session, record: Record, *steps: tuple[str, str, object]) -> None:
    rows = [
        StepRow(n, kind, question, 0, value, kind != "skipped", record.writer_id, noon(DAY))
        for n, (kind, question, value) in enumerate(steps, 2)
    ]
    drafts.add_steps(session, record.draft_id, rows)


def texts(
    session: Session, worker: Person, child_ids: list[str], until: date = LATER, *but_of: str
) -> list[str]:
    found = earlier_records(session, child_ids, worker.id, until=until, but_of=but_of)
    return [record.text for record in found]


def test_each_answer_is_there_as_it_was_worded_last_and_skipped_ones_are_not(store: Store) -> None:
    with store.writing() as session:
        worker = a_person(session)
        child = a_case(session, worker)
        record = a_record(session, a_meeting(session, worker, DAY), child)
        write(
            session,
            record,
            ("answered", "child", "He drew a bus."),
            ("answered", "why", "It is where his nan sat."),
            ("answered", "child", "He drew a boat."),
            ("answered", "risk", "Nothing."),
            ("skipped", "risk", None),
            ("joined", "why", {"words": "Now.", "text": "It is where his nan sat.\nNow."}),
        )
        assert texts(session, worker, []) == ["He drew a boat.\n\nIt is where his nan sat.\nNow."]


def test_newest_first_and_none_of_a_later_day_or_of_the_same_meeting(store: Store) -> None:
    with store.writing() as session:
        worker = a_person(session)
        child = a_case(session, worker)
        first = a_record(session, a_meeting(session, worker, DAY), child)
        second = a_record(session, a_meeting(session, worker, LATER), child)
        write(session, first, ("answered", "child", "First."))
        write(session, second, ("answered", "child", "Second."))
        assert texts(session, worker, []) == ["Second.", "First."]
        assert texts(session, worker, [], DAY) == ["First."]
        assert texts(session, worker, [], LATER, second.supervision_id or "") == ["First."]
        assert texts(session, worker, [], LATER, first.draft_id) == ["Second."]


def test_a_childs_records_by_another_worker_are_there_and_other_childrens_are_not(
    store: Store,
) -> None:
    with store.writing() as session:
        worker, other = a_person(session), a_person(session)
        child = a_case(session, other)
        record = a_record(session, a_meeting(session, other, DAY), child)
        write(session, record, ("answered", "child", "First."))
        assert texts(session, worker, [child.id]) == ["First."]
        assert texts(session, worker, [a_child(session).id]) == []


def test_of_a_child_looked_at_it_is_the_line(store: Store) -> None:
    with store.writing() as session:
        worker = a_person(session)
        child = a_case(session, worker)
        record = a_record(session, a_meeting(session, worker, DAY), child)
        with rewriting(session):
            record.kind = "looked at"
        batch = Batch()
        new = NewSubmission(record, noon(DAY), line=("something changed", "Moved to her aunt."))
        submissions.put(batch, new, submissions.sent_before(session, record.id))
        add_all(session, batch.tables)
        assert texts(session, worker, []) == ["Moved to her aunt."]


def test_the_newest_records_are_read_and_no_more_work_for_older_ones(
    embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_words, "MOST", 5)
    work = []
    with embedded_store.writing() as session:
        worker, days, day = a_person(session), itertools.count(), DAY
        child = a_case(session, worker)
        for _ in range(2):
            for _ in range(20):
                day = DAY + timedelta(days=next(days))
                record = a_record(session, a_meeting(session, worker, day), child)
                write(session, record, ("answered", "child", f"On {day}."))
            session.flush()
            newest = [f"On {day - timedelta(days=back)}." for back in range(5)]
            until = date(2027, 1, 1)
            assert texts(session, worker, [child.id], until) == newest
            read = partial(texts, session, worker, [child.id], until)
            work.append(steps(session, read))
    assert work[1] <= 1.1 * work[0] + 20, work
