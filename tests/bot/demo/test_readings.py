"""What the reader finds in the council's texts is kept beside them, and is what it finds."""

import json

import pytest

from bot.demo import readings
from bot.demo.bank import fill, storylines
from bot.demo.council import MONTHS, invent
from bot.demo.readings import FILE, known
from bot.demo.running import DAY
from practice.evidence import READER_VERSION, Reading, look
from prompts.digest_cache import DigestCache
from prompts.loader import shipped

AS_NEAR = 0.01
"""Processors differ in the last places of fractions; one that cut whole numbers off, by tenths."""


def told(reading: Reading) -> dict[tuple[str, int, int], float]:
    """Return how surely each passage of a text shows something; the first is all, of process."""
    found = {(one.indicator, one.start, one.end): one.sure for one in reading.found}
    return {("process", 0, 0): reading.process_share or 0.0, **found}


def test_what_is_kept_is_of_the_present_reader_and_what_it_finds() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8"))["reader"] == READER_VERSION
    texts = [
        fill(text, story.girl)
        for story in storylines()
        for listed in story.texts["meaning"].values()
        for text in listed
    ]
    kept = [(text, found) for text in texts if (found := known(text))]
    assert len(kept) > len(texts) / 2
    for text, found in kept[:: len(kept) // 24]:
        assert told(look(text)) == pytest.approx(told(found), abs=AS_NEAR)


def test_what_is_not_kept_is_not_known() -> None:
    assert known("Nobody in the council says this.") is None


@pytest.mark.thorough
def test_the_council_of_the_demos_own_day_is_made_without_reading_a_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def note(text: str) -> Reading:
        read.append(text)
        return look(text)

    monkeypatch.setattr(readings, "look", note)
    monkeypatch.setattr(readings, "_READINGS", DigestCache(8192))
    heard: list[tuple[int, int]] = []
    invent(shipped(), DAY, lambda done, of: heard.append((done, of)))
    assert read == []
    assert heard == [(month, heard[0][1]) for month in range(MONTHS)]
    assert heard[0][1] > MONTHS
