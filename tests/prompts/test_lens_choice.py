"""Which lens is asked next: the child first, then what the words call for, then by turn.

The reader finds what a few plain words show, so that no model that is learned anew changes what
is chosen here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from practice.evidence import Bar, Found, Reading
from practice.terms import StepKind
from prompts.card import Typed
from prompts.conversation import Conversation
from prompts.interview import InterviewConversation, interview_of
from prompts.interview.lens_choice import RECENT, SELDOM, USES
from prompts.interview.path import LENS
from prompts.interview.state import Interview
from prompts.lens import AskedLens, bank
from prompts.loader import shipped
from prompts.options import Named
from prompts.steps import Json, Step

TODAY = date(2026, 11, 25)
GUIDE = shipped().version("case-supervision", 3)
CHILD: Mapping[str, Json] = {
    "child": "CH-0402",
    "practitioner": "Priya",
    "supervisor": "Sunil",
    "last_plan": "",
    "act_by": "",
    "act_by_passed": False,
    "last_action_count": 0,
    "outcome_count": 0,
    "last_actions": [],
    "last_outcomes": [],
    "worker_changed": False,
    "status": "CIN",
    "age": 8,
    "unborn": False,
    "communication": None,
    "family_count": 1,
    "moved_question": "",
    "moved_on": "",
    "asks_what_moved": False,
    "children": ["CH-0402"],
}
HEARD = "He told me \"I don't like it when it's loud\". I think he is afraid of the shouting."


MOST = 4
SHOWN_BY = {"told me": "child_voice", "I think": "why", "theory says": "research"}


def look(text: str, _: Reading | None) -> Reading:
    """Return what plain words in a text show."""
    found = [(words, name) for words, name in SHOWN_BY.items() if words in text]
    return Reading(
        "plain words",
        tuple(
            Found(name, text.index(words), text.index(words) + len(words), Bar.PROPOSE, 0.9)
            for words, name in found
        ),
    )


def begun(**facts: Any) -> InterviewConversation:
    """Return a part that is opened for a child."""
    talk = InterviewConversation(Interview(GUIDE), reader=look).begin({**CHILD, **facts})
    assert isinstance(talk.conversation, InterviewConversation)
    return talk.conversation


def asked(story: str, **facts: Any) -> list[AskedLens]:
    """Return the lenses that a story is asked, as many as are left or answered."""
    talk: Conversation[Interview] = begun(**facts)
    talk = talk.take(Typed(story), TODAY).conversation
    if talk.state.position == "seen":
        talk = talk.take(Typed("1"), TODAY).conversation
    for _ in range(MOST):
        if talk.state.position.startswith(LENS):
            talk = talk.tap(Named.SKIP).conversation
    state = talk.state
    assert isinstance(state, Interview)
    assert state.position.partition(".")[0] in {"outcomes", "ratings"}
    return list(state.lenses.values())


def ids(lenses: list[AskedLens]) -> list[str]:
    return [lens.id for lens in lenses]


def test_where_nobody_was_heard_the_child_comes_before_all_else() -> None:
    chosen = asked("School are worried about her and mum refused to let me in.")
    assert chosen[0].shows[0] == "child_voice"


@pytest.mark.parametrize(
    ("facts", "lens"),
    [
        ({"age": 8}, "own_words"),
        ({"age": 1}, "watched"),
        ({"age": 8, "communication": "does not speak"}, "watched"),
        ({"age": None}, "own_words"),
        ({"unborn": True, "age": None}, "before_birth"),
    ],
)
def test_how_a_child_is_heard_follows_their_age_and_how_they_tell_things(
    facts: dict[str, Json], lens: str
) -> None:
    assert ids(asked("Things are as they were.", **facts))[0] == lens


@pytest.mark.parametrize(
    ("story", "lens", "quote"),
    [
        ("School are worried.", "who_told_us", "School are worried."),
        ("The family is chaotic.", "label", "The family is chaotic."),
        ("The police disagree with us.", "agencies_differ", "The police disagree with us."),
        ("Mum refused to see me on Monday.", "authority", "Mum refused to see me on Monday."),
        ("I did not ask about him.", "avoided", "I did not ask about him."),
        ("We could step down in May.", "ending", "We could step down in May."),
    ],
)
def test_what_the_words_call_for_is_asked_about_the_sentence_that_does(
    story: str, lens: str, quote: str
) -> None:
    chosen = asked(f"{HEARD} {story}")
    assert lens in ids(chosen)
    talk: Conversation[Interview] = begun()
    talk = talk.take(Typed(f"{HEARD} {story}"), TODAY).conversation
    talk = talk.take(Typed("1"), TODAY).conversation
    while talk.state.position != LENS + lens:
        talk = talk.tap(Named.SKIP).conversation
    assert f"“{quote}”" in talk.card().text or f'"{quote}"' in talk.card().text


def test_harm_outside_the_home_is_asked_about_a_teenager_alone() -> None:
    story = f"{HEARD} He went missing and has a second phone."
    assert "harm_outside" in ids(asked(story, age=15))
    assert "harm_outside" not in ids(asked(story, age=6))


@pytest.mark.parametrize(
    ("facts", "lens"),
    [
        ({"status": "CLA"}, {"placement", "seeing_family", "for_good"}),
        ({"status": "care leaver", "age": 18}, {"pathway"}),
        ({"status": "assessment"}, {"not_known_yet"}),
        ({"worker_changed": True}, {"cost_of_change"}),
    ],
)
def test_status_and_facts_open_lenses_of_their_own(facts: dict[str, Json], lens: set[str]) -> None:
    seen: set[str] = set()
    recent: list[str] = []
    for _ in range(12):
        lately = recent[-8:]
        chosen = ids(asked(HEARD, **{**facts, RECENT: lately}))
        seen.update(chosen)
        recent += chosen
    assert lens & seen


def test_none_is_asked_again_of_a_child_in_the_next_two_records() -> None:
    records: list[list[str]] = []
    for _ in range(8):
        recent = [lens for record in records[-2:] for lens in record]
        records.append(ids(asked("School are worried. Mum refused to see me.", **{RECENT: recent})))
        assert not set(records[-1]) & {str(lens) for lens in recent}


def test_by_turn_comes_what_the_pair_shows_least_and_of_that_what_was_asked_least() -> None:
    seldom: list[Json] = ["research", "chronology"]
    assert ids(asked(HEARD, **{SELDOM: seldom}))[:2] == ["lean_on", "never_asked_before"]
    seldom = ["family_and_environment"]
    first = ids(asked(HEARD, **{SELDOM: seldom}))[0]
    assert first == "familys_view"
    assert ids(asked(HEARD, **{SELDOM: seldom, USES: {first: 1}}))[0] != first


def test_at_most_two_are_asked_that_nothing_calls_for_and_four_in_all() -> None:
    assert len(asked(HEARD)) == 2
    much = "School are worried. Mum refused. It is chaotic. I did not ask. It happened again."
    assert len(asked(f"{HEARD} {much}", worker_changed=True)) == 4


def test_what_is_shown_already_is_not_asked_for() -> None:
    told = (
        f"{HEARD} I rang school on Monday and they said he is often hungry. Attachment theory says "
        "that he needs one person; it fits him, since he goes to his nan each time."
    )
    for lens in asked(told):
        known = next(one for one in bank() if one.id == lens.id)
        assert known.even_if_shown or lens.shows[0] not in {"child_voice", "why", "research"}


def test_what_was_asked_is_frozen_and_a_later_wording_changes_nothing() -> None:
    talk: Conversation[Interview] = begun()
    talk = talk.take(Typed("School are worried."), TODAY).conversation
    talk = talk.take(Typed("1"), TODAY).conversation
    steps = [step for step in talk.steps if step.kind == StepKind.ASKED][-1:]
    kept = AskedLens.kept_in(steps[0].value)
    assert kept is not None
    worded = kept.model_copy(update={"ask": "Asked in other words."})
    before = talk.steps[: talk.steps.index(steps[0])]
    frozen = Step(StepKind.ASKED, steps[0].question, value={"lens": worded.as_json()})
    again = interview_of(GUIDE, (*before, frozen))
    assert "Asked in other words." in again.card().text


def test_the_same_words_and_records_choose_the_same_lenses() -> None:
    story = f"{HEARD} School are worried. It happened again."
    assert ids(asked(story)) == ids(asked(story))


def test_there_are_enough_lenses_to_rotate_and_each_reads_well() -> None:
    lenses = bank()
    assert len(lenses) >= 24
    for lens in lenses:
        words = [sentence.split() for sentence in lens.ask.replace("?", ".").split(".")]
        assert max(map(len, words)) < 25, lens.id
        assert "!" not in lens.ask + lens.because, lens.id
