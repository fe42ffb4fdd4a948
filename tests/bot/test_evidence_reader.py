"""Texts are read in time and outside transactions, or the linear reader answers; nobody waits."""

import gc
import logging
import math
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import select
from typing_extensions import override

from bot import evidence_reader
from bot.conversations.draft import stored_steps, unopened
from bot.dialogue import Dialogue
from bot.evidence_reader import EvidenceReader, ThreadOfItsOwn
from bot.messages import Incoming
from practice.evidence import Bar, Found, Reading, look, look_quickly
from prompts.interview.state import Interview
from storage import drafts
from storage.session import Session, Store
from storage.tables import Draft
from tests.bot.staged import NOW, last, write
from tests.conversations.council import enrol
from tests.conversations.deeds import act
from tests.conversations.play import DUTY, Stage
from tests.factories import a_person

HID = "She hid behind the sofa when he came in."
STORY = f"0401. {HID}"
GOLDEN = Path(__file__).parents[1] / "conversations" / "golden"
SOON = 0.01
LONG = 60.0


def shows(version: str, text: str) -> Reading:
    """Return a reading by which every text shows the child's words, all of it."""
    return Reading(version, (Found("child_voice", 0, len(text), Bar.PROPOSE, 0.9),))


def quick(_: str) -> Reading:
    """Find nothing, as a reader that is not good enough."""
    return Reading("quick")


def comes(reader: EvidenceReader, text: str) -> Reading | None:
    """Return what is found in a text that is on its way, once it has come."""
    return reader._promised(text).result(LONG)


@dataclass
class Slow:
    """A reader that finds something in every text, once it is let go."""

    may_go: threading.Event = field(default_factory=threading.Event)
    has_begun: threading.Event = field(default_factory=threading.Event)
    begun: list[int] = field(default_factory=list)

    def __call__(self, text: str) -> Reading:
        self.begun.append(len(text))
        self.has_begun.set()
        assert self.may_go.wait(LONG)
        return shows("slow", text)


@pytest.fixture
def slow() -> Iterator[Slow]:
    reader = Slow()
    yield reader
    reader.may_go.set()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=2)


def interviews(session: Session, stage: Stage) -> list[Interview]:
    """Return every interview as its steps leave it."""
    rows = [drafts.draft(session, row_id) for row_id in session.exec(select(Draft.id))]
    talks = [
        unopened(stage.guides, row).replay(stored_steps(session, row.id)) for row in rows if row
    ]
    return [talk.state for talk in talks if isinstance(talk.state, Interview)]


def readers(stage: Stage) -> list[str]:
    """Return the version that read each text last."""
    with stage.store.reading() as session:
        texts = [found for state in interviews(session, stage) for found in state.texts.read()]
    return [reading.reader for _, reading in texts]


# --- late, failing, and too much ---


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


# --- in a conversation ---


def test_the_check_card_proposes_what_a_slow_reader_found_after_the_answer(
    stage: Stage, slow: Slow
) -> None:
    reader = EvidenceReader(slow, quick, version="slow", budget=SOON)
    stage.read_by(reader)
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    assert set(readers(stage)) == {"quick"}
    slow.may_go.set()
    assert comes(reader, STORY)
    stage.tap("Priya", "That's enough")
    assert set(readers(stage)) == {"slow"}
    assert HID in last(stage, "Priya")
    assert "The child's words" in last(stage, "Priya")
    reader.close()


def test_what_a_card_proposed_stays_whatever_comes_after_it(stage: Stage, slow: Slow) -> None:
    reader = EvidenceReader(slow, quick, version="slow", budget=SOON)
    stage.read_by(reader)
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    before = last(stage, "Priya")
    slow.may_go.set()
    assert comes(reader, STORY)
    stage.tap("Priya", "Change something")
    stage.tap("Priya", "Back to the list")
    assert last(stage, "Priya") == before
    reader.close()


def test_a_newer_version_reads_what_an_older_one_read_before_anything_is_proposed(
    stage: Stage,
) -> None:
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    stage.read_by(EvidenceReader.at_once(lambda text: shows("newer", text), version="newer"))
    write(stage, "Priya", "I do not know yet why.", "that's enough")
    assert set(readers(stage)) == {"newer"}


def test_a_reader_that_cannot_be_loaded_changes_no_conversation(stage: Stage) -> None:
    def broken(text: str) -> Reading:
        raise MemoryError(len(text))

    stage.read_by(EvidenceReader.at_once(broken))
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    assert f'The child\'s words or what they did: "{HID}"' in last(stage, "Priya")


