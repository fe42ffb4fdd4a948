"""Reflections and supervisions whose words stand in an earlier record."""

from datetime import datetime, timedelta

from tests.conversations.play import LONDON, Stage

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
WORDS = "She hid behind the sofa when he came in and would not talk to me until he had left again."
AGAIN = "It is so again today"


def reflect(stage: Stage, words: str, end: str | None = None, child: str = "0401") -> str:
    """Write a reflection to its check card and end it there; return that card."""
    stage.receive("Priya", text=f"{child}. {words}")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    card = stage.shown["Priya"][-1].text
    if end:
        stage.tap("Priya", end)
    stage.now += timedelta(days=7)
    return card


def supervise(stage: Stage, words: str) -> str:
    """Write a supervision of the one child to its check card; return that."""
    stage.receive("Sunil", text="/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")
    stage.receive("Sunil", text=words)
    stage.tap("Sunil", "That's enough")
    return stage.shown["Sunil"][-1].text


def send(stage: Stage, personal: str | None = None) -> None:
    stage.tap("Sunil", "Done with CH-0401")
    if personal:
        stage.tap("Sunil", "Start Priya's part")
        stage.receive("Sunil", text=personal)
        stage.tap("Sunil", "That's enough")
        stage.tap("Sunil", "Done with this part")
    else:
        stage.tap("Sunil", "Not today")
    stage.tap("Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")
    stage.now += timedelta(days=7)
