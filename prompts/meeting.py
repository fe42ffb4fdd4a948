"""The supervision: steps + one input -> steps to add, what to say, which part to open. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from practice.matching import find
from prompts import meeting_cards as cards
from prompts.answers import tidy
from prompts.card import Card, Input, Tap, Tapped, Typed
from prompts.meeting_state import (
    AGENDA,
    CHANGE,
    CHECK,
    CHOOSE,
    MOST_IN_DEPTH,
    NO_CHANGE,
    PERSONAL,
    Meeting,
    fold,
)
from prompts.phrases import phrase
from prompts.steps import Json, Step

_LONGEST_MEETING = 480
_A_SENTENCE = 3


@dataclass(frozen=True)
class MeetingTurn:
    """What one input comes to.

    `opens` names the part to open (a child's reference, or PERSONAL); `ending` is "sent", "left"
    or "tonight".
    """

    steps: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()
    opens: str | None = None
    ending: str | None = None


@dataclass(frozen=True)
class _Place:
    steps: tuple[Step, ...]
    before: int = 0

    @property
    def now(self) -> Meeting:
        return fold(self.steps)

    def answer(self, key: str, value: Json, sealed: bool = False) -> "_Place":
        return self.add(Step("answered", key, value=value, sealed=sealed))

    def add(self, *steps: Step) -> "_Place":
        return replace(self, steps=(*self.steps, *steps))

    def turn(
        self, *shown: Card, opens: str | None = None, ending: str | None = None
    ) -> MeetingTurn:
        return MeetingTurn(self.steps[self.before :], shown, opens, ending)

    def ask(self, key: str, lead: str = "") -> MeetingTurn:
        asked = self.add(Step("asked", key))
        return asked.turn(card_at(asked.now, lead))


def begin(context: Mapping[str, Json]) -> MeetingTurn:
    """Return the turn that opens a meeting and proposes its agenda."""
    return _Place((Step("opened", value=context, sealed=True),)).ask(AGENDA)


def resume(steps: Sequence[Step]) -> MeetingTurn:
    """Return the turn that makes a meeting current again and goes on at its next card."""
    place = _Place((*steps, Step("opened")), before=len(steps))
    return _onward(place, phrase("meeting.resumed", name=place.now.practitioner))


def opened(steps: Sequence[Step], part: str, draft_id: str) -> tuple[Step, ...]:
    """Return the steps that note which draft holds a part of the meeting."""
    if fold(steps).records.get(part) == draft_id:
        return ()
    return (Step("answered", f"record:{part}", value=draft_id),)


def part_done(steps: Sequence[Step], draft_id: str) -> MeetingTurn:
    """Return the turn that goes on after a part of the meeting was finished."""
    place = _Place(tuple(steps), before=len(steps))
    part = next(key for key, held in place.now.records.items() if held == draft_id)
    lead = phrase("meeting.back_to", child=part) if part != PERSONAL else ""
    return _onward(place.answer(f"recorded:{part}", True), lead)


def part_dropped(steps: Sequence[Step], draft_id: str) -> MeetingTurn:
    """Return the turn that goes on after a part was left out: a child then takes one tap."""
    place = _Place(tuple(steps), before=len(steps))
    part = next(key for key, held in place.now.records.items() if held == draft_id)
    if part == PERSONAL:
        return _onward(place.answer("personal", "not today"))
    return _onward(place.answer(f"depth:{part}", False))


def card_at(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that a meeting stands at."""
    key, _, ref = meeting.position.partition(":")
    by_ref: dict[str, Callable[[], Card]] = {
        "looked": lambda: cards.looked_card(meeting, ref, lead),
        "changed": lambda: cards.changed_card(ref, lead),
        "why": lambda: cards.why_card(ref, lead),
        "personal": lambda: cards.personal_card(meeting, lead),
        "minutes": lambda: cards.minutes_card(lead),
        AGENDA: lambda: cards.agenda_card(meeting),
        CHOOSE: lambda: cards.choose_card(meeting, lead),
        CHANGE: lambda: cards.change_card(meeting, lead),
        CHECK: lambda: cards.check_card(meeting, lead),
    }
    return by_ref[key]()


def take(steps: Sequence[Step], said: Input) -> MeetingTurn:
    """Return what one input adds to a meeting and what to say or open."""
    place = _Place(tuple(steps), before=len(steps))
    option = said.option if isinstance(said, Tapped) else _typed_option(place.now, said)
    if option == "tonight":
        return place.turn(ending="tonight")
    if option == "later":
        return place.add(Step("left")).turn(ending="left")
    key, _, ref = place.now.position.partition(":")
    if option is None:
        text = tidy(said.text) if isinstance(said, Typed) else ""
        return _TYPED.get(key, _not_followed)(place, ref, text)
    return _TAPPED[key](place, ref, option)


def _typed_option(meeting: Meeting, said: Input) -> str | None:
    if not isinstance(said, Typed):
        return None
    words = tidy(said.text).casefold().rstrip(".")
    taps: list[Tap] = [tap for row in card_at(meeting).rows for tap in row]
    exact = [tap.option for tap in taps if tap.label.casefold() == words]
    if exact or meeting.position.partition(":")[0] in {"changed", "minutes"}:
        return exact[0] if exact else None
    near = [tap.option for tap in taps if words and tap.label.casefold().startswith(words)]
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


# --- what comes next ---


def _onward(place: _Place, lead: str = "") -> MeetingTurn:
    """Ask what comes next: the agenda, each child in depth, the others, the own part, the end."""
    now = place.now
    part = _next_part(now)
    if part is not None:
        return place.turn(opens=part)
    return place.ask(_next_card(now), lead)


def _next_part(now: Meeting) -> str | None:
    if not now.started:
        return None
    refs = [child.ref for child in now.in_depth() if child.ref not in now.recorded]
    if refs or now.waiting():
        return refs[0] if refs else None
    own_part = now.personal == "today" and PERSONAL not in now.recorded
    return PERSONAL if own_part else None


def _next_card(now: Meeting) -> str:
    if not now.started:
        return AGENDA
    if now.waiting():
        return f"looked:{now.waiting()[0].ref}"
    if now.personal is None:
        return "personal"
    return "minutes" if now.minutes is None else CHECK


def _not_followed(place: _Place, _: str, __: str) -> MeetingTurn:
    return _unclear(place, phrase("meeting.unclear"))


def _unclear(place: _Place, why: str) -> MeetingTurn:
    added = place.add(Step("unclear"))
    card = card_at(added.now)
    return added.turn(Card(f"{why}\n{card.text}", card.rows))


# --- the agenda ---


def _agenda(place: _Place, _: str, option: str) -> MeetingTurn:
    if option == "choose":
        return place.ask(CHOOSE)
    if option == "all":
        return place.turn(cards.list_card(place.now))
    return _onward(place.answer("started", True)) if option == "start" else place.ask(AGENDA)


def _choose(place: _Place, _: str, option: str) -> MeetingTurn:
    now = place.now
    if option == "done":
        return _onward(place)
    child = now.children[int(option.removeprefix("d:")) - 1]
    into = not now.is_in_depth(child)
    if into and len(now.in_depth()) >= MOST_IN_DEPTH:
        return place.turn(cards.choose_card(now, phrase("meeting.choose_full")))
    return place.answer(f"depth:{child.ref}", into).ask(CHOOSE)


# --- a child looked at ---


def _looked(place: _Place, ref: str, option: str) -> MeetingTurn:
    if option == "no_change":
        return _onward(place.answer(f"looked:{ref}", NO_CHANGE))
    if option == "depth":
        return _onward(place.answer(f"depth:{ref}", True))
    return place.ask(f"changed:{ref}" if option == "changed" else f"why:{ref}")


def _looked_typed(place: _Place, ref: str, text: str) -> MeetingTurn:
    """Take a typed sentence as what changed: it saves a tap."""
    if len(text.split()) < _A_SENTENCE:
        return _unclear(place, phrase("meeting.unclear"))
    return _changed_typed(place, ref, text)


def _changed_typed(place: _Place, ref: str, text: str) -> MeetingTurn:
    if not text:
        return _unclear(place, phrase("meeting.text_unclear"))
    return _onward(place.answer(f"changed:{ref}", text, sealed=True))


def _why(place: _Place, ref: str, option: str) -> MeetingTurn:
    if option == "back":
        return place.ask(f"looked:{ref}")
    return _onward(place.answer(f"why:{ref}", option.removeprefix("w:")))


# --- the personal part, the minutes, the end ---


def _personal(place: _Place, _: str, option: str) -> MeetingTurn:
    value = "today" if option == "personal_today" else "not today"
    return _onward(place.answer("personal", value))


def _minutes(place: _Place, _: str, option: str) -> MeetingTurn:
    return _onward(place.answer("minutes", int(option.removeprefix("min:"))))


def _minutes_typed(place: _Place, _: str, text: str) -> MeetingTurn:
    words = text.casefold().removesuffix("minutes").removesuffix("min").strip()
    is_number = words.isascii() and words.isdecimal() and len(words) <= len("480")
    if not is_number or not 1 <= int(words) <= _LONGEST_MEETING:
        return _unclear(place, phrase("meeting.minutes_unclear"))
    return _onward(place.answer("minutes", int(words)))


def _check(place: _Place, _: str, option: str) -> MeetingTurn:
    if option == "send":
        return place.add(Step("submitted")).turn(ending="sent")
    return place.ask(CHANGE)


def _change(place: _Place, _: str, option: str) -> MeetingTurn:
    if option in {"check", "choose"}:
        return place.ask(CHECK) if option == "check" else place.ask(CHOOSE)
    if option == "minutes":
        return place.ask("minutes")
    if option == "personal":
        return _change_personal(place)
    number = int(option.removeprefix("e:"))
    known = dict(cards.changeable(place.now))
    if number not in known:
        return _unclear(place, phrase("meeting.unclear"))
    child = known[number]
    if place.now.is_in_depth(child):
        return place.turn(opens=child.ref)
    return place.ask(f"looked:{child.ref}")


def _change_personal(place: _Place) -> MeetingTurn:
    return place.turn(opens=PERSONAL) if PERSONAL in place.now.recorded else place.ask("personal")


_TAPPED: dict[str, Callable[[_Place, str, str], MeetingTurn]] = {
    AGENDA: _agenda,
    CHOOSE: _choose,
    "looked": _looked,
    "changed": lambda place, ref, _: place.ask(f"looked:{ref}"),
    "why": _why,
    "personal": _personal,
    "minutes": _minutes,
    CHECK: _check,
    CHANGE: _change,
}
_TYPED: dict[str, Callable[[_Place, str, str], MeetingTurn]] = {
    "looked": _looked_typed,
    "changed": _changed_typed,
    "minutes": _minutes_typed,
}
