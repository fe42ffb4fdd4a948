"""Teams, the people in them and how they are reached."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel, UniqueConstraint

from practice.access import Role
from practice.terms import Employment
from storage.tables.base import one_of, row_id


class Team(SQLModel, table=True):
    """A team, service or council; a tree by `parent_id`."""

    id: str = row_id()
    name: str = Field(unique=True)
    parent_id: str | None = Field(default=None, foreign_key="team.id", index=True)


class Person(SQLModel, table=True):
    """Somebody who works here; `ref` is the council's own reference."""

    __table_args__ = (one_of("role", Role), one_of("employment", Employment))
    id: str = row_id()
    ref: str = Field(unique=True)
    name: str
    role: str
    team_id: str = Field(foreign_key="team.id", index=True)
    supervisor_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    employment: str = Employment.PERMANENT
    fte: float | None = None
    newly_qualified_until: date | None = None
    started_on: date | None = Field(default=None, index=True)
    left_on: date | None = Field(default=None, index=True)
    email: str | None = None


class Departure(SQLModel, table=True):
    """Somebody's leaving on a day, as it was noticed, once; who comes back may leave again."""

    __table_args__ = (UniqueConstraint("person_id", "left_on"),)
    id: str = row_id()
    person_id: str = Field(foreign_key="person.id")
    left_on: date
    noticed_at: datetime


class Absence(SQLModel, table=True):
    """That somebody is away from one day to another, both included; why is kept nowhere.

    `said_by_id` is who said it in chat, themselves; None where it was said on the server.
    """

    __table_args__ = (CheckConstraint("first_on <= last_on", name="days_in_order"),)
    id: str = row_id()
    person_id: str = Field(foreign_key="person.id", index=True)
    first_on: date
    last_on: date = Field(index=True)
    said_by_id: str | None = Field(default=None, foreign_key="person.id")
    said_at: datetime


class AbsenceEnding(SQLModel, table=True):
    """An absence that holds only before `back_on`: they came back early, or another took over."""

    __tablename__ = "absence_ending"
    id: str = row_id()
    absence_id: str = Field(foreign_key="absence.id", index=True)
    back_on: date
    said_by_id: str | None = Field(default=None, foreign_key="person.id")
    said_at: datetime


class EnrolmentCode(SQLModel, table=True):
    """A single-use code, known only by its keyed hash.

    `revoked_at`: it was never used and never works again, for a newer one was made since, or its
    person was stopped.
    """

    __tablename__ = "enrolment_code"
    id: str = row_id()
    code_hash: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class DeviceRequest(SQLModel, table=True):
    """Somebody used a code of a person who has a device already: it waits for a yes there.

    `address` is the chat on `channel`, or the keyed hash of the browser's token. `settled_at`: it
    was answered, by a yes where `is_admitted`. `device_id` is what came of it, an identity or a
    web session: what ends where its person says that it was not them.
    """

    __tablename__ = "device_request"
    id: str = row_id()
    person_id: str = Field(foreign_key="person.id", index=True)
    code_id: str = Field(foreign_key="enrolment_code.id", unique=True)
    channel: str
    address: str = Field(index=True)
    label: str
    asked_at: datetime
    expires_at: datetime
    settled_at: datetime | None = None
    is_admitted: bool | None = None
    device_id: str | None = None


class Identity(SQLModel, table=True):
    """An address on a channel that belongs to a person (a Telegram chat, the web chat).

    `stopped_at`: nobody is let in from there, and nothing goes there. `unreachable_at`: the channel
    says that nothing gets there; the address is still the person's, who may write from it again.
    """

    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: str = row_id()
    channel: str
    address: str
    person_id: str = Field(foreign_key="person.id", index=True)
    enrolled_at: datetime
    stopped_at: datetime | None = None
    unreachable_at: datetime | None = None


class WebSession(SQLModel, table=True):
    """A browser that is signed in, known only by the keyed hash of its token.

    `label` is what its person knows it by, such as "Firefox on Windows"; `seen_at` when somebody
    last did something in it, to within a few minutes.
    """

    __tablename__ = "web_session"
    id: str = row_id()
    token_hash: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    label: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
