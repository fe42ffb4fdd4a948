"""A child's own words on a summary: who may let them stand, take them back, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from storage.tables import Claim, Quotation, QuotationClosing
from tests.bot.staged import stage_after
from tests.conversations.play import Stage

LOUD = """She told me "I don't like it when it's loud"."""
NAMED = 'She told me "are you the new Priya".'

Said = Callable[[str], Stage]


def lines(words: str) -> tuple[str, ...]:
    """Return what leads to a supervision with these words that waits for Omar."""
    return (
        "# Omar has 1 more children",
        "# Omar talks here",
        "Sunil: /supervise",
        "Sunil taps Omar Hill",
        "Sunil taps Start",
        f"Sunil: {words}",
        "Sunil taps That's enough",
        "Sunil taps Done with CH-0406",
        "Sunil taps Not today",
        "Sunil taps 60",
        "Sunil taps No date yet",
        "Sunil taps Send to Omar",
        "Omar taps Read",
    )


@pytest.fixture
def agreed(tmp_path: Path) -> Said:
    return lambda words: stage_after(tmp_path, (*lines(words), "Omar taps Agree"))


def claim(stage: Stage) -> str:
    with stage.store.reading() as session:
        return session.exec(select(Claim.id).where(Claim.indicator == "child_voice")).one()


def tap(stage: Stage, name: str, way: str = "") -> str:
    """Send a button of the words to the bot, shown or not; return what is said back."""
    stage.receive(name, button=f"!quote:{claim(stage)}:1{way}")
    return stage.shown[name][-1].text


def standing(stage: Stage) -> int:
    with stage.store.reading() as session:
        closed = session.exec(select(QuotationClosing.quotation_id)).all()
        return len([one for one in session.exec(select(Quotation.id)) if one not in closed])


def test_its_supervisor_lets_it_stand_and_takes_it_back(agreed: Said) -> None:
    stage = agreed(LOUD)
    tap(stage, "Sunil", ":y")
    tap(stage, "Sunil", ":y")
    assert standing(stage) == 1
    tap(stage, "Sunil", ":t")
    assert standing(stage) == 0


@pytest.mark.parametrize("name", ["Omar", "Ruth", "Priya"])
def test_nobody_else_lets_it_stand(agreed: Said, name: str) -> None:
    stage = agreed(LOUD)
    refused = tap(stage, name, ":y")
    assert standing(stage) == 0
    assert "loud" not in refused
    assert refused == tap(stage, name, ":nothing") == tap(stage, name)


@pytest.mark.parametrize(("name", "left"), [("Omar", 0), ("Ruth", 0), ("Priya", 1)])
def test_the_two_people_and_managers_above_take_it_back(agreed: Said, name: str, left: int) -> None:
    stage = agreed(LOUD)
    tap(stage, "Sunil", ":y")
    tap(stage, name, ":t")
    assert standing(stage) == left


def test_before_both_have_agreed_it_does_not_stand(tmp_path: Path) -> None:
    stage = stage_after(tmp_path, lines(LOUD))
    tap(stage, "Sunil", ":y")
    assert standing(stage) == 0


def test_what_was_struck_does_not_stand(tmp_path: Path) -> None:
    stage = stage_after(tmp_path, (*lines(LOUD), "Omar taps Strike a", "Omar taps Agree"))
    tap(stage, "Sunil", ":y")
    assert standing(stage) == 0


def test_words_that_hold_a_name_are_warned_of_and_refused_however_tapped(agreed: Said) -> None:
    stage = agreed(NAMED)
    assert "This may lead to somebody: Priya." in tap(stage, "Sunil")
    labels = [button.label for button in stage.shown["Sunil"][-1].every_button()]
    assert labels == ["Leave it as it is"]
    assert "This may lead to somebody" in tap(stage, "Sunil", ":y")
    assert standing(stage) == 0


@pytest.mark.parametrize("argument", ["", ":", "x:1:y", ":::::", "1" * 32 + ":1:y", "\u202e:0:t"])
def test_what_means_nothing_is_answered_as_what_is_not_there(agreed: Said, argument: str) -> None:
    stage = agreed(LOUD)
    refused = tap(stage, "Priya")
    stage.receive("Sunil", button=f"!quote:{argument}")
    assert stage.shown["Sunil"][-1].text == refused
    assert standing(stage) == 0
