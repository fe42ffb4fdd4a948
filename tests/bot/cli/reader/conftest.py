"""A council whose texts are checked by hand, read by a reader that finds a reason at "because"."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.cli import reader_texts
from practice.evidence import Bar, Found, Reading
from tests.bot.cli.commands import Here
from tests.bot.cli.reader.marked import PLAIN, WHY, tell
from tests.factories import a_child, a_person, a_team, make_store, records_in


@pytest.fixture
def council(here: Here) -> Here:
    """Six writers with eight texts each: every second text gives a reason."""
    make_store(here.records, records=_six_writers()).close()
    return here


@cache
def _six_writers() -> bytes:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        with store.writing() as session:
            team, child = a_team(session), a_child(session)
            for number in range(6):
                worker = a_person(session, f"Worker {number}", team=team)
                tell(session, worker, child, *(f"{n}. {(WHY, PLAIN)[n % 2]}" for n in range(8)))
        store.close()
        return records_in(Path(folder))


@pytest.fixture(autouse=True)
def reads_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reader find a reason wherever "because" stands, and nothing else."""

    def look(text: str) -> Reading:
        found = (Found("why", 0, len(text), Bar.PROPOSE, 0.9),) if "because" in text else ()
        perhaps = Found("impact", 0, len(text), Bar.SAID, 0.4)
        return Reading("made up", (*found, perhaps))

    monkeypatch.setattr(reader_texts, "look", look)
