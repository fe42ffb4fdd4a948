"""Inputs to each card of a supervision."""

from collections.abc import Callable

from prompts.interview.answers import LONG_MESSAGE, join_parts
from prompts.meeting import cards
from prompts.meeting.state import (
    AGENDA,
    CHANGE,
    CHECK,
    CHOOSE,
    MOST_IN_DEPTH,
    NO_CHANGE,
    PERSONAL,
)
from prompts.meeting.turns import MeetingTurn, Place, onward, unclear
from prompts.phrases import phrase
from prompts.steps import Step

_LONGEST_MEETING = 480
_A_SENTENCE = 3


def _agenda(place: Place, _: str, option: str) -> MeetingTurn:
    if option == "choose":
        return place.ask(CHOOSE)
    if option == "all":
        return place.turn(cards.list_card(place.now))
    return onward(place.answer("started", True)) if option == "start" else place.ask(AGENDA)


def _choose(place: Place, _: str, option: str) -> MeetingTurn:
    now = place.now
    if option == "done":
        return onward(place)
    child = now.children[int(option.removeprefix("d:")) - 1]
    into = not now.is_in_depth(child)
    if into and len(now.in_depth()) >= MOST_IN_DEPTH:
        return place.turn(cards.choose_card(now, phrase("meeting.choose_full")))
    return place.answer(f"depth:{child.ref}", into).ask(CHOOSE)


def _looked(place: Place, ref: str, option: str) -> MeetingTurn:
    if option == "no_change":
        return onward(place.answer(f"looked:{ref}", NO_CHANGE))
    if option == "depth":
        return onward(place.answer(f"depth:{ref}", True))
    if option == "back":
        return _back(place)
    return place.ask(f"changed:{ref}" if option == "changed" else f"why:{ref}")


def _looked_typed(place: Place, ref: str, text: str) -> MeetingTurn:
    """Take a typed sentence as what changed, and say so: it saves a tap."""
    if len(text.split()) < _A_SENTENCE:
        return unclear(place, phrase("meeting.unclear"))
    return _changed_typed(place.add(Step("asked", f"changed:{ref}")), ref, text)


def _changed_typed(place: Place, ref: str, text: str) -> MeetingTurn:
    if not text:
        return unclear(place, phrase("meeting.text_unclear"))
    if len(text) >= LONG_MESSAGE or place.now.parts:
        longer = place.add(Step("part", f"changed:{ref}", value=text, sealed=True))
        return longer.turn(cards.changed_card(longer.now, ref))
    return _changed(place, ref, text)


def _changed(place: Place, ref: str, text: str) -> MeetingTurn:
    kept = place.answer(f"changed:{ref}", text, sealed=True)
    return onward(kept, phrase("meeting.noted", child=ref))


def _changed_tapped(place: Place, ref: str, option: str) -> MeetingTurn:
    if option == "done":
        return _changed(place, ref, join_parts(list(place.now.parts)))
    return place.ask(f"looked:{ref}")


def _back(place: Place) -> MeetingTurn:
    """Go back to the card that was answered before this one."""
    now = place.now
    at = now.trail.index(now.position) if now.position in now.trail else len(now.trail)
    return place.ask(now.trail[at - 1]) if at else place.ask(now.position)


def _why(place: Place, ref: str, option: str) -> MeetingTurn:
    if option == "back":
        return place.ask(f"looked:{ref}")
    return onward(place.answer(f"why:{ref}", option.removeprefix("w:")))


def _personal(place: Place, _: str, option: str) -> MeetingTurn:
    if option == "back":
        return _back(place)
    value = "today" if option == "personal_today" else "not today"
    return onward(place.answer("personal", value))


def _minutes(place: Place, _: str, option: str) -> MeetingTurn:
    if option == "back":
        return _back(place)
    return onward(place.answer("minutes", int(option.removeprefix("min:"))))


def _minutes_typed(place: Place, _: str, text: str) -> MeetingTurn:
    words = text.casefold().removesuffix("minutes").removesuffix("min").strip()
    is_number = words.isascii() and words.isdecimal() and len(words) <= len("480")
    if not is_number or not 1 <= int(words) <= _LONGEST_MEETING:
        return unclear(place, phrase("meeting.minutes_unclear"))
    return onward(place.answer("minutes", int(words)))


def _check(place: Place, _: str, option: str) -> MeetingTurn:
    if option == "send":
        return place.add(Step("submitted")).turn(ending="sent")
    return place.ask(CHANGE)


def _change(place: Place, _: str, option: str) -> MeetingTurn:
    if option in {"check", "choose"}:
        return place.ask(CHECK) if option == "check" else place.ask(CHOOSE)
    if option == "minutes":
        return place.ask("minutes")
    if option == "personal":
        return _change_personal(place)
    number = int(option.removeprefix("e:"))
    known = dict(cards.changeable(place.now))
    if number not in known:
        return unclear(place, phrase("meeting.unclear"))
    child = known[number]
    if place.now.is_in_depth(child):
        return place.turn(opens=child.ref)
    return place.ask(f"looked:{child.ref}")


def _change_personal(place: Place) -> MeetingTurn:
    return place.turn(opens=PERSONAL) if PERSONAL in place.now.recorded else place.ask("personal")


TAPPED: dict[str, Callable[[Place, str, str], MeetingTurn]] = {
    AGENDA: _agenda,
    CHOOSE: _choose,
    "looked": _looked,
    "changed": _changed_tapped,
    "why": _why,
    "personal": _personal,
    "minutes": _minutes,
    CHECK: _check,
    CHANGE: _change,
}
TYPED: dict[str, Callable[[Place, str, str], MeetingTurn]] = {
    "looked": _looked_typed,
    "changed": _changed_typed,
    "minutes": _minutes_typed,
}
