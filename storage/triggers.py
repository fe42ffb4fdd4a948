"""Triggers that keep some tables append-only: a row there is neither changed nor removed.

Alembic's batch mode drops them without a word when it rebuilds a table, so they are made again and
looked for after every migration, and at every start.
"""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import Connection

APPEND_ONLY = (
    "step",
    "supervision",
    "record",
    "submission",
    "line",
    "claim",
    "claim_strike",
    "process_share",
    "addendum",
    "outcome",
    "outcome_rating",
    "action",
    "action_answer",
    "contingency",
    "contingency_answer",
    "missed_supervision",
    "enquiry",
    "enquiry_answer",
    "enquiry_evidence",
    "quotation",
    "quotation_closing",
    "guide_version",
    "reader_check",
    "share",
    "share_closing",
    "taken_in",
    "unsigned_closing",
    "audit_draw",
    "departure",
    "absence",
    "absence_ending",
    "import_batch",
    "imported_row",
    "imported_note",
    "note_standing",
    "import_undoing",
    "link_answer",
    "reviewed_name",
    "summary_view",
    "summary_showing",
    "summary_rhythm",
    "audit_event",
)
"""What people said, sent, agreed and were shown. Agreements are among the steps."""

_DEEDS = ("update", "delete")
_SERVER_DEEDS = (*_DEEDS, "truncate")


def make(connection: Connection) -> None:
    """Make every append-only trigger anew, in the transaction of `connection`."""
    embedded = connection.dialect.name == "sqlite"
    for statement in _embedded_statements() if embedded else _server_statements():
        connection.execute(text(statement))


def missing(connection: Connection) -> list[str]:
    """Return the names of the triggers that ought to be there, on and as we make them, but are not.

    One of the right name may refuse nothing.
    """
    embedded = connection.dialect.name == "sqlite"
    there = {tuple(row) for row in connection.execute(text(_EMBEDDED if embedded else _SERVER))}
    made = _embedded_trigger if embedded else _server_trigger
    deeds = _DEEDS if embedded else _SERVER_DEEDS
    wanted = [(_name(table, deed), made(table, deed)) for table in APPEND_ONLY for deed in deeds]
    return [name for name, statement in wanted if (name, statement) not in there]


_EMBEDDED = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
# 23001 is restrict_violation: the same class of error as the embedded file's ABORT.
_REFUSE = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END "
_SERVER = f"""
    SELECT tgname, replace(pg_get_triggerdef(t.oid), 'ON ' || current_schema() || '.', 'ON ')
    FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
    AND prosrc = '{_REFUSE.replace("'", "''")}'
"""  # noqa: S608 - no word of it comes from outside


def _name(table: str, deed: str) -> str:
    return f"{table}_refuses_{deed}"


def _embedded_trigger(table: str, deed: str) -> str:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return f"CREATE TRIGGER {_name(table, deed)} BEFORE {deed} ON {table} BEGIN {refuse}; END"


def _server_trigger(table: str, deed: str) -> str:
    # As PostgreSQL itself would write it.
    each = "STATEMENT" if deed == "truncate" else "ROW"
    return (
        f"CREATE TRIGGER {_name(table, deed)} BEFORE {deed.upper()} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )


def _embedded_statements() -> Iterator[str]:
    for table in APPEND_ONLY:
        for deed in _DEEDS:
            yield f"DROP TRIGGER IF EXISTS {_name(table, deed)}"
            yield _embedded_trigger(table, deed)


def _server_statements() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
        f"AS $${_REFUSE}$$"
    )
    for table in APPEND_ONLY:
        for deed in _SERVER_DEEDS:
            yield f"DROP TRIGGER IF EXISTS {_name(table, deed)} ON {table}"
            yield _server_trigger(table, deed)
