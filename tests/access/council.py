"""An invented council with everybody in it: each role, each way of not being here, each record.

Who stands how to each record is written here by hand, in first names; docs/access.md says what that
opens. Nothing here asks the code under test who may do what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlmodel import Session, col, select

from bot.demo.rows import Rows
from bot.dialogue import Dialogue
from bot.messages import Incoming
from practice.terms import StepKind
from prompts.steps import Json, Step
from storage import codes, device_requests, devices, people, web_sessions
from storage.bulk import add_all
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.session import Store
from storage.submissions import NewAction, NewClaim, NewSubmission, put
from storage.tables import (
    AgendaItem,
    Draft,
    Identity,
    Person,
    Record,
    Supervision,
    Team,
)
from tests.access.table import may
from tests.bot.channels.web.contexts import DUTY, guides
from tests.conversations import fixed_reader
from tests.conversations.play import LONDON
from tests.factories import a_child, a_person, a_team, an_involvement

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
BEFORE = NOW - timedelta(days=40)
HELD_ON = date(2026, 10, 20)
ABSENT = "0" * 32

TEAMS = {
    "Council": None,
    "North service": "Council",
    "South service": "Council",
    "North 1": "North service",
    "North 2": "North service",
    "South 1": "South service",
}


@dataclass(frozen=True)
class Somebody:
    """A person of the council: `gone` and so on say why they are not here."""

    name: str
    role: str
    team: str
    supervisor: str | None = None
    state: str = "here"
    employment: str = "permanent"


PEOPLE = (
    Somebody("Cora", "manager", "Council"),
    Somebody("Ada", "administrator", "Council"),
    Somebody("Nora", "manager", "North service", "Cora"),
    Somebody("Lena", "practice lead", "North service", "Nora"),
    Somebody("Sven", "manager", "South service", "Cora"),
    Somebody("Ruth", "manager", "North 1", "Nora"),
    Somebody("Olga", "supervisor", "North service", "Nora"),
    Somebody("Sunil", "supervisor", "North 1", "Olga"),
    Somebody("Bert", "supervisor", "North 1", "Olga"),
    Somebody("Tom", "supervisor", "North 2", "Nora"),
    Somebody("Wanda", "supervisor", "South 1", "Sven"),
    Somebody("Max", "supervisor", "South 1", "Sven"),  # moved: he was at North 1
    Somebody("Greg", "supervisor", "North 1", "Olga", state="gone"),
    Somebody("Priya", "practitioner", "North 1", "Sunil"),
    Somebody("Agnes", "practitioner", "North 1", "Sunil", employment="agency"),
    Somebody("Carl", "practitioner", "North 1", "Bert"),
    Somebody("Mona", "practitioner", "North 2", "Tom"),  # moved: she was at North 1, with Sunil
    Somebody("Yusuf", "practitioner", "South 1", "Wanda"),
    Somebody("Gail", "practitioner", "North 1", "Sunil", state="gone"),
    Somebody("Stan", "practitioner", "North 1", "Sunil", state="stopped"),
    Somebody("Nell", "practitioner", "North 1", "Sunil", state="not started"),
    Somebody("Eve", "practitioner", "North 1", "Sunil", state="never enrolled"),
)
STRANGER = "Nobody"
MOVED = {"Mona": ("North 1", "Sunil"), "Carl": ("North 1", "Greg")}
"""The team and the supervisor that people had when everything was written."""
HERE = tuple(one.name for one in PEOPLE if one.state == "here")
STRANGERS = (*(one.name for one in PEOPLE if one.state != "here"), STRANGER)
EVERYBODY = (*HERE, *STRANGERS)

# Each child's workers: who they are open to, and to whom they were before.
WORKERS = {
    "CH-1001": "Priya",
    "CH-1002": "Priya",
    "CH-1003": "Priya",
    "CH-1004": "Priya",
    "CH-1005": "Carl",  # passed on: it was Priya's
    "CH-1006": "Priya",
    "CH-1007": "Agnes",
    "CH-1008": "Agnes",
    "CH-2001": "Yusuf",
    "CH-3001": "Mona",
    "CH-4001": "Gail",
    "CH-5001": "Stan",
    "CH-6001": "Carl",
}
PASSED_ON = {"CH-1005": "Priya"}

ABOVE = {
    "North 1": ("Ruth", "Nora", "Cora"),
    "North 2": ("Nora", "Cora"),
    "South 1": ("Sven", "Cora"),
}
WRITER, OTHER, SHARED_WITH = (
    "its writer",
    "the other person of the meeting",
    "whom it was shared with",
)
WORKER, SUPERVISOR = "the child's worker now", "that worker's supervisor"
MANAGERS = "managers above"


@dataclass(frozen=True)
class Meeting:
    """A supervision that was sent, in the team that its practitioner was in."""

    supervisor: str
    practitioner: str
    team: str

    @property
    def name(self) -> str:
        return f"{self.supervisor} with {self.practitioner}"


@dataclass(frozen=True)
class Thing:
    """Something kept, its row in the table, and who stands how to it. `words` stand in no other."""

    name: str
    row: str
    words: str
    stands: Mapping[str, tuple[str, ...]]
    child: str | None = None
    meeting: Meeting | None = None

    def those_who(self, deed: str) -> frozenset[str]:
        """Return the names of those here who may do this: "reads", "adds", "knows it was held"."""
        found = (
            n
            for column, names in self.stands.items()
            if deed in may(self.row, column)
            for n in names
        )
        return frozenset(found) & frozenset(HERE)

    @property
    def may_throw(self) -> bool:
        return self.name in {"Priya's draft", "Yusuf's draft", "Sunil's meeting"}


_SUNIL = Meeting("Sunil", "Priya", "North 1")
_WANDA = Meeting("Wanda", "Yusuf", "South 1")
_MONA = Meeting("Sunil", "Mona", "North 1")
_GAIL = Meeting("Sunil", "Gail", "North 1")
_STAN = Meeting("Sunil", "Stan", "North 1")
_OLGA = Meeting("Olga", "Sunil", "North 1")
_MAX = Meeting("Max", "Carl", "North 1")
_GREG = Meeting("Greg", "Priya", "North 1")
_AGNES = Meeting("Sunil", "Agnes", "North 1")
MEETINGS = (_SUNIL, _WANDA, _MONA, _GAIL, _STAN, _OLGA, _MAX, _GREG, _AGNES)
_SUPERVISED_BY = {one.name: one.supervisor for one in PEOPLE}


def _words(number: int) -> str:
    return f"wren{number:02}flew"


def _of_child(number: int, meeting: Meeting, child: str, row: str) -> Thing:
    worker = WORKERS[child]
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        WORKER: (worker,),
        SUPERVISOR: (_SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[meeting.team],
    }
    return Thing(f"{child} of {meeting.name}", row, _words(number), stands, child, meeting)


def _of_list(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "what was said of the whole list"
    return Thing(f"the list of {meeting.name}", row, _words(number), stands, None, meeting)


def _personal(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "a personal part, agreed"
    return Thing(f"personal part of {meeting.name}", row, _words(number), stands, None, meeting)


def _reflection(
    number: int, writer: str, shared_with: str | None = None, child: str | None = None
) -> Thing:
    row = "a shared reflection" if shared_with else "a kept reflection"
    stands = {
        WRITER: (writer,),
        SHARED_WITH: (shared_with,) if shared_with else (),
        SUPERVISOR: (_SUPERVISED_BY[writer] or "",),
    }
    if child:
        stands[WORKER] = (WORKERS[child],)
    return Thing(f"{writer}'s reflection for {shared_with}", row, _words(number), stands, child)


def _draft(number: int, name: str, writer: str) -> Thing:
    stands = {WRITER: (writer,), SUPERVISOR: (_SUPERVISED_BY[writer] or "",)}
    return Thing(name, "a draft", _words(number), stands)


RECORDS = (
    _of_child(1, _SUNIL, "CH-1001", "a child's, agreed"),
    _of_child(2, _SUNIL, "CH-1002", "a child's, sent"),
    _of_child(3, _SUNIL, "CH-1003", "a child's, returned"),
    _of_child(4, _SUNIL, "CH-1004", "a line of the list, agreed"),
    _of_child(5, _SUNIL, "CH-1005", "a child's, agreed"),
    _of_child(6, _WANDA, "CH-2001", "a child's, agreed"),
    _of_child(7, _MONA, "CH-3001", "a child's, agreed"),
    _of_child(8, _GAIL, "CH-4001", "a child's, agreed"),
    _of_child(9, _STAN, "CH-5001", "a child's, sent"),
    _of_child(10, _MAX, "CH-6001", "a child's, agreed"),
    _of_child(11, _GREG, "CH-1006", "a child's, agreed"),
    _of_child(12, _AGNES, "CH-1007", "a child's, agreed"),
    _personal(20, _SUNIL),
    _personal(21, _WANDA),
    _personal(22, _MONA),
    _personal(23, _GAIL),
    _personal(24, _OLGA),
    _personal(25, _GREG),
    _reflection(30, "Priya", "Sunil", "CH-1001"),
    _reflection(31, "Priya"),
    _reflection(32, "Sunil", "Olga"),
    _reflection(33, "Sunil"),
    _reflection(34, "Yusuf", "Wanda", "CH-2001"),
    _reflection(35, "Yusuf"),
    _reflection(36, "Gail", "Sunil"),
    _reflection(37, "Gail"),
    _reflection(38, "Ada"),
    _reflection(39, "Lena", "Nora"),
    # She has moved since: it stays with whom it was shared with.
    _reflection(41, "Mona", "Sunil", "CH-3001"),
    # He has left since: it is closed, and goes to nobody else by itself.
    _reflection(42, "Carl", "Greg", "CH-6001"),
)
LISTS = (_of_list(40, _SUNIL),)
# Made in the conversation itself.
DRAFTS = (
    _draft(50, "Priya's draft", "Priya"),
    _draft(51, "Priya's draft, thrown away", "Priya"),
    _draft(52, "Yusuf's draft", "Yusuf"),
    _draft(53, "Gail's draft", "Gail"),
    _draft(54, "Sunil's meeting", "Sunil"),
    _draft(55, "Sunil's part about a child", "Sunil"),
    _draft(56, "Priya's reading", "Priya"),
)
THINGS = (*RECORDS, *LISTS, *DRAFTS)


def named_to(ref: str) -> frozenset[str]:
    """Return those here to whom a child may be named."""
    worker = WORKERS[ref]
    team = next(one.team for one in PEOPLE if one.name == worker)
    readers = {name for one in THINGS if one.child == ref for name in one.those_who("reads")}
    meeting_of = {"CH-1008": {"Sunil"}}.get(ref, set())
    workers = {worker, _SUPERVISED_BY[worker] or ""}
    return frozenset(readers | meeting_of | workers | {*ABOVE[team]})


@dataclass(frozen=True)
class Heard:
    """What came of one update: what its sender was told, what others were, whose drafts changed."""

    said: str
    told: Mapping[str, str]
    changed: frozenset[str]


@dataclass
class AccessCouncil:
    """The council in its records, with everything by its name."""

    store: Store
    ids: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """Return the id of a person, a team, a child, a meeting or a thing, by its name."""
        return self.ids.get(name, ABSENT)

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {found: name for name, found in self.ids.items()}

    def address(self, name: str) -> str:
        return f"chat-{name}"


DEVICES_OF = ("Priya", "Sunil", "Yusuf")
ASKING = ("Priya", "Yusuf")
"""Whose chat and browser are tried by others, and who is asked whether a further one is theirs."""


def leaks(viewer: str, said: str) -> list[str]:
    """Return what a viewer was told and may not know: words of things, and children by name."""
    things = [
        one.name for one in THINGS if one.words in said and viewer not in one.those_who("reads")
    ]
    return things + [ref for ref in WORKERS if ref in said and viewer not in named_to(ref)]


def make(store: Store) -> AccessCouncil:
    """Store everybody and everything, and return it."""
    made = AccessCouncil(store)
    with store.writing() as session:
        _people(session, made)
        _children(session, made)
        batch = Rows()
        for meeting in MEETINGS:
            _meeting(batch, made, meeting)
        add_all(session, batch.tables)
    _drafts(made)
    with store.writing() as session:
        _leave(session, made)
        _devices(session, made)
    return made


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


def _told(
    batch: Rows,
    one: Thing,
    guide: tuple[str, int],
    writer: str,
    at: datetime,
    parent: str | None = None,
) -> str:
    question = "wellbeing" if guide[0] == "personal-supervision" else "words"
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
        """Let a reflection be written, and shared or kept."""
        (writer,) = one.stands[WRITER]
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


def _drafts(made: AccessCouncil) -> None:
    """Let people write what stands in no meeting, and begin what they have not sent."""
    people_write = _Writers(made)
    for one in RECORDS:
        if one.meeting is None:
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
    people_write.does("Priya", button=f"!agree:{made.id_of(_SUNIL.name)}")
    made.ids[reading.name] = people_write.newest("Priya", "reading")
