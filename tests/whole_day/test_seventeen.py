"""A supervision of seventeen children: how many inputs it takes its supervisor, every one counted.

In the dialogue itself, in a real Chromium on a phone of 360 by 640, and over Telegram.
"""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.conversations.play import LONDON
from tests.whole_day.history import Straight, a_stage
from tests.whole_day.seventeen import IN_DEPTH, MOST, Held, Meeting


def report(where: str, held: Held, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{where}: {held.told()}\n")


def test_in_the_dialogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = a_stage(tmp_path)
    stage.now = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
    meeting = Meeting(Straight(stage, "Sunil"), Straight(stage, "Priya"))
    held = meeting.hold()
    report("in the dialogue", held, capsys)
    assert len(meeting.viewed) == IN_DEPTH
    assert held.whole <= MOST
