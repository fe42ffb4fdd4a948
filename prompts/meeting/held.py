"""When a supervision was held: told on its agenda or before it is sent, up to 31 days back."""

from datetime import date

from prompts.conversation import Turn
from prompts.doubts import doubt_in, frozen
from prompts.held import held_answer, read_held, says_when, unclear_held
from prompts.meeting.state import HELD, Meeting
from prompts.meeting.turns import Talk, answered, ask, onward, unclear
from prompts.options import Option, Reading
from prompts.readings import DoubtError, UnclearError


def typed(talk: Talk, text: str, today: date) -> Turn[Meeting] | None:
    """Return the turn for a message that says when it was held; None where it does not.

    On the card that asks for the day, every message is read as one.
    """
    asked = talk.state.position == HELD
    if talk.state.sendings or not (asked or says_when(text)):
        return None
    try:
        day = read_held(text, today)
    except DoubtError as doubt:
        return ask(talk, HELD, detail={**frozen(doubt), "written": today.isoformat()})
    except UnclearError as fault:
        why = fault.why or (
            unclear_held(date.fromisoformat(talk.state.proposed_on)) if asked else ""
        )
        return unclear(talk, why, text) if why else None
    return _held(talk, day.isoformat(), today.isoformat())


def tapped(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks for the day."""
    doubt = doubt_in(talk.state.detail)
    if not isinstance(option, Reading) or doubt is None:
        return onward(talk)
    written = str(talk.state.detail["written"])
    return _held(talk, str(doubt.readings[option.number]), written)


def _held(talk: Talk, on: str, written: str) -> Turn[Meeting]:
    return onward(answered(talk, HELD, held_answer(on, written)))
