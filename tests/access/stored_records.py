"""Stores the meetings of the access table, their records, and notes from before."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.demo.rows import Rows
from practice.terms import StepKind
from prompts.steps import Json, Step
from storage import imported_notes
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.submissions import NewAction, NewClaim, NewSubmission, put
from storage.tables import AgendaItem, ImportedNote, Person, Record, Supervision
from tests.access.council import LISTS, NOTES, RECORDS, AccessCouncil
from tests.access.people import BEFORE, HELD_ON, NOW
from tests.access.standing import OTHER, WRITER, Meeting, Thing


def store_meeting(batch: Rows, made: AccessCouncil, held: Meeting) -> None:
    writer, other = made.id_of(held.supervisor), made.id_of(held.practitioner)
    at = datetime.combine(HELD_ON, NOW.timetz())
    draft = DraftRow(new_id(), "meeting", "supervision", 1, writer, None, None, at)
    batch.draft(draft)
    made.ids[held.name] = draft.id
    team = made.id_of(held.team)
    batch.put(
        Supervision(
            id=draft.id, supervisor_id=writer, practitioner_id=other, team_id=team,
            held_on=HELD_ON, minutes=60, sent_at=at,
        )
    )  # fmt: skip
    batch.steps(draft.id, [Step(StepKind.SUBMITTED)], writer, at)
    for one in RECORDS:
        if one.meeting == held:
            _part(batch, made, one, draft.id, at)
    if any(one.meeting == held for one in LISTS):
        said = next(one.words for one in LISTS if one.meeting == held)
        batch.steps(draft.id, [Step(StepKind.AGREED, value=said, sealed=True)], other, at)


def _part(batch: Rows, made: AccessCouncil, one: Thing, meeting_id: str, at: datetime) -> None:
    held = one.meeting
    assert held is not None
    writer, other = made.id_of(held.supervisor), made.id_of(held.practitioner)
    kind = {"a line": "looked at", "a pers": "personal"}.get(one.row[:6], "in depth")
    draft_id = meeting_id
    if kind != "looked at":
        guide = "personal-supervision" if kind == "personal" else "case-supervision"
        draft_id = store_told(
            batch, one, (guide, 1 if kind == "personal" else 2), writer, at, meeting_id
        )
    became = "something changed" if kind == "looked at" else kind
    if one.child:
        batch.put(
            AgendaItem(supervision_id=meeting_id, child_id=made.id_of(one.child), became=became)
        )
    record = Record(
        draft_id=draft_id, kind=kind, visibility="personal" if kind == "personal" else "child",
        supervision_id=meeting_id, child_id=made.id_of(one.child) if one.child else None,
        writer_id=writer, other_id=other, team_id=made.id_of(held.team), held_on=HELD_ON,
        guide="personal-supervision" if kind == "personal" else "case-supervision",
        version=1 if kind == "personal" else 2,
    )  # fmt: skip
    store_sent(batch, made, one, record, at)
    if kind != "looked at":
        state = one.row.rpartition(", ")[2]
        last = {"agreed": StepKind.AGREED, "returned": StepKind.RETURNED}.get(state)
        batch.steps(draft_id, [Step(StepKind.SUBMITTED)], writer, at)
        batch.steps(draft_id, [Step(last)] if last else [], other, at)


def store_notes(session: Session, made: AccessCouncil) -> None:
    for one in NOTES:
        (writer,), (worker,) = one.stands[WRITER], one.stands[OTHER]
        values = {
            "note_ref": one.name,
            "held_on": HELD_ON,
            "kind": "case" if one.child else "personal",
            "supervisor_ref": session.get_one(Person, made.id_of(writer)).ref,
            "practitioner_ref": session.get_one(Person, made.id_of(worker)).ref,
            "child_ref": one.child,
            "text": f"It was so: {one.words}.",
        }
        note = imported_notes.NewNote(values, "")
        (note_id,) = imported_notes.store(session, [note], BEFORE, lambda _rows: None)
        made.ids[one.name] = session.get_one(ImportedNote, note_id).record_id


def store_told(
    batch: Rows,
    one: Thing,
    guide: tuple[str, int],
    writer: str,
    at: datetime,
    parent: str | None = None,
) -> str:
    question = {
        "personal-supervision": "wellbeing",
        "practice-audit": "help",
        "audit-contact": "more",
        "audit-enquiry": "more",
    }.get(guide[0], "words")
    draft = DraftRow(new_id(), "guide", *guide, writer, parent, None, at)
    batch.draft(draft)
    context: Mapping[str, Json] = {
        "practitioner": "Her", "supervisor": "Him", "child": one.child, "children": [],
        "last_plan": "", "last_on": "", "last_action_count": 0, "last_actions": [],
        "outcome_count": 0, "last_outcomes": [], "worker_changed": False,
        "act_by": "", "act_by_passed": False,
    }  # fmt: skip
    steps = [
        Step(StepKind.OPENED, value=context, sealed=True),
        Step(StepKind.ASKED, question),
        Step(StepKind.ANSWERED, question, 0, f"It was so: {one.words}.", sealed=True),
    ]
    batch.steps(draft.id, steps, writer, at)
    return draft.id


def store_sent(batch: Rows, made: AccessCouncil, one: Thing, record: Record, at: datetime) -> None:
    made.ids[one.name] = record.id
    batch.put(record)
    in_depth = record.kind == "in depth"
    said = f"Said: {one.words}."
    new = NewSubmission(
        record,
        at,
        line=("something changed", said) if record.kind == "looked at" else None,
        claims=[NewClaim("child_voice", said, True, "r1")] if in_depth else [],
        actions=[NewAction(1, said, who="Hill", due_on=NOW.date())] if in_depth else [],
        contingency_on=NOW.date() if in_depth else None,
        contingency=said if in_depth else None,
    )
    put(batch, new)
