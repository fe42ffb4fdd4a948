from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, SQLModel, select

from storage import audit, triggers
from storage.bulk import add_all
from storage.engines import embedded_path
from storage.session import Store
from storage.tables import TABLES, AuditEvent, Draft, Step
from tests.factories import a_child, a_person

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)

CHANGE = {
    "team": "an import names another parent",
    "person": "an import brings another team, or that they left",
    "enrolment_code": "it is used",
    "identity": "it is stopped, or enrolled again",
    "web_session": "it ends",
    "child": "an import brings another status",
    "involvement": "an import brings its end",
    "establishment": "an import brings another number of posts",
    "contact": "an import corrects it",
    "referral": "an import brings its outcome",
    "assessment": "an import brings the day it was authorised",
    "section47": "an import brings its outcome",
    "conference": "an import corrects it",
    "child_plan": "an import brings its end",
    "draft": "nothing does yet, but it says nothing that its steps do not",
    "agenda_item": "the list is sent again",
    "digest": "nothing does yet, and it says nothing",
    "reminder": "it is sent",
    "outbox_message": "it is sent",
    "seen": "nothing does yet, and it is taken away once it is old",
    "set_aside": "it is looked at",
    "device_request": "it is answered",
    "write_sequence": "whatever is written takes its next number",
    "sealing_key": "another key comes into use",
    "tally_month": "what it counts changes, and it is made again",
    "tally": "it is made again",
    "tally_by_team": "it is made again",
    "tally_left_out": "it is made again",
    "newest_change": "something newer is counted",
    "files_change": "a file brings something",
    "waiting_part": "it is agreed, or comes back",
    "unfinished_draft": "it is sent, or thrown away",
    "list_choice": "nothing does: it is added to",
    "shared_reflection": "it is shared again, or its share is closed",
}
"""The tables whose rows change, and what changes them."""


def a_step(session: Session) -> Step:
    person = a_person(session)
    draft = Draft(kind="guide", guide="g", version=1, person_id=person.id, opened_at=NOW)
    session.add(draft)
    session.flush()
    step = Step(draft_id=draft.id, number=1, kind="opened", author_id=person.id, at=NOW)
    session.add(step)
    session.flush()
    return step


def a_row_in_each(store: Store) -> None:
    """Every append-only table holds a row."""
    with store.writing() as session:
        step = a_step(session)
        add_all(session, rows(step.draft_id, step.author_id, session))
        audit.record(session, "code made", "enrolment_code", None, actor=None, at=NOW)


