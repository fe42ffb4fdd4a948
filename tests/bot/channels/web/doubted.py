"""A council with calls in doubt: names that fit an open case, a second call, a contradiction."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from sqlmodel import select

from practice.calendar import Month, london_day
from practice.contact_answers import ContactAnswer
from storage import batches, registers
from storage.imports import Row, store_children
from storage.link_answers import given
from storage.session import Session
from storage.tables import Child, Contact, Person, Team
from tests.bot.channels.web.contexts import Council
from tests.factories import a_person, an_involvement

ANA: Row = {
    "forename": "Ana",
    "surname": "Whitlock-Doe",
    "birth_date": date(2015, 3, 2),
    "postcode": "DL1 5QT",
}
BEN: Row = {
    "forename": "Benedict",
    "surname": "Okonkwo",
    "birth_date": date(2012, 11, 9),
    "postcode": "DL3 2RX",
}
CLARA: Row = {
    "forename": "Clara",
    "surname": "Penhaligon",
    "birth_date": date(2018, 6, 21),
    "postcode": "DL7 9PL",
}
BEN_HEARD: Row = {**BEN, "birth_date": date(2012, 9, 11)}
NAMES = ("Whitlock-Doe", "Okonkwo", "Penhaligon", "DL1 5QT", "2 March 2015")


@dataclass(frozen=True)
class Doubted:
    """The council, a manager of one of its two teams, and the month of the calls."""

    council: Council
    of_east: Person
    month: Month

    @property
    def at(self) -> dict[str, str]:
        """What the address says for whoever manages all of it."""
        return {"month": str(self.month), "team": self.council.manager.team_id}

    def correct(self, ref: str, **new: object) -> int:
        """Let a file correct a contact, and return the import's number."""
        now = self.council.context.clock.now()
        with self.council.store.writing() as session:
            known = registers.known(session, registers.CONTACTS, [ref])[ref]
            before = batches.as_stored(session, "contact", [known.id])
            registers.store(session, registers.CONTACTS, [], {known.id: new})  # type: ignore[dict-item]
            told = [batches.Stored("contact", [], before)]
            return batches.keep(session, "contacts", "c.csv", told, now)

    def undo(self, number: int) -> None:
        """Let an import be undone."""
        with self.council.store.writing() as session:
            batches.undo(session, number, self.council.context.clock.now())

    def held(self) -> dict[str, tuple[ContactAnswer, str]]:
        """Return the answers that hold and whose they are, by the contact's reference."""
        with self.council.store.reading() as session:
            refs = {row.id: row.ref for row in session.exec(select(Contact))}
            found = given(session, self.council.context.clock.now() + timedelta(days=1))
        return {refs[one.asked.contact_id]: (one.answer, one.by_id) for one in found}


def doubted(council: Council) -> Doubted:
    """Add calls in doubt to a council, to its eastern team, all in the last whole month.

    CO-SURE and CO-HEARD name children of that team, CO-WEST one of the western.
    """
    month = Month.last_whole(london_day(council.context.clock.now()))
    with council.store.writing() as session:
        west = session.get_one(Team, council.elsewhere.team_id)
        of_east = a_person(session, "Edda East", "manager", team=council.team)
        worker = a_person(session, team=west)
        for ref, named, of in (
            ("CH-1001", ANA, council.practitioner),
            ("CH-1002", BEN, council.practitioner),
            ("CH-1003", CLARA, worker),
        ):
            _child(session, ref, named, of, month)
        _others(session, council, month)
        _calls(session, council.team.name, month)
    return Doubted(council, of_east, month)


def _child(session: Session, ref: str, named: Row, worker: Person, month: Month) -> None:
    (child_id,) = store_children(session, [{"child_ref": ref, "status": "CIN", **named}], {})
    child = session.get_one(Child, child_id)
    an_involvement(session, child, worker, month.first - timedelta(days=60))


def _others(session: Session, council: Council, month: Month) -> None:
    """Add children and calls that name nobody else, to learn from how names differ."""
    forenames = ("Idris", "Maeve", "Tobias", "Yusra", "Petra", "Colm")
    surnames = ("Ashcombe", "Lindqvist", "Tregear", "Obafemi", "Varga", "Quill")
    for number, (forename, surname) in enumerate(product(forenames, surnames)):
        named: Row = {
            "forename": forename,
            "surname": surname,
            "birth_date": date(2008, 1, 3) + timedelta(days=97 * number),
            "postcode": f"DL{number % 9 + 1} {number % 7}AB",
        }
        if number % 2:
            _child(session, f"CH-2{number:03}", named, council.practitioner, month)
        else:
            told = {"contact_ref": f"CO-2{number:03}", "received_on": month.first, **named}
            registers.store(session, registers.CONTACTS, [told], {})


def _calls(session: Session, team: str, month: Month) -> None:
    def day(number: int) -> date:
        return month.first + timedelta(days=number - 1)

    told: list[Row] = [
        {"contact_ref": "CO-SURE", "received_on": day(3), "source": "police", **ANA},
        {"contact_ref": "CO-HEARD", "received_on": day(9), "source": "school", **BEN_HEARD},
        {"contact_ref": "CO-WEST", "received_on": day(12), **CLARA},
        {"contact_ref": "CO-TWO-1", "received_on": day(14), "child_ref": "CH-9001"},
        {"contact_ref": "CO-TWO-2", "received_on": day(17), "child_ref": "CH-9001"},
        {"contact_ref": "CO-WRITTEN", "received_on": day(20), "child_ref": "CH-9002"},
    ]
    told = [{"reason": "neglect", "team": team, **row} for row in told]
    told[-1] = {**told[-1], "outcome": "already open"}
    registers.store(session, registers.CONTACTS, told, {})
