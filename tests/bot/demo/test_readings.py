"""What the reader finds in the council's texts is kept beside them, and is what it finds."""

import json

from bot.demo.bank import fill, storylines
from bot.demo.readings import FILE, known
from practice.evidence import READER_VERSION, look


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
    for text, found in kept[:: len(kept) // 12]:
        assert found.as_json() == look(text).as_json()


def test_what_is_not_kept_is_not_known() -> None:
    assert known("Nobody in the council says this.") is None
