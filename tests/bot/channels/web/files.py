"""A council with files of its own: what its pages show of them, and what stays in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from storage.encryption import seal_row
from storage.tables import Contact, Team
from tests import factories
from tests.bot.channels.web.contexts import Council, a_council
from tests.reports.casework.rows import (
    a_conference,
    a_contact,
    a_referral,
    an_assessment,
    an_enquiry,
)

SEPTEMBER = {"month": "2026-09"}
NAMES = {
    "forename": "Kayleigh",
    "surname": "Winterbottom",
    "birth_date": "2014-05-06",
    "postcode": "DL3 6TT",
}
"""Of a child whom contacts name: they stand on no page."""
SOURCE = "Police"
A_TEXT = "Mrs Jones of 4 High Street rang and said that he shouts at the children each night"


@contextmanager
def a_council_with_files(folder: Path) -> Iterator[Council]:
    """Yield a council of which East has files for September 2026, and West a few rows."""
    with a_council(folder) as made:
        with made.store.writing() as session:
            _fill(session, made)
        yield made


def _fill(session: Session, council: Council) -> None:
    west = session.exec(select(Team).where(Team.name == "Assessment West")).one()
    for n in range(57):
        outcome = ("no further action", "referral", None)[n % 3]
        told = {"source": SOURCE if n % 4 else "School", "reason": "Neglect", "outcome": outcome}
        child = {"child_ref": council.child.ref if n == 10 else "CH-9999"} if n % 5 == 0 else {}
        met = {"threshold_met": "yes" if n % 2 else "no"}
        contact = a_contact(
            session, date(2026, 9, 1 + n % 28), council.team, **told, **child, **met
        )
        _named(session, contact)
    a_contact(session, date(2026, 9, 9), west, source=A_TEXT, outcome="no further action")
    _later(session, council, west)


def _named(session: Session, contact: Contact) -> None:
    for column, value in seal_row(session, "contact", {"id": contact.id, **NAMES}).items():
        setattr(contact, column, value)
    session.flush()


def _later(session: Session, council: Council, west: Team) -> None:
    a_referral(session, date(2026, 9, 4), council.team, source=SOURCE, child_ref="CH-9999")
    other = factories.a_child(session, "CH-0500")
    for ref, ended in ((council.child.ref, 20), (other.ref, 25), ("CH-7777", 28)):
        of = {"child_ref": ref, "child_seen_on": date(2026, 9, 3), "outcome": "Plan"}
        an_assessment(session, date(2026, 9, 2), date(2026, 9, ended), council.team, **of)
    an_assessment(session, date(2026, 9, 2), date(2026, 9, 1), council.team)
    for n, team in enumerate((council.team, council.team, west)):
        enquiry = an_enquiry(session, date(2026, 9, 3 + n), team, child_ref=other.ref)
        if n:
            a_conference(session, date(2026, 9, 20 + n), enquiry)
