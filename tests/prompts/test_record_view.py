"""A record as it is read: an entry is named once, and below it the parts of it alone."""

from datetime import date

from practice.terms import StepKind
from prompts.card import Typed
from prompts.conversation import Conversation
from prompts.interview.state import Interview
from prompts.interview.views import view
from prompts.options import Choice
from prompts.steps import Json, Step
from tests.prompts.test_lens_choice import begun

LOCK = {"id": "a", "what": "Change the lock", "who": "Priya", "due": "by Friday", "carried": 0}
BUS = {**LOCK, "id": "b", "what": "Show her the bus"}


def test_an_entry_is_named_at_its_first_answer_alone() -> None:
    talk: Conversation[Interview] = begun(last_action_count=2, last_actions=[LOCK, BUS])
    not_done, kept, done = Choice(5), Choice(0), Choice(0)
    talk = talk.tap(not_done).conversation
    talk = talk.take(Typed("Nobody rang back"), date(2026, 11, 25)).conversation
    talk = talk.tap(kept).conversation.tap(done).conversation
    lines = view(talk.state).lines
    assert [line.under for line in lines] == [
        "Change the lock, done?",
        "In the way",
        "What now",
        "Show her the bus, done?",
    ]
    assert lines[1].name == "Change the lock, in the way"


SLEEPS: dict[str, Json] = {
    "id": "o",
    "what": "Sleeps in his own bed",
    "last_rating": 3,
    "last_on": "28 October 2026",
    "low": "harm is happening",
    "high": "safe and well enough to close",
}


def told(**answered: Json) -> Interview:
    """Return a part whose answers are given, asked or not."""
    context: dict[str, Json] = {
        "outcome_count": 1, "last_outcomes": [SLEEPS], "asks_what_moved": True,
        "moved_question": "What would nan say?", "moved_on": "28 October 2026",
    }  # fmt: skip
    talk = begun(**context)
    for key, value in answered.items():
        talk = talk.add(Step(StepKind.ANSWERED, key.replace("__", "."), value=value))
    return talk.state


def test_a_rating_is_read_beside_last_times_and_nothing_else_is() -> None:
    lines = {line.question: line for line in view(told(ratings__rating=5, seen="not seen")).lines}
    rated = next(line for question, line in lines.items() if "where is the child now?" in question)
    assert (rated.answer, rated.last) == ("5", " · last time 3, on 28 October 2026")
    assert [line.last for line in lines.values() if line is not rated] == [""]


def test_last_times_question_stands_beside_what_came_of_it() -> None:
    (line,) = view(told(moved_last_time="Yes, we asked nan.")).lines
    assert line.last == "\nAsked on 28 October 2026: What would nan say?"
