"""The invented council as rows, made once a day and run; steps and interviews out of them."""

import pickle
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.demo.council import invent
from prompts.loader import load_guides
from prompts.steps import Step
from tests.made_once import made_once

DAY = date(2026, 11, 24)
# The last day of a month, and a bank holiday.
HOLIDAY = pytest.param(date(2026, 8, 31), marks=pytest.mark.long)
GUIDES = load_guides()

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def council_of(day: date = DAY) -> Rows:
    return _council(day)


@cache
def _council(day: date) -> Rows:
    def make(file: Path) -> None:
        file.write_bytes(pickle.dumps(invent(GUIDES, day)))

    made: Rows = pickle.loads(made_once(f"council of {day}", make).read_bytes())  # noqa: S301 - our own
    return made


@cache
def steps_of(day: date) -> Mapping[str, Sequence[Step]]:
    """Return the steps of each draft, as prompts reads them."""
    found: dict[str, list[Step]] = defaultdict(list)
    for row in council_of(day)["step"]:
        found[row["draft_id"]].append(
            Step(
                row["kind"],
                row["question"],
                row["entry"],
                row["value"],
                row["sealed"],
                row["author_id"],
            )
        )
    return found
