"""Another entry of a group is offered on the card of the next question, or asked for where none is.

Whoever has said one action goes on with the next question: nobody has to say that there is none.
"""

from prompts.card import Input, Tapped, Typed
from prompts.conversation import Conversation
from prompts.interview import InterviewConversation
from prompts.interview.state import CHECK, Interview
from prompts.kept import Place
from prompts.options import AddEntry, Named
from tests.prompts.test_family import PLAN, STORY, TODAY, answers, carried, first, opened

ANOTHER = "Add another action"
FIRST, SECOND = "Priya rings school by Friday", "Sunil rings nan by Monday"


def goes_on(talk: Conversation[Interview], said: Input) -> InterviewConversation:
    after = talk.take(said, TODAY).conversation
    assert isinstance(after, InterviewConversation)
    return after


def leaves_until(talk: InterviewConversation, position: str) -> InterviewConversation:
    while talk.state.position != position:
        talk = goes_on(talk, Tapped(Named.SKIP))
    return talk


def at_the_plan() -> InterviewConversation:
    """Return a part of which one action is written, and the plan is asked next."""
    talk = leaves_until(opened("CH-0404", "CH-0401"), "actions.what")
    return leaves_until(goes_on(talk, Typed(FIRST)), "contingency")


def labels(talk: InterviewConversation) -> list[str]:
    return [tap.label for tap in talk.card().taps()]


def actions(talk: InterviewConversation) -> list[str]:
    return [str(a.value) for slot, a in talk.state.answered() if slot.key == "actions.what"]


def test_the_next_question_offers_another_action_as_often_as_there_is_one() -> None:
    talk = at_the_plan()
    assert ANOTHER in labels(talk)
    added = goes_on(talk, Tapped(AddEntry(1)))
    assert added.state.slot_at(("actions.what", 1)) == added.state.slot()
    again = leaves_until(goes_on(added, Typed(SECOND)), "contingency")
    assert actions(again) == [FIRST, SECOND]
    assert ANOTHER in labels(again)


def test_it_can_be_typed_as_it_was_while_it_was_asked() -> None:
    for words in ("add another", "Add another action."):
        added = goes_on(at_the_plan(), Typed(words))
        assert added.state.position == "actions.what"
        assert "contingency" not in {slot.key for slot, _ in added.state.answered()}


def test_a_word_that_there_is_no_other_leaves_the_next_question_to_be_answered() -> None:
    for words in ("that's all", "no", "nothing else", "done"):
        said = at_the_plan().take(Typed(words), TODAY)
        assert said.conversation.state.position == "contingency"
        assert said.cards[-1].text.startswith("Action: that is all.")
        planned = goes_on(said.conversation, Typed(PLAN))
        assert planned.written(Place("contingency")) == PLAN
        ended = goes_on(said.conversation, Typed("that's all"))
        assert ended.state.position == CHECK


def test_whoever_goes_on_is_not_asked_whether_there_is_another() -> None:
    talk = answers(goes_on(at_the_plan(), Typed(PLAN)))
    assert talk.state.position == CHECK
    assert "actions.more" not in {step.question for step in talk.steps}


def test_an_action_that_was_left_offers_no_other() -> None:
    talk = leaves_until(opened("CH-0404", "CH-0401"), "contingency")
    assert ANOTHER not in labels(talk)


def test_the_list_of_lines_offers_another_action_too() -> None:
    talk = answers(goes_on(at_the_plan(), Typed(PLAN)))
    listed = goes_on(talk, Tapped(Named.CHANGE))
    assert "Action: add another" in labels(listed)
    added = goes_on(listed, Tapped(AddEntry(1)))
    assert leaves_until(goes_on(added, Typed(SECOND)), CHECK).state.position == CHECK


def test_it_is_asked_where_a_siblings_part_answered_the_next_question() -> None:
    known = carried(first().state)
    talk = leaves_until(opened("CH-0404", "CH-0401", *known), "actions.what")
    asked = leaves_until(goes_on(talk, Typed(FIRST)), "actions.more")
    assert labels(asked)[:2] == ["Add another", "That is all"]
    assert answers(asked, tell=STORY).state.position == CHECK


def test_whoever_went_back_from_another_action_can_still_add_one() -> None:
    back = goes_on(goes_on(at_the_plan(), Tapped(AddEntry(1))), Tapped(Named.BACK))
    assert labels(back)[:2] == ["Add another", "That is all"]
    plan = goes_on(back, Typed("That is all"))
    assert plan.state.position == "contingency"
    assert ANOTHER in labels(plan)
