"""Children who change worker, and who of the two has not written of it yet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, CompoundSelect, or_, select, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.handovers import CLOSES_AFTER, OPENS_BEFORE, Side, end_of_work, follows
from practice.supervision import is_open as is_involved
from practice.terms import ChildStatus, InvolvementPart, RecordKind
from storage import reach
from storage.children import not_ended
from storage.due import end_of
from storage.presence import has_left, is_here
from storage.tables import Child, Involvement, Person, Record, Submission

_theirs, _taken, _sent = aliased(Involvement), aliased(Involvement), aliased(Submission)


@dataclass(frozen=True)
class Handover:
    """One side of a change of worker that was not written of yet, and who writes it.

    `writer` is the worker of that side; of one who has left, who is next up their line, and `gone`
    is whose place they take. `other` is the worker of the other side, None where that is not
    known. `ends_on` is the day from which the first works with the child no more, `begins_on` that
    on which the second began.
    """

    child: Child
    side: Side
    writer: Person
    other: Person | None
    ends_on: date
    begins_on: date
    gone: Person | None = None

    @property
    def key(self) -> str:
        """What tells it from every other that waits for the same person."""
        return f"{self.child.id}:{self.side[0]}"


def waiting(
    session: Session,
    on: date,
    writers: Collection[str] | None = None,
    late: timedelta = timedelta(),
) -> list[Handover]:
    """Return what waits to be handed over on a day, by child; of these writers alone (None: all).

    `late` is by how much longer it waits than it does.
    """
    ends = _ends(session, on, late, writers)
    found = [one for end in ends for one in _sides(session, end, on)]
    if writers is not None:
        found = [one for one in found if one.writer.id in writers]
    written = _written(session, {one.child.id for one in found}, on)
    return [one for one in found if not _is_written(one, written)]


@dataclass(frozen=True)
class _End:
    """The end of somebody's work with a child, and everybody's work with that child."""

    child: Child
    person: Person
    ends_on: date
    others: Sequence[tuple[Involvement, Person]]


def _ends(
    session: Session, on: date, late: timedelta, writers: Collection[str] | None
) -> Iterator[_End]:
    first, last = on - CLOSES_AFTER - late, on + OPENS_BEFORE
    theirs_to_write = true() if writers is None else _concerns(session, writers, on, first)
    rows = session.execute(
        select(Involvement, Person, Child)
        .join(Person, col(Person.id) == col(Involvement.person_id))
        .join(Child, col(Child.id) == col(Involvement.child_id))
        .where(theirs_to_write, _ends_between(first, last))
        .where(col(Child.status) != ChildStatus.CLOSED)
        .order_by(col(Child.ref), col(Involvement.started_on))
    ).all()
    others = _everybodys(session, {child.id for _, _, child in rows})
    for involvement, person, child in rows:
        ends_on = end_of_work(involvement.ended_on, person.left_on)
        theirs = others[child.id]
        is_near = ends_on is not None and first <= ends_on <= last
        if ends_on is None or not (is_near and _leads(involvement) and _stays_open(child, ends_on)):
            continue
        if not _goes_on(theirs, person, ends_on):
            yield _End(child, person, ends_on, theirs)


def _concerns(
    session: Session, writers: Collection[str], on: date, first: date
) -> ColumnElement[bool]:
    """Return the condition that one of these may have to write of an involvement's end.

    Theirs ends, that of somebody who left and whose line they are up, or they have the child too.
    Nothing of the rest of the council is read, nor what ended before the `first` day that waits.
    """
    whose = {*writers, *_gone_below(session, writers, on)}
    theirs_too = select(col(_taken.child_id)).where(col(_taken.person_id).in_(writers))
    children = not_ended(theirs_too, col(_taken.ended_on), on)
    ended = select(col(_theirs.id)).where(col(_theirs.person_id).in_(whose))
    ids: CompoundSelect[tuple[str]] = union_all(
        ended.where(col(_theirs.ended_on).is_(None)),
        ended.where(col(_theirs.ended_on) >= first),
        select(col(_theirs.id)).where(col(_theirs.child_id).in_(children)),
    )
    return col(Involvement.id).in_(ids)


def _gone_below(session: Session, person_ids: Collection[str], on: date) -> set[str]:
    """Return who has left of those that these people supervise, and of those whom these did."""
    found, ask = set[str](), set(person_ids)
    while ask:
        left = select(col(Person.id)).where(
            col(Person.supervisor_id).in_(ask), col(Person.left_on) <= on
        )
        ask = set(session.scalars(left)) - found
        found |= ask
    return found


def _ends_between(first: date, last: date) -> ColumnElement[bool]:
    ended = col(Involvement.ended_on)
    open_as_they_leave = or_(ended.is_(None), ended > col(Person.left_on))
    return or_(
        ended.between(first, last), col(Person.left_on).between(first, last) & open_as_they_leave
    )


def _everybodys(
    session: Session, child_ids: Collection[str]
) -> dict[str, list[tuple[Involvement, Person]]]:
    found: dict[str, list[tuple[Involvement, Person]]] = {one: [] for one in child_ids}
    rows = session.execute(
        select(Involvement, Person)
        .join(Person, col(Person.id) == col(Involvement.person_id))
        .where(col(Involvement.child_id).in_(child_ids))
        .order_by(col(Involvement.started_on), col(Involvement.id))
    )
    for involvement, person in rows:
        found[involvement.child_id].append((involvement, person))
    return found


def _leads(involvement: Involvement) -> bool:
    """Say whether somebody leads the work with a child: a co-worker hands nothing over."""
    return involvement.part != InvolvementPart.CO_WORKER


def _stays_open(child: Child, ends_on: date) -> bool:
    return child.closed_on is None or child.closed_on > ends_on


def _goes_on(theirs: Sequence[tuple[Involvement, Person]], person: Person, ends_on: date) -> bool:
    """Say whether the same worker's time with a child goes on in another row."""
    stays = person.left_on is None or person.left_on > ends_on
    return stays and any(
        one.id == person.id and is_involved(involvement.started_on, involvement.ended_on, ends_on)
        for involvement, one in theirs
    )


