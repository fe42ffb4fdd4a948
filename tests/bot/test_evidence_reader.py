"""A text is read in time, or the linear reader answers; nobody waits, and no text is held."""

import gc
import logging
import math
import subprocess
import sys
import time
import weakref
from concurrent.futures import Future

import pytest
from typing_extensions import override

from bot import evidence_reader
from bot.evidence_reader import EvidenceReader, ThreadOfItsOwn
from practice.evidence import Reading, look, look_quickly
from tests.bot.slow_reader import HID, LONG, SOON, STORY, Slow, comes, quick, shows


def test_a_text_that_takes_too_long_is_answered_by_the_linear_reader_and_known_later(
    slow: Slow,
) -> None:
    reader = EvidenceReader(slow, quick, version="slow", budget=SOON)
    assert reader.for_update().read_before(lambda: 1, HID) == 1
    assert reader.known(HID) is None
    assert reader.trouble() == "model: late once, the linear one answered"
    slow.may_go.set()
    assert comes(reader, HID) == shows("slow", HID)
    assert reader.known(HID) == shows("slow", HID)
    assert slow.begun == [len(HID)]


class Asked(Future[Reading | None]):
    """A reading that never comes, and how long it was waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float | None] = []

    @override
    def result(self, timeout: float | None = None) -> Reading | None:
        self.waits.append(timeout)
        raise TimeoutError


@pytest.mark.parametrize(("busy_for", "waits"), [(0, True), (LONG, False)])
def test_one_text_that_holds_up_all_others_lets_nobody_wait(
    monkeypatch: pytest.MonkeyPatch, busy_for: float, waits: bool
) -> None:
    thread, asked = ThreadOfItsOwn(), Asked()
    thread.busy_since = time.monotonic() - busy_for
    monkeypatch.setattr(thread, "begin", lambda _: asked)
    reader = EvidenceReader(look, quick, thread=thread, budget=LONG)
    assert reader.read(HID, time.monotonic() + LONG) == Reading("quick")
    assert [bool(seconds) for seconds in asked.waits] == [waits]


def test_a_thread_says_since_when_it_is_busy(slow: Slow) -> None:
    thread = ThreadOfItsOwn()
    assert thread.busy_since == math.inf
    promised = thread.begin(lambda: slow(HID))
    assert slow.has_begun.wait(LONG)
    assert thread.busy_since <= time.monotonic()
    slow.may_go.set()
    assert promised.result(LONG) == shows("slow", HID)
    assert thread.busy_since == math.inf
    thread.close()


def test_more_than_can_wait_is_answered_by_the_linear_reader(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_reader, "_MOST_WAITING", 1)
    reader = EvidenceReader(slow, quick, budget=SOON)
    texts = [f"{number}. {HID}" for number in range(5)]
    assert {reader.read(text, time.monotonic()).reader for text in texts} == {"quick"}
    assert reader.trouble().startswith("model: late 5 times")


def test_a_reader_that_cannot_be_loaded_is_answered_for_and_told_of_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(text: str) -> Reading:
        if reader_is_broken:
            raise OSError(f"no model for {text}")
        return shows("mended", text)

    reader_is_broken = True
    reader = EvidenceReader.at_once(broken, version="mended")
    with caplog.at_level(logging.DEBUG):
        assert reader.read(HID, time.monotonic()) == look_quickly(HID)
        assert reader.read(STORY, time.monotonic()) == look_quickly(STORY)
    assert reader.trouble() == "linear: the model could not be loaded"
    assert caplog.text.count("OSError") == 1
    assert "sofa" not in caplog.text
    reader_is_broken = False
    assert reader.read(HID, time.monotonic()) == shows("mended", HID)
    assert reader.trouble() == ""


def test_nothing_is_said_of_a_reader_that_answers() -> None:
    assert EvidenceReader.at_once().trouble() == ""


class Text(str):
    """A text that can be asked whether anybody holds it still."""

    __slots__ = ("__weakref__",)


def test_no_text_is_held_once_it_is_read() -> None:
    reader = EvidenceReader(lambda text: shows("model", text), quick, budget=LONG)
    text = Text(HID)
    held = weakref.ref(text)
    reader.read(text, time.monotonic() + LONG)
    del text
    gc.collect()
    assert held() is None
    reader.close()


def test_an_end_of_serving_waits_for_no_text(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_reader, "_TO_END", SOON)
    reader = EvidenceReader(slow, quick, budget=SOON)
    reader.read(HID, time.monotonic() + SOON)
    reader.read(STORY, time.monotonic() + SOON)
    assert slow.has_begun.wait(LONG)
    reader.close()
    assert not slow.may_go.is_set()
    assert len(slow.begun) == 1


def test_an_end_of_the_program_waits_for_no_text() -> None:
    program = (
        "import threading, time\n"
        "from bot.evidence_reader import EvidenceReader\n"
        "reader = EvidenceReader(lambda text: threading.Event().wait(), budget=0.01)\n"
        "print(reader.read('She hid.', time.monotonic() + 0.01).reader)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=LONG, check=True
    )
    assert done.stdout.strip()
