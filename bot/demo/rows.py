"""The rows of the invented council, gathered by table until they are stored at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prompts.steps import Step
from storage.bulk import Batch
from storage.drafts import DraftRow
from storage.ids import new_id

# How long people take from one step to the next: a record in depth comes to a quarter of an hour.
_PACE = timedelta(seconds=16)


@dataclass
class Rows(Batch):
    """A batch of the council's rows, with its conversations."""

    _numbers: Counter[str] = field(default_factory=Counter)

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
