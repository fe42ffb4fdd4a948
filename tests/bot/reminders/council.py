"""A small council that is reminded: a supervisor, practitioners, children, meetings, addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import select

from bot.messages import Outgoing, from_json
from practice.calendar import LONDON
from storage import outbox
from storage.encryption import seal_row, unseal
from storage.outbox import Waiting
from storage.session import Session, Store
from storage.tables import (
    Action,
    Child,
    Contingency,
    Identity,
    Involvement,
    OutboxMessage,
    Person,
    Record,
    Reminder,
    Submission,
    Supervision,
)
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.factories import a_meeting, a_record, a_step, a_submission, an_agenda_item

CHANNELS = ("telegram", "web")


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment on London's clocks."""
    return datetime.combine(day, time(hour, minute), LONDON)


def enrol(session: Session, person: Person, *channels: str) -> None:
    for channel in channels or CHANNELS:
        session.add(
            Identity(
                channel=channel,
                address=f"{channel}-{person.id}",
                person_id=person.id,
                enrolled_at=at(date(2026, 1, 5)),
            )
        )
    session.flush()


@dataclass
class Council:
    """Rows of a small council, detached from the transaction that made them."""

    store: Store
    supervisor: Person
    practitioners: list[Person]
    children: dict[str, list[Child]] = field(default_factory=dict)

    @property
    def practitioner(self) -> Person:
        return self.practitioners[0]

    def of(self, practitioner: Person) -> list[Child]:
        return self.children[practitioner.id]

    def discuss(
        self,
        practitioner: Person,
        became: Sequence[str],
        held_on: date,
        sent_at: datetime | None = None,
        next_on: date | None = None,
    ) -> str:
        """Send a meeting: what became of each child in turn; return its id.

        Each child in depth has a record that waits for agreement, the children looked at one list.
        """
        sent_at = sent_at or at(held_on, 12)
        with self.store.writing() as session:
            meeting = a_meeting(session, practitioner, held_on, sent_at=sent_at, next_on=next_on)
            for child, word in zip(self.of(practitioner), became, strict=False):
                self._part(session, meeting, child, word, sent_at)
            return meeting.id

    def _part(
        self, session: Session, meeting: Supervision, child: Child, word: str, sent_at: datetime
    ) -> None:
        if word == "not discussed":
            an_agenda_item(session, meeting, child, word, "no time")
            return
        kind = "in depth" if word == "in depth" else "looked at"
        a_submission(session, a_record(session, meeting, child, kind, word), at=sent_at)

    def plan(
        self, meeting_id: str, *, act_by: date | None = None, action: date | None = None, who: str
    ) -> None:
        """Add a date to act by and an action to the first child in depth of a meeting."""
        with self.store.writing() as session:
            query = select(Record).where(Record.supervision_id == meeting_id)
            record = next(r for r in session.exec(query) if r.kind == "in depth")
            sent = session.exec(select(Submission).where(Submission.record_id == record.id)).one()
            assert record.child_id
            if act_by:
                session.add(
                    Contingency(submission_id=sent.id, child_id=record.child_id, due_on=act_by)
                )
            if action:
                row = Action(
                    submission_id=sent.id,
                    child_id=record.child_id,
                    what="Ring the school",
                    who=who,
                    due_on=action,
                )
                session.add(Action(**seal_row(session, "action", row.model_dump())))

    def decide(self, meeting_id: str, kind: str, moment: datetime, part: int | None = None) -> None:
        """Agree, return or send again a part of a meeting, or all of it."""
        with self.store.writing() as session:
            query = select(Record).where(Record.supervision_id == meeting_id)
            records = sorted(session.exec(query), key=lambda record: record.id)
            for record in records if part is None else records[part : part + 1]:
                a_step(session, record, kind, moment)

    def end(self, practitioner: Person, child: int, day: date) -> None:
        with self.store.writing() as session:
            query = select(Involvement).where(Involvement.person_id == practitioner.id)
            query = query.where(Involvement.child_id == self.of(practitioner)[child].id)
            session.exec(query).one().ended_on = day

    def change(self, person: Person, **values: object) -> None:
        with self.store.writing() as session:
            row = session.get_one(Person, person.id)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)

    def meetings(self) -> list[str]:
        with self.store.reading() as session:
            return sorted(session.exec(select(Supervision.id)))

    def rows(self) -> list[Reminder]:
        with self.store.reading() as session:
            return sorted(session.exec(select(Reminder)), key=lambda row: row.id)

    def messages(self) -> list["Posted"]:
        with self.store.reading() as session:
            found = session.exec(select(OutboxMessage).order_by(OutboxMessage.id))
            return [_posted(session, row) for row in found]

    def deliver(self, now: datetime) -> list[Waiting]:
        """Send what is due on every channel; return it."""
        sent = []
        for channel in CHANNELS:
            with self.store.writing() as session:
                claimed = outbox.claim(
                    session, channel, now=now, lease=timedelta(minutes=1), most=1000
                )
                for waiting in claimed:
                    outbox.settle_sent(session, waiting.id, "1", now)
                sent += claimed
        return sent


@dataclass(frozen=True)
class Posted:
    """A row of the outbox, its message read."""

    id: str
    digest_id: str | None
    person_id: str | None
    channel: str
    address: str
    message: Outgoing
    not_before: datetime
    sent_at: datetime | None
    failure: str | None


def _posted(session: Session, row: OutboxMessage) -> Posted:
    body = unseal(session, row.body, "outbox_message", row.id, "body")
    return Posted(
        row.id,
        row.digest_id,
        row.person_id,
        row.channel,
        row.address,
        from_json(body),
        row.not_before,
        row.sent_at,
        row.failure,
    )


def a_council(
    store: Store, practitioners: int = 1, children: int = 3, channels: Sequence[str] = CHANNELS
) -> Council:
    """Add a supervisor, who is enrolled as the practitioners are, and children open since 2026."""
    with store.writing() as session:
        team = a_team(session)
        supervisor = a_person(session, "Sunil Rao", "supervisor", team=team)
        people = [
            a_person(session, f"Priya {n}", team=team, supervisor=supervisor)
            for n in range(practitioners)
        ]
        for person in (supervisor, *people):
            if channels:
                enrol(session, person, *channels)
        council = Council(store, supervisor, people)
        for person in people:
            council.children[person.id] = [a_child(session) for _ in range(children)]
            for child in council.children[person.id]:
                an_involvement(session, child, person)
    return council
