"""What every table shares. Foreign keys only, no Relationship: rows are asked for, never walked."""

from collections.abc import Sequence

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from storage.ids import new_id


def row_id() -> str:
    """Return the primary-key field of a table: an identifier made by the application."""
    field: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    return field


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """Return the check that keeps `column` to `values`; a plain string is easier to migrate."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
