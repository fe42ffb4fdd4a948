"""Opening a supervision, giving it an input, and going on after one of its parts."""

from collections.abc import Mapping, Sequence

from practice.matching import find
from prompts.buttons import spoken
from prompts.card import Input, Tap, Tapped, Typed
from prompts.interview.answers import tidy
from prompts.meeting.inputs import TAPPED, TYPED
from prompts.meeting.state import AGENDA, CHANGE, CHOOSE, PERSONAL, Meeting, fold
from prompts.meeting.turns import MeetingTurn, Place, card_at, not_followed, onward
from prompts.phrases import phrase
from prompts.steps import Json, Step


def begin(context: Mapping[str, Json]) -> MeetingTurn:
    """Return the turn that opens a meeting and proposes its agenda."""
    return Place((reopened(context),)).ask(AGENDA)


def reopened(context: Mapping[str, Json]) -> Step:
    """Return the step that gives a meeting that has not started its day and its agenda anew."""
    return Step("opened", value=context, sealed=True)


def resume(steps: Sequence[Step], context: Mapping[str, Json] | None = None) -> MeetingTurn:
    """Return the turn that makes a meeting current again and goes on at its next card.

    `context` is the agenda as it is now, for a meeting that has not started.
    """
    again = Step("opened") if context is None else reopened(context)
    place = Place((*steps, again), before=len(steps))
    return onward(place, phrase("meeting.resumed", name=place.now.practitioner))


def opened(steps: Sequence[Step], part: str, draft_id: str) -> tuple[Step, ...]:
    """Return the steps that note which draft holds a part of the meeting."""
    if fold(steps).records.get(part) == draft_id:
        return ()
    return (Step("answered", f"record:{part}", value=draft_id),)


def part_done(steps: Sequence[Step], draft_id: str) -> MeetingTurn:
    """Return the turn that goes on after a part of the meeting was finished."""
    place = Place(tuple(steps), before=len(steps))
    part = next(key for key, held in place.now.records.items() if held == draft_id)
    lead = phrase("meeting.back_to", child=part) if part != PERSONAL else ""
    return onward(place.answer(f"recorded:{part}", True), lead)


def part_dropped(steps: Sequence[Step], draft_id: str) -> MeetingTurn:
    """Return the turn that goes on after a part was left out: a child then takes one tap."""
    place = Place(tuple(steps), before=len(steps))
    part = next(key for key, held in place.now.records.items() if held == draft_id)
    if part == PERSONAL:
        return onward(place.answer("personal", "not today"))
    return onward(place.answer(f"depth:{part}", False))


def take(steps: Sequence[Step], said: Input) -> MeetingTurn:
    """Return what one input adds to a meeting and what to say or open."""
    place = Place(tuple(steps), before=len(steps))
    option = said.option if isinstance(said, Tapped) else _typed_option(place.now, said)
    if option == "tonight":
        return place.turn(ending="tonight")
    if option == "later":
        return place.add(Step("left")).turn(ending="left")
    key, _, ref = place.now.position.partition(":")
    if option is None:
        text = tidy(said.text) if isinstance(said, Typed) else ""
        return TYPED.get(key, not_followed)(place, ref, text)
    return TAPPED[key](place, ref, option)


def _typed_option(meeting: Meeting, said: Input) -> str | None:
    if not isinstance(said, Typed):
        return None
    words = spoken(tidy(said.text))
    taps: list[Tap] = [tap for row in card_at(meeting).rows for tap in row]
    exact = [tap.option for tap in taps if spoken(tap.label) == words]
    if exact or meeting.position.partition(":")[0] in {"changed", "minutes"}:
        return exact[0] if exact else None
    near = [tap.option for tap in taps if words and spoken(tap.label).startswith(words)]
    if len(near) == 1 and not words.isdecimal():
        return near[0]
    return _listed(meeting, words)


def _listed(meeting: Meeting, words: str) -> str | None:
    """Return the option of the child that a typed number of the list, or a reference, names."""
    prefix = {CHOOSE: "d", CHANGE: "e"}.get(meeting.position)
    refs = [child.ref for child in meeting.children]
    if prefix is None:
        return None
    match = find(words, refs)
    if match.exact:
        return f"{prefix}:{refs.index(match.exact) + 1}"
    is_number = words.isascii() and words.isdecimal() and 1 <= int(words[:4]) <= len(refs)
    return f"{prefix}:{words}" if is_number else None
