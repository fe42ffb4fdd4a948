"""The rows of the invented council, gathered by table until they are stored at once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from prompts.steps import Step
from storage.drafts import DraftRow
from storage.ids import new_id

# How long people take from one step to the next: a record in depth comes to a quarter of an hour.
_PACE = timedelta(seconds=16)


@dataclass
class Rows:
    """Rows by table. Whatever is added later happened later, for ids sort by when they are made."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _numbers: Counter[str] = field(default_factory=Counter)
    _firsts: dict[tuple[str, str, int], str] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> str:  # noqa: ANN401 - a column holds anything
        """Add a row with a new id and return the id."""
        row_id = new_id()
        self.tables[table].append({"id": row_id, **row})
        return row_id

    def entry(self, table: str, record_id: str, entry: int, **row: Any) -> str:  # noqa: ANN401
        """Add a row for an entry of a record's plan; return the row in which it was first sent."""
        place = (table, record_id, entry)
        row_id = self.add(table, entry=entry, first_id=self._firsts.get(place), **row)
        return self._firsts.setdefault(place, row_id)

    def draft(self, draft: DraftRow) -> None:
        """Add a draft."""
        self.tables["draft"].append(dict(vars(draft)))

    def steps(self, draft_id: str, steps: Sequence[Step], author_id: str, at: datetime) -> datetime:
        """Add steps to a draft, the first at `at`; return when the last was made."""
        listed = self.tables["step"]
        for number, step in enumerate(steps, self._numbers[draft_id] + 1):
            row = {"id": new_id(), "draft_id": draft_id, "number": number, **vars(step)}
            listed.append({**row, "source": None, "author_id": author_id, "at": at})
            at += _PACE
        self._numbers[draft_id] += len(steps)
        return at - _PACE if steps else at

    def audit(self, deed: str, noun: str, noun_id: str, actor_id: str, at: datetime) -> None:
        """Add what the audit says of a deed."""
        self.add("audit_event", at=at, actor_id=actor_id, deed=deed, noun=noun, noun_id=noun_id)
