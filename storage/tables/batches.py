"""Imports: each is a batch, so that it can be listed and undone. Append-only, by trigger."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class ImportBatch(SQLModel, table=True):
    """One import of a file (its name is encrypted): how many rows were new, and how many changed.

    `number` counts them from 1.
    """

    __tablename__ = "import_batch"
    id: str = row_id()
    number: int = Field(unique=True)
    kind: str
    file: str
    imported_at: datetime
    added: int
    changed: int


class ImportedRow(SQLModel, table=True):
    """A row that a batch added or changed; `noun` is its table.

    `changes` (encrypted) is what the columns of a changed row held before and after. Where that is
    what a contact or child is `compared` by, answers about it hold no more.
    """

    __tablename__ = "imported_row"
    __table_args__ = {"sqlite_with_rowid": False}
    batch_id: str = Field(primary_key=True, foreign_key="import_batch.id", max_length=32)
    row_id: str = Field(primary_key=True, max_length=32, index=True)
    noun: str
    changes: str | None = None
    compared: bool = False


class ImportUndoing(SQLModel, table=True):
    """A batch that was undone: what it added is gone, and what it changed is as it was before."""

    __tablename__ = "import_undoing"
    id: str = row_id()
    batch_id: str = Field(foreign_key="import_batch.id", unique=True)
    undone_at: datetime
