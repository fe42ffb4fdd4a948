"""People: who works here, in which team, supervised by whom."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.sheets.cells import email, name_of_staff, one_of, ref, share_of_full_time, words
from bot.sheets.columns import Column, FileKind
from bot.sheets.days import day
from bot.sheets.left_standing import left_standing
from bot.sheets.likely_days import ask_about_days_ahead
from bot.sheets.plan import ParsedFile, ParsedRow, Plan
from bot.sheets.row_checker import RowChecker
from practice.access import Role
from practice.terms import Employment
from storage.imports import Known, known_people, known_teams, store_people
from storage.session import Session

COLUMNS = (
    Column("person_ref", ref, required=True, example="SW-101"),
    Column("name", name_of_staff, required_of_new=True, removable=False, example="Priya Shah"),
    Column("role", one_of(Role), required_of_new=True, removable=False, example="practitioner"),
    Column("team", words, required_of_new=True, removable=False, example="North"),
    Column("supervisor_ref", ref, example="SW-007"),
    Column("employment", one_of(Employment), removable=False, example="permanent"),
    Column("fte", share_of_full_time, example="0.8"),
    Column("newly_qualified_until", day, example="2027-09-01"),
    Column("started_on", day, example="2026-09-01"),
    Column("left_on", day, example="2027-03-31"),
    Column("email", email, example="priya.shah@council.example"),
)
_NOT_BEFORE = "They would count in no month before the later day, and as nobody who left."
_CAME_BACK = "Of somebody who came back keep the first day, and write (none) in left_on."
_ONE_PERSON = (
    "If they are one person, write the reference as it is stored; of one who has another reference "
    "now, give the old one its left_on."
)
_HERE = "people who have not left"
_LEFT = "Of somebody who left the file says so: left_on. "
_SUPERVISING = (Role.SUPERVISOR, Role.MANAGER, Role.PRACTICE_LEAD)


def _ref(entry: ParsedRow) -> str:
    return entry.text("person_ref")


def check(session: Session, parsed: ParsedFile) -> Plan:
    """Return what importing these people would do; supervisors may stand anywhere in the file."""
    stored = known_people(session)
    checker = RowChecker(parsed)
    checker.one_row_each(_ref, "person_ref")
    checker.refuse_incomplete(COLUMNS, _ref, stored)
    checker.refuse_unknown(
        "team",
        {*known_teams(session), ""},
        "There is no team of this name.",
        "Import the teams first, or write its name as it is stored.",
    )
    checker.refuse_impossible_dates(
        _ref, stored, ("started_on", "left_on"), "They would have left before they started"
    )
    ask_about_days_ahead(checker, "started_on", parsed.today)
    checker.settle(
        lambda: checker.refuse_circles(
            "person_ref",
            "supervisor_ref",
            stored,
            "This person would supervise themselves, directly or through others.",
            "Name their real supervisor.",
        )
    )
    checker.ask_about_look_alikes("person_ref", stored)
    _ask_about_supervisors(checker, stored)
    _ask_about_later_starts(checker, stored)
    _ask_about_namesakes(checker, stored)
    plan = checker.compare(_ref, stored)
    if parsed.rejected:
        return plan
    here = [ref_ for ref_, row in stored.items() if row.values["left_on"] is None]
    in_file = {_ref(entry) for entry in parsed.entries}
    return replace(plan, notes=left_standing(_HERE, here, in_file, _LEFT))


def _ask_about_supervisors(checker: RowChecker, stored: Mapping[str, Known]) -> None:
    roles = {ref_: str(row.values["role"]) for ref_, row in stored.items()}
    roles |= {_ref(entry): entry.text("role") for entry in checker.kept if entry.text("role")}
    for entry in checker.kept:
        supervisor = entry.text("supervisor_ref")
        if supervisor and supervisor not in roles:
            why = "There is nobody with this reference yet, so no supervisor is set."
            remedy = "Import that person, then this file again."
            checker.query(entry, "supervisor_ref", why, remedy)
            checker.drop(entry, "supervisor_ref")
        elif supervisor and roles[supervisor] not in _SUPERVISING:
            why = f"Their supervisor is stored as {roles[supervisor]}."
            remedy = "If that is not so, correct the supervisor's role."
            checker.query(entry, "supervisor_ref", why, remedy)


def _ask_about_later_starts(checker: RowChecker, stored: Mapping[str, Known]) -> None:
    """Query a first day that moves on, as of somebody who came back: the time before is gone."""
    for entry in checker.kept:
        row, started = stored.get(_ref(entry)), entry.values.get("started_on")
        before = row.values["started_on"] if row else None
        if isinstance(before, date) and isinstance(started, date) and started > before:
            why = f"By what is stored they started on {before.isoformat()}. {_NOT_BEFORE}"
            checker.query(entry, "started_on", why, _CAME_BACK)


def _ask_about_namesakes(checker: RowChecker, stored: Mapping[str, Known]) -> None:
    """Query somebody new who has the name of somebody here: one person would count as two."""
    here = {ref_: {**row.values} for ref_, row in stored.items()}
    for entry in checker.kept:
        here[_ref(entry)] = {**here.get(_ref(entry), {}), **entry.values}
    alike: dict[str, list[str]] = defaultdict(list)
    for ref_, values in here.items():
        if values.get("left_on") is None:
            alike[_squeezed(str(values.get("name")))].append(ref_)
    for entry in checker.kept:
        others = [one for one in alike[_squeezed(entry.text("name"))] if one != _ref(entry)]
        if _ref(entry) not in stored and others:
            why = f"{others[0]} has the same name, and no day of leaving."
            checker.query(entry, "person_ref", why, _ONE_PERSON)


def _squeezed(name: str) -> str:
    return "".join(name.casefold().split())


KIND = FileKind("people", "person", COLUMNS, check, store_people)
