"""A clock that jumps in a meeting of seventeen children: the record is the one without jumps."""

import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlmodel import col, select

from bot.messages import Outgoing
from storage import clock_jumps
from storage.encryption import open_row
from storage.tables import AgendaItem, Child, Claim, Draft, Line, Person, Record, Step, Submission
from tests.conversations.play import LONDON, SHIPPED, Stage
from tests.made_once import made_once
from tests.whole_day import day

START = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
DAY, TWO_HOURS = timedelta(days=1), timedelta(hours=2)
_ID = re.compile(r"\b[0-9a-f]{32}\b")
_WHEN_SENT = re.compile(r" \(written on [^)]*\)")


@dataclass
class Hand:
    """Somebody on the stage, whose clock jumps after so many things that anybody did."""

    stage: Stage
    name: str
    jumps: Callable[[], None]
    heard: int = 0
    shown: list[Outgoing] = field(default_factory=list)

    def say(self, text: str) -> None:
        self._does(lambda: self.stage.receive(self.name, text=text))

    def tap(self, label: str) -> None:
        self._does(lambda: self.stage.tap(self.name, label))

    def see(self, text: str) -> str:
        found = [one.text for one in self.stage.shown[self.name][self.heard :] if text in one.text]
        assert found, f"{text}: {self.stage.shown[self.name][-1].text}"
        return found[-1]

    def labels(self) -> list[str]:
        newest = self.stage.shown[self.name][-1]
        return [button.label for row in newest.buttons for button in row]

    def _does(self, deed: Callable[[], None]) -> None:
        self.heard = len(self.stage.shown.get(self.name, ()))
        self.jumps()
        clock_jumps.end_waits(self.stage.store, self.stage.now)
        deed()


@dataclass
class Jumps:
    """Moves the stage's clock before the deeds of these numbers, and opens all anew if told to."""

    stage: Stage
    at: dict[int, timedelta]
    restarts: bool = False
    deeds: int = 0

    def __call__(self) -> None:
        self.deeds += 1
        if self.deeds in self.at:
            self.stage.now += self.at[self.deeds]
            if self.restarts:
                self.stage.open(SHIPPED)


def the_meeting(
    folder: Path, at: dict[int, timedelta], start: datetime, *, restarts: bool
) -> Stage:
    """Hold, send and agree the meeting of a whole day, while the clock jumps."""
    folder.mkdir()
    stage = Stage(folder, start, children=17)
    stage.open(SHIPPED)
    with stage.store.writing() as session:
        # No turn has come, so that what Priya wishes stands first.
        for child in session.exec(select(Child)):
            child.status = "CIN"
            session.add(child)
    jumps = Jumps(stage, at, restarts=restarts)
    priya, sunil = (Hand(stage, name, jumps) for name in ("Priya", "Sunil"))
    day.reflect(priya)
    day.supervise(sunil)
    priya.heard -= 1
    day.agree(priya, sunil)
    return stage


def record(stage: Stage) -> list[Any]:
    """Return everything that was kept of it but for times, ids as the order they are met in."""
    met: dict[str, int] = {}

    def plain(value: object) -> str:
        numbered = _ID.sub(lambda one: f"#{met.setdefault(one[0], len(met))}", str(value))
        return _WHEN_SENT.sub("", numbered)

    with stage.store.reading() as session:
        known: tuple[Any, ...] = (Person, Child)
        for table in known:
            for row in session.exec(select(table).order_by(col(table.ref))):
                met[row.id] = len(met)
        kept: list[Any] = []
        for draft in session.exec(select(Draft).order_by(col(Draft.id))):
            kept.append(plain((draft.id, draft.kind, draft.parent_id, draft.child_id)))
            steps = select(Step).where(Step.draft_id == draft.id).order_by(col(Step.number))
            for step in session.exec(steps):
                value = open_row(session, "step", step.model_dump())["value"]
                words = (step.kind, step.question, step.entry, value, step.author_id)
                kept.append(plain(words))
        models: tuple[Any, ...] = (Record, Submission, Line, Claim, AgendaItem)
        for model in models:
            name = str(model.__tablename__)
            for one in session.exec(select(model).order_by(model.id)):
                row_of = open_row(session, name, one.model_dump())
                dropped = {"submitted_at", "made_at"}
                kept.append(plain([row_of[k] for k in sorted(row_of) if k not in dropped]))
    stage.store.close()
    return kept


def without_jumps(start: datetime) -> list[Any]:
    """Return what the meeting leaves where the clock never jumps, held once a run."""

    def make(place: Path) -> None:
        with TemporaryDirectory() as folder:
            calm = the_meeting(Path(folder) / "calm", {}, start, restarts=False)
            place.write_bytes(pickle.dumps(record(calm)))

    kept: list[Any] = pickle.loads(made_once(f"calm {start:%m}", make).read_bytes())  # noqa: S301 - our own
    return kept


OCTOBER = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LONG = pytest.mark.long
MEETINGS = (
    pytest.param(
        {9: -TWO_HOURS, 30: DAY, 34: -DAY, 58: DAY, 61: -TWO_HOURS, 66: -DAY}, START, True,
        id="back, a day ahead and back again across restarts",
    ),
    pytest.param(
        {8: 25 * MINUTE, 30: 20 * MINUTE, 60: -60 * MINUTE}, OCTOBER, False, id="the October hour"
    ),
    pytest.param({9: -TWO_HOURS}, START, False, id="back two hours", marks=LONG),
    pytest.param(
        dict.fromkeys((7, 12, 30, 70), -TWO_HOURS), START, False, id="back again and again",
        marks=LONG,
    ),
    pytest.param(
        {9: -TWO_HOURS, 61: -TWO_HOURS}, START, True, id="back two hours across a restart",
        marks=LONG,
    ),
    pytest.param({46: DAY}, START, False, id="a day ahead from the middle on", marks=LONG),
    pytest.param(
        {30: DAY, 34: -DAY, 58: DAY, 66: -DAY}, START, True, id="a day ahead and back again",
        marks=LONG,
    ),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(("at", "start", "restarts"), MEETINGS)
def test_the_record_equals_the_one_without_jumps(
    tmp_path: Path,
    at: dict[int, timedelta],
    start: datetime,
    restarts: bool,
) -> None:
    jumped = record(the_meeting(tmp_path / "jumps", at, start, restarts=restarts))
    assert jumped == without_jumps(start)
