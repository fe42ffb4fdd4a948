"""A council that has been in use for years: meetings, and what its people wrote and were told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.channels.web.channel import WEB
from bot.demo.rows import Rows
from bot.messages import Outgoing, to_json
from practice.terms import DraftKind, StepKind
from prompts.steps import Step
from storage import drafts, web_sessions
from storage.bulk import add_all
from storage.drafts import DraftRow, StepRow
from storage.ids import new_id, new_place
from storage.session import Store
from storage.tables import (
    Child,
    Digest,
    Identity,
    OutboxMessage,
    Person,
    Record,
    Reminder,
    Seen,
    Share,
    Submission,
)
from tests.benchmarks.council import NOW
from tests.benchmarks.meetings import Colleagues, a_council_of_meetings

TELEGRAM = "telegram"
LINES_A_MONTH = 20


@dataclass(frozen=True)
class LivedIn:
    """The people of one team with all that they ever wrote, their browsers, and their last record.

    Of the last meeting a part waits for the practitioner; the supervisor has begun a reflection.
    `lead` is a practice lead, who reads guides and draws audits in that team.
    """

    of: Colleagues
    lead: Person
    tokens: dict[str, str]
    record: str
    meeting: str
    child: str
    child_ref: str

    @property
    def people(self) -> tuple[Person, ...]:
        """Who does what is measured."""
        return self.of.practitioner, self.of.supervisor, self.of.manager


def a_lived_in_council(store: Store, teams: int, years: int) -> LivedIn:
    """Add a council, and all that the people of one of its teams did in these years."""
    of = a_council_of_meetings(store, teams, years, plans=True)
    people = (of.practitioner, of.supervisor, of.manager)
    with store.writing() as session:
        batch = Rows()
        for month in range(12 * years, 0, -1):
            at = NOW - timedelta(days=30) * month
            for person in people:
                _month(batch, person, at)
        add_all(session, batch.tables)
        lead = Person(ref=new_id(), name="Lead", role="practice lead", team_id=of.team.id)
        session.add(lead)
        session.flush()
        tokens = {person.id: _enrol(session, person) for person in (*people, lead)}
        record = _last_record(session, of)
        child = session.get_one(Child, record.child_id)
    return LivedIn(of, lead, tokens, record.id, record.supervision_id or "", child.id, child.ref)


def _month(batch: Rows, person: Person, at: datetime) -> None:
    """Add a reflection that was shared, one that was thrown away, and what was said and told."""
    _reflection(batch, person, at)
    thrown = _draft(batch, person, at)
    batch.steps(thrown, [Step(StepKind.OPENED), Step(StepKind.DISCARDED)], person.id, at)
    digest = Digest(id=new_id(), person_id=person.id, day=at.date())
    batch.put(digest)
    for subject in (new_id(), new_id()):
        batch.put(
            Reminder(kind="agreement", subject=subject, due_on=at.date(), stage=1,
                     person_id=person.id, digest_id=digest.id, made_at=at)
        )  # fmt: skip
    for channel in (WEB, TELEGRAM):
        for number in range(LINES_A_MONTH):
            _lines(batch, person, channel, at, digest.id if number == 0 else None)


def _reflection(batch: Rows, person: Person, at: datetime) -> None:
    draft_id = _draft(batch, person, at)
    batch.steps(draft_id, [Step(StepKind.OPENED), Step(StepKind.SUBMITTED)], person.id, at)
    record = Record(
        id=new_id(), draft_id=draft_id, kind="reflection", visibility="shared",
        writer_id=person.id, team_id=person.team_id, held_on=at.date(), guide="quick-reflection",
        version=2,
    )  # fmt: skip
    batch.put(record)
    batch.put(Submission(record_id=record.id, number=1, submitted_at=at))
    if person.supervisor_id:
        batch.put(Share(draft_id=draft_id, with_id=person.supervisor_id, shared_at=at))


def _draft(batch: Rows, person: Person, at: datetime) -> str:
    row = DraftRow(new_id(), DraftKind.GUIDE, "quick-reflection", 2, person.id, None, None, at)
    batch.draft(row)
    return row.id


def _lines(batch: Rows, person: Person, channel: str, at: datetime, digest: str | None) -> None:
    """Add one line each way: what a person said on a channel, and what they were told."""
    said = "She hid behind the sofa." if channel == WEB else None
    batch.put(
        Seen(channel=channel, update_key=new_id(), person_id=person.id, said=said, seen_at=at,
             place=new_place())
    )  # fmt: skip
    batch.put(
        OutboxMessage(
            id=new_id(), person_id=person.id, channel=channel, address=person.id,
            body=to_json(Outgoing("Saved.")), made_at=at, not_before=at, sent_at=at,
            sent_place=new_place(), shown_at=at, attempts=1, batch=new_id(), turn=4,
            external_id=new_id() if channel == TELEGRAM else None, digest_id=digest,
        )
    )  # fmt: skip


def _enrol(session: Session, person: Person) -> str:
    for channel, address in ((TELEGRAM, chat_of(person)), (WEB, person.id)):
        session.add(
            Identity(channel=channel, address=address, person_id=person.id, enrolled_at=NOW)
        )
    session.flush()
    return web_sessions.start(session, person.id, NOW)


def chat_of(person: Person) -> str:
    """Return the address of a person's chat on Telegram."""
    return str(int(person.id[8:16], 16))


def _last_record(session: Session, of: Colleagues) -> Record:
    """Return the first record of the last meeting, which waits to be agreed; the next came back."""
    found = session.exec(
        select(Record)
        .where(Record.other_id == of.practitioner.id)
        .order_by(col(Record.held_on).desc(), col(Record.id))
        .limit(2)
    ).all()
    for record, kind in zip(found, (StepKind.SUBMITTED, StepKind.RETURNED), strict=True):
        author = record.writer_id if kind == StepKind.SUBMITTED else of.practitioner.id
        drafts.add_steps(
            session, record.draft_id, [StepRow(4, kind, None, 0, None, False, author, NOW)]
        )
    return found[0]
