"""People: who works here, in which team, supervised by whom."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.sheets.cells import day, email, one_of, ref, share_of_full_time, words
from bot.sheets.columns import Column
from bot.sheets.kind import Kind
from bot.sheets.outcome import Entry, Plan, Reading
from bot.sheets.weighing import Weighing, circles
from storage.intake import Known, known_people, known_teams, store_people
from storage.session import Session
from storage.tables.people import EMPLOYMENTS, ROLES

COLUMNS = (
    Column("person_ref", ref, required=True),
    Column("name", words, required=True),
    Column("role", one_of(ROLES), required=True),
    Column("team", words, required=True),
    Column("supervisor_ref", ref),
    Column("employment", one_of(EMPLOYMENTS), empty="permanent"),
    Column("fte", share_of_full_time),
    Column("newly_qualified_until", day),
    Column("started_on", day),
    Column("left_on", day),
    Column("email", email),
)
_SUPERVISING = ("supervisor", "manager", "practice lead")


def _ref(entry: Entry) -> str:
    return entry.text("person_ref")


def weigh(session: Session, reading: Reading) -> Plan:
    """Return what importing these people would do; supervisors may stand anywhere in the file."""
    stored = known_people(session)
    weighing = Weighing(reading)
    weighing.one_row_each(_ref, "person_ref")
    _refuse_unknown_teams(weighing, set(known_teams(session)))
    _refuse_impossible_dates(weighing, stored)
    weighing.settle(lambda: _refuse_circles(weighing, stored))
    weighing.ask_about_look_alikes("person_ref", stored)
    _ask_about_supervisors(weighing, stored)
    return weighing.compare(_ref, stored)


def _refuse_unknown_teams(weighing: Weighing, teams: set[str]) -> None:
    for entry in weighing.kept:
        if entry.text("team") not in teams:
            remedy = "Import the teams first, or write its name as it is stored."
            weighing.reject(entry, "team", "There is no team of this name.", remedy)


def _refuse_impossible_dates(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    for entry in weighing.kept:
        earlier = stored[_ref(entry)].values if _ref(entry) in stored else {}
        started = entry.values.get("started_on", earlier.get("started_on"))
        left = entry.values.get("left_on", earlier.get("left_on"))
        if isinstance(started, date) and isinstance(left, date) and left < started:
            why = f"They would have left before they started ({started.isoformat()})."
            weighing.reject(entry, "left_on", why, "Correct one of the two dates.")


def _refuse_circles(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    above = {ref_: str(row.values["supervisor_ref"] or "") for ref_, row in stored.items()}
    above |= {_ref(entry): entry.text("supervisor_ref") for entry in weighing.kept if _says(entry)}
    turning = circles({name: other for name, other in above.items() if other})
    for entry in weighing.kept:
        if _ref(entry) in turning and _says(entry):
            why = "This person would supervise themselves, directly or through others."
            weighing.reject(entry, "supervisor_ref", why, "Name their real supervisor.")


def _says(entry: Entry) -> bool:
    return "supervisor_ref" in entry.values


def _ask_about_supervisors(weighing: Weighing, stored: Mapping[str, Known]) -> None:
    roles = {ref_: str(row.values["role"]) for ref_, row in stored.items()}
    roles |= {_ref(entry): entry.text("role") for entry in weighing.kept}
    for entry in weighing.kept:
        supervisor = entry.text("supervisor_ref")
        if supervisor and supervisor not in roles:
            why = "There is nobody with this reference yet, so no supervisor is set."
            remedy = "Import that person, then this file again."
            weighing.query(entry, "supervisor_ref", why, remedy)
            weighing.drop(entry, "supervisor_ref")
        elif supervisor and roles[supervisor] not in _SUPERVISING:
            why = f"Their supervisor is stored as {roles[supervisor]}."
            remedy = "If that is not so, correct the supervisor's role."
            weighing.query(entry, "supervisor_ref", why, remedy)


def keep(session: Session, plan: Plan, tick: Callable[[int], None]) -> None:
    """Store new and changed people."""
    store_people(session, plan.added, plan.changed, tick)


KIND = Kind("people", "person", COLUMNS, weigh, keep)
