"""The invented council as rows, made once a day and run; steps and interviews out of them."""

import pickle
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.demo import council
from bot.demo.folder import open_folder
from bot.demo.running import settings_of
from bot.store import open_store
from prompts.loader import shipped
from prompts.steps import Step
from storage.bulk import add_all
from tests.made_once import made_once

DAY = date(2026, 11, 24)
# The last day of a month, and a bank holiday.
HOLIDAY = pytest.param(date(2026, 8, 31), marks=pytest.mark.thorough)
GUIDES = shipped()

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Size:
    """How much of a council is made."""

    months: int


EVERY_DAY, FULL = Size(7), Size(council.MONTHS)
SIZES = pytest.mark.parametrize(
    "size",
    [
        pytest.param(EVERY_DAY, id="seven months"),
        pytest.param(FULL, id="as demos are made", marks=pytest.mark.thorough),
    ],
)


def council_of(day: date = DAY, size: Size = EVERY_DAY) -> Rows:
    return _council(day, size)


@cache
def _council(day: date, size: Size) -> Rows:
    def make(file: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(council, "MONTHS", size.months)
            file.write_bytes(pickle.dumps(council.invent(GUIDES, day)))

    file = made_once(f"council of {day}, {size.months} months", make)
    made: Rows = pickle.loads(file.read_bytes())  # noqa: S301 - our own
    return made


def demo_of(day: date = DAY) -> Path:
    """Return the folder of a demo in which the council stands and nobody was yet; to be copied."""

    def make(place: Path) -> None:
        folder = open_folder(place, day, day, fresh=False)
        with closing(open_store(settings_of(folder))) as store, store.writing() as session:
            add_all(session, council_of(day))

    return made_once(f"demo of {day}", make)


@cache
def steps_of(day: date, size: Size = EVERY_DAY) -> Mapping[str, Sequence[Step]]:
    """Return the steps of each draft, as prompts reads them."""
    found: dict[str, list[Step]] = defaultdict(list)
    for row in council_of(day, size)["step"]:
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
