"""A record as it is read: an entry is named once, and below it the parts of it alone."""

from datetime import date

from prompts.card import Typed
from prompts.conversation import Conversation
from prompts.interview.state import Interview
from prompts.interview.views import view
from prompts.options import Choice
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
