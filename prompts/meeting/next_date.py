"""When the two meet next: asked at the end of a supervision, and left open by one tap."""

from datetime import date

from prompts.conversation import Turn
from prompts.days import Sense, full_day_words, read_date
from prompts.doubts import doubt_in, frozen
from prompts.meeting.next_cards import WEEKS, in_weeks
from prompts.meeting.state import NEXT, Meeting
from prompts.meeting.turns import Talk, answered, ask, back, onward, unclear
from prompts.options import Named, Option, Reading, Weeks
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError


def tapped(talk: Talk, _: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks when the two meet next."""
    doubt = doubt_in(talk.state.detail)
    if option is Named.SKIP:
        return onward(answered(talk, NEXT, None))
    if isinstance(option, Reading) and doubt is not None:
        return _agreed(talk, date.fromisoformat(str(doubt.readings[option.number])))
    if isinstance(option, Weeks) and option.number in WEEKS:
        return _agreed(talk, in_weeks(talk.state, option.number))
    return back(talk)


def typed(talk: Talk, text: str, today: date) -> Turn[Meeting]:
    """Return the turn for a message that says when the two meet next."""
    try:
        day = read_date(text, today, Sense.AHEAD)
    except DoubtError as doubt:
        return ask(talk, NEXT, detail=frozen(doubt))
    except UnclearError as fault:
        return unclear(talk, fault.why or phrase("meeting.next_unclear"), text)
    return _agreed(talk, day)


def _agreed(talk: Talk, day: date) -> Turn[Meeting]:
    if day <= date.fromisoformat(talk.state.proposed_on):
        return unclear(talk, phrase("meeting.next_unclear"))
    said = phrase("meeting.next_agreed", day=full_day_words(day))
    return onward(answered(talk, NEXT, day.isoformat()), said)
