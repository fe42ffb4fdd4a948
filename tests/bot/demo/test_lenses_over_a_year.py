"""Lenses over eighteen months of the invented council: which are asked, and which again.

Sixty people meet as in the demo, every child in depth in six movements from the first month on.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversations.thinking import NOT_AGAIN
from bot.demo import council
from prompts.interview.path import LENS
from prompts.lens import AskedLens, bank
from tests.bot.demo.councils import DAY, GUIDES

LARGEST_SHARE = 0.2
NOT_IN_THE_COUNCIL = {"before_birth"}
"""No child of the council is known before the birth (tests/prompts/test_lens_choice.py asks it)."""

Rows = Mapping[str, Any]


@pytest.mark.thorough
def test_over_eighteen_months_every_lens_has_its_turn_and_none_comes_again_too_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(council, "MOVING_MONTHS", council.MONTHS)
    asked = _asked_by_child(council.invent(GUIDES, DAY))
    every = [lens for records in asked.values() for record in records for lens in record]
    called = Counter(lens.id for lens in every if lens.called)
    times = Counter(lens.id for lens in every)
    for lens_id, number in times.most_common():
        share = 100 * number / len(every)
        sys.stdout.write(f"{lens_id:20} {number:5} {share:5.1f} called for {called[lens_id]:5}\n")
    again = [one for records in asked.values() for one in _again(records)]
    sys.stdout.write(f"{len(every)} asked of {len(asked)} children; again too soon: {len(again)}\n")
    assert again == []
    assert max(times.values()) <= LARGEST_SHARE * len(every)
    assert {lens.id for lens in bank()} - times.keys() <= NOT_IN_THE_COUNCIL


def _asked_by_child(rows: Rows) -> Mapping[str, list[list[AskedLens]]]:
    """Return which lenses each child's records in depth asked, record by record."""
    by_draft: dict[str, list[AskedLens]] = defaultdict(list)
    for step in rows["step"]:
        is_lens = step["kind"] == "asked" and (step["question"] or "").startswith(LENS)
        lens = AskedLens.kept_in(step["value"]) if is_lens else None
        if lens:
            by_draft[step["draft_id"]].append(lens)
    found: dict[str, list[list[AskedLens]]] = defaultdict(list)
    for record in sorted(rows["record"], key=lambda row: row["held_on"]):
        if record["kind"] == "in depth":
            found[record["child_id"]].append(by_draft[record["draft_id"]])
    return found


def _again(records: list[list[AskedLens]]) -> list[str]:
    """Return the questions that stood in the same words in one of the last records."""
    found = []
    for number, record in enumerate(records):
        before = records[max(0, number - NOT_AGAIN) : number]
        known = {lens.ask for told in before for lens in told}
        found += [lens.ask for lens in record if lens.ask in known]
    return found
