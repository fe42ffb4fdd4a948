"""What the audit says of an import: which rows are new, and of each changed one what it was."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from bot.sheets.columns import FileKind
from bot.sheets.plan import Plan


def events(kind: FileKind, plan: Plan, at: datetime) -> Iterator[dict[str, Any]]:
    """Yield the import, with the keys of its new rows, and each changed row with its values.

    Of a column that is never repeated in a message it says only that it was changed.
    """
    done = {"at": at, "actor_id": None, "noun": kind.noun}
    keys = [column.name for column in kind.columns if column.required]
    new = [[row.get(name) for name in keys] for row in plan.added]
    counts = {"added": new, "changed": len(plan.changed)}
    yield {**done, "deed": "imported", "noun_id": None, "detail": _json(counts)}
    hidden = {column.name for column in kind.columns if not column.shown}
    changes = iter(plan.changes)
    for row_id, values in plan.changed.items():
        was = {
            one.column: "changed" if one.column in hidden else [one.before, one.after]
            for one in islice(changes, len(values))
        }
        yield {**done, "deed": "changed by import", "noun_id": row_id, "detail": _json(was)}


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, default=str)
