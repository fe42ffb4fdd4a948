"""Imported notes: what stands of each, adding new versions, and taking them back.

A note's record is written once and never changed. A corrected note is another record, and the one
before it stands no longer.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.access import Visibility
from practice.terms import DraftKind, NoteKind, RecordKind, StepKind
from storage.bulk import Batch, add_all
from storage.encryption import unseal
from storage.errors import InTheWay
from storage.imports import Known
from storage.many_rows import Tick, chunks, ids_by, rows_where
from storage.note_standing import stands
from storage.submissions import NewClaim, NewProcessShare
from storage.tables import (
    Addendum,
    AuditDraw,
    Child,
    ImportedNote,
    Person,
    Record,
    Step,
    table_of,
)

GUIDE, VERSION = "imported-note", 1
TEXT, ACTIONS, HELD = "text", "actions", "held"
NOUN = "imported_note"

_AT_ONCE = 500
_CHUNK = 200
_FACTS = ("minutes", "practitioner_agreed_on", "supervisor_agreed_on")
_supervisor, _practitioner = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class NewNote:
    """A note as a file has it, in its words, and what was found in its text.

    `held` says in a sentence how it was held and agreed; `replaces` is the version before it.
    """

    values: Mapping[str, Any]
    held: str
    claims: Sequence[NewClaim] = ()
    process: Sequence[NewProcessShare] = ()
    replaces: str | None = None


def refs(session: Session) -> set[str]:
    """Return the reference of every note that stands."""
    return set(session.scalars(_refs()))


def refs_between(session: Session, first: date, last: date) -> set[str]:
    """Return the references of the notes that stand of supervisions held between two days."""
    return set(session.scalars(_refs().where(col(Record.held_on).between(first, last))))


def _refs() -> Select[str]:
    query = select(col(ImportedNote.ref))
    return query.join(Record, col(Record.id) == col(ImportedNote.record_id)).where(stands())


def known(session: Session, wanted: Collection[str]) -> dict[str, Known]:
    """Return the notes of these references that stand, with the columns of their file."""
    found: dict[str, Known] = {}
    for some in chunks(sorted(wanted), _AT_ONCE):
        rows = session.execute(
            select(
                ImportedNote,
                Record,
                col(_supervisor.ref),
                col(_practitioner.ref),
                col(Child.ref),
            )
            .join(Record, col(Record.id) == col(ImportedNote.record_id))
            .join(_supervisor, col(_supervisor.id) == col(Record.writer_id))
            .outerjoin(_practitioner, col(_practitioner.id) == col(Record.other_id))
            .outerjoin(Child, col(Child.id) == col(Record.child_id))
            .where(col(ImportedNote.ref).in_(some), stands())
        ).all()
        told = _told(session, [record.draft_id for _, record, *_ in rows])
        for note, record, supervisor, practitioner, child in rows:
            values = {
                "note_ref": note.ref,
                "held_on": record.held_on,
                "kind": note.kind,
                "supervisor_ref": supervisor,
                "practitioner_ref": practitioner,
                "child_ref": child,
                **{name: getattr(note, name) for name in _FACTS},
                **{name: told.get((record.draft_id, name)) for name in (TEXT, ACTIONS)},
            }
            found[note.ref] = Known(note.id, values)
    return found


def known_by_id(session: Session, note_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Return, by id, what these notes say, with the columns of their file."""
    rows = rows_where(session, table_of(ImportedNote), "id", note_ids)
    standing = known(session, {row["ref"] for row in rows})
    return {one.id: one.values for one in standing.values()}


def _told(session: Session, draft_ids: Collection[str]) -> dict[tuple[str, str], str]:
    rows = session.execute(
        select(col(Step.draft_id), col(Step.question), col(Step.id), col(Step.value)).where(
            col(Step.draft_id).in_(draft_ids), col(Step.kind) == StepKind.ANSWERED
        )
    )
    return {
        (draft_id, question): json.loads(unseal(session, value, "step", step_id, "value"))
        for draft_id, question, step_id, value in rows
    }


