"""Triggers that keep what waits, and what a list can be narrowed to, in rows of their own.

A materialised view, kept up to date by the transaction that changes what it is made of: so what
waits is read without looking through all that a person ever wrote
(docs/decisions/0041-what-waits-has-rows-of-its-own.md).
"""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import Connection

from practice.access import Visibility
from practice.terms import RECORD_STATES, DraftKind, StepKind
from storage import kept_triggers
from storage.kept_triggers import Trigger
from storage.record_walk import OPEN_TO_TEAMS

CHILD, PRACTITIONER = "child", "practitioner"
"""The kinds of choice; and the role of a meeting's practitioner."""

# No word of what follows comes from outside: the names of our own tables, and our own terms.
_STATES = ", ".join(f"'{state}'" for state in RECORD_STATES)
_LAST_STATE = (
    f"(SELECT kind FROM step WHERE draft_id = {{}} AND kind IN ({_STATES})"  # noqa: S608
    " ORDER BY number DESC LIMIT 1)"
)
_WAITS = f"('{StepKind.SUBMITTED}', '{StepKind.RETURNED}')"
_OPEN = "({})".format(", ".join(f"'{one}'" for one in OPEN_TO_TEAMS))
_ONCE = "ON CONFLICT DO NOTHING;"
_OWN = f"('{DraftKind.AGREEMENT}', '{DraftKind.VIEW}')"
"""The kinds of draft that wait for their person though they belong to another draft."""


def _waiting_parts(row: str, source: str) -> str:
    """Return the statement that adds the parts of records, of each for its people and its team."""
    state = _LAST_STATE.format(f"{row}.draft_id")
    whose = (("writer_id", "supervisor"), ("other_id", PRACTITIONER), ("team_id", "team"))
    parts = " UNION ".join(
        f"SELECT {row}.{column} AS whose, {row}.draft_id AS draft_id,"
        f" {row}.supervision_id AS supervision_id, '{role}' AS role, {state} AS state {source}"
        for column, role in whose
    )
    return (
        "INSERT INTO waiting_part (whose, draft_id, supervision_id, role, state)"  # noqa: S608
        " SELECT whose, draft_id, supervision_id, role, state"
        f" FROM ({parts}) AS parts WHERE state IN {_WAITS} {_ONCE}"
    )


def _unfinished(draft: str) -> str:
    """Return the statement that adds the drafts that wait, of those `draft` names."""
    state = _LAST_STATE.format("draft.id")
    whole = f"draft.parent_id IS NULL OR draft.kind IN {_OWN}"
    thrown = f"SELECT 1 FROM step WHERE draft_id = draft.id AND kind = '{StepKind.DISCARDED}'"  # noqa: S608
    return (
        "INSERT INTO unfinished_draft (person_id, draft_id)"  # noqa: S608
        f" SELECT person_id, id FROM draft WHERE {draft} AND NOT EXISTS ({thrown})"
        f" AND ((({whole}) AND {state} IS NULL) OR {state} = '{StepKind.RETURNED}') {_ONCE}"
    )


def _choices(row: str, whose: Iterator[tuple[str, str]]) -> str:
    """Return the statement that adds the child and the practitioner of a record to lists."""
    practitioner = (
        f"CASE WHEN {row}.supervision_id IS NULL THEN {row}.writer_id ELSE {row}.other_id END"
    )
    wanted = ((CHILD, f"{row}.child_id"), (PRACTITIONER, practitioner))
    found = " UNION ".join(
        f"SELECT {who} AS whose, '{kind}' AS kind, {what} AS what {source}"
        for who, source in whose
        for kind, what in wanted
    )
    return (
        "INSERT INTO list_choice (whose, kind, what) SELECT whose, kind, what"  # noqa: S608
        f" FROM ({found}) AS found WHERE whose IS NOT NULL AND what IS NOT NULL {_ONCE}"
    )


