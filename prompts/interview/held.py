"""Which day a reflection is about: told on its check card, up to 31 days back."""

from datetime import date

from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.doubts import frozen
from prompts.held import held_answer, read_held, says_when, unclear_held
from prompts.interview import check_cards
from prompts.interview.state import HELD, Interview
from prompts.interview.turns import Talk, standing, to_check
from prompts.readings import DoubtError, UnclearError
from prompts.steps import Json, Step


def asked(talk: Talk, detail: dict[str, Json] | None = None) -> Turn[Interview]:
    """Return the turn that asks for the day; `detail` is what the asking freezes."""
    asking = talk.add(Step(StepKind.ASKED, HELD, value=detail, sealed=detail is not None))
    return asking.turn(check_cards.held_card(asking.state))


def typed(talk: Talk, text: str, today: date) -> Turn[Interview] | None:
    """Return the turn for a message that says which day it was; None where it does not.

    On the card that asks for the day, every message is read as one.
    """
    is_asked = talk.state.position == HELD
    if talk.state.held_on is None or not (is_asked or says_when(text)):
        return None
    try:
        day = read_held(text, today)
    except DoubtError as doubt:
        return asked(talk, {**frozen(doubt), "written": today.isoformat()})
    except UnclearError as fault:
        why = fault.why or (unclear_held(talk.state.begun_on) if is_asked else "")
        return _unclear(talk, text, why) if why else None
    return _held(talk, day.isoformat(), today.isoformat())


def chosen(talk: Talk, number: int) -> Turn[Interview]:
    """Return the turn for a tap on one of the days that were perhaps meant."""
    doubt = talk.state.doubt
    assert doubt is not None  # noqa: S101 - the card shows its readings
    return _held(talk, str(doubt.readings[number]), str(talk.state.detail["written"]))


def _unclear(talk: Talk, text: str, why: str) -> Turn[Interview]:
    unclear = talk.add(Step(StepKind.UNCLEAR, value=text or None, sealed=True))
    return unclear.turn(standing(unclear.state).led_by(why))


def _held(talk: Talk, on: str, written: str) -> Turn[Interview]:
    day = Step(StepKind.ANSWERED, HELD, value=held_answer(on, written))
    return to_check(talk.add(day))
