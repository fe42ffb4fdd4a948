"""What nobody expects at a card: what is said of it is so, and words that are kept are kept."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversations.draft import stored_steps
from storage.tables import Draft
from tests.bot.staged import stage_after
from tests.conversations.deeds import act
from tests.conversations.play import Stage

WHISPERED = "before I left she whispered that he hits her"
AGENDA = ("Sunil: /supervise", "Sunil taps Priya Shah")
OUT = (
    *AGENDA,
    "Sunil taps Change these",
    *(f"Sunil taps CH-040{number} · in depth" for number in (1, 2, 3)),
)
LOOKED = (*OUT, "Sunil taps Done", "Sunil taps Start")
SEEN, SAME = "Sunil taps No change, seen alone", "Sunil taps No change"
PERSONAL = (*LOOKED, SEEN, SEEN, SAME, SAME, SAME)
MINUTES = (*PERSONAL, "Sunil taps Not today")
TO_SEND = (*MINUTES, "Sunil: 60", "Sunil taps No date yet")
SENT = (*TO_SEND, "Sunil taps Send to Priya", "Priya taps Read")
QUESTION = ("Priya: visited 0402, mum shouted at him", "Priya taps Yes")
CHECK = (*QUESTION, "Priya taps That's enough")
CARDS: dict[str, Sequence[str]] = {
    "the agenda": AGENDA,
    "which in depth": OUT,
    "the day of a supervision": (*AGENDA, "Sunil taps Held on another day"),
    "a child looked at": LOOKED,
    "what changed": (*LOOKED, "Sunil taps Something changed"),
    "why not": (*LOOKED, "Sunil taps Not discussed"),
    "the own part": PERSONAL,
    "the minutes": MINUTES,
    "the check of a supervision": TO_SEND,
    "a question in depth": (*AGENDA, "Sunil taps Start"),
    "which child": QUESTION[:1],
    "a question": QUESTION,
    "the check": CHECK,
    "which line": (*CHECK, "Priya taps Change something"),
    "what is there": (*CHECK, "Priya taps It is there"),
    "the day": (*CHECK, "Priya taps It was another day"),
    "stop": (*QUESTION, "Priya: stop"),
    "words that wait": (*CHECK, "Priya: and he cried a lot"),
    "a part to agree": SENT,
    "what is seen differently": (*SENT, "Priya taps Agree, but I see it differently"),
    "why it is returned": (*SENT, "Priya taps Return it"),
    "nothing open": ("Priya: /due",),
    "the question whether to throw it away": (
        *AGENDA,
        "Sunil taps Save for later",
        "Sunil: /drafts",
        "Sunil taps Throw one away",
    ),
}


def played(folder: Path, lines: Sequence[str], last: str) -> tuple[Stage, str]:
    """Return the stage, and what is said to the last line by whoever said those before."""
    stage = stage_after(folder, lines)
    before = len(stage.lines)
    act(stage, last.format(name=lines[-1].replace(":", " ").split()[0]))
    return stage, "\n".join(stage.lines[before:])


def stored(stage: Stage) -> str:
    with stage.store.reading() as session:
        drafts = session.exec(select(Draft.id)).all()
        return repr([step.value for draft in drafts for step in stored_steps(session, draft)])


@pytest.mark.long
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize(("kind", "name"), [("photo", "photo"), ("voice", "voice note")])
def test_what_holds_no_words_is_said_not_to_be_kept(
    tmp_path: Path, card: str, kind: str, name: str
) -> None:
    _, said = played(tmp_path, CARDS[card], f"{{name}} sends a {kind}")
    where = "that" if card in {"nothing open", list(CARDS)[-1]} else f"that {name}"
    assert f"I can only keep words, so {where} was not kept." in said


@pytest.mark.parametrize("card", CARDS)
def test_a_sentence_nobody_expected_is_kept(tmp_path: Path, card: str) -> None:
    stage, said = played(tmp_path, CARDS[card], f"{{name}}: {WHISPERED}")
    assert WHISPERED in stored(stage)
    assert "was not kept" not in said


def test_the_edit_of_words_that_wait_waits_in_their_place(tmp_path: Path) -> None:
    stage, said = played(tmp_path, CARDS["words that wait"], f"Priya edits: {WHISPERED}")
    assert f'I kept this: "{WHISPERED}"' in said
    assert "more message" not in said
    act(stage, "Priya taps Add it to What happened")
    card = stage.shown["Priya"][-1].text
    assert WHISPERED in card
    assert "and he cried a lot" not in card


def test_the_edit_of_words_that_joined_others_waits_beside_them(tmp_path: Path) -> None:
    lines = (*CARDS["words that wait"], "Priya at once: and she cried too")
    stage, said = played(tmp_path, lines, f"Priya edits: {WHISPERED}")
    assert "and she cried too" in stored(stage)
    assert WHISPERED in stored(stage)
    assert "was not taken" not in said


def test_the_edit_of_an_answer_to_a_sentence_is_kept_and_asked_about(tmp_path: Path) -> None:
    lines = CARDS["the check of a supervision"]
    stage, said = played(tmp_path, lines, f"Sunil edits: {WHISPERED}")
    assert f'I kept this: "{WHISPERED}"' in said
    act(stage, "Sunil taps Leave it out")
    assert "60 minutes." in stage.shown["Sunil"][-1].text