def rows(draft: str, by: str, session: Session) -> dict[str, list[dict[str, Any]]]:
    team, child = a_person(session).team_id, a_child(session).id
    sent: dict[str, Any] = {"submission_id": "s"}
    guide = {"guide": "g", "version": 1}
    held = {"team_id": team, "held_on": TODAY}
    answered = {"answered_by": by, "answered_on": TODAY, "answered_at": NOW}
    reader_counts = ("first_alone", "second_alone", "found", "missed", "found_wrongly")
    checked = {"reader": "r", "indicator": "i", "checked_at": NOW, "rightly_left": 0}
    of_record = {"draft_id": draft, "writer_id": by, "kind": "in depth", "visibility": "child"}
    each: dict[str, dict[str, Any]] = {
        "guide_version": {**guide, "digest": "d", "first_used_at": NOW},
        "supervision": {
            "id": draft, "supervisor_id": by, "practitioner_id": by, **held, "sent_at": NOW
        },
        "record": {"id": "r", **of_record, **held, **guide},
        "submission": {"id": "s", "record_id": "r", "number": 1, "submitted_at": NOW},
        "line": {"id": "l", **sent, "became": "no change", "text": None},
        "claim": {"id": "c", **sent, "indicator": "i", "sentence": "words", "made_at": NOW},
        "claim_strike": {"id": "k", "claim_id": "c", "struck_by": by, "struck_at": NOW},
        "summary_view": {"id": "v", "team_id": team, "first_on": TODAY, "digest": "d", "view": "x"},
        "summary_showing": {"id": "w", "view_id": "v", "shown_on": TODAY, "shown_at": NOW},
        "quotation": {
            "id": "q", "claim_id": "c", "team_id": team, "held_on": TODAY, "words": "words",
            "released_by_id": by, "released_at": NOW,
        },
        "quotation_closing": {
            "id": "g", "quotation_id": "q", "closed_by_id": by, "closed_at": NOW
        },
        "summary_rhythm": {"id": "b", "person_id": by, "is_weekly": True, "said_at": NOW},
        "process_share": {"id": "p", **sent, "reader": "r", "share": 0.5, "sentences": 2},
        "addendum": {
            "id": "d", "record_id": "r", "author_id": by, "text": "words", "added_at": NOW
        },
        "outcome": {"id": "o", **sent, "child_id": child, "what": "words"},
        "outcome_rating": {
            "id": "t", **sent, "outcome_id": "o", "rating": 4, "rated_by": by, "rated_on": TODAY
        },
        "action": {"id": "a", **sent, "child_id": child, "what": "words"},
        "action_answer": {"id": "w", **sent, "action_id": "a", "answer": "done"},
        "contingency": {"id": "y", **sent, "child_id": child, "due_on": TODAY},
        "contingency_answer": {
            "id": "z", "supervision_id": draft, "child_id": child, "due_on": TODAY,
            "answer": "acted", **answered,
        },
        "missed_supervision": {
            "id": "m", "practitioner_id": by, "team_id": team, "first_on": TODAY,
            "because": "put off", "said_by_id": by, "said_at": NOW,
        },
        "enquiry": {
            "id": "e", "team_id": team, "first_on": TODAY, "about": "a", "finding": "words",
            "question": "words", "numerator": 1, "denominator": 2, "owner_id": by,
            "due_on": TODAY, "asked_by_id": by, "asked_at": NOW,
        },
        "enquiry_answer": {
            "id": "f", "enquiry_id": "e", "words": "words", "answered_by_id": by,
            "answered_at": NOW,
        },
        "enquiry_evidence": {"id": "i", "answer_id": "f", "record_id": "r"},
        "share": {"id": "h", "draft_id": draft, "with_id": by, "shared_at": NOW},
        "share_closing": {"id": "x", "share_id": "h", "closed_at": NOW},
        "taken_in": {"id": "j", "draft_id": draft, "child_id": child, "taken_at": NOW},
        "unsigned_closing": {
            "id": "u", "draft_id": draft, "closed_by_id": by, "reason": "sent by mistake",
            "closed_at": NOW,
        },
        "audit_draw": {
            "id": "q", "draft_id": draft, "record_id": "r", "drawn_for_id": by, "seed": 1,
            "number": 1, "count": 2, "again": False, "drawn_at": NOW,
        },
        "departure": {"id": "v", "person_id": by, "left_on": TODAY, "noticed_at": NOW},
        "absence": {
            "id": "n", "person_id": by, "first_on": TODAY, "last_on": TODAY, "said_at": NOW
        },
        "absence_ending": {"id": "g", "absence_id": "n", "back_on": TODAY, "said_at": NOW},
        "import_batch": {
            "id": "b", "number": 1, "kind": "teams", "file": "t.csv", "imported_at": NOW,
            "added": 1, "changed": 0,
        },
        "imported_row": {
            "batch_id": "b", "row_id": team, "noun": "team", "changes": None, "compared": False
        },
        "link_answer": {
            "id": "l", "contact_id": "c", "question": "open", "other_id": "", "contact_facts": 0,
            "other_facts": 0, "answer": "yes", "answered_by_id": by, "answered_at": NOW,
        },
        "imported_note": {"id": "m", "ref": "n", "record_id": "r", "kind": "case"},
        "note_standing": {"id": "j", "record_id": "r", "stands": True, "said_at": NOW},
        "reviewed_name": {
            "id": "k", "of": "team", "said": "nort", "means": "North", "reviewed_at": NOW
        },
        "import_undoing": {"id": "f", "batch_id": "b", "undone_at": NOW},
        "reader_check": {"id": "e", **dict.fromkeys(reader_counts, 0), **checked},
    }  # fmt: skip
    return {table: [row] for table, row in each.items()}