def _shared(draft: str) -> str:
    """Return the statements that say anew in whose list the shared reflections of drafts stand."""
    of_draft = f"record.draft_id {draft} AND record.visibility = '{Visibility.SHARED}'"
    open_ = "NOT EXISTS (SELECT 1 FROM share_closing WHERE share_id = share.id)"
    row = "record.held_on AS held_on, record.id AS record_id, record.writer_id AS writer_id"
    of_share = "share.draft_id = record.draft_id"
    known = f"FROM record WHERE {of_draft}"
    return (
        "DELETE FROM shared_reflection"  # noqa: S608
        f" WHERE whose IN (SELECT '' UNION SELECT with_id FROM share WHERE draft_id {draft})"
        f" AND held_on IN (SELECT held_on {known}) AND record_id IN (SELECT id {known});"
        " INSERT INTO shared_reflection (whose, held_on, record_id, writer_id)"
        " SELECT whose, held_on, record_id, writer_id FROM ("
        f"SELECT share.with_id AS whose, {row} FROM record JOIN share ON {of_share}"
        f" WHERE {of_draft} AND {open_} UNION SELECT '' AS whose, {row} {known}"
        f" AND NOT EXISTS (SELECT 1 FROM share WHERE {of_share} AND {open_})"
        f") AS found WHERE whose IS NOT NULL {_ONCE}"
    )


def _lists_of(row: str, source: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield in whose lists a record stands, but for whom it was shared with, and where from."""
    yield f"{row}.writer_id", source
    yield f"{row}.other_id", source
    yield f"{row}.team_id", f"{source} {where} {row}.visibility IN {_OPEN}"


_OF_SHARE = (
    "FROM share JOIN record ON record.draft_id = share.draft_id"
    f" AND record.visibility = '{Visibility.SHARED}'"
)
_OF_DRAFT = "FROM record WHERE draft_id = NEW.draft_id"
_SETTLES = f"NEW.kind IN ({_STATES}, '{StepKind.DISCARDED}')"
_TRIGGERS = (
    Trigger(
        "draft",
        "insert",
        _unfinished("draft.id = NEW.id"),
        f"NEW.parent_id IS NULL OR NEW.kind IN {_OWN}",
        does="waits",
    ),
    Trigger(
        "step",
        "insert",
        "DELETE FROM unfinished_draft WHERE draft_id = NEW.draft_id"  # noqa: S608
        " AND person_id = (SELECT person_id FROM draft WHERE id = NEW.draft_id);"
        " DELETE FROM waiting_part WHERE draft_id = NEW.draft_id AND whose IN"
        f" (SELECT writer_id {_OF_DRAFT} UNION SELECT other_id {_OF_DRAFT}"
        f" UNION SELECT team_id {_OF_DRAFT});"
        + _unfinished("draft.id = NEW.draft_id")
        + _waiting_parts("record", f"{_OF_DRAFT} AND supervision_id IS NOT NULL"),
        _SETTLES,
        does="waits",
    ),
    Trigger(
        "record",
        "insert",
        _waiting_parts("NEW", "WHERE NEW.supervision_id IS NOT NULL")
        + _choices("NEW", _lists_of("NEW", "", "WHERE"))
        + _choices("record", iter([("share.with_id", f"{_OF_SHARE} WHERE record.id = NEW.id")])),
        does="waits",
    ),
    Trigger(
        "share",
        "insert",
        _choices("record", iter([("share.with_id", f"{_OF_SHARE} WHERE share.id = NEW.id")])),
        does="waits",
    ),
    Trigger(
        "record",
        "insert",
        _shared("= NEW.draft_id"),
        f"NEW.visibility = '{Visibility.SHARED}'",
        does="shows",
    ),
    Trigger("share", "insert", _shared("= NEW.draft_id"), does="shows"),
    Trigger(
        "share_closing",
        "insert",
        _shared("= (SELECT draft_id FROM share WHERE id = NEW.share_id)"),
        does="shows",
    ),
)


def make(connection: Connection) -> None:
    """Make every trigger anew, in the transaction of `connection`, and all that they keep."""
    kept_triggers.make(connection, _TRIGGERS)
    for table in ("waiting_part", "unfinished_draft", "list_choice", "shared_reflection"):
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    for statement in (
        _waiting_parts("record", "FROM record WHERE record.supervision_id IS NOT NULL"),
        _unfinished("1 = 1"),
        _choices("record", _lists_of("record", "FROM record", "WHERE")),
        _choices("record", iter([("share.with_id", _OF_SHARE)])),
        _shared("IS NOT NULL").partition(";")[2],
    ):
        connection.execute(text(statement))


def missing(connection: Connection) -> list[str]:
    """Return the names of those that ought to be there, on and as we make them, but are not."""
    return kept_triggers.missing(connection, _TRIGGERS)
