"""One turn of an interview: the steps it adds, and which question comes next."""

from dataclasses import dataclass, replace
from functools import cached_property

from practice.mentions import mentioned
from prompts.card import Card
from prompts.guide import Guide, Kind, Probe
from prompts.interview import cards, check_cards
from prompts.interview.path import Slot, probe_slot
from prompts.interview.state import CHANGE, CHECK, NOT_QUITE, Interview, fold, go_on
from prompts.steps import Json, Step


@dataclass(frozen=True)
class Turn:
    """What one input comes to: steps to add, cards to show, and how the draft ended, if it did.

    `ending` is "shared", "kept" (a reflection was sent), "finished" (a part of a meeting is done),
    "dropped" (a part is left out), "sent again" (a returned record), "left", "discarded", or
    "tonight" (nothing changed; show the duty number).
    """

    steps: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()
    ending: str | None = None


@dataclass(frozen=True)
class Place:
    """Where a turn has got to: every step so far, of which those after `before` are new."""

    guide: Guide
    steps: tuple[Step, ...]
    before: int = 0

    @cached_property
    def now(self) -> Interview:
        """Where the interview stands after the steps so far."""
        return fold(self.guide, self.steps)

    def add(self, *steps: Step) -> "Place":
        """Return the place after `steps` as well."""
        after = replace(self, steps=(*self.steps, *steps))
        vars(after)["now"] = go_on(self.now, steps)
        return after

    def turn(self, *shown: Card, ending: str | None = None) -> Turn:
        """Return the turn that ends here, showing `shown`."""
        return Turn(self.steps[self.before :], shown, ending)


def away(place: Place, kind: str) -> Turn:
    """Return the turn that saves a draft for later ("left") or throws it away ("discarded")."""
    return place.add(Step(kind)).turn(ending=kind)


def standing(now: Interview, lead: str = "") -> Card:
    """Return the card that an interview stands at, with `lead` before it."""
    slot = now.slot()
    if slot is not None:
        return cards.question_card(now, slot, lead)
    if now.position == CHANGE:
        return check_cards.change_card(now)
    return (
        check_cards.not_quite_card(now)
        if now.position == NOT_QUITE
        else check_cards.check_card(now, lead)
    )


def onward(place: Place, slot: Slot, editing: bool = False) -> Turn:
    """Return the turn that asks what comes after `slot`, or shows the check card."""
    now = place.now
    if editing and now.detail.get("check"):
        return _on_to_check(place, slot)
    following = _next_field(now, slot) if editing else None
    if following is not None and following.place in now.answers:
        return ask(place, following, {"edit": True})
    if now.enough:
        return to_check(place)
    probe = None if editing else _next_probe(now, slot)
    if probe is not None:
        return ask(place, probe_slot(probe, slot.part), {})
    waiting = now.open_slots()
    if not waiting:
        return to_check(place)
    proposal = proposed_child(now, waiting[0]) if waiting[0].question.kind is Kind.CHILD else None
    return ask(place, waiting[0], {"proposed": proposal} if proposal else {})


def _on_to_check(place: Place, slot: Slot) -> Turn:
    """Go on after a line of the check card was changed: to the rest of its entry, then back."""
    now = place.now
    following = _next_field(now, slot) or _next_entry(now, slot)
    if following is None:
        return to_check(place)
    return ask(place, following, {"edit": True, "check": True})


def _next_entry(now: Interview, slot: Slot) -> Slot | None:
    """Return the question whether there is another entry, or the first field of the next one."""
    if slot.group is None:
        return None
    more = [s for s in now.questions() if s.group == slot.group and s.place not in now.answers]
    return more[0] if more else None


def _next_field(now: Interview, slot: Slot) -> Slot | None:
    """Return the next field of the same entry: an entry is edited as a whole."""
    if slot.group is None or slot.asks_for_more:
        return None
    same = [s for s in now.questions() if s.group == slot.group and s.entry == slot.entry]
    later = [s for s in same[same.index(slot) + 1 :] if not s.asks_for_more] if slot in same else []
    return later[0] if later else None


def _next_probe(now: Interview, slot: Slot) -> Probe | None:
    answer = now.answers.get(slot.place)
    guide = now.guide
    after = guide.probe(slot.question.id).after if slot.is_probe else slot.key
    if len(now.probes) >= guide.probes_at_most or answer is None:
        return None
    asked_here = [p for p in now.probes if guide.probe(p).after == after]
    if len(asked_here) >= guide.probes_each:
        return None
    return next((p for p in guide.probes if _is_due(now, p, after)), None)


def _is_due(now: Interview, probe: Probe, after: str) -> bool:
    if probe.after != after or probe.id in now.probes:
        return False
    return now.walk().holds(probe.when)


def ask(place: Place, slot: Slot, detail: dict[str, Json], lead: str = "") -> Turn:
    """Return the turn that asks `slot`; `detail` is what the asking freezes."""
    if slot.question.kind is Kind.CHOICES:
        detail = {**detail, "ticks": True}
    asked = place.add(Step("asked", slot.key, slot.entry, detail or None))
    return asked.turn(cards.question_card(asked.now, slot, lead))


def to_check(place: Place, lead: str = "") -> Turn:
    """Return the turn that shows the check card."""
    asked = place.add(Step("asked", CHECK))
    return asked.turn(check_cards.check_card(asked.now, lead))


def proposed_child(now: Interview, slot: Slot) -> str | None:
    """Return the child that the story mentions first, for a question that proposes one."""
    source = now.answers.get((slot.question.proposes_from or "", 0))
    if source is None or not isinstance(source.value, str):
        return None
    found = mentioned(source.value, now.children())
    return found[0] if found else None
