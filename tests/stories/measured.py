"""The measures of an invented council's rows, as findings look at them: months, parts and teams."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from practice.calendar import Month
from reports.findings.differences import Compared
from reports.findings.watched import Parts, Watched
from reports.statistics.contribution import Ratio
from reports.statistics.gaps import incomplete
from tests.stories.invented import VOICE, Made, Row, month_begins
from tests.stories.planted import MONTHS

Counts = Callable[[Row], float]


class _Amount:
    """A month of a measure."""

    def __init__(self, period: Month, numerator: float, denominator: float, unit: str) -> None:
        self.period = period
        self.numerator, self.denominator = numerator, denominator
        self.value = None
        if unit == "count":
            self.value = numerator
        elif denominator:
            self.value = numerator / denominator

    @property
    def is_comparable(self) -> bool:
        return self.value is not None


class _Rows:
    """Rows of one kind by month, and how a measure counts them."""

    def __init__(self, rows: Iterable[Row], day: str, until: int) -> None:
        self.months = [Month.of(month_begins(at)) for at in range(1, until + 1)]
        self.by_month: dict[Month, list[Row]] = {month: [] for month in self.months}
        for row in rows:
            month = Month.of(date.fromisoformat(row[day]))
            if month in self.by_month:
                self.by_month[month].append(row)
        days = (date.fromisoformat(row[day]) for found in self.by_month.values() for row in found)
        self.incomplete = incomplete(days, month_begins(until + 1))
        found = {row.get("team", "") for some in self.by_month.values() for row in some}
        self.teams = tuple(sorted(found - {""}))

    def measure(  # noqa: PLR0913, PLR0917 - what a measure is
        self,
        key: str,
        counts: Counts,
        unit: str = "share",
        direction: int = 1,
        paired_with: tuple[str, ...] = (),
        by: Mapping[str, Callable[[Row], str]] | None = None,
        teams: bool = False,
    ) -> Watched:
        def parts(months: Sequence[Month]) -> Parts:
            return {name: self._parts(counts, of, months) for name, of in (by or {}).items()}

        of_teams = {team: self._amounts(counts, unit, _in_team(team)) for team in self.teams}
        return Watched(
            key=key,
            label=key,
            unit=unit,
            direction=direction,
            months=self._amounts(counts, unit, lambda _: True),
            paired_with=paired_with,
            parts=parts,
            teams=of_teams if teams else {},
            incomplete=self.incomplete,
            below=of_teams if len(self.teams) > 1 else {},
        )

    def _amounts(
        self, counts: Counts, unit: str, chosen: Callable[[Row], bool]
    ) -> tuple[_Amount, ...]:
        found = []
        for month, rows in self.by_month.items():
            some = [row for row in rows if chosen(row)]
            found.append(_Amount(month, sum(map(counts, some)), len(some), unit))
        return tuple(found)

    def _parts(
        self, counts: Counts, of: Callable[[Row], str], months: Sequence[Month]
    ) -> dict[str, Ratio]:
        numerators, denominators = Counter[str](), Counter[str]()
        for month in months:
            for row in self.by_month[month]:
                numerators[of(row)] += int(counts(row))
                denominators[of(row)] += 1
        return {name: Ratio(numerators[name], n) for name, n in denominators.items()}


def measured(made: Made, until: int = MONTHS) -> tuple[list[Watched], list[Compared]]:
    """Return what a summary of month `until` looks at, and the groups it sets beside each other."""
    rows = made.rows
    teams_of = {row["person_ref"]: row["team"] for row in rows["people"]}
    notes = [
        {**row, "team": teams_of[row["practitioner_ref"]]} for row in rows["supervision-notes"]
    ]
    watched = [
        *_contacts(_Rows(rows["contacts"], "received_on", until)),
        _Rows(rows["referrals"], "received_on", until).measure(
            "referrals.count", _one, "count", 0, by={"source": _column("source")}
        ),
        *_assessments(_Rows(rows["assessments"], "started_on", until)),
        *_enquiries(rows, until),
        *_notes(_Rows(notes, "held_on", until)),
    ]
    return watched, [_days_added(made, until)]


def _in_team(team: str) -> Callable[[Row], bool]:
    return lambda row: row["team"] == team


def _one(_row: Row) -> float:
    return 1


def _column(name: str) -> Callable[[Row], str]:
    return lambda row: row[name]


def _contacts(contacts: _Rows) -> list[Watched]:
    by = {"source": _column("source"), "reason": _column("reason"), "standing": _standing}
    true = ("contacts.true",)
    share = {"by": {"source": _column("source"), "standing": _standing}}
    return [
        contacts.measure("contacts.recorded", _one, "count", 0, true, by),
        contacts.measure("contacts.true", lambda row: not row["child_ref"], "count", 0, (), by),
        contacts.measure("contacts.on_open_cases", lambda row: bool(row["child_ref"]), "count", 0),
        contacts.measure(
            "contacts.nfa_share",
            lambda row: row["outcome"] == "no further action",
            direction=0,
            **share,  # type: ignore[arg-type]
        ),
        contacts.measure(
            "contacts.domestic_abuse_share",
            lambda row: row["domestic_abuse"] == "yes",
            direction=0,
            **share,  # type: ignore[arg-type]
        ),
        contacts.measure("contacts.triaged_share", lambda row: row["triaged"] == "yes"),
    ]


def _standing(row: Row) -> str:
    return "calls on open cases" if row["child_ref"] else "new contacts"


def _assessments(assessments: _Rows) -> list[Watched]:
    by = {"team": _column("team")}

    def in_time(row: Row) -> float:
        return _days(row) <= 63

    return [
        assessments.measure("assessments.days", _days, "days", -1, by=by, teams=True),
        assessments.measure("assessments.within_45_working_days", in_time, by=by, teams=True),
        assessments.measure(
            "assessments.child_seen_share",
            lambda row: bool(row["child_seen_on"]),
            by=by,
            teams=True,
        ),
    ]


def _days(row: Row) -> int:
    started, authorised = (date.fromisoformat(row[k]) for k in ("started_on", "authorised_on"))
    return (authorised - started).days


def _enquiries(rows: Mapping[str, list[Row]], until: int) -> list[Watched]:
    enquiries = _Rows(rows["section47"], "started_on", until)
    started = {row["enquiry_ref"]: row for row in rows["section47"]}
    held = [
        {**row, "team": started[row["enquiry_ref"]]["team"]} | {"days": _until_held(row, started)}
        for row in rows["conferences"]
    ]
    conferences = _Rows(held, "held_on", until)
    conferences.incomplete = {}
    by = {"team": _column("team"), "source": _column("source")}
    of_team = {"team": _column("team")}
    return [
        enquiries.measure("section47.count", _one, "count", 0, by=by),
        enquiries.measure(
            "section47.to_conference",
            lambda row: row["outcome"] == "conference",
            direction=0,
            by=by,
            teams=True,
        ),
        conferences.measure(
            "conferences.within_15_working_days",
            lambda row: int(row["days"]) <= 21,
            by=of_team,
            teams=True,
        ),
    ]


def _until_held(row: Row, started: Mapping[str, Row]) -> str:
    of = date.fromisoformat(started[row["enquiry_ref"]]["started_on"])
    return str((date.fromisoformat(row["held_on"]) - of).days)


def _notes(notes: _Rows) -> list[Watched]:
    notes.incomplete = {}
    by = {"team": _column("team")}
    return [
        notes.measure("records.child_voice", lambda row: row["text"] == VOICE, by=by, teams=True),
        notes.measure(
            "supervision.held_share",
            lambda row: int(row["held_on"][-2:]) <= 20,
            by=by,
            teams=True,
        ),
    ]


def _days_added(made: Made, until: int) -> Compared:
    workers = Counter(row["child_ref"] for row in made.rows["involvements"])
    days: dict[bool, list[float]] = defaultdict(list)
    first = month_begins(max(until - 11, 1))
    for row in made.rows["assessments"]:
        if first <= date.fromisoformat(row["started_on"]) < month_begins(until + 1):
            days[workers[row["child_ref"]] > 1].append(_days(row))
    return Compared(
        key="assessments.days_added_by_change",
        label="assessments.days_added_by_change",
        period=Month.of(month_begins(until)),
        since=Month.of(first),
        affected=tuple(days[True]),
        others=tuple(days[False]),
    )
