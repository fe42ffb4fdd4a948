"""Every table, one module a noun."""

from storage.tables.audit import AuditEvent
from storage.tables.base import insert_once, table_of
from storage.tables.checks import ReaderCheck
from storage.tables.children import Child, Involvement
from storage.tables.drafts import Draft, GuideVersion, Step
from storage.tables.keys import SealingKey
from storage.tables.outbox import Digest, OutboxMessage, Reminder, Seen, SetAside
from storage.tables.people import EnrolmentCode, Identity, Person, Team, WebSession
from storage.tables.plans import (
    Action,
    ActionAnswer,
    Contingency,
    ContingencyAnswer,
    Outcome,
    OutcomeRating,
)
from storage.tables.records import (
    Addendum,
    AgendaItem,
    Claim,
    ClaimStrike,
    Line,
    ProcessShare,
    Record,
    Submission,
    Supervision,
)

TABLES = (
    Team,
    Person,
    EnrolmentCode,
    Identity,
    WebSession,
    Child,
    Involvement,
    GuideVersion,
    Draft,
    Step,
    Supervision,
    AgendaItem,
    Record,
    Submission,
    Line,
    Claim,
    ClaimStrike,
    ProcessShare,
    Addendum,
    Outcome,
    OutcomeRating,
    Action,
    ActionAnswer,
    Contingency,
    ContingencyAnswer,
    Digest,
    Reminder,
    OutboxMessage,
    Seen,
    SetAside,
    AuditEvent,
    ReaderCheck,
    SealingKey,
)

__all__ = [
    "TABLES",
    "Action",
    "ActionAnswer",
    "Addendum",
    "AgendaItem",
    "AuditEvent",
    "Child",
    "Claim",
    "ClaimStrike",
    "Contingency",
    "ContingencyAnswer",
    "Digest",
    "Draft",
    "EnrolmentCode",
    "GuideVersion",
    "Identity",
    "Involvement",
    "Line",
    "OutboxMessage",
    "Outcome",
    "OutcomeRating",
    "Person",
    "ProcessShare",
    "ReaderCheck",
    "Record",
    "Reminder",
    "SealingKey",
    "Seen",
    "SetAside",
    "Step",
    "Submission",
    "Supervision",
    "Team",
    "WebSession",
    "insert_once",
    "table_of",
]
