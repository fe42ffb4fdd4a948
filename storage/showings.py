"""Summaries as they were shown, so that they open again as they were: what each said, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select
from sqlmodel import Session, col, select

from practice.calendar import Month, london_day
from storage import audit
from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.session import cipher_of
from storage.tables import SummaryShowing, SummaryView


@dataclass(frozen=True)
class ToShow:
    """What a team's month says, to whom (None: the server), and when it is shown."""

    view: str
    team_id: str
    month: Month
    person_id: str | None
    at: datetime


@dataclass(frozen=True)
class Showing:
    """A summary that was shown: what it said of which team's month, and when."""

    view: str
    team_id: str
    month: Month
    at: datetime


def is_noted(session: Session, to_show: ToShow) -> bool:
    """Say whether this was shown to the same person on the same day; then nothing is stored."""
    shown = _shown_to(to_show.person_id).where(
        col(SummaryView.digest) == cipher_of(session).view_hash(to_show.view),
        col(SummaryShowing.shown_on) == london_day(to_show.at),
    )
    return session.execute(shown.limit(1)).first() is not None


def note(session: Session, to_show: ToShow) -> None:
    """Store that it is shown, and what it says unless that is stored; the audit says so too."""
    if is_noted(session, to_show):
        return
    showing = SummaryShowing(
        view_id=_stored(session, to_show),
        person_id=to_show.person_id,
        shown_on=london_day(to_show.at),
        shown_at=to_show.at,
    )
    session.add(showing)
    session.flush()
    noun = str(SummaryShowing.__tablename__)
    audit.record(session, "summary shown", noun, showing.id, actor=to_show.person_id, at=to_show.at)


def _stored(session: Session, to_show: ToShow) -> str:
    digest = cipher_of(session).view_hash(to_show.view)
    found = session.scalar(select(SummaryView.id).where(col(SummaryView.digest) == digest))
    if found is not None:
        return found
    view_id = new_id()
    sealed = seal(session, to_show.view, "summary_view", view_id, "view")
    team_id, first_on = to_show.team_id, to_show.month.first
    row = SummaryView(id=view_id, team_id=team_id, first_on=first_on, digest=digest, view=sealed)
    session.add(row)
    session.flush()
    return view_id


def showing(session: Session, showing_id: str) -> Showing | None:
    """Return what was shown; whether somebody may see that is asked before its words are used."""
    found = session.execute(
        select(SummaryShowing, SummaryView)
        .join(SummaryView, col(SummaryView.id) == col(SummaryShowing.view_id))
        .where(col(SummaryShowing.id) == showing_id)
    ).first()
    if found is None:
        return None
    shown, stored = found
    view = unseal(session, stored.view, "summary_view", stored.id, "view")
    return Showing(view, stored.team_id, Month.of(stored.first_on), shown.shown_at)


def shown_before(
    session: Session, person_id: str, team_id: str, month: Month, most: int
) -> list[tuple[str, datetime]]:
    """Return the id and moment of the last showings of a team's month to a person, newest first."""
    shown = _shown_to(person_id).where(
        col(SummaryView.team_id) == team_id, col(SummaryView.first_on) == month.first
    )
    rows = session.execute(shown.order_by(col(SummaryShowing.shown_at).desc()).limit(most))
    return [(showing_id, at) for showing_id, at in rows]


def _shown_to(person_id: str | None) -> Select[str, datetime]:
    is_theirs = col(SummaryShowing.person_id) == person_id
    return (
        select(col(SummaryShowing.id), col(SummaryShowing.shown_at))
        .join(SummaryView, col(SummaryView.id) == col(SummaryShowing.view_id))
        .where(is_theirs)
    )
