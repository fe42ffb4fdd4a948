"""Past notes: locked records of their own guide, read as others are, and in no measure."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.conversations.notes import called
from bot.imports import supervision_notes
from practice.access import may_read
from practice.evidence import Reading
from storage import batches, imported_notes, records
from storage.access import record_facts, viewer_of
from storage.batches import Stored
from storage.encryption import unseal
from storage.imports import known_people
from storage.record_list import listed
from storage.session import Store
from storage.tables import Claim, ImportedNote, Person, ProcessShare, Record, Submission
from tests.bot.imports.council import (
    CHILDREN,
    NOW,
    PEOPLE,
    TEAMS,
    a_store,
    bring_in,
    check,
    places,
)

HEAD = "note_ref,held_on,kind,supervisor_ref,practitioner_ref,child_ref,text,actions\n"
CASE = (
    HEAD + 'SN-1,1/9/2025,case,P2,P1,CH-0417,"Ana told me: ""I hate it when it is loud.""\n\n'
    'I saw her alone in her room.","Ring the school\nSee nan"\n'
)
PERSONAL = HEAD + "SN-2,1/9/2025,personal,P2,P1,,Priya is tired of the long days.,\n"
INVOLVED = "child_ref,person_ref,started_on\nCH-0417,P4,1/1/2026\n"
MORE = PEOPLE + "P4,Zo Hill,practitioner,South,P5\nP5,Al Way,supervisor,South,P3\n"
TODAY = date(2026, 11, 27)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path, teams=TEAMS, people=MORE, children=CHILDREN, involvements=INVOLVED)


def readers(store: Store, record: Record) -> set[str]:
    with store.reading() as session:
        facts = record_facts(session, [record.id], TODAY)
        return {
            person.ref
            for person in session.exec(select(Person))
            if record.id in facts and may_read(viewer_of(session, person), facts[record.id])
        }


def only_record(store: Store) -> Record:
    with store.reading() as session:
        [record] = session.exec(select(Record)).all()
        return record


def test_a_case_note_is_a_locked_record_that_a_childs_readers_read(store: Store) -> None:
    bring_in(store, "supervision-notes", CASE)
    record = only_record(store)
    assert (record.guide, record.version, record.kind) == ("imported-note", 1, "imported")
    assert (record.held_on, record.visibility) == (date(2025, 9, 1), "child")
    # Its two people, the child's worker now and that one's supervisor, the manager above.
    assert readers(store, record) == {"P1", "P2", "P3", "P4", "P5"}
    with store.reading() as session:
        assert record_facts(session, [record.id], TODAY)[record.id].is_locked


def test_a_personal_note_is_read_by_its_two_people_alone(store: Store) -> None:
    bring_in(store, "supervision-notes", PERSONAL)
    assert readers(store, only_record(store)) == {"P1", "P2"}


@pytest.mark.parametrize(
    ("rows", "mine", "theirs"),
    [
        (
            CASE,
            "your note from before about CH-0417",
            "Sunil's note from before about CH-0417",
        ),
        (PERSONAL, "your note from before", "Sunil's note from before"),
    ],
)
def test_a_note_has_a_name_in_the_chat(store: Store, rows: str, mine: str, theirs: str) -> None:
    bring_in(store, "supervision-notes", rows)
    record = only_record(store)
    with store.reading() as session:
        people = {one.ref: one for one in session.exec(select(Person))}
        said = [called(session, record, people[ref]) for ref in ("P2", "P1")]
    assert said == [mine, theirs]


def test_the_lines_of_a_text_and_of_its_actions_stay(store: Store) -> None:
    bring_in(store, "supervision-notes", CASE)
    with store.reading() as session:
        values = imported_notes.known(session, ["SN-1"])["SN-1"].values
    text = 'Ana told me: "I hate it when it is loud."\n\nI saw her alone in her room.'
    assert (values["text"], values["actions"]) == (text, "Ring the school\nSee nan")


def test_what_the_reader_finds_nobody_confirmed(store: Store) -> None:
    bring_in(store, "supervision-notes", CASE)
    with store.reading() as session:
        claims = session.exec(select(Claim)).all()
        [share] = session.exec(select(ProcessShare)).all()
    assert {"child_voice", "seen_alone"} <= {claim.indicator for claim in claims}
    assert {claim.confirmed_by for claim in claims} == {None}
    assert share.sentences >= 2


def test_a_corrected_note_is_another_record_and_the_one_before_is_nobodys(store: Store) -> None:
    bring_in(store, "supervision-notes", CASE)
    first = only_record(store)
    plan = bring_in(store, "supervision-notes", HEAD + "SN-1,,,,,,She was well.,\n")
    assert (len(plan.added), len(plan.changed)) == (0, 1)
    with store.reading() as session:
        note = imported_notes.known(session, ["SN-1"])["SN-1"]
        priya = known_people(session)["P1"].id
        shown = [row.id for row in listed(session, priya, [], 1, TODAY)[0]]
        assert records.record(session, first.id) is None
        [last] = [one.record_id for one in session.exec(select(ImportedNote)) if one.id == note.id]
    assert (note.values["text"], note.values["actions"]) == (
        "She was well.",
        "Ring the school\nSee nan",
    )
    assert (readers(store, first), shown) == (set(), [last])


def test_an_import_of_notes_is_undone_and_the_corrected_one_stands_again(store: Store) -> None:
    for text in (CASE, HEAD + "SN-1,,,,,,She was well.,\n" + PERSONAL.splitlines()[1] + "\n"):
        with_batch(store, text)
    with store.writing() as session:
        batch = batches.undo(session, 2, NOW)
    assert (batch.added, batch.changed) == (1, 1)
    with store.reading() as session:
        assert imported_notes.refs(session) == {"SN-1"}
        said = imported_notes.known(session, ["SN-1"])["SN-1"].values["text"]
    assert str(said).startswith("Ana told me")
    with store.writing() as session:
        batches.undo(session, 1, NOW)
    with store.reading() as session:
        assert imported_notes.refs(session) == set()
    plan = bring_in(store, "supervision-notes", CASE)
    assert len(plan.added) == 1


def with_batch(store: Store, text: str) -> None:
    plan = check(store, "supervision-notes", text)
    before = set[str]()
    with store.reading() as session:
        before = set(session.exec(select(ImportedNote.id)))
    bring_in(store, "supervision-notes", text)
    with store.writing() as session:
        new = set(session.exec(select(ImportedNote.id))) - before
        changed = batches.as_stored(session, "imported_note", plan.changed)
        stored = Stored("imported_note", sorted(new), changed)
        batches.keep(session, "supervision-notes", "n.csv", [stored], NOW)


def test_what_cannot_be_is_refused(store: Store) -> None:
    rows = (
        "A,1/9/2025,personal,P2,P1,CH-0417,Words.,\n"
        "B,1/9/2025,case,P2,P1,,Words.,\n"
        "C,1/9/2025,case,P2,P9,CH-0417,Words.,\n"
        "D,1/9/2025,case,P1,P1,CH-0417,Words.,\n"
        "E,1/9/2025,case,P2,P1,CH-1,Words.,\n"
        "F,1/9/2025,case,P2,P1,CH-0417,,\n"
    )
    plan = check(store, "supervision-notes", HEAD + rows)
    assert places(plan.rejected) == [
        (2, "kind", "personal"),
        (3, "child_ref", ""),
        (4, "practitioner_ref", "P9"),
        (5, "practitioner_ref", "P1"),
        (6, "child_ref", "CH-1"),
        (7, "text", ""),
    ]


def test_no_word_of_a_note_stands_in_a_message(store: Store) -> None:
    plan = check(store, "supervision-notes", HEAD + "A,1/9/2025,case,P2,P1,CH-0417,\ufffdAna,\n")
    assert places(plan.rejected) == [(2, "text", "")]
    assert "Ana" not in json.dumps([vars(fault) for fault in plan.rejected])


def test_a_note_whose_text_stays_is_not_read_again_and_keeps_what_was_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(store, "supervision-notes", CASE)

    def unread(_text: str) -> Reading:
        pytest.fail("a text was read while the records are locked")

    monkeypatch.setattr(supervision_notes, "look", unread)
    minutes = HEAD.replace("text,actions", "text,minutes") + "SN-1,,,,,,,75\n"
    bring_in(store, "supervision-notes", minutes)
    with store.reading() as session:
        [first, second] = session.exec(select(Record).order_by(Record.id)).all()
        assert said_of(session, second) == said_of(session, first)
        assert len(said_of(session, second)) > 2
        assert imported_notes.known(session, ["SN-1"])["SN-1"].values["minutes"] == 75


def said_of(session: Session, record: Record) -> list[tuple[object, ...]]:
    """Return what was found in a record's text: each claim in its words, and the share."""
    of = select(Submission.id).where(Submission.record_id == record.id)
    found: list[tuple[object, ...]] = []
    for claim in session.exec(select(Claim).where(col(Claim.submission_id).in_(of))):
        words = unseal(session, claim.sentence, "claim", claim.id, "sentence")
        found.append((claim.indicator, words, claim.question, claim.reader, claim.confirmed_by))
    for one in session.exec(select(ProcessShare).where(col(ProcessShare.submission_id).in_(of))):
        found.append((one.reader, one.share, one.sentences))
    return sorted(found, key=str)