def store(session: Session, notes: Sequence[NewNote], at: datetime, tick: Tick) -> list[str]:
    """Add notes, each a locked record; return their ids. What one replaces stands no longer."""
    people = _People(
        ids_by(session, table_of(Person), "ref"),
        {one.id: one.team_id for one in session.scalars(select(Person))},
        ids_by(session, table_of(Child), "ref"),
    )
    ids: list[str] = []
    for some in chunks(notes, _CHUNK):
        batch = Batch()
        ids += [_put(batch, note, people, at) for note in some]
        add_all(session, batch.tables)
        tick(len(some))
    replaced = [note.replaces for note in notes if note.replaces]
    say(session, replaced, standing=False, at=at)
    return ids


@dataclass(frozen=True)
class _People:
    """Ids by reference, and the teams of people by id."""

    people: Mapping[Any, str]
    teams: Mapping[str, str]
    children: Mapping[Any, str]


def _put(batch: Batch, note: NewNote, known_as: _People, at: datetime) -> str:
    values = note.values
    writer = known_as.people[values["supervisor_ref"]]
    other = known_as.people[values["practitioner_ref"]]
    child = known_as.children[values["child_ref"]] if values.get("child_ref") else None
    draft = batch.add(
        "draft",
        kind=DraftKind.GUIDE,
        guide=GUIDE,
        version=VERSION,
        person_id=writer,
        parent_id=None,
        child_id=None,
        opened_at=at,
        open_since=None,
    )
    _put_steps(batch, draft, note, writer, at)
    record = batch.add(
        "record",
        draft_id=draft,
        kind=RecordKind.IMPORTED,
        visibility=_visibility(values["kind"]),
        supervision_id=None,
        child_id=child,
        writer_id=writer,
        other_id=other,
        team_id=known_as.teams[other],
        held_on=values["held_on"],
        guide=GUIDE,
        version=VERSION,
    )
    _put_sent(batch, record, note, at)
    batch.add("note_standing", record_id=record, stands=True, said_at=at)
    facts = {name: values.get(name) for name in ("kind", *_FACTS)}
    return batch.add(NOUN, ref=values["note_ref"], record_id=record, **facts)


def _visibility(kind: object) -> Visibility:
    return Visibility.PERSONAL if kind == NoteKind.PERSONAL else Visibility.CHILD


def _put_steps(batch: Batch, draft: str, note: NewNote, by: str, at: datetime) -> None:
    told = {TEXT: note.values[TEXT], ACTIONS: note.values.get(ACTIONS), HELD: note.held}
    steps: list[tuple[str, str | None, object]] = [(StepKind.OPENED, None, {})]
    for question, said in told.items():
        if said:
            steps += [(StepKind.ASKED, question, None), (StepKind.ANSWERED, question, said)]
    steps.append((StepKind.SUBMITTED, None, None))
    for number, (kind, asked, value) in enumerate(steps, 1):
        batch.add(
            "step",
            draft_id=draft,
            number=number,
            kind=kind,
            question=asked,
            entry=0,
            value=value,
            sealed=value is not None,
            source=None,
            author_id=by,
            at=at,
        )


def _put_sent(batch: Batch, record: str, note: NewNote, at: datetime) -> None:
    sent = batch.add("submission", record_id=record, number=1, submitted_at=at, seen=None)
    for share in note.process:
        batch.add("process_share", submission_id=sent, **vars(share))
    for claim in note.claims:
        # Nobody confirmed what the reader found: it counts for an estimate alone.
        batch.add(
            "claim",
            submission_id=sent,
            indicator=claim.indicator,
            sentence=claim.sentence,
            question=claim.question,
            reader=claim.reader,
            confirmed_by=None,
            made_at=at,
        )


def say(session: Session, note_ids: Iterable[str], *, standing: bool, at: datetime) -> None:
    """Let the records of these notes stand, or stand no longer."""
    batch = Batch()
    for row in rows_where(session, table_of(ImportedNote), "id", list(note_ids)):
        batch.add("note_standing", record_id=row["record_id"], stands=standing, said_at=at)
    add_all(session, batch.tables)


def built_on_notes(session: Session, note_ids: Collection[str]) -> Iterator[InTheWay]:
    """Yield what people added to the records of these notes, counted by table."""
    for table in (Addendum, AuditDraw):
        count, of = 0, table_of(table).c.record_id
        for some in chunks(sorted(note_ids), _AT_ONCE):
            records = select(col(ImportedNote.record_id)).where(col(ImportedNote.id).in_(some))
            query = select(func.count()).where(of.in_(records))
            count += session.scalar(query) or 0
        if count:
            yield InTheWay("used", str(table.__tablename__), count)
