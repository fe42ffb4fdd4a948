"""Edits of what is in doubt: a day, a number, a scale, how long it was, the day it was held."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.conversations.deeds import act
from tests.conversations.play import LONDON, Stage

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


class Chat:
    """What one person writes, edits and is told; a message keeps the time it was written at."""

    def __init__(
        self, folder: Path, name: str = "Priya", guides: str | None = None, children: int = 5
    ) -> None:
        self.stage, self.name = Stage(folder, NOW, children), name
        if guides:
            self.stage.open(guides)

    def write(self, text: str) -> str:
        self.stage.now = self.stage.now.replace(minute=self.stage.now.minute + 1)
        self.written_at = self.stage.now
        self.stage.receive(self.name, text=text, written_at=self.written_at)
        self.source = str(self.stage.updates)
        return self.last()

    def edit(self, text: str) -> str:
        self.stage.receive(
            self.name, text=text, written_at=self.written_at, amends=True, source=self.source
        )
        return self.last()

    def tap(self, label: str) -> str:
        self.stage.tap(self.name, label)
        return self.last()

    def last(self) -> str:
        return self.stage.shown[self.name][-1].text

    def labels(self) -> list[str]:
        return [b.label for row in self.stage.shown[self.name][-1].buttons for b in row]


KINDS = [
    ("date", "next friday", "11 December", "11 December 2026", "Friday 4 December 2026"),
    ("number", "2 or 3", "4", "4 visits", "3 visits"),
    ("scale", "3/5", "7", "7", "6"),
]


@pytest.mark.parametrize(("kind", "doubtful", "clear", "shown", "reading"), KINDS)
def test_an_edit_while_it_is_in_doubt_is_that_message_sent_again(
    tmp_path: Path, kind: str, doubtful: str, clear: str, shown: str, reading: str
) -> None:
    chat = Chat(tmp_path, guides=kind)
    chat.write("/new")
    assert "Which" in chat.write(doubtful)
    assert reading in chat.labels()
    assert f"{shown}\n" in chat.edit(clear).replace(f"{shown}.", shown)
    assert "Check what you wrote" in chat.last()


@pytest.mark.parametrize(("kind", "doubtful", "clear", "shown", "reading"), KINDS)
def test_an_edit_that_is_in_doubt_is_asked_about_until_it_is_clear(
    tmp_path: Path, kind: str, doubtful: str, clear: str, shown: str, reading: str
) -> None:
    chat = Chat(tmp_path, guides=kind)
    chat.write("/new")
    chat.write(clear)
    assert "Which" in chat.edit(doubtful)
    assert "You wrote: " in chat.last()
    assert shown in chat.last()
    assert {reading, "Keep this answer"} <= set(chat.labels())
    assert "Check what you wrote" in chat.tap(reading)
    assert f" {reading}\n" in chat.last()
    assert f" {shown}\n" in chat.edit(clear)


@pytest.mark.parametrize(("kind", "doubtful", "clear", "shown", "reading"), KINDS)
def test_an_edit_after_what_was_meant_was_chosen_changes_that_answer(
    tmp_path: Path, kind: str, doubtful: str, clear: str, shown: str, reading: str
) -> None:
    chat = Chat(tmp_path, guides=kind)
    chat.write("/new")
    chat.write(doubtful)
    chat.tap(reading)
    assert chat.edit(clear).startswith("Changed. Your answer now reads")
    assert f" {shown}\n" in chat.last()


def test_an_edit_that_does_not_pass_the_questions_check_is_not_taken(tmp_path: Path) -> None:
    chat = Chat(tmp_path, guides="number")
    chat.write("/new")
    chat.write("4")
    assert "I cannot read your edit as an answer. Your earlier answer stays." in chat.edit("4000")


def at_the_check(chat: Chat) -> None:
    chat.write("visited 0402, mum shouted at him")
    chat.tap("Yes")
    chat.tap("That's enough")


def test_the_day_of_a_reflection_is_edited_clear_or_in_doubt(tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    at_the_check(chat)
    assert "Dated Friday 20 November 2026." in chat.write("it was on friday")
    assert "Dated Thursday 19 November 2026." in chat.edit("it was on thursday")
    assert "Which" in chat.edit("it was on monday 19 November")
    assert "Dated Wednesday 18 November 2026." in chat.edit("it was on 18 November")


def test_a_day_in_doubt_on_the_check_card_is_edited(tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    at_the_check(chat)
    assert "Which" in chat.write("it was on monday 19 November")
    assert "Dated Thursday 19 November 2026." in chat.edit("it was on thursday 19 November")
    assert "I kept this" not in chat.last()


def held(folder: Path) -> Chat:
    """Return a supervision without children in depth, at the question how long it was."""
    chat = Chat(folder, "Sunil", children=1)
    for line in (
        "Sunil: /supervise",
        "Sunil taps Priya Shah",
        "Sunil taps Change these",
        "Sunil: 0401",
        "Sunil taps Done",
        "Sunil taps Start",
        "Sunil: He moved to his nan on Saturday.",
        "Sunil taps Not today",
    ):
        act(chat.stage, line)
    return chat


def test_how_long_a_supervision_was_is_edited_clear_or_in_doubt(tmp_path: Path) -> None:
    chat = held(tmp_path)
    chat.write("60")
    assert "60 minutes." in chat.tap("No date yet")
    assert "90 minutes." in chat.edit("90 minutes")
    assert "how many minutes is that?" in chat.edit("2")
    assert "45 minutes." in chat.edit("45 minutes")
    assert "Send to Priya" in chat.labels()


def test_the_day_of_a_supervision_is_edited(tmp_path: Path) -> None:
    chat = held(tmp_path)
    chat.write("60")
    chat.tap("No date yet")
    assert "Friday 20 November 2026" in chat.write("held on friday")
    assert "Thursday 19 November 2026" in chat.edit("held on thursday")
    assert "I cannot read your edit" in chat.edit("held on 1 January 2020")


def test_what_is_edited_is_on_the_check_card_before_it_is_sent(tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    chat.write("visited 0402, mum shouted at him")
    chat.tap("Yes")
    chat.write("He said: I want to go home.")
    chat.tap("That's enough")
    assert "3 The child: He said: I want to stay." in chat.edit("He said: I want to stay.")
    chat.stage.tap("Priya", "Keep to myself", nth=2)
    assert chat.last().startswith("That question was answered already.")
