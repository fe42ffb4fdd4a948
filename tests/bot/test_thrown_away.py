"""A supervision that is thrown away: nothing of it, nor of its parts, counts or shows."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import select

from practice.terms import StepKind
from storage import drafts
from storage.tables import Draft, OutboxMessage, Record, Step, Supervision
from tests.bot.served import A_TUESDAY
from tests.conversations.deeds import act
from tests.conversations.play import Stage


def played(folder: Path, *lines: str) -> Stage:
    stage = Stage(folder, A_TUESDAY)
    for line in lines:
        act(stage, line)
    return stage


BEGUN = ("Sunil: /supervise", "Sunil taps Priya Shah", "Sunil taps Start")
OUT_OF_DEPTH = (
    *BEGUN[:2],
    "Sunil taps Change these",
    *(f"Sunil taps CH-040{number} · in depth" for number in (1, 2, 3)),
)
THROWN = ("Sunil: /drafts", "Sunil taps Throw one away")


def test_its_parts_are_thrown_away_with_it(tmp_path: Path) -> None:
    stage = played(tmp_path, *BEGUN, "Sunil: he told me he is scared of the stairs", *THROWN)
    act(stage, "Sunil taps Supervision with Priya Shah, 24 November at 10:20")
    act(stage, "Sunil taps Throw it away")
    with stage.store.reading() as session:
        every = session.exec(select(Draft)).all()
        assert {draft.kind for draft in every} == {"meeting", "guide"}
        assert all(drafts.is_discarded(session, draft.id) for draft in every)
        assert [drafts.unfinished(session, draft.person_id) for draft in every] == [[], []]
        assert session.exec(select(Record)).all() == []
        assert session.exec(select(Supervision)).all() == []
        told = {row.person_id for row in session.exec(select(OutboxMessage)).all()}
        assert len(told) == 1
    stage.store.close()


def test_it_is_asked_about_first_and_once_thrown_away_is_not_thrown_again(tmp_path: Path) -> None:
    stage = played(tmp_path, *BEGUN, *THROWN)
    act(stage, "Sunil taps Supervision with Priya Shah, 24 November at 10:20")
    with stage.store.reading() as session:
        thrown = select(Step).where(Step.kind == StepKind.DISCARDED)
        assert session.exec(thrown).all() == []
    act(stage, "Sunil taps Throw it away")
    act(stage, "Sunil taps Throw it away")
    assert "That is not open any more." in "\n".join(stage.lines)
    stage.store.close()


@pytest.mark.long
@pytest.mark.parametrize(
    "lines",
    [
        ("Sunil: /supervise", "Sunil taps Priya Shah"),
        BEGUN,
        (*BEGUN, "Sunil: he told me he is scared of the stairs"),
        (*OUT_OF_DEPTH, "Sunil taps Done", "Sunil taps Start"),
    ],
)
@pytest.mark.parametrize("word", ["stop", "Delete it!", "i want to stop"])
def test_stop_throws_it_away_from_wherever_it_is_said(
    tmp_path: Path, lines: Sequence[str], word: str
) -> None:
    stage = played(tmp_path, *lines, f"Sunil: {word}")
    if word != "Delete it!" or "Throw it away" in "\n".join(stage.lines[-5:]):
        act(stage, "Sunil taps Throw it away")
    assert "Thrown away. Nothing of it was sent" in "\n".join(stage.lines[-3:])
    with stage.store.reading() as session:
        every = session.exec(select(Draft)).all()
        assert all(drafts.is_discarded(session, draft.id) for draft in every)
        assert drafts.unfinished(session, every[0].person_id) == []
        assert drafts.current(session, every[0].person_id) is None
    stage.store.close()


@pytest.mark.long
def test_stop_in_what_was_sent_before_only_saves(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "conversations" / "golden" / "supervision.txt"
    lines = [line for line in script.read_text().splitlines() if line and line[0] not in " "]
    until = lines.index("Sunil taps Open it") + 1
    stage = played(tmp_path, *lines[:until], "Sunil: stop")
    assert "It is saved, and you can go on with it later." in "\n".join(stage.lines[-5:])
    assert "Throw it away" not in "\n".join(stage.lines[-5:])
    stage.store.close()


def test_a_supervision_that_was_sent_is_none_to_throw_away(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "conversations" / "golden" / "agreed_with_a_difference.txt"
    lines = [line for line in script.read_text().splitlines() if line and line[0] not in " "]
    stage = played(tmp_path, *lines)
    before = len(stage.lines)
    act(stage, "Sunil: /drafts")
    assert "Throw one away" not in "\n".join(stage.lines[before:])
    stage.store.close()
