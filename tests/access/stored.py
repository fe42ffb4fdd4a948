"""Stores the invented council of the access table: its people move, leave, write and send."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.demo.rows import Rows
from bot.dialogue import Dialogue
from bot.messages import Incoming
from practice.calendar import Month
from practice.terms import MissedBecause, StepKind
from prompts.steps import Json, Step
from reports import shown
from storage import (
    codes,
    device_requests,
    devices,
    enquiries,
    imported_notes,
    missed,
    people,
    showings,
    web_sessions,
)
from storage.bulk import add_all
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.session import Store
from storage.submissions import NewAction, NewClaim, NewSubmission, put
from storage.tables import (
    AgendaItem,
    Contact,
    Draft,
    Identity,
    ImportedNote,
    Person,
    Record,
    Section47,
    Supervision,
    Team,
)
from tests.access.council import (
    ABSENT,
    ALONE,
    ASKING,
    AUDITS,
    AUDITS_OF_FILES,
    BEFORE,
    DEVICES_OF,
    DRAFTS,
    ENQUIRIES,
    HELD_ON,
    LISTS,
    MEETINGS,
    MOVED,
    NOTES,
    NOW,
    OTHER,
    PASSED_ON,
    PEOPLE,
    RECORDS,
    SHARED_WITH,
    TEAMS,
    WORKERS,
    WRITER,
    AccessCouncil,
    Meeting,
    Thing,
)
from tests.bot.channels.web.contexts import DUTY, guides
from tests.conversations import fixed_reader
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.views import a_summary


def make(store: Store) -> AccessCouncil:
    """Store everybody and everything, and return it."""
    made = AccessCouncil(store)
    with store.writing() as session:
        _people(session, made)
        _children(session, made)
        batch = Rows()
        for meeting in MEETINGS:
            _meeting(batch, made, meeting)
        for one in AUDITS:
            _audited(batch, made, one)
        for one in AUDITS_OF_FILES:
            _audited_of_file(session, batch, made, one)
        add_all(session, batch.tables)
        _noted(session, made)
    _drafts(made)
    with store.writing() as session:
        _leave(session, made)
        _devices(session, made)
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


def _devices(session: Session, made: AccessCouncil) -> None:
    for name in DEVICES_OF:
        chat, browser = devices.known(session, made.id_of(name), NOW)
        made.ids[f"{name}'s chat"], made.ids[f"{name}'s browser"] = chat.id, browser.id
    for name in ASKING:
        code = codes.make_code(session, made.id_of(name), NOW)
        asked, _ = device_requests.ask_for_browser(session, code, "web", "A browser", NOW)
        made.ids[f"{name}'s further browser"] = asked.id


def _people(session: Session, made: AccessCouncil) -> None:
    teams: dict[str, Team] = {}
    for name, parent in TEAMS.items():
        teams[name] = a_team(session, name, teams[parent] if parent else None)
        made.ids[name] = teams[name].id
    known: dict[str, Person] = {}
    for one in PEOPLE:
        team, above = MOVED.get(one.name, (one.team, one.supervisor))
        supervisor = known[above] if above else None
        known[one.name] = a_person(
            session, f"{one.name} Hill", one.role, team=teams[team], supervisor=supervisor,
            employment=one.employment,
        )  # fmt: skip
        made.ids[one.name] = known[one.name].id
        if one.state == "never enrolled":
            continue
        for channel, address in (("telegram", made.address(one.name)), ("web", known[one.name].id)):
            session.add(
                Identity(
                    channel=channel,
                    address=address,
                    person_id=known[one.name].id,
                    enrolled_at=BEFORE,
                )
            )
        made.tokens[one.name] = web_sessions.start(
            session, known[one.name].id, NOW - timedelta(days=2)
        )
    session.flush()


def _leave(session: Session, made: AccessCouncil) -> None:
    """Let people move, and those who are not here go, be stopped, or start later."""
    for one in PEOPLE:
        person = session.get_one(Person, made.id_of(one.name))
        person.team_id = made.id_of(one.team)
        person.supervisor_id = made.id_of(one.supervisor) if one.supervisor else None
        if one.state == "gone":
            person.left_on = NOW.date() - timedelta(days=1)
        if one.state == "not started":
            person.started_on = NOW.date() + timedelta(days=6)
        if one.state == "stopped":
            people.stop_person(session, person.id, NOW)
        session.add(person)
    session.flush()


def _children(session: Session, made: AccessCouncil) -> None:
    for ref, worker in WORKERS.items():
        child = a_child(session, ref, opened_on=BEFORE.date())
        made.ids[ref] = child.id
        passed_on = PASSED_ON.get(ref)
        now = session.get_one(Person, made.id_of(worker))
        since = date(2026, 11, 16) if passed_on else date(2026, 1, 5)
        an_involvement(session, child, now, since)
        if passed_on:
            was = session.get_one(Person, made.id_of(passed_on))
            an_involvement(session, child, was, date(2026, 1, 5), since)


def _meeting(batch: Rows, made: AccessCouncil, held: Meeting) -> None:
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
        draft_id = _told(
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
    _sent(batch, made, one, record, at)
    if kind != "looked at":
        state = one.row.rpartition(", ")[2]
        last = {"agreed": StepKind.AGREED, "returned": StepKind.RETURNED}.get(state)
        batch.steps(draft_id, [Step(StepKind.SUBMITTED)], writer, at)
        batch.steps(draft_id, [Step(last)] if last else [], other, at)


def _audited(batch: Rows, made: AccessCouncil, one: Thing) -> None:
    (writer,), (worker,) = one.stands[WRITER], one.stands[OTHER]
    at = datetime.combine(HELD_ON, NOW.timetz())
    draft_id = _told(batch, one, ("practice-audit", 1), made.id_of(writer), at)
    batch.steps(draft_id, [Step(StepKind.SUBMITTED)], made.id_of(writer), at)
    team = next(p.team for p in PEOPLE if p.name == worker)
    record = Record(
        draft_id=draft_id, kind="audit", visibility="audit", writer_id=made.id_of(writer),
        other_id=made.id_of(worker), team_id=made.id_of(team), held_on=HELD_ON,
        guide="practice-audit", version=1,
    )  # fmt: skip
    _sent(batch, made, one, record, at)


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
    draft_id = _told(batch, one, (guide, 1), made.id_of(writer), at)
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
    _sent(batch, made, one, record, at)


def drawn_ref(one: Thing) -> str:
    """Return the reference of what an audit of the council's own files is of."""
    return f"REF-{one.words}"


