"""How far the database has counted the transactions that wrote something."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class WriteSequence(SQLModel, table=True):
    """The number of the last transaction that added rows, in the one row there is."""

    __tablename__ = "write_sequence"
    id: str = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)
