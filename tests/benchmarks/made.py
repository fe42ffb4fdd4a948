"""Councils that take seconds to make, made once a run and copied."""

import pickle
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from storage.session import Store
from tests.benchmarks.lived_in import LivedIn, a_lived_in_council
from tests.benchmarks.meetings import Colleagues, a_council_of_meetings
from tests.factories import make_store, records_in
from tests.made_once import made_once

_Of = TypeVar("_Of")


def council_of_meetings(folder: Path, teams: int, years: int) -> tuple[Store, Colleagues]:
    """Return a copy of a council that has met for years, and the people of one team of it."""
    return _copied(folder, f"meetings of {teams}, {years}", teams, years, a_council_of_meetings)


def lived_in_council(folder: Path, teams: int, years: int) -> tuple[Store, LivedIn]:
    """Return a copy of a council that has been in use for years, and the people of one team."""
    return _copied(folder, f"lived in by {teams}, {years}", teams, years, a_lived_in_council)


def _copied(
    folder: Path, name: str, teams: int, years: int, add: Callable[[Store, int, int], _Of]
) -> tuple[Store, _Of]:
    def make(file: Path) -> None:
        with TemporaryDirectory() as place:
            with closing(make_store(Path(place), waits_for_the_disk=False)) as store:
                of = add(store, teams, years)
            file.write_bytes(pickle.dumps((records_in(Path(place)), of)))

    records, of = pickle.loads(made_once(name, make).read_bytes())  # noqa: S301 - our own
    place = folder / name
    place.mkdir()
    return make_store(place, records=records, waits_for_the_disk=False), of
