"""What people answered about contacts, as far as it counts: whose each is, and which are repeats.

As practice.true_contacts reads the same answers. There are few of them beside the contacts, so each
is gone through once, and contacts are looked up in what comes of it.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    or_,
    select,
    union,
)

from practice.contact_answers import ContactAnswer, ContactQuestion
from storage.letters import lowered
from storage.link_answers import holding
from storage.measures.scope import Asked
from storage.tables import Child, Contact, LinkAnswer, table_of

_contact, _child, _answer = table_of(Contact), table_of(Child), table_of(LinkAnswer)


def settled(asked: Asked) -> CTE:
    """Return the answers that hold."""
    return asked.once("settled", lambda: holding(asked.moment).cte("settled"))


def is_said(
    rows: FromClause, question: ContactQuestion, answer: ContactAnswer
) -> ColumnElement[bool]:
    """Return the condition that an answer says this to such a question."""
    return and_(rows.c.question == question.value, rows.c.answer == answer.value)


def confirmed(asked: Asked) -> CTE:
    """Return the contacts without a reference of whom it was said whose they are: the last child.

    Its id and child_ref, with the contact's own ref, day and reason.
    """
    return asked.once("confirmed", lambda: _confirmed(asked))


def _confirmed(asked: Asked) -> CTE:
    said, later = settled(asked), settled(asked).alias()
    yes = (ContactQuestion.CHILD, ContactAnswer.YES)
    replaced = exists().where(
        is_said(later, *yes), later.c.contact_id == said.c.contact_id, later.c.id > said.c.id
    )
    columns = (_contact.c[name] for name in ("id", "ref", "received_on", "reason"))
    return (
        select(*columns, _child.c.ref.label("child_ref"))
        .join(said, said.c.contact_id == _contact.c.id)
        .join(_child, _child.c.id == said.c.other_id)
        .where(is_said(said, *yes), ~replaced, _contact.c.child_ref.is_(None))
        .cte("confirmed")
    )


def said_open(asked: Asked, contact: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the table, or an alias
    """Return the condition that somebody said a contact's case was open, as it was written down."""
    said = settled(asked)
    yes = is_said(said, ContactQuestion.OPEN, ContactAnswer.YES)
    contact_id: ColumnElement[str] = contact.c.id
    return contact_id.in_(select(said.c.contact_id).where(yes))


def said_repeated(asked: Asked) -> ColumnElement[bool]:
    """Return the condition that a contact repeats another, as people said."""
    return _contact.c.id.in_(union(_one_event(asked), *_of_one_child(asked)))


def _one_event(asked: Asked) -> Select[Any]:
    """Select, of two contacts that are one event, the later."""
    said, one, other = settled(asked), _contact.alias("one"), _contact.alias("other")
    return (
        select(_later(one, other))
        .select_from(said)
        .join(one, one.c.id == said.c.contact_id)
        .join(other, other.c.id == said.c.other_id)
        .where(is_said(said, ContactQuestion.EVENT, ContactAnswer.YES), one.c.id != other.c.id)
    )


def _of_one_child(asked: Asked) -> tuple[Select[Any], ...]:
    """Select, of two contacts of a day about one child for one reason, the later.

    At least one of the two is about the child because somebody said so.
    """
    one = confirmed(asked)
    return tuple(
        select(_later(one, other)).where(
            other.c.child_ref == one.c.child_ref,
            other.c.id != one.c.id,
            other.c.received_on == one.c.received_on,
            lowered(other.c.reason) == lowered(one.c.reason),
            one.c.reason != "",
            ~apart(asked, one.c.id, other.c.id),
        )
        for other in (_contact.alias("named"), one.alias())
    )


def _later(one: Any, other: Any) -> ColumnElement[str]:  # noqa: ANN401 - tables with columns
    is_later = or_(
        one.c.received_on > other.c.received_on,
        and_(one.c.received_on == other.c.received_on, one.c.ref > other.c.ref),
    )
    return case((is_later, one.c.id), else_=other.c.id)


def apart(asked: Asked, one: Any, other: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns of ids
    """Return the condition that somebody said two contacts are not one event."""
    said = settled(asked).alias()
    pair = or_(
        and_(said.c.contact_id == one, said.c.other_id == other),
        and_(said.c.contact_id == other, said.c.other_id == one),
    )
    is_no = is_said(said, ContactQuestion.EVENT, ContactAnswer.NO)
    # Also where the two stand in a statement further out.
    return exists(select(said.c.id).where(is_no, pair).correlate_except(said))
