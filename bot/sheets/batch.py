"""What an import stores, in one transaction: its rows, the audit of them, and the batch."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sheets.change_log import events
from bot.sheets.columns import FileKind, Storing
from bot.sheets.plan import Plan
from storage import audit, batches
from storage.batches import Stored

if TYPE_CHECKING:
    from storage.session import Session


def keep(
    session: "Session", kind: FileKind, plan: Plan, of: tuple[str, Storing], ready: object = None
) -> int:
    """Store what a plan says as a batch of a file at a moment (`of`), and return its number."""
    file, storing = of
    before = batches.as_stored(session, kind.noun, plan.changed)
    ids: Sequence[str] = kind.apply(session, plan, storing, ready)
    audit.record_all(session, events(kind, plan, storing.at))
    return batches.keep(session, kind.name, file, [Stored(kind.noun, ids, before)], storing.at)
