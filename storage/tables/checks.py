"""How well the reader reads this council's own texts, as two people marked them. Counts only."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class ReaderCheck(SQLModel, table=True):
    """What came of one check of the reader, for one indicator: counts, of no writer and no text.

    Texts that only one of the two marked as showing it are `first_alone` and `second_alone`. Of
    those on which they agree, it was `found` or `missed` where they say that it shows, and
    `found_wrongly` or `rightly_left` where they say that it does not.
    """

    __tablename__ = "reader_check"
    id: str = row_id()
    checked_at: datetime = Field(index=True)
    reader: str
    indicator: str
    first_alone: int
    second_alone: int
    found: int
    missed: int
    found_wrongly: int
    rightly_left: int
