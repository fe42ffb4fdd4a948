"""PostgreSQL: what the account may do that the program runs as, where another owns the tables.

An owner can switch every trigger off. So a council makes two accounts (docs/deployment.md): one
that owns the tables and brings them up to date, and `PROGRAM`, which may only add to what is
append-only.
"""

from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage.session import Store
from storage.tables import TABLES
from storage.triggers import APPEND_ONLY

PROGRAM = "understory_program"


def give(connection: Connection) -> None:
    """Give the account `PROGRAM` what it needs of each table, and nothing more, if there is one.

    After every migration, since a new table gives nothing to anybody.
    """
    if connection.dialect.name == "sqlite" or not _is_there(connection):
        return
    for model in TABLES:
        table = str(model.__tablename__)
        deeds = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        connection.execute(text(f"REVOKE ALL ON {table} FROM {PROGRAM}"))
        connection.execute(text(f"GRANT {deeds} ON {table} TO {PROGRAM}"))
    connection.execute(text(f"GRANT SELECT ON alembic_version TO {PROGRAM}"))


def _is_there(connection: Connection) -> bool:
    query = text("SELECT 1 FROM pg_roles WHERE rolname = :name AND rolname <> current_user")
    return connection.scalar(query, {"name": PROGRAM}) is not None


def may_change_audit(store: Store) -> bool:
    """Say whether the account in use could change or empty the audit, or switch its triggers off.

    Of an embedded file it always could: whoever opens that has the key.
    """
    if store.embedded:
        return True
    query = text("""
        SELECT pg_has_role(relowner, 'USAGE')
            OR has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        FROM pg_class WHERE oid = 'audit_event'::regclass
    """)
    with store.reading() as session:
        return bool(session.connection().scalar(query))
