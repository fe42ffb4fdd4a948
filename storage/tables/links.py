"""What people answered to what names or nearness in time proposed of a contact. Append-only."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel

from practice.contact_answers import ContactAnswer, ContactQuestion
from storage.tables.base import one_of, row_id


class LinkAnswer(SQLModel, table=True):
    """A person's answer about a contact: is it about that child, one event with that contact.

    Or, with no `other_id`, whether the case of one written down as already open was. Of answers on
    the same question the last holds, while both rows say what they said then: `contact_facts` and
    `other_facts` are the numbers of the imports that last changed what is compared of them, 0 where
    none did. A row may go (an import that is undone), so neither is a foreign key.
    """

    __tablename__ = "link_answer"
    __table_args__ = (
        *(one_of("question", ContactQuestion), one_of("answer", ContactAnswer)),
        Index("link_answer_of", "contact_id"),
        Index("link_answer_other", "other_id"),
    )
    id: str = row_id()
    contact_id: str = Field(max_length=32)
    question: str
    other_id: str = Field(default="", max_length=32)
    contact_facts: int = 0
    other_facts: int = 0
    answer: str
    answered_by_id: str = Field(foreign_key="person.id")
    answered_at: datetime