def refuse(store: Store, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.connection().execute(text(statement))


def test_every_table_is_append_only_or_it_is_said_what_changes_it() -> None:
    every = {str(model.__tablename__) for model in TABLES}
    assert set(triggers.APPEND_ONLY) | set(CHANGE) == every
    assert set(triggers.APPEND_ONLY).isdisjoint(CHANGE)


CHANGES = (
    "UPDATE {table} SET {column} = 'other'",
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {column} IS NOT NULL",
    """INSERT INTO {table} SELECT * FROM {table} WHERE true
       ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}""",
)
REPLACEMENTS = (
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table}",
    "UPDATE OR REPLACE {table} SET {column} = {column}",
)


def filled_in(statement: str, table: str) -> str:
    columns = SQLModel.metadata.tables[table].columns
    key = ", ".join(column.name for column in columns if column.primary_key)
    return statement.format(table=table, column=columns.keys()[0], key=key)


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_a_row_is_neither_changed_nor_removed(store: Store, table: str) -> None:
    a_row_in_each(store)
    for statement in CHANGES:
        refuse(store, filled_in(statement, table))
    with store.reading() as session:
        assert session.connection().scalar(text(f"SELECT count(*) FROM {table}")) == 1  # noqa: S608


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_replacing_a_row_is_refused_on_the_embedded_file(embedded_store: Store, table: str) -> None:
    a_row_in_each(embedded_store)
    for statement in REPLACEMENTS:
        refuse(embedded_store, filled_in(statement, table))


def test_emptying_a_table_is_refused_on_the_server(postgres_store: Store) -> None:
    a_row_in_each(postgres_store)
    for table in triggers.APPEND_ONLY:
        refuse(postgres_store, f"TRUNCATE {table} CASCADE")


def test_replacing_would_get_round_the_triggers_without_our_setting(embedded_store: Store) -> None:
    """The tests above can fail: on a connection of SQLite's own defaults the row is replaced."""
    a_row_in_each(embedded_store)
    other = dbapi2.connect(str(embedded_path(embedded_store.url)), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{embedded_store.cipher.file_key}'\"")
    replaced = other.execute("REPLACE INTO step SELECT * FROM step").rowcount
    other.close()
    assert replaced == 1


@pytest.mark.parametrize("body", ["SELECT 1", "SELECT RAISE(IGNORE)"])
def test_a_trigger_of_the_right_name_that_refuses_nothing_is_missing(
    embedded_store: Store, body: str
) -> None:
    name = "record_refuses_update"
    with embedded_store.writing() as session:
        session.connection().execute(text(f"DROP TRIGGER {name}"))
        hollow = f"CREATE TRIGGER {name} BEFORE update ON record BEGIN {body}; END"
        session.connection().execute(text(hollow))
        assert triggers.missing(session.connection()) == [name]
        triggers.make(session.connection())
        assert triggers.missing(session.connection()) == []


def test_a_hollow_trigger_on_the_server_is_missing(postgres_store: Store) -> None:
    name = "record_refuses_update"
    hollow = f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON record FOR EACH ROW"
    with postgres_store.writing() as session:
        on = session.connection()
        on.execute(text(f"{hollow} WHEN (false) EXECUTE FUNCTION refuse_change()"))
        assert triggers.missing(on) == [name]
        triggers.make(on)
        on.execute(
            text(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
        )
        assert len(triggers.missing(on)) == 3 * len(triggers.APPEND_ONLY)
        triggers.make(on)
        assert triggers.missing(on) == []


def test_adding_goes_on(store: Store) -> None:
    a_row_in_each(store)
    with store.writing() as session:
        a_step(session)
        audit.record(session, "code used", "enrolment_code", None, actor=None, at=NOW)
    with store.reading() as session:
        assert len(session.exec(select(Step)).all()) == 2
        assert len(session.exec(select(AuditEvent)).all()) == 2
