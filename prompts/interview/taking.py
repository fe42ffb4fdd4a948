"""The interview: guide version + steps + one input -> the steps to add and what to say.

Pure: the caller stores the steps and sends the cards. Every answer can be reopened, nothing that
was typed is thrown away, and whatever cannot be read is asked again with an example.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from prompts.buttons import spoken
from prompts.card import Card, Input, Tapped, Typed, Unreadable
from prompts.guide import Guide
from prompts.interview import cards
from prompts.interview.answering import answered, tapped, unreadable
from prompts.interview.answers import tidy
from prompts.interview.checking import at_the_end
from prompts.interview.state import NOT_QUITE, Interview, fold
from prompts.interview.turns import Place, Turn, ask, standing, to_check
from prompts.phrases import phrase
from prompts.steps import Json, Step


def begin(guide: Guide, context: Mapping[str, Json], first_words: str | None = None) -> Turn:
    """Return the turn that opens a draft, with the first question.

    With `first_words` its first question, a text, is answered by them, and the next is asked.
    """
    opened = Step("opened", value=context, sealed=True)
    now = fold(guide, [opened])
    slot = now.open_slots()[0]
    asked = Step("asked", slot.key, slot.entry)
    place = Place(guide, (opened, asked))
    if first_words is None:
        lead = phrase("cards.open_line", title=guide.title, minutes=guide.minutes)
        return place.turn(cards.question_card(place.now, slot, lead))
    return answered(place, slot, first_words, date.min)


def resume(guide: Guide, steps: Sequence[Step]) -> Turn:
    """Return the turn that makes a draft current again and shows where it stands."""
    place = Place(guide, (*steps, Step("opened")), before=len(steps))
    lead = phrase("cards.resumed", title=guide.title)
    slot = place.now.slot()
    if place.now.status == "done" or slot is None:
        return to_check(place, lead)
    return ask(place, slot, dict(place.now.detail), lead)


def show(guide: Guide, steps: Sequence[Step], lead: str = "") -> Card:
    """Return the card that a draft stands at, asking nothing anew."""
    return standing(fold(guide, steps), lead)


def take(guide: Guide, steps: Sequence[Step], said: Input, today: date) -> Turn:
    """Return what one input adds to a draft and what to say.

    Taps carry an option of the card now shown; a typed message is first read as one of its buttons
    (by its words, or on a card by its number), then as an answer.
    """
    place = Place(guide, tuple(steps), before=len(steps))
    now = place.now
    option = said.option if isinstance(said, Tapped) else _typed_option(now, said)
    if option == "tonight":
        return place.turn(ending="tonight")
    slot = now.slot()
    if slot is None:
        return at_the_end(place, option)
    if option is not None:
        return tapped(place, slot, option)
    if isinstance(said, Unreadable):
        return unreadable(place, slot, said.kind)
    return answered(place, slot, said.text if isinstance(said, Typed) else "", today)


def _typed_option(now: Interview, said: Input) -> str | None:
    """Return the option that a typed message names: a button's words, or a number of a list."""
    if not isinstance(said, Typed):
        return None
    words = spoken(tidy(said.text))
    taps = [tap for row in standing(now).rows for tap in row]
    exact = [tap.option for tap in taps if spoken(tap.label) == words]
    if exact or now.slot() is not None:
        return exact[0] if exact else None
    if words.isdecimal():
        return _numbered(now, [tap.option for tap in taps], words)
    near = [tap.option for tap in taps if words and spoken(tap.label).startswith(words)]
    return near[0] if len(near) == 1 else None


def _numbered(now: Interview, options: list[str], words: str) -> str:
    """Return what a typed number names: a line to change, or one of the claims listed."""
    if now.position != NOT_QUITE:
        return f"c:{words}"
    listed = [option for option in options if option.startswith("n:")]
    number = int(words[:3]) if words.isascii() else 0
    return listed[number - 1] if 1 <= number <= len(listed) else f"n:{words}"
