"""Texts of a conversation: read outside transactions, and what a slow reader finds comes later."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversations.draft import stored_steps, unopened
from bot.dialogue import Dialogue
from bot.evidence_reader import EvidenceReader
from bot.messages import Incoming
from practice.evidence import Reading, look
from prompts.interview.state import Interview
from storage import drafts
from storage.session import Session, Store
from storage.tables import Draft
from tests.bot.slow_reader import HID, LONG, SOON, STORY, Slow, comes, quick, shows
from tests.bot.staged import NOW, last, write
from tests.conversations.council import enrol
from tests.conversations.deeds import act
from tests.conversations.play import DUTY, Stage
from tests.factories import a_person

GOLDEN = Path(__file__).parents[1] / "conversations" / "golden"


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
