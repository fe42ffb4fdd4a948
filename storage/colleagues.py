"""Who works beside a person: those among whom a first name may not be enough."""

from sqlmodel import Session, col, or_, select

from storage.tables import Person


def beside(session: Session, person: Person) -> list[Person]:
    """Return who shares a team or a supervisor with a person, gone or not, and the person."""
    team, above = col(Person.team_id) == person.team_id, col(Person.supervisor_id)
    return list(session.exec(select(Person).where(or_(team, above == person.supervisor_id))))
