"""What makes a kind of file: its columns, how its rows are held against the records and stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.sheets.columns import Column
from bot.sheets.outcome import Plan, Reading

if TYPE_CHECKING:
    from storage.session import Session


class Keep(Protocol):
    """Stores a plan and tells `tick` of the rows as they are stored."""

    def __call__(self, session: "Session", plan: Plan, tick: Callable[[int], None]) -> None:
        """Store what the plan adds and changes."""


@dataclass(frozen=True)
class Kind:
    """One kind of file; `noun` is what the audit calls its rows.

    `weigh` returns what an import would do, and changes nothing. `keep` does it.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    weigh: Callable[["Session", Reading], Plan]
    keep: Keep
