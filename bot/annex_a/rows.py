"""The rows of the lists, as rows of the kinds of file that stand in registers of their own."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.annex_a.finding import PARTS
from bot.annex_a.lists import names
from bot.sheets.cells import Cell
from bot.sheets.plan import ParsedFile, ParsedRow, RowFault
from practice.terms import ChildStatus, PlanKind

AT_LIST = 10_000_000
"""The rows of list 3 are numbered from 30,000,000 on while they are in hand."""
IN_NEED = 6
_KINDS = {IN_NEED: PlanKind.CIN, 7: PlanKind.CP, 8: PlanKind.CLA}
_NO_LIST_6 = "The plan has ended, and there is no list 6 to say whether the case is open."
_WITH_LIST_6 = "Import it with list 6. A child who is not here yet is stored as closed."
_SECOND = "This child has another row of this day in the list, which says something else."
_IF_ONE = "It counts as a second one. If it is the same one, with another worker, keep one row."
_CONTRADICTION = "It says that a conference was deemed unnecessary, and that it was not."

Values = dict[str, Cell]


@dataclass
class Rows:
    """Rows by kind, and what is asked or refused about rows of the lists."""

    by_kind: dict[str, list[ParsedRow]] = field(default_factory=lambda: defaultdict(list))
    queried: list[RowFault] = field(default_factory=list)
    rejected: list[RowFault] = field(default_factory=list)
    _refs: dict[tuple[str, str, str], list[Values]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, kind: str, row: int, values: Mapping[str, Any], *none: str) -> None:
        """Add a row of a kind, without what is unknown; of `none` it is known that none is."""
        told = {name: value for name, value in values.items() if value not in (None, "")}
        self.by_kind[kind].append(ParsedRow(row, told | dict.fromkeys(none)))

    def query(self, row: int, column: str, value: str, why: str, remedy: str) -> None:
        """Ask about a row."""
        self.queried.append(RowFault(row, column, value, why, remedy))

    def ref(self, list_: int, row: int, day: date, values: Values) -> str:
        """Return what a row is known by: Annex A has no references, so its child and its day.

        Rows that say the same are one; another of that child and day is the second, and asked
        about: an export may have a row for each worker.
        """
        child = str(values["child_ref"])
        before = self._refs[f"A{list_}", child, day.isoformat()]
        if values not in before:
            if before:
                self.query(row, "child_ref", child, _SECOND, _IF_ONE)
            before.append(values)
        number = before.index(values) + 1
        return f"A{list_}/{child}/{day.isoformat()}" + (f"/{number}" if number > 1 else "")


@dataclass(frozen=True)
class Known:
    """The teams and workers that are here, by every name by which a list may call them.

    And the references of the children who are.
    """

    teams: Mapping[str, str]
    workers: Mapping[str, str]
    children: Collection[str] = ()


def rows_of_kinds(lists: Mapping[int, ParsedFile], known: Known, leaving: set[int]) -> Rows:
    """Return the rows of each kind that the lists hold, but those of the rows to be left out."""
    rows = Rows()
    children = _Children(rows)
    for place, parsed in lists.items():
        number = place % PARTS
        for entry in parsed.entries:
            row = place * AT_LIST + entry.row
            if row in leaving:
                continue
            values = dict(entry.values)
            _ask_about_birth(rows, row, values)
            values |= _placed(rows, row, values, known)
            match number:
                case 1:
                    _contact(rows, row, values)
                case 3:
                    _referral(rows, row, values)
                case 4:
                    _assessment(rows, row, values)
                case 5:
                    _enquiry(rows, row, values)
                case _:
                    children.see(number, row, values)
                    _plan(rows, number, row, values)
    in_need = any(place % PARTS == IN_NEED for place in lists)
    children.put(known.children, has_list_6=in_need)
    return rows


def _placed(rows: Rows, row: int, values: Values, known: Known) -> Values:
    placed: Values = {}
    for column, to, found in (
        ("team", "team", known.teams),
        ("worker", "person_ref", known.workers),
    ):
        said = values.get(column)
        if not isinstance(said, str):
            continue
        placed[to] = found.get(called(said))
        if placed[to] is None:
            why = f"There is no {column} of this name, so the row is kept without it."
            remedy = "Write it as it is stored, or import without --yes and say who is meant."
            rows.query(row, column, said, why, remedy)
    return placed


def called(name: str) -> str:
    """Return what two names share that differ in capitals and spaces alone."""
    return " ".join(name.casefold().split())


def _ask_about_birth(rows: Rows, row: int, values: Values) -> None:
    born = values.get("birth_date")
    for column in ("assessment_started_on", "enquiry_started_on", "plan_started_on"):
        day = values.get(column)
        if isinstance(born, date) and isinstance(day, date) and day < born:
            why = f"This is before the child's birth ({born.isoformat()})."
            rows.query(row, column, day.isoformat(), why, "Correct one of the two dates.")


def _day(values: Values, name: str) -> date:
    day = values[name]
    assert isinstance(day, date)  # noqa: S101 - the column is required
    return day


def _taken(values: Values, *names_: str) -> Values:
    return {name: values.get(name) for name in names_}


def _contact(rows: Rows, row: int, values: Values) -> None:
    told = _taken(values, "child_ref", "received_on", "source", "birth_date", "team")
    key = rows.ref(1, row, _day(values, "received_on"), values)
    rows.add("contacts", row, {"contact_ref": key, **told})


def _referral(rows: Rows, row: int, values: Values) -> None:
    told = _taken(values, "child_ref", "received_on", "source", "team")
    key = rows.ref(3, row, _day(values, "received_on"), values)
    outcome = "no further action" if values.get("nfa") else None
    rows.add("referrals", row, {"referral_ref": key, **told, "outcome": outcome})


def _assessment(rows: Rows, row: int, values: Values) -> None:
    started = _day(values, "assessment_started_on")
    told = _taken(values, "child_ref", "authorised_on", "team", "person_ref")
    support = {"yes": "support needed", "no": "no support needed"}
    outcome = support.get(str(values.get("support", "")).casefold())
    key = rows.ref(4, row, started, values)
    seen = {"child_seen_on": values.get("child_seen"), "outcome": outcome}
    rows.add("assessments", row, {"assessment_ref": key, "started_on": started, **told, **seen})


def _enquiry(rows: Rows, row: int, values: Values) -> None:
    """Add a section 47 enquiry and the conference that it led to, where it led to one."""
    strategy = values.get("strategy_discussion_on")
    started, held = values.get("enquiry_started_on") or strategy, values.get("conference_on")
    unnecessary = values.get("unnecessary") is True or held is False
    if unnecessary and (held or values.get("unnecessary") is False):
        said = "no" if held is False else "yes"
        _refuse(rows, row, "unnecessary", said, _CONTRADICTION, "Correct one of the two.")
        return
    enquiry = None
    if isinstance(started, date):
        enquiry = rows.ref(5, row, started, values)
        told = _taken(values, "child_ref", "strategy_discussion_on", "team", "person_ref")
        outcome = "no conference" if unnecessary else "conference" if held else None
        own = {"enquiry_ref": enquiry, "started_on": started, "outcome": outcome}
        rows.add("section47", row, {**told, **own})
    if isinstance(held, date):
        key = rows.ref(50, row, held, values).replace("A50/", "A5 ICPC/")
        told = {"conference_ref": key, "enquiry_ref": enquiry, "held_on": held}
        rows.add("conferences", row, {**told, **_taken(values, "child_ref", "plan_made")})
    if not started and not held:
        why = "It has neither the day of an enquiry nor of a conference."
        _refuse(rows, row, "enquiry_started_on", "", why, "Fill in one of them.")


def _refuse(rows: Rows, row: int, column: str, value: str, why: str, remedy: str) -> None:
    rows.rejected.append(RowFault(row, column, value, why, remedy))


def _plan(rows: Rows, number: int, row: int, values: Values) -> None:
    status = _status_of(values)
    if number == IN_NEED and status not in (None, ChildStatus.CIN, ChildStatus.CLOSED):
        # List 6 has every open case; what is assessed or protected has no plan of this kind.
        return
    started = _day(values, "plan_started_on")
    told = _taken(values, "child_ref", "last_visit_on", "seen_alone")
    own = {"started_on": started, "ended_on": values.get("plan_ended_on")}
    key = rows.ref(number, row, started, values)
    rows.add("plans", row, {"plan_ref": key, "kind": _KINDS[number], **told, **own})


def _status_of(values: Values) -> str | None:
    said = values.get("case_status")
    known: str | None = (
        names()["case_status"].get(said.casefold()) if isinstance(said, str) else None
    )
    return known


class _Children:
    """The children of lists 6 to 8, each with what the last list says of how the case stands."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._seen: dict[str, list[tuple[int, int, Values]]] = defaultdict(list)

    def see(self, number: int, row: int, values: Values) -> None:
        """Note what a row says of its child."""
        self._seen[str(values["child_ref"])].append((number, row, values))
        said = values.get("case_status")
        if isinstance(said, str) and _status_of(values) is None:
            why = "This case status is not known, and was left out."
            self._rows.query(row, "case_status", said, why, "See bot/annex_a/names.toml.")

    def put(self, here: Collection[str], *, has_list_6: bool) -> None:
        """Add each child once; of one who is `here` nothing is guessed where list 6 is missing."""
        for child, told in self._seen.items():
            _, row, _ = told[0]
            status: str | None = _standing(told)
            is_closed = status == ChildStatus.CLOSED
            if is_closed and not has_list_6:
                self._rows.query(row, "case_status", "", _NO_LIST_6, _WITH_LIST_6)
                status, is_closed = (None if child in here else status), False
            births = {values["birth_date"] for _, _, values in told if "birth_date" in values}
            if len(births) > 1:
                why = "Lists 6 to 8 have different birth dates of this child."
                self._rows.query(row, "birth_date", "", why, "Correct all but one.")
            opened = [_day(v, "plan_started_on") for number, _, v in told if number == IN_NEED]
            self._rows.add(
                "children",
                row,
                {
                    "child_ref": child,
                    "birth_date": births.pop() if len(births) == 1 else None,
                    "status": status,
                    "opened_on": max(opened, default=None),
                    "closed_on": _closed_on(told, opened) if is_closed else None,
                },
                *(() if status in (None, ChildStatus.CLOSED) else ("closed_on",)),
            )


def _closed_on(told: list[tuple[int, int, Values]], opened: list[date]) -> date | None:
    ends = [day for _, _, of in told if isinstance(day := of.get("plan_ended_on"), date)]
    return max((day for day in ends if day >= max(opened, default=day)), default=None)


def _standing(told: list[tuple[int, int, Values]]) -> str:
    open_in = {number for number, _, values in told if not values.get("plan_ended_on")}
    for number, status in ((8, ChildStatus.CLA), (7, ChildStatus.CP)):
        if number in open_in:
            return status
    in_need = [values for number, _, values in told if number == IN_NEED]
    newest = max(in_need, key=lambda values: _day(values, "plan_started_on"), default=None)
    if newest is None or newest.get("plan_ended_on"):
        return ChildStatus.CLOSED
    return _status_of(newest) or ChildStatus.CIN


def by_list(row: int) -> tuple[int, int]:
    """Return the place of the list, and the row in its sheet, that a row in hand stands for."""
    return divmod(row, AT_LIST)
