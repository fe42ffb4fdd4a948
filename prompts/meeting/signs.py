"""What came of a child's plan whose day to act by has passed, asked before the child's one tap."""

from datetime import date

from practice.terms import SignAnswer
from prompts.conversation import Turn
from prompts.days import Sense, full_day_words, read_date
from prompts.doubts import doubt_in, frozen
from prompts.meeting import child_cards
from prompts.meeting.state import Meeting
from prompts.meeting.turns import Talk, answered, ask, back, onward, unclear
from prompts.options import Named, Option, Reading, Sign
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError


def tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks whether the sign has come."""
    if option is Named.BACK:
        return back(talk)
    if not isinstance(option, Sign):
        return ask(answered(talk, f"sign:{ref}", None), f"looked:{ref}")
    if option.key == SignAnswer.MOVED:
        # What was said of it before holds no longer: the day alone says what came of it.
        left = answered(talk, f"sign:{ref}", None) if talk.state.signs.get(ref) else talk
        return ask(left, f"moved:{ref}")
    said = answered(talk, f"sign:{ref}", option.key)
    return ask(said, f"moved:{ref}" if option.key == SignAnswer.NOT_ACTED else f"looked:{ref}")


def moved_tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks for the new day."""
    if option is Named.SKIP:
        return _after_the_day(answered(talk, f"moved:{ref}", None), ref)
    doubt = doubt_in(talk.state.detail)
    if not isinstance(option, Reading) or doubt is None:
        return ask(talk, f"{'sign' if child_cards.has_a_sign(talk.state, ref) else 'looked'}:{ref}")
    return _moved_to(talk, ref, date.fromisoformat(str(doubt.readings[option.number])))


def moved_typed(talk: Talk, ref: str, text: str, today: date) -> Turn[Meeting]:
    """Return the turn for a message that says the new day."""
    try:
        day = read_date(text, today, Sense.AHEAD)
    except DoubtError as doubt:
        return ask(talk, f"moved:{ref}", detail=frozen(doubt))
    except UnclearError as fault:
        return unclear(talk, fault.why or phrase("meeting.moved_unclear"), text)
    return _moved_to(talk, ref, day)


def _moved_to(talk: Talk, ref: str, day: date) -> Turn[Meeting]:
    said = phrase("meeting.moved_to", child=ref, day=full_day_words(day))
    return _after_the_day(answered(talk, f"moved:{ref}", day.isoformat()), ref, said)


def _after_the_day(talk: Talk, ref: str, said: str = "") -> Turn[Meeting]:
    if talk.state.is_settled(ref):
        return onward(talk, said)
    return ask(talk, f"looked:{ref}", said)
