"""Stores the invented council of the access table: its people move, leave, write and send."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.demo.rows import Rows
from practice.calendar import Month
from practice.terms import MissedBecause, StepKind
from prompts.steps import Step
from reports import shown
from storage import enquiries, missed, showings
from storage.bulk import add_all
from storage.session import Store
from storage.tables import Contact, Person, Record, Section47
from tests.access.council import AUDITS, AUDITS_OF_FILES, MEETINGS, AccessCouncil
from tests.access.people import BEFORE, ENQUIRIES, HELD_ON, MOVED, NOW, PEOPLE, TEAMS
from tests.access.standing import OTHER, WRITER, Thing
from tests.access.stored_people import let_leave, store_children, store_devices, store_people
from tests.access.stored_records import store_meeting, store_notes, store_sent, store_told
from tests.access.written import write_drafts
from tests.reports.views import a_summary


def make(store: Store) -> AccessCouncil:
    """Store everybody and everything, and return it."""
    made = AccessCouncil(store)
    with store.writing() as session:
        store_people(session, made)
        store_children(session, made)
        batch = Rows()
        for meeting in MEETINGS:
            store_meeting(batch, made, meeting)
        for one in AUDITS:
            _audited(batch, made, one)
        for one in AUDITS_OF_FILES:
            _audited_of_file(session, batch, made, one)
        add_all(session, batch.tables)
        store_notes(session, made)
    write_drafts(made)
    with store.writing() as session:
        let_leave(session, made)
        store_devices(session, made)
        _shown(session, made)
        _missed(session, made)
        _asked(session, made)
    return made


def _shown(session: Session, made: AccessCouncil) -> None:
    """Let a month of every team have been shown to somebody who has moved since."""
    (moved, *_) = MOVED
    for name in TEAMS:
        seen = shown.to_show(a_summary(scope=name), made.id_of(name), made.id_of(moved))
        showings.note(session, replace(seen, at=BEFORE))
        (row,) = showings.shown_before(session, made.id_of(moved), seen.team_id, seen.month, 1)
        made.ids[f"{name} as shown"] = row[0]


def _missed(session: Session, made: AccessCouncil) -> None:
    """Let Sunil have said why Priya's supervision of last month was not held."""
    because = MissedBecause.OTHER
    told = missed.ToSay(made.id_of("Priya"), Month(2026, 10), because, words="He was ill.")
    missed.say(session, told, made.id_of("Sunil"), BEFORE)


def _asked(session: Session, made: AccessCouncil) -> None:
    """Let Ruth have asked Bert a question of North 1's summary."""
    about, month = "children.discussed_share", Month(2026, 10)
    words = ("Something was found.", "What is it?", 1, 2)
    team, owner = made.id_of("North 1"), made.id_of("Bert")
    wanted = enquiries.ToAsk(team, month, about, *words, owner, HELD_ON)
    made.ids[ENQUIRIES[0]] = enquiries.ask(session, wanted, made.id_of("Ruth"), BEFORE)


def _audited(batch: Rows, made: AccessCouncil, one: Thing) -> None:
    (writer,), (worker,) = one.stands[WRITER], one.stands[OTHER]
    at = datetime.combine(HELD_ON, NOW.timetz())
    draft_id = store_told(batch, one, ("practice-audit", 1), made.id_of(writer), at)
    batch.steps(draft_id, [Step(StepKind.SUBMITTED)], made.id_of(writer), at)
    team = next(p.team for p in PEOPLE if p.name == worker)
    record = Record(
        draft_id=draft_id, kind="audit", visibility="audit", writer_id=made.id_of(writer),
        other_id=made.id_of(worker), team_id=made.id_of(team), held_on=HELD_ON,
        guide="practice-audit", version=1,
    )  # fmt: skip
    store_sent(batch, made, one, record, at)


def _audited_of_file(session: Session, batch: Rows, made: AccessCouncil, one: Thing) -> None:
    """Store an audit of a contact, or of an enquiry that the other person made, with its draw."""
    (writer,), team_id = one.stands[WRITER], made.id_of("North 1")
    worker = next((made.id_of(name) for name in one.stands[OTHER]), None)
    row: Contact | Section47
    known: dict[str, Any] = {
        "ref": drawn_ref(one),
        "team_id": team_id,
        "outcome": "no further action",
    }
    if worker is None:
        row = Contact(received_on=HELD_ON, **known)
    else:
        whose = session.get_one(Person, worker).ref
        row = Section47(child_ref="CH-1001", started_on=HELD_ON, person_ref=whose, **known)
    session.add(row)
    session.flush()
    guide = "audit-enquiry" if worker else "audit-contact"
    at = datetime.combine(HELD_ON, NOW.timetz())
    draft_id = store_told(batch, one, (guide, 1), made.id_of(writer), at)
    batch.steps(draft_id, [Step(StepKind.SUBMITTED)], made.id_of(writer), at)
    batch.add(
        "audit_draw", draft_id=draft_id, contact_id=None if worker else row.id,
        section47_id=row.id if worker else None, drawn_for_id=made.id_of(writer), seed=1, number=1,
        count=1, again=False, drawn_at=at,
    )  # fmt: skip
    record = Record(
        draft_id=draft_id, kind="audit", visibility="audit", writer_id=made.id_of(writer),
        other_id=worker, team_id=team_id, held_on=HELD_ON, guide=guide, version=1,
    )  # fmt: skip
    store_sent(batch, made, one, record, at)


def drawn_ref(one: Thing) -> str:
    """Return the reference of what an audit of the council's own files is of."""
    return f"REF-{one.words}"
