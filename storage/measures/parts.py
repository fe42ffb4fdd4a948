"""What a measure comes to in parts: by month, by the state of its units, and whether they count."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
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
)
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.counting import Query, one_if
from storage.measures.listing import among
from storage.measures.scope import Scope

# By name: a statement's columns, asked of one subquery after another, are slow to put together.
_month, _state = column("month", String), column("state", String)
_team_id, _unit_id = column("team_id", String), column("unit_id", String)
_record_id, _person_id = column("record_id", String), column("person_id", String)
_weight, _since = column("weight", Integer), column("since", Date)
_NUMBERS = (column("units", Integer), column("records", Integer), column("amount", Float))
_counts, _counted = (_weight > 0).label("counted"), column("counted", Boolean)


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

    def parts(self, scope: Scope, but: Collection[str] = ()) -> Select[Any]:
        """Select month, team, state, counted, units, records and amount.

        `but` names who is left out, as `in_month` writes them.
        """
        order = (_weight.desc(), _since.desc(), _record_id, _person_id)
        nth = func.row_number().over(partition_by=(_month, _unit_id), order_by=order)
        who = [column(self.shared_by, String)] if self.shared_by else []
        ranked = select(
            _month, _team_id, _unit_id, _state, _record_id, *who, _counts, nth.label("nth")
        )
        of_record = func.row_number().over(partition_by=(_month, _record_id), order_by=_unit_id)
        unit = (
            select(_month, _team_id, _state, _counted, _record_id, of_record.label("nth_of_record"))
            .select_from(
                ranked.select_from(self.query(scope).subquery("candidate")).subquery("ranked")
            )
            .where(column("nth") == 1)
        )
        if but:
            unit = unit.where(~among(in_month(_month, column(self.shared_by, String)), but))
        is_new = one_if(and_(_record_id.is_not(None), column("nth_of_record") == 1))
        group = (_month, _team_id, cast(_state, String), _counted)
        named = _named(*group, func.count(), func.sum(is_new), literal(0.0))
        return named.select_from(unit.subquery("unit")).group_by(*group)

    def close(self, parts: list[Part]) -> list[Part]:
        """Return what is kept of several teams together: the parts as they are."""
        return parts

    def only(self, scope: Scope, who: Collection[str]) -> Select[Any]:
        """Select the parts of these alone, as `in_month` writes them."""

        def query(scope: Scope) -> Select[Any]:
            row = self.query(scope).subquery("candidate_of_any")
            return select(row).where(among(in_month(row.c.month, row.c[self.shared_by]), who))

        return Tallied(self.key, query).parts(scope)


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

    def parts(self, scope: Scope, but: Collection[str] = ()) -> Select[Any]:
        """Select as Tallied.parts; nothing of it is shared, so nobody is left out."""
        assert not but  # noqa: S101 - as above
        named = _named(_month, _team_id, _state, false(), *_NUMBERS)
        return named.select_from(self.query(scope).subquery("added"))


Kept = Tallied | Added


def in_month(month: Any, unit_id: Any) -> Any:  # noqa: ANN401 - columns, or texts
    """Return a month and who is meant in it as one text, in a statement or in Python."""
    return month + " " + unit_id


def _named(*columns: ColumnElement[Any]) -> Select[Any]:
    names = ("month", "team_id", "state", "counted", "units", "records", "amount")
    return select(*(of.label(name) for of, name in zip(columns, names, strict=True)))


def added_up(session: Session, parts: Select[Any]) -> Iterator[Part]:
    """Yield what parts that are selected add up to over their teams."""
    group = (_month, _state, _counted)
    statement = (
        select(*group, *map(func.sum, _NUMBERS))
        .select_from(parts.subquery("part"))
        .group_by(*group)
    )
    for month, *rest in session.connection().execute(statement):
        yield part(Month.parse(month), *rest)


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
