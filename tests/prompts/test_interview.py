"""The interview under any input: it never breaks, never loses an answer, always has a next card."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from practice.access import Visibility
from prompts.card import Input, Typed, Unreadable
from prompts.effects import DraftDiscarded, ReflectionSent, ShowDutyNumber
from prompts.interview import interview_of
from prompts.interview.claims import claims
from prompts.interview.plan_entries import ActionSaid, Rated, plan_entries
from prompts.interview.state import CHECK
from prompts.interview.views import view
from prompts.options import encode
from tests.examples import examples
from tests.prompts.interviews import CONTEXTS, Talk

WORDS = st.sampled_from(
    ["back", "skip", "3", "12", "hello", "0401", "ch 402", "friday", "none", "1, 2", "she said no",
     "because he was afraid", "add another", "yes", "0499", "😀", "a" * 4000, "", "\0", "done"]
)  # fmt: skip
TYPED = st.one_of(WORDS, st.text(max_size=40)).map(Typed)
INPUTS = st.one_of(TYPED, st.just(Unreadable("photo")), st.integers(0, 30))


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


URGENT = "I think she is not safe tonight"


def test_a_word_for_the_bot_is_heard_though_an_answer_holds_it() -> None:
    talk = Talk("quick-reflection")
    talk.write(f"She would not come down.\n{URGENT}", URGENT)
    assert isinstance(talk.effect, ShowDutyNumber)
