"""What tests of conversations say and read on a stage (tests/conversations/play.py)."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import Step
from tests.conversations.deeds import act
from tests.conversations.play import LONDON, Stage
from tests.factories import make_store, records_in

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


Left = tuple[bytes, Mapping[str, Any]]
"""The records of a stage, and what it remembers itself."""


def stage_after(folder: Path, lines: Sequence[str]) -> Stage:
    """Return a stage on which these lines were played; what many begin with is played once."""
    stage = Stage(folder, NOW)
    if lines:
        _take_up(stage, _after(tuple(lines)))
    return stage


def play_once(stage: Stage, deed: Callable[[Stage], object]) -> None:
    """Bring a new stage to where a deed leaves one; it is done once a process."""
    _take_up(stage, _done(deed, stage.children))


@cache
def _after(lines: tuple[str, ...]) -> Left:
    with TemporaryDirectory() as folder:
        stage = stage_after(Path(folder), lines[:-1])
        act(stage, lines[-1])
        return _left(stage)


@cache
def _done(deed: Callable[[Stage], object], children: int) -> Left:
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder), NOW, children=children)
        deed(stage)
        return _left(stage)


def _left(stage: Stage) -> Left:
    stage.store.close()
    kept = {one.name: getattr(stage, one.name) for one in fields(stage) if one.name != "folder"}
    return records_in(stage.folder), kept


def _take_up(stage: Stage, left: Left) -> None:
    records, kept = left
    stage.store.close()
    stage.store = make_store(stage.folder, records=records, waits_for_the_disk=False)
    stage.open()
    for name, value in deepcopy(kept).items():
        setattr(stage, name, value)


def write(stage: Stage, name: str, *texts: str) -> None:
    """Let somebody send texts, one after another."""
    for text in texts:
        stage.receive(name, text=text)


def open_meeting(stage: Stage) -> None:
    """Let Sunil begin to supervise Priya."""
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")


def leave_all_out_of_depth(stage: Stage) -> None:
    """Let Sunil start the meeting with none of the children who are proposed in depth."""
    stage.tap("Sunil", "Change these")
    write(stage, "Sunil", "402", "403", "401")
    stage.tap("Sunil", "Done")
    stage.tap("Sunil", "Start")


def last(stage: Stage, name: str) -> str:
    """Return the text of the newest message to somebody."""
    return stage.shown[name][-1].text


def answers(stage: Stage) -> str:
    """Return everything that stands as an answer, of anybody."""
    with stage.store.reading() as session:
        query = select(Step).where(col(Step.kind).in_(["answered", "joined", "part"]))
        rows = [open_row(session, "step", s.model_dump())["value"] for s in session.exec(query)]
    return "\n".join(map(str, rows))
