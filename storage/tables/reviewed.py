"""What people said that a name in a council's export means, kept for the next one."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.base import row_id


class ReviewedName(SQLModel, table=True):
    """A name in an export and what somebody said that it means. Append-only: the last one holds.

    `of` says what kind of name: a sheet, a column of a list, a team or a worker.
    """

    __tablename__ = "reviewed_name"
    id: str = row_id()
    of: str
    said: str
    means: str
    reviewed_at: datetime