def _noted(session: Session, made: AccessCouncil) -> None:
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


def _told(
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


def _sent(batch: Rows, made: AccessCouncil, one: Thing, record: Record, at: datetime) -> None:
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


@dataclass
class _Writers:
    """People who write in the conversation itself, two days ago."""

    made: AccessCouncil
    at: datetime = NOW - timedelta(days=2)

    def __post_init__(self) -> None:
        self.dialogue = Dialogue(self.made.store, guides(), DUTY, fixed_reader.at_once())

    def does(self, name: str, **what: str) -> None:
        self.at += timedelta(minutes=1)
        address, key, source = self.made.address(name), new_id(), new_id()
        incoming = Incoming("telegram", address, key, source=source, **what)  # type: ignore[arg-type]
        self.dialogue.receive(incoming, self.at)

    def newest(self, name: str, kind: str = "guide") -> str:
        with self.made.store.reading() as session:
            query = select(Draft.id).where(Draft.person_id == self.made.id_of(name))
            query = query.where(Draft.kind == kind).order_by(col(Draft.opened_at).desc())
            return session.exec(query).first() or ABSENT

    def begins(self, thing: Thing, name: str) -> None:
        self.does(name, text=f"/new It was so: {thing.words} and then")
        self.made.ids[thing.name] = self.newest(name)

    def sends(self, one: Thing) -> None:
        """Let a reflection be written, and shared or kept; or what else is written alone."""
        (writer,) = one.stands[WRITER]
        if one in ALONE:
            self._sends_alone(one, writer)
            return
        shares = one.row == "a shared reflection"
        self.begins(one, writer)
        last = "Share" if shares else "Keep to myself"
        for words in (one.child or "No child", "That's enough", last):
            self.does(writer, text=words)
        with self.made.store.reading() as session:
            query = select(Record).where(Record.draft_id == self.made.ids[one.name])
            record = session.exec(query).one()
        kept = (record.visibility, bool(record.child_id))
        assert kept == ("shared" if shares else "kept", bool(one.child)), one.name
        self.made.ids[one.name] = record.id

    def _sends_alone(self, one: Thing, writer: str) -> None:
        command, last = _ALONE[one.row]
        last = last.format(*one.stands.get(SHARED_WITH, ()))
        story = f"It was so: {one.words} and then"
        says: tuple[str, ...]
        if one.row == "a group supervision":
            self.does(writer, button=f"!group:{self.made.id_of(one.stands[OTHER][0])}")
            skips = ("Skip", "Skip", "Skip")
            says = (story, one.child or "", *skips, "So it was", "That's enough", last)
        elif one.row == "a handover":
            says = (f"/{command} {one.child}", story, "That's enough", last)
        else:
            says = (f"/{command} {story}", one.child or "", "That's enough", last)
        for words in says[:2]:
            self.does(writer, text=words)
        draft_id = self.newest(writer)
        for words in says[2:]:
            self.does(writer, text=words)
        with self.made.store.reading() as session:
            self.made.ids[one.name] = session.exec(
                select(Record.id).where(Record.draft_id == draft_id)
            ).one()


_ALONE = {
    "a decision": ("decision", "Send the decision"),
    "a preparation": ("prepare", "Send to {}"),
    "a handover": ("handover", "Send the handover"),
    "a group supervision": ("group", "Send to the file"),
}
"""By its row, the command that begins it, and what sends it."""


def _drafts(made: AccessCouncil) -> None:
    """Let people write what stands in no meeting, and begin what they have not sent."""
    people_write = _Writers(made)
    for one in RECORDS:
        if one.meeting is None and one not in (*AUDITS, *AUDITS_OF_FILES, *NOTES):
            people_write.sends(one)
    priyas, thrown, yusufs, gails, meeting, part, reading = DRAFTS
    people_write.begins(thrown, "Priya")
    people_write.does("Priya", button=f"!discard:{made.ids[thrown.name]}:yes")
    for draft, name in ((priyas, "Priya"), (yusufs, "Yusuf"), (gails, "Gail")):
        people_write.begins(draft, name)
    people_write.does("Sunil", button=f"!supervise:{made.id_of('Agnes')}")
    made.ids[meeting.name] = people_write.newest("Sunil", "meeting")
    people_write.does("Sunil", text="Start")
    made.ids[part.name] = people_write.newest("Sunil")
    people_write.does("Sunil", text=f"She said: {part.words} and then")
    people_write.does("Priya", button=f"!agree:{made.id_of('Sunil with Priya')}")
    made.ids[reading.name] = people_write.newest("Priya", "reading")
