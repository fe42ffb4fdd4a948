"""The records of a council after its first supervision, made once a process by the dialogue."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import select

from bot.evidence_reader import EvidenceReader
from storage.tables import Identity
from tests.conversations.play import LONDON, SHIPPED, Stage
from tests.factories import records_in
from tests.whole_day.seventeen import IN_DEPTH, LOOKED_AT, Meeting

FIRST = datetime(2026, 10, 27, 10, 0, tzinfo=LONDON)


class Straight:
    """Somebody who talks to the dialogue itself."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage, self.name = stage, name

    def say(self, text: str) -> None:
        self.stage.receive(self.name, text=text)

    def tap(self, label: str) -> None:
        self.stage.tap(self.name, label)

    def card(self) -> str:
        return self.stage.shown[self.name][-1].text

    def labels(self) -> list[str]:
        return [button.label for row in self.stage.shown[self.name][-1].buttons for button in row]


def sent(folder: Path) -> Stage:
    """Return a stage on which the first supervision was held and sent."""
    stage = Stage(folder, FIRST, IN_DEPTH + LOOKED_AT)
    stage.open(SHIPPED)
    stage.read_by(EvidenceReader.at_once())
    Meeting(Straight(stage, "Sunil"), actions=2).hold()
    return stage


def a_stage(folder: Path) -> Stage:
    """Return a stage on which the first supervision was held and agreed."""
    stage = sent(folder)
    stage.tap("Priya", "Read")
    while "Agree" in Straight(stage, "Priya").labels():
        stage.tap("Priya", "Agree")
    return stage


@cache
def records_after_the_first() -> bytes:
    """Return the embedded file of that council, whose people talk to nothing yet."""
    return _records(a_stage)


@cache
def records_to_agree() -> bytes:
    """Return the same before its practitioner has read anything of it."""
    return _records(sent)


def _records(held: Callable[[Path], Stage]) -> bytes:
    with TemporaryDirectory() as folder:
        stage = held(Path(folder))
        with stage.store.writing() as session:
            for identity in session.exec(select(Identity)).all():
                session.delete(identity)
        stage.store.close()
        return records_in(Path(folder))