@dataclass
class Watched:
    """A reader that remembers what it read, and whether a transaction was open meanwhile."""

    writing: threading.local = field(default_factory=threading.local)
    texts: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)

    def __call__(self, text: str) -> Reading:
        self.texts.append(text)
        if getattr(self.writing, "depth", 0):
            self.within.append(text)
        return look(text)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Return a reader that knows of every transaction of its thread."""
    reader, writing = Watched(), Store.writing

    @contextmanager
    def marked(store: Store) -> Iterator[Session]:
        reader.writing.depth = getattr(reader.writing, "depth", 0) + 1
        try:
            with writing(store) as session:
                yield session
        finally:
            reader.writing.depth -= 1

    monkeypatch.setattr(Store, "writing", marked)
    return reader


PLAYED = [path for path in GOLDEN.glob("*.txt") if "# guides" not in path.read_text("utf-8")]
LONGEST = sorted(PLAYED, key=lambda path: -path.stat().st_size)[:2]


@pytest.mark.long
@pytest.mark.parametrize("golden", LONGEST, ids=lambda path: path.stem)
def test_no_text_is_read_within_a_transaction_and_every_one_is(
    tmp_path: Path, watched: Watched, golden: Path
) -> None:
    stage = Stage(tmp_path, NOW)
    stage.read_by(EvidenceReader.at_once(watched))
    for line in golden.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("  "):
            act(stage, line)
    assert watched.texts
    assert watched.within == []
    with stage.store.reading() as session:
        unread = [state.texts.unread for state in interviews(session, stage)]
    assert unread == [()] * len(unread)


def test_the_reader_that_watches_would_see_a_transaction(stage: Stage, watched: Watched) -> None:
    with stage.store.writing():
        watched(HID)
    assert watched.within == [HID]


def test_texts_that_no_message_brought_as_they_stand_are_read_between_two_tries(
    stage: Stage, watched: Watched
) -> None:
    stage.read_by(EvidenceReader.at_once(watched))
    write(stage, "Priya", STORY)
    story = str(stage.updates)
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "I do not know yet why.")
    stage.receive("Priya", text="And I rang him.", written_at=stage.now)
    assert "I do not know yet why.\nAnd I rang him." in watched.texts
    stage.receive("Priya", text=f"{STORY} She cried.", amends=True, source=story)
    assert f"{STORY} She cried." in watched.texts
    assert watched.within == []
    assert len(watched.texts) == len(set(watched.texts))


def test_an_update_is_handled_anew_from_where_it_began(stage: Stage, watched: Watched) -> None:
    stage.read_by(EvidenceReader.at_once(watched))
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "I do not know yet why.")
    known = len(stage.shown["Priya"])
    stage.receive("Priya", text="And I rang him.", written_at=stage.now)
    assert len(stage.shown["Priya"]) == known + 1
    assert last(stage, "Priya").startswith("Added to your answer: ")


def test_taps_and_commands_are_not_read(stage: Stage, watched: Watched) -> None:
    stage.read_by(EvidenceReader.at_once(watched))
    write(stage, "Priya", "/new", "/help", "/due")
    stage.tap("Priya", "Save for later")
    assert watched.texts == []


# --- everybody at once ---

PEOPLE = 50


def a_crowd(stage: Stage) -> list[str]:
    names = [f"P{number}" for number in range(PEOPLE)]
    with stage.store.writing() as session:
        for name in names:
            enrol(session, a_person(session, f"{name} Hill"), NOW)
    return names


def test_fifty_stories_at_once_are_kept_while_the_reader_reads_none(
    stage: Stage, slow: Slow
) -> None:
    names = a_crowd(stage)
    reader = EvidenceReader(slow, quick, version="slow", budget=SOON)
    dialogue = Dialogue(stage.store, stage.guides, DUTY, reader)

    def tell(name: str) -> None:
        story = f"{name} was there. {HID}"
        dialogue.receive(Incoming("telegram", f"chat-{name}", name, text=story), NOW)

    with ThreadPoolExecutor(PEOPLE) as crowd:
        list(crowd.map(tell, names))
    assert not slow.may_go.is_set()
    assert slow.has_begun.wait(LONG)
    assert len(slow.begun) == 1
    with stage.store.reading() as session:
        told = [text for state in interviews(session, stage) for text, _ in state.texts.read()]
    assert sorted(told) == sorted(f"{name} was there. {HID}" for name in names)
    assert readers(stage) == ["quick"] * PEOPLE
    assert reader.trouble() == f"model: late {PEOPLE} times, the linear one answered"
    slow.may_go.set()
    assert all(comes(reader, f"{name} was there. {HID}") for name in names)
    reader.close()
