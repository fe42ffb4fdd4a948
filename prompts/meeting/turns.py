"""One turn of a supervision: the steps it adds, and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from prompts.card import Card
from prompts.meeting import cards
from prompts.meeting.state import AGENDA, CHANGE, CHECK, CHOOSE, PERSONAL, Meeting, fold
from prompts.phrases import phrase
from prompts.steps import Json, Step


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
class Place:
    """Where a turn has got to: every step so far, of which those after `before` are new."""

    steps: tuple[Step, ...]
    before: int = 0

    @property
    def now(self) -> Meeting:
        """Where the meeting stands after the steps so far."""
        return fold(self.steps)

    def answer(self, key: str, value: Json, sealed: bool = False) -> "Place":
        """Return the place after an answer."""
        return self.add(Step("answered", key, value=value, sealed=sealed))

    def add(self, *steps: Step) -> "Place":
        """Return the place after `steps` as well."""
        return replace(self, steps=(*self.steps, *steps))

    def turn(
        self, *shown: Card, opens: str | None = None, ending: str | None = None
    ) -> MeetingTurn:
        """Return the turn that ends here, showing `shown`."""
        return MeetingTurn(self.steps[self.before :], shown, opens, ending)

    def ask(self, key: str, lead: str = "") -> MeetingTurn:
        """Return the turn that shows the card of that key."""
        asked = self.add(Step("asked", key))
        return asked.turn(card_at(asked.now, lead))


def card_at(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that a meeting stands at."""
    key, _, ref = meeting.position.partition(":")
    by_ref: dict[str, Callable[[], Card]] = {
        "looked": lambda: cards.looked_card(meeting, ref, lead),
        "changed": lambda: cards.changed_card(meeting, ref, lead),
        "why": lambda: cards.why_card(ref, lead),
        "personal": lambda: cards.personal_card(meeting, lead),
        "minutes": lambda: cards.minutes_card(meeting, lead),
        AGENDA: lambda: cards.agenda_card(meeting),
        CHOOSE: lambda: cards.choose_card(meeting, lead),
        CHANGE: lambda: cards.change_card(meeting, lead),
        CHECK: lambda: cards.check_card(meeting, lead),
    }
    return by_ref[key]()


def onward(place: Place, lead: str = "") -> MeetingTurn:
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


def not_followed(place: Place, _: str, __: str) -> MeetingTurn:
    """Return the turn for a message that is none of the card's buttons."""
    return unclear(place, phrase("meeting.unclear"))


def unclear(place: Place, why: str) -> MeetingTurn:
    """Return the turn that says why an input cannot be used, and shows the card again."""
    added = place.add(Step("unclear"))
    card = card_at(added.now)
    return added.turn(Card(f"{why}\n{card.text}", card.rows))
