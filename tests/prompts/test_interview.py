"""The interview under any input: it never breaks, never loses an answer, always has a next card."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from practice.access import Visibility
from practice.matching import find
from practice.mentions import mentioned
from prompts.card import Card, Input, Tap, Tapped, Typed, Unreadable
from prompts.conversation import Conversation, Turn
from prompts.effects import DraftDiscarded, Effect, ReflectionSent, ShowDutyNumber
from prompts.interview import interview_of
from prompts.interview.claims import claims
from prompts.interview.plan_entries import AFTER_ACTIONS, ActionSaid, Rated, plan_entries
from prompts.interview.state import CHECK, Interview
from prompts.interview.views import view
from prompts.options import encode
from prompts.steps import Json, Step
from tests import nine_parts
from tests.examples import examples

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

WORDS = st.sampled_from(
    ["back", "skip", "3", "12", "hello", "0401", "ch 402", "friday", "none", "1, 2", "she said no",
     "because he was afraid", "add another", "yes", "0499", "😀", "a" * 4000, "", "\0", "done"]
)  # fmt: skip
TYPED = st.one_of(WORDS, st.text(max_size=40)).map(Typed)
INPUTS = st.one_of(TYPED, st.just(Unreadable("photo")), st.integers(0, 30))


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


@pytest.mark.parametrize("name", sorted(CONTEXTS))
@settings(max_examples=examples(60))
@given(said=st.lists(INPUTS, max_size=40))
@example(said=[Typed("A0A0A"), 5, Typed("")])
def test_any_inputs_leave_a_card_to_go_on_with(name: str, said: list[Input | int]) -> None:
    talk = Talk(name)
    for one in said:
        talk.say(one)
        if talk.effect not in {None, ShowDutyNumber()}:
            talk.keep(talk.conversation.resume())
        assert talk.taps(), "nobody is left without a way on"
        assert talk.card == talk.conversation.card() or talk.card.rows
        for tap in talk.taps():
            assert 0 < len(tap.label) <= 64
            assert len(encode(tap.option)) <= 26
    assert interview_of(talk.guide, talk.steps).state == talk.state
    view(talk.state)
    plan_entries(talk.state)


@settings(max_examples=examples(80))
@given(said=st.lists(INPUTS, max_size=30), text=st.text("abc ", min_size=1, max_size=30))
def test_what_was_answered_stays_in_the_steps(said: list[Input | int], text: str) -> None:
    talk = Talk("quick-reflection")
    talk.write(f"he hid {text}")
    for one in said:
        talk.say(one)
        if isinstance(talk.effect, ReflectionSent | DraftDiscarded):
            break
    stories = [s.value for s in talk.steps if s.kind == "answered" and s.question == "story"]
    assert stories[0] == f"he hid {text}".strip()


def test_a_reflection_through_new_takes_six_messages_and_taps() -> None:
    talk = Talk("quick-reflection")
    talk.write("visited 0401, it was loud and I left early")
    talk.tap("Yes")
    talk.write("She said nothing and hid.", "I think she is afraid, because he shouts.")
    talk.tap("Share with Sunil")
    assert talk.effect == ReflectionSent(Visibility.SHARED)
    after_new = [s for s in talk.steps if s.kind in {"answered", "submitted"}]
    assert len(after_new) + 1 == 6


def test_the_case_guide_stands_at_nine_parts_and_asks_last_time_first() -> None:
    talk = Talk("case-supervision")
    assert "1 of 9 · Last time" in talk.card.text
    assert "Ring the school" in talk.card.text


def test_last_times_answers_and_ratings_are_harvested_under_their_ids() -> None:
    talk = Talk("case-supervision")
    talk.tap("Done")
    talk.write("She eats lunch with the others now")
    talk.tap("No longer needed")
    while "Sleeps" not in talk.card.text:
        talk.say(Typed("skip"))
    assert "0 = as bad as when we started, 10 = good enough to close." in talk.card.text
    assert "Last time" not in talk.card.text
    talk.write("6")
    assert "Last time: 4, on 3 September 2026." in talk.card.text
    talk.tap("The child told us")
    talk.say(Typed("that's enough"))
    found = plan_entries(talk.state)
    assert found.action_answers == (
        ActionSaid("a1", "done", "She eats lunch with the others now"),
        ActionSaid("a2", "no longer needed"),
    )
    assert found.ratings == (Rated("o1", 6, "heard from the child"),)


def outcome_told(*said: str) -> Talk:
    """Return an interview with one outcome, told as far as the words or buttons say."""
    talk = Talk("case-supervision")
    while "Is there something new" not in talk.card.text:
        talk.say(Typed("skip"))
    for words in said:
        talk.say(Typed(words))
    return talk


IN_THE_DAY = "If it works, what is different in the child's day?"


def test_an_outcome_that_is_a_task_is_asked_about_once_and_kept_as_an_action() -> None:
    talk = outcome_told("Attend the youth club")
    assert IN_THE_DAY in talk.card.text
    for words in ("Keep it as an action", "Priya", "4 weeks"):
        talk.say(Typed(words))
    assert "Should anything else change" in talk.card.text
    found = plan_entries(talk.state)
    assert found.outcomes == ()
    ((number, action),) = found.actions
    assert (number, action["what"]) == (AFTER_ACTIONS, "Attend the youth club")
    assert (action["who"], action["by_when"]) == ("Priya", "2026-12-22")


@pytest.mark.parametrize(
    ("said", "what", "mark"),
    [
        (["It says what changes"], "Mum to attend the course", "yes"),
        (["She is fetched from school by mum"], "She is fetched from school by mum", "yes"),
        (["mum engages with services"], "mum engages with services", "no"),
        (["skip"], "Mum to attend the course", "no"),
    ],
)
def test_what_the_writer_says_of_a_task_is_the_outcomes_mark(
    said: list[str], what: str, mark: str
) -> None:
    talk = outcome_told("Mum to attend the course", *said)
    assert "What will we see or hear" in talk.card.text
    ((_, entry),) = plan_entries(talk.state).outcomes
    assert (entry["what"], entry["says_change"]) == (what, mark)


def test_an_outcome_that_says_a_change_is_not_asked_about() -> None:
    talk = outcome_told("She sleeps in her own bed", "She says so", "6 weeks")
    assert "0 = harm is happening, 10 = safe and well enough to close." in talk.card.text
    ((_, entry),) = plan_entries(talk.state).outcomes
    assert entry["says_change"] == "not asked"


def test_the_mark_of_one_outcome_is_not_another_ones() -> None:
    talk = outcome_told("Be safe", "Keep it as an action", "skip", "skip", "Add another")
    talk.say(Typed("She sleeps in her own bed"))
    assert "What will we see or hear" in talk.card.text


def test_a_contingency_that_says_none_is_not_claimed_and_asks_no_date() -> None:
    talk = Talk("case-supervision")
    while "If nothing changes, what will we do" not in talk.card.text:
        talk.say(Typed("skip"))
    talk.write("none")
    assert "By when must we see a change" not in talk.card.text
    talk.say(Typed("that's enough"))
    assert talk.state.position == CHECK
    assert "contingency" not in claims(talk.state)


def test_off_path_answers_are_kept_and_hidden() -> None:
    talk = Talk("case-supervision")
    while "If nothing changes, what will we do" not in talk.card.text:
        talk.say(Typed("skip"))
    talk.write("If he is out after ten, mum rings the police", "4 weeks", "partly")
    talk.say(Typed("that's enough"))
    line = next(t for t in talk.card.text.splitlines() if "If nothing changes:" in t)
    talk.write(line.split()[0])
    talk.write("unknown")
    assert "Act by" not in talk.card.text
    kept = [s for s in talk.steps if s.question == "contingency_on" and s.kind == "answered"]
    assert kept[0].value == "2026-12-22"


_PASSED = ("Leave it out", "Leave it", "That is all", "Alone, at home")


def test_at_most_two_probes_are_asked() -> None:
    talk = Talk("case-supervision")
    asked = turns = 0
    while talk.effect is None and "Check what you wrote" not in talk.card.text:
        turns += 1
        taps = {tap.label for tap in talk.taps()}
        asked += "Leave it" in taps
        wanted = next((t for t in _PASSED if t in taps), None)
        if wanted:
            talk.tap(wanted)
        else:
            said = "School said again that attachment theory fits, and last time it did too"
            talk.write(f"{said}, {turns}")
        if "and ask at the end" in talk.card.text:
            talk.write("skip")
    assert asked == 2


def test_a_second_entry_can_be_added_from_the_check_card() -> None:
    talk = Talk("case-supervision")
    while "What will be done? One action only." not in talk.card.text:
        talk.say(Typed("skip"))
    talk.write("Ring school", "To hear how she is", "By phone", "1", "friday", "that is all")
    talk.tap("Change something")
    talk.tap("Action: add another")
    assert "Action 2" in talk.card.text
    talk.write("See nan", "She holds Fridays", "At her house", "nan", "2 weeks", "that is all")
    actions = plan_entries(talk.state).actions
    named = [(number, action["what"]) for number, action in actions]
    assert named == [(0, "Ring school"), (1, "See nan")]
    assert actions[1][1]["who"] == "nan"


REFS = [f"CH-{number:04}" for number in (12, 401, 402, 413, 417, 471, 1417)]
STORIES = st.lists(
    st.sampled_from(
        ["417", "0417s mum", "ch. 402", "0471", "0147", "402/413", "CH-1417", "#12", "and",
         "401 pounds", "room 413", "at 16:30", "he hid", "not", "0499", "she said stop",
         "12 year old", "\n"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=examples(100))
@given(said=st.lists(st.one_of(STORIES.map(Typed), st.integers(0, 30)), min_size=1, max_size=12))
def test_nothing_is_filed_on_a_child_who_was_neither_typed_nor_tapped(
    said: list[Input | int],
) -> None:
    talk = Talk("quick-reflection", {"children": REFS, "supervisor": "Sunil"})
    meant: set[str] = set()
    for one in said:
        if isinstance(one, Typed):
            meant |= {*mentioned(one.text, REFS), find(one.text, REFS).exact or ""}
        elif isinstance(one, int):
            label = talk.taps()[one % len(talk.taps())].label
            # "Yes" is the tap for whom the card names.
            read = f"{label} {talk.card.text if label.startswith('Yes') else ''}"
            meant |= {ref for ref in REFS if ref in read}
        talk.say(one)
        if talk.state.status not in {"open", "left"}:
            break
    assert set(talk.state.about()) <= meant


@pytest.mark.parametrize(
    ("story", "labels"),
    [
        ("0417s mum rang", ["Yes", "Another child"]),
        ("saw 417 and ch 402", ["Yes, both", "Another child", "Only CH-0417", "Only CH-0402"]),
        ("402/413/417 were home", ["Yes, all 3", "Another child", "Only CH-0402"]),
        ("nobody was in", ["CH-0012", "CH-0401", "CH-0402"]),
    ],
)
def test_the_children_of_a_story_are_proposed(story: str, labels: list[str]) -> None:
    talk = Talk("quick-reflection", {"children": REFS, "supervisor": "Sunil"})
    talk.write(story)
    assert [tap.label for tap in talk.taps()][: len(labels)] == labels
    assert talk.state.about() == []


def test_a_draft_opened_before_lists_were_known_still_lists_its_children() -> None:
    talk = Talk("quick-reflection", {"children": [f"CH-{n:04}" for n in range(30)]})
    talk.write("nobody was in")
    talk.tap("More children")
    talk.tap("More children")
    talk.tap("CH-0029")
    assert talk.state.about() == ["CH-0029"]


URGENT = "I think she is not safe tonight"


def test_a_word_for_the_bot_is_heard_though_an_answer_holds_it() -> None:
    talk = Talk("quick-reflection")
    talk.write(f"She would not come down.\n{URGENT}", URGENT)
    assert isinstance(talk.effect, ShowDutyNumber)
