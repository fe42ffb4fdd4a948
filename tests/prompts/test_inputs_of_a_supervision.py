"""How many inputs a whole supervision takes its supervisor: three in depth, fourteen looked at.

Each child in depth with two lenses answered, as tests/prompts/test_inputs.py counts one; the
practitioner's own part with every question answered; the date of the next one agreed.
"""

import sys

import pytest

from prompts.card import Tap, Typed
from prompts.conversation import Conversation
from prompts.effects import OpenPart
from prompts.interview import interview_of
from prompts.interview.state import CHECK as CHECKED
from prompts.interview.state import Interview
from prompts.loader import shipped
from prompts.meeting import MeetingConversation
from prompts.meeting.state import CHECK, PERSONAL
from prompts.steps import Json
from tests.prompts.test_enough_of_the_list import supervision_of
from tests.prompts.test_inputs import LEFT, TODAY, said
from tests.prompts.test_lens_choice import CHILD, begun

LOOKED_AT = 14
IN_DEPTH = 3
LENSES = 2
MOST = 80
OWN_GUIDE = shipped().newest("personal-supervision")
OWN_WORDS, LOAD = "She has too many visits in one week.", "Stretched"
STATUSES = ("CIN", "CP", "CLA", "assessment")
TAPS = {
    "#agenda": "Start",
    "personal": "Start Priya's part",
    "minutes": "90",
    "next": "In 4 weeks",
}


def meeting() -> MeetingConversation:
    """Return a supervision that is opened for seventeen children."""
    children: list[Json] = [
        {
            "id": f"c{number}",
            "ref": f"CH-{401 + number:04}",
            "status": STATUSES[number % 4],
            "asks_seen": STATUSES[number % 4] in {"CP", "CLA"},
            "in_depth": number < IN_DEPTH,
        }
        for number in range(IN_DEPTH + LOOKED_AT)
    ]
    return supervision_of(children)


def of_a_child() -> int:
    """Return how many inputs a child in depth takes, with two lenses answered and the rest left."""
    talk: Conversation[Interview] = begun(**{**CHILD, **LEFT})
    made = 1
    while talk.state.position != CHECKED:
        given, _ = said(talk, LENSES)
        turn = talk.tap(given.option) if isinstance(given, Tap) else talk.take(given, TODAY)
        talk, made = turn.conversation, made + 1
        assert made < MOST, talk.state.position
    return made


def of_own_part() -> tuple[int, int]:
    """Return the inputs of the own part, all answered: the supervisor's, the other's.

    What asks the practitioner's own view is theirs to answer where both have their phones.
    """
    names = {"practitioner": "Priya", "supervisor": "Sunil"}
    talk = interview_of(OWN_GUIDE, ()).begin(names).conversation
    asked, made, own = dict(OWN_GUIDE.everything_asked()), 1, 0
    while talk.state.position != CHECKED:
        is_own = asked[talk.state.position].whose == "practitioner"
        made, own = made + (not is_own), own + is_own
        load = next((tap for tap in talk.card().taps() if tap.label == LOAD), None)
        turn = (
            talk.tap(load.option) if load else talk.take(Typed(f"{OWN_WORDS} {made + own}"), TODAY)
        )
        talk = turn.conversation
        assert made + own < MOST, talk.state.position
    return made, own


def test_a_supervision_of_seventeen_children_takes_no_more_inputs_than_were_aimed_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parts = {"in depth": 0, "looked at": 0, "own part": 0, "around it": 0}
    of_practitioner = 0
    talk = meeting()
    while talk.state.position != CHECK:
        key = talk.state.position.partition(":")[0]
        label = TAPS.get(key, "No change")
        tap = next(tap for tap in talk.card().taps() if tap.label.startswith(label))
        turn = talk.tap(tap.option)
        parts["looked at" if key == "looked" else "around it"] += 1
        while turn.effects:
            effect = turn.effects[0]
            assert isinstance(effect, OpenPart)
            part = effect.part
            opened = turn.conversation.part_opened(part, part)  # type: ignore[attr-defined]
            if part == PERSONAL:
                parts["own part"], of_practitioner = of_own_part()
            else:
                parts["in depth"] += of_a_child()
            turn = opened.part_finished(part)
        talk = turn.conversation  # type: ignore[assignment]
        assert sum(parts.values()) < 2 * MOST, talk.state.position
    parts["around it"] += 1
    whole = sum(parts.values())
    told = ", ".join(f"{count} {name}" for name, count in parts.items())
    with capsys.disabled():
        sys.stdout.write(f"\n{whole} inputs of the supervisor: {told}\n")
        sys.stdout.write(f"beside them {of_practitioner} of the practitioner's own view\n")
    assert whole <= MOST
