"""Which key the records are sealed with."""

from sqlmodel import Field, SQLModel


class SealingKey(SQLModel, table=True):
    """The id of the master key in use, so that a server is never started with another one."""

    __tablename__ = "sealing_key"
    id: str = Field(primary_key=True)
