"""What somebody is called: one column of one row, which pages ask for by the dozen."""

from sqlalchemy import bindparam, select
from sqlmodel import Session

from storage.prepared import Prepared
from storage.tables import Child, Person, table_of

_person, _child = table_of(Person).c, table_of(Child).c


def name_of(session: Session, person_id: str) -> str:
    """Return the name of a person, gone or not; nothing where there is no such person."""
    row = _NAME.first(session, id=person_id)
    return row.name if row else ""


def ref_of(session: Session, child_id: str) -> str:
    """Return what the council calls a child; nothing where there is no such child."""
    row = _REF.first(session, id=child_id)
    return row.ref if row else ""


_NAME = Prepared(select(_person.name).where(_person.id == bindparam("id")), flushes=True)
_REF = Prepared(select(_child.ref).where(_child.id == bindparam("id")), flushes=True)
