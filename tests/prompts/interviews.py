"""An interview as tests hold it: what each guide opens with, where it stands, and its card."""

from collections.abc import Mapping
from datetime import date

from prompts.card import Card, Input, Tap, Tapped, Typed
from prompts.conversation import Conversation, Turn
from prompts.effects import Effect
from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.steps import Json, Step
from tests import nine_parts

TODAY = date(2026, 11, 24)
GUIDES = nine_parts.guides()
CONTEXTS: Mapping[str, Mapping[str, Json]] = {
    "quick-reflection": {"supervisor": "Sunil", "children": ["CH-0401", "CH-0402"]},
    "case-supervision": {
        "child": "CH-0401",
        "practitioner": "Priya",
        "supervisor": "Sunil",
        "last_on": "3 September 2026",
        "last_action_count": 2,
        "outcome_count": 1,
        "worker_changed": True,
        "last_actions": [
            {"id": "a1", "what": "Ring the school", "who": "Priya", "due": "1 October 2026"},
            {"id": "a2", "what": "See nan", "who": "Sunil", "due": "no date"},
        ],
        "last_outcomes": [
            {
                "id": "o1",
                "what": "Sleeps",
                "last_rating": 4,
                "last_on": "3 September 2026",
                "low": "as bad as when we started",
                "high": "good enough to close",
            }
        ],
    },
    "imported-note": {},
    "preparation": {"supervisor": "Sunil", "children": ["CH-0401", "CH-0402"]},
    "handover": {
        "held_on": "2026-11-24",
        "child": "CH-0401",
        "leaving": True,
        "children": ["CH-0401", "CH-0402"],
    },
    "practice-audit": {"held_on": "2026-11-24", "record_id": "r1"},
    "audit-plan": {"held_on": "2026-11-24", "record_id": "r1"},
    "audit-assessment": {"held_on": "2026-11-24", "record_id": "r1"},
    "audit-contact": {"held_on": "2026-11-24", "contact_id": "c1", "drawn": "contact CO-7"},
    "audit-enquiry": {"held_on": "2026-11-24", "section47_id": "e1", "drawn": "enquiry EN-7"},
    "group-supervision": {
        "held_on": "2026-11-24",
        "practitioner": "Priya",
        "practitioner_id": "p1",
        "colleagues": "P-12 is Sunil, P-14 is Priya",
        "children": ["CH-0401", "CH-0402"],
    },
    "decision": {"held_on": "2026-11-24", "children": ["CH-0401", "CH-0402"]},
    "personal-supervision": {"practitioner": "Priya", "supervisor": "Sunil"},
}


class Talk:
    """One interview as it is held: where it stands and the card on the screen."""

    def __init__(self, name: str, context: Mapping[str, Json] | None = None) -> None:
        self.guide = GUIDES.newest(name)
        self.card = Card("")
        self.keep(interview_of(self.guide).begin(context or CONTEXTS[name]))

    def keep(self, turn: Turn[Interview]) -> None:
        self.conversation: Conversation[Interview] = turn.conversation
        self.effect: Effect | None = turn.effects[0] if turn.effects else None
        if turn.cards:
            self.card = turn.cards[-1]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.conversation.steps

    @property
    def state(self) -> Interview:
        return self.conversation.state

    def taps(self) -> list[Tap]:
        return [tap for row in self.card.rows for tap in row]

    def say(self, said: Input | int) -> None:
        if isinstance(said, int):
            taps = self.taps()
            said = Tapped(taps[said % len(taps)].option)
        self.keep(self.conversation.take(said, TODAY))

    def tap(self, label: str) -> None:
        option = next(tap.option for tap in self.taps() if tap.label == label)
        self.keep(self.conversation.take(Tapped(option), TODAY))

    def write(self, *texts: str) -> None:
        for text in texts:
            self.keep(self.conversation.take(Typed(text), TODAY))
