"""What a measure comes to in parts: by month, by the state of its units, and whether they count."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Date,
    Float,
    Integer,
    Select,
    String,
    and_,
    cast,
    column,
    false,
    func,
    literal,
    select,
    union_all,
)

from practice.calendar import Month
from storage.measures.counting import Query, one_if
from storage.measures.scope import Asked

_month, _state = column("month", String), column("state", String)
_team_id, _unit_id = column("team_id", String), column("unit_id", String)
_record_id, _person_id = column("record_id", String), column("person_id", String)
_weight, _since = column("weight", Integer), column("since", Date)
_NUMBERS = (column("units", Integer), column("records", Integer), column("amount", Float))
_counts, _counted = (_weight > 0).label("counted"), column("counted", Boolean)
_COLUMNS = (_month, _team_id, _state, _counted, *_NUMBERS)


@dataclass(frozen=True)
class Part:
    """How many units of a month are in one state, and how many records stand behind them.

    A record that stands behind several units is counted with one of them. `amount` is what an Added
    adds up beside.
    """

    month: Month
    state: str | None
    counted: bool
    units: int
    records: int
    amount: float = 0.0


@dataclass(frozen=True)
class Tallied:
    """A query whose counts are kept, by the state of its units and whether they count.

    Where `shared_by` is empty, every unit belongs to one team, and what the teams count adds up.
    Where it names CHILD or PERSON, the counts of those add up in whom one team alone has a part in
    a month; the others are counted together.
    """

    key: str
    query: Query
    shared_by: str = ""

    def parts(self, asked: Asked) -> Select[Any]:
        """Select month, team, state, counted, units, records and amount."""
        order = (_weight.desc(), _since.desc(), _record_id, _person_id, _team_id)
        nth = func.row_number().over(partition_by=(_month, _unit_id), order_by=order)
        candidate = self.query(asked).subquery("candidate")
        ranked = select(
            _month, _team_id, _unit_id, _state, _record_id, _counts, nth.label("nth")
        ).select_from(candidate)
        if self.shared_by:
            named = in_month(_month, column(self.shared_by, String))
            ranked = ranked.where(asked.takes(self.shared_by, named))
        of_record = func.row_number().over(partition_by=(_month, _record_id), order_by=_unit_id)
        unit = (
            select(_month, _team_id, _state, _counted, _record_id, of_record.label("nth_of_record"))
            .select_from(ranked.subquery("ranked"))
            .where(column("nth") == 1)
        )
        is_new = one_if(and_(_record_id.is_not(None), column("nth_of_record") == 1))
        group = (_month, _team_id, cast(_state, String), _counted)
        found = _named(*group, func.count(), func.sum(is_new), literal(0.0))
        return found.select_from(unit.subquery("unit")).group_by(*group)

    def close(self, parts: list[Part]) -> list[Part]:
        """Return what is kept of several teams together: the parts as they are."""
        return parts


Close = Callable[[list[Part]], list[Part]]


@dataclass(frozen=True)
class Added:
    """A query that selects parts itself: month, team, state, units, records and an amount.

    They add up over teams; `close` makes of the sum what is to be kept of several teams together.
    """

    key: str
    query: Query
    close: Close
    shared_by: str = ""

    def parts(self, asked: Asked) -> Select[Any]:
        """Select as Tallied.parts; the query itself leaves out whom others have a part in."""
        named = _named(_month, _team_id, _state, false(), *_NUMBERS)
        return named.select_from(self.query(asked).subquery("added"))


Kept = Tallied | Added


def in_month(month: Any, unit_id: Any) -> Any:  # noqa: ANN401 - columns, or texts
    """Return a month and who is meant in it as one text, in a statement or in Python."""
    return month + " " + unit_id


def _named(*columns: ColumnElement[Any]) -> Select[Any]:
    names = ("month", "team_id", "state", "counted", "units", "records", "amount")
    return select(*(of.label(name) for of, name in zip(columns, names, strict=True)))


@cache
def by_team(measures: tuple[Kept, ...], asked: Asked) -> CompoundSelect[Any]:
    """Select the parts of several measures, each row after the key of its measure.

    One statement, so that what they have in common is looked up once.
    """
    return union_all(
        *(
            select(literal(measure.key, String).label("measure"), *_COLUMNS).select_from(
                measure.parts(asked).subquery("part")
            )
            for measure in measures
        )
    )


@cache
def together(measures: tuple[Kept, ...], asked: Asked) -> Select[Any]:
    """Select what the parts of several measures add up to over teams: measure, month, and so on."""
    group = (column("measure", String), _month, _state, _counted)
    columns: tuple[ColumnElement[Any], ...] = (*group, *map(func.sum, _NUMBERS))
    rows = by_team(measures, asked).subquery("of_team")
    return select(*columns).select_from(rows).group_by(*group)


def merged(parts: Iterable[Part]) -> list[Part]:
    """Return parts of which no two are of the same units, in the order of the first of each."""
    found: dict[tuple[Month, str | None, bool], Part] = {}
    for one in parts:
        of = (one.month, one.state, one.counted)
        other = found.get(of)
        found[of] = one if other is None else _added(one, other)
    return list(found.values())


def _added(one: Part, other: Part) -> Part:
    return replace(
        one,
        units=one.units + other.units,
        records=one.records + other.records,
        amount=one.amount + other.amount,
    )


def part(
    month: Month, state: str | None, counted: bool, units: int, records: int, amount: float
) -> Part:
    """Return a row's part; on PostgreSQL sums are decimals."""
    return Part(month, state or None, bool(counted), int(units), int(records), float(amount))
