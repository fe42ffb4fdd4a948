"""How Alembic runs here: on the connection, and in the transaction, that storage.migrate opened."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from storage.tables import TABLES

assert TABLES  # noqa: S101 - the import alone fills the metadata


def plain_type(kind: str, thing: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401
    """Return a SQLModel type as the SQL type inside it, so that no release of it moves a file."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