def _sides(session: Session, end: _End, on: date) -> Iterator[Handover]:
    """Yield both sides of a change, each with who is here to write it."""
    next_one = next(
        (
            (involvement, person)
            for involvement, person in end.others
            if person.id != end.person.id and _leads(involvement)
            and follows(involvement.started_on, end.ends_on)
            and is_involved(involvement.started_on, involvement.ended_on, max(on, end.ends_on))
        ),
        None,
    )  # fmt: skip
    taker, begins_on = (next_one[1], next_one[0].started_on) if next_one else (None, end.ends_on)
    gone = end.person if has_left(end.person, on) else None
    leaver = reach.first_here(session, gone.id, on) if gone else end.person
    if leaver is not None and is_here(leaver, on):
        yield Handover(end.child, Side.LEAVING, leaver, taker, end.ends_on, begins_on, gone)
    if taker is not None and begins_on <= on and is_here(taker, on):
        yield Handover(end.child, Side.TAKING_OVER, taker, end.person, end.ends_on, begins_on)


_Written = set[tuple[str, str, date]]
"""Who wrote a handover of which child, and on which day."""


def _written(session: Session, child_ids: Collection[str], on: date) -> _Written:
    rows = session.execute(
        select(col(Record.child_id), col(Record.writer_id), col(Record.held_on))
        .join(_sent, col(_sent.record_id) == col(Record.id))
        .where(col(Record.child_id).in_(child_ids), col(Record.kind) == RecordKind.HANDOVER)
        .where(col(_sent.submitted_at) < end_of(on))
    )
    return {(child_id, writer_id, day) for child_id, writer_id, day in rows if child_id}


def _is_written(one: Handover, written: _Written) -> bool:
    """Say whether a side was written of: by its writer, or by the one who has left since."""
    writers = {one.writer.id, *([one.gone.id] if one.gone else [])}
    first = one.ends_on - OPENS_BEFORE - CLOSES_AFTER
    return any(
        child_id == one.child.id and writer_id in writers and day >= first
        for child_id, writer_id, day in written
    )
