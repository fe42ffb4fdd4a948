"""A card that several messages in a row brought again and again goes out once: the last of them.

Whoever was without a network sends twelve messages at once, and each brings the same question.
"""

import json
from collections.abc import Sequence
from typing import Any


def shown_again(claimed: Sequence[tuple[Any, str]]) -> set[str]:
    """Return the ids of cards that a later one, claimed with them, shows word for word.

    `claimed` are rows of the outbox, in order, each with its body. One that was tried before may
    have been shown already, and is left.
    """
    found: set[str] = set()
    known: set[tuple[str, str, str, str]] = set()
    for row, body in reversed(claimed):
        if row.draft_id is None or row.attempts:
            continue
        shown = (row.channel, row.address, row.draft_id, _as_it_looks(body))
        if shown in known:
            found.add(row.id)
        known.add(shown)
    return found


def _as_it_looks(body: str) -> str:
    """Return what a message shows: its buttons name the step that asked, and look the same."""
    kept = json.loads(body)
    rows, aside = kept.pop("buttons", []), kept.pop("aside", [])
    labels = [[label for label, _ in row] for row in (*rows, aside)]
    return json.dumps([kept, labels], sort_keys=True)
