"""What tests of conversations say and read on a stage (tests/conversations/play.py)."""

from datetime import datetime

from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import Step
from tests.conversations.play import LONDON, Stage

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


def write(stage: Stage, name: str, *texts: str) -> None:
    """Let somebody send texts, one after another."""
    for text in texts:
        stage.receive(name, text=text)


def last(stage: Stage, name: str) -> str:
    """Return the text of the newest message to somebody."""
    return stage.shown[name][-1].text


def answers(stage: Stage) -> str:
    """Return everything that stands as an answer, of anybody."""
    with stage.store.reading() as session:
        query = select(Step).where(col(Step.kind).in_(["answered", "joined", "part"]))
        rows = [open_row(session, "step", s.model_dump())["value"] for s in session.exec(query)]
    return "\n".join(map(str, rows))
