"""Two people who answer apart: nothing is seen early, lost, or credited to the wrong one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.terms import StepKind
from prompts.card import Input, Tapped, Typed
from prompts.conversation import Turn
from prompts.interview import InterviewConversation, interview_of
from prompts.interview.beside import Other, other_in, to_see
from prompts.interview.given import OTHER, Given, beside_step
from prompts.interview.plan_entries import plan_entries
from prompts.interview.state import SUBMITTED, Interview
from prompts.loader import shipped
from prompts.options import Named
from prompts.steps import Json, Step
from tests.examples import examples

TODAY = date(2026, 11, 24)
GUIDE = shipped().version("case-supervision", 3)
SUNIL, PRIYA = "sunil's id", "priya's id"
TOLD, RATED = ("tell", 0), ("ratings.rating", 0)
CONTEXT: Mapping[str, Json] = {
    "child": "CH-0401",
    "practitioner": "Priya",
    "supervisor": "Sunil",
    "last_action_count": 0,
    "last_actions": [],
    "last_plan": "",
    "moved_question": "",
    "act_by_passed": False,
    "unborn": False,
    "outcome_count": 1,
    "last_outcomes": [
        {
            "id": "o1",
            "what": "Sleeps",
            "last_rating": 4,
            "last_on": "3 May",
            "low": "a",
            "high": "b",
        }
    ],
}


def test_the_number_of_each_is_sent_with_who_gave_it() -> None:
    opened = Step(StepKind.OPENED, value=CONTEXT)
    his, hers = Step(StepKind.ANSWERED, *RATED, 5), beside_step(RATED, Given(2, PRIYA, mine=5))
    both = interview_of(GUIDE, (opened, his, hers))
    rated = [(one.outcome_id, one.rating, one.by) for one in plan_entries(both.state).ratings]
    assert rated == [("o1", 5, None), ("o1", 2, PRIYA)]


@dataclass
class Pair:
    """Sunil's part and Priya's view beside it, each written by its own person."""

    part: InterviewConversation
    view: InterviewConversation
    sunils: str = ""
    priyas: str = ""
    ended: bool = False

    @classmethod
    def met(cls) -> "Pair":
        part = InterviewConversation(Interview(GUIDE), SUNIL).begin(CONTEXT).conversation
        begun = InterviewConversation(Interview(GUIDE.of_each), PRIYA)
        return cls(_stored(part), begun)

    def sunil(self, said: Input) -> None:
        """Let Sunil do something, as his update finds the two drafts."""
        part = _again(self.part, GUIDE, SUNIL)
        self.ended = self.ended or said == Tapped(Named.FINISHED)
        now = replace(part, other=other_in(self.view.state, PRIYA))
        self.sunils += self._heard(turn := now.take(said, TODAY))
        self.part = _stored(turn.conversation)

    def priya(self, said: Input) -> None:
        """Let Priya do something in her own view, which knows nothing of the part."""
        if self.view.state.status == SUBMITTED:
            return
        begun = _again(self.view, GUIDE.of_each, PRIYA)
        if not begun.state.context:
            begun = _stored(begun.begin({**CONTEXT, OTHER: "Sunil"}).conversation)
        self.priyas += self._heard(turn := begun.take(said, TODAY))
        self.view = _stored(turn.conversation)

    def look(self) -> None:
        """Let Priya look at what she may see of Sunil's."""
        seen = to_see(self.part.state, self.view.state, (SUNIL, PRIYA))
        view = replace(self.view, other=Other(SUNIL, given=seen)).arrived(finished=True)
        self.priyas += "".join(str(one.value) for one in seen.values())
        self.view = _stored(replace(view, other=None))

    def _heard(self, turn: Turn[Interview]) -> str:
        return "\n".join(card.text for card in turn.cards)


def _again(talk: InterviewConversation, guide: Any, author: str) -> InterviewConversation:
    """Return it as it is loaded anew: from its steps alone."""
    return InterviewConversation(Interview(guide), author).replay(talk.steps)


def _stored(talk: Any) -> InterviewConversation:
    return talk.all_stored()  # type: ignore[no-any-return]


def _tap(talk: InterviewConversation, option: Named) -> Tapped | None:
    return Tapped(option) if option in [tap.option for tap in talk.card().taps()] else None


def words(who: str, number: int) -> str:
    return f"{who} wrote sentence number {number} about him."


Deed = Callable[[Pair, int], None]


def _sunil_types(pair: Pair, number: int) -> None:
    pair.sunil(Typed(words("Sunil", number)))


def _priya_types(pair: Pair, number: int) -> None:
    pair.priya(Typed(words("Priya", number)))


def _taps(who: str, option: Named) -> Deed:
    def deed(pair: Pair, _: int) -> None:
        talk = pair.part if who == "Sunil" else pair.view
        said = _tap(talk, option)
        if said is not None and talk.steps:
            pair.sunil(said) if who == "Sunil" else pair.priya(said)

    return deed


def _rates(who: str, number: int) -> Deed:
    def deed(pair: Pair, _: int) -> None:
        said = Typed(str(number))
        pair.sunil(said) if who == "Sunil" else pair.priya(said)

    return deed


DEEDS: list[Deed] = [
    _sunil_types,
    _priya_types,
    *(
        _taps("Sunil", option)
        for option in (
            Named.SKIP,
            Named.LOOK,
            Named.GO_ON_WITHOUT,
            Named.BACK,
            Named.ENOUGH,
            Named.FINISHED,
            Named.LATER,
            Named.CHECK,
        )
    ),
    *(_taps("Priya", option) for option in (Named.SKIP, Named.SHOW, Named.LATER, Named.BACK)),
    *(_rates("Sunil", number) for number in (3, 7)),
    *(_rates("Priya", number) for number in (3, 7)),
    lambda pair, _: pair.look(),
]


def _holds(steps: tuple[Step, ...], whose: str) -> Iterator[Step]:
    return (step for step in steps if f"{whose} wrote" in str(step.value))


def hold(pair: Pair) -> None:
    """Assert what must be so whatever the two have done, in whichever order."""
    shown, part, own = pair.view.state.status == SUBMITTED, pair.part.state, pair.view.state
    if not shown or not (TOLD in part.answers or pair.ended):
        assert not list(_holds(pair.part.steps, "Priya"))
        assert "Priya wrote sentence" not in pair.sunils
    if not shown and not part.went_on:
        assert not list(_holds(pair.view.steps, "Sunil"))
        assert "Sunil wrote sentence" not in pair.priyas
    for talk, mine, theirs in ((pair.part, SUNIL, PRIYA), (pair.view, PRIYA, SUNIL)):
        for step in talk.steps:
            assert step.author_id == (theirs if step.kind == StepKind.BESIDE else mine)
    assert RATED not in part.beside or RATED in part.answers or pair.ended
    for place, one in part.beside.items():
        assert shown
        assert own.answers[place].value == one.value
    assert part.beside == _again(pair.part, GUIDE, SUNIL).state.beside


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from(range(len(DEEDS))), max_size=40))
def test_in_whatever_order_two_people_write_nothing_is_seen_early_or_credited_wrongly(
    order: list[int],
) -> None:
    pair = Pair.met()
    for number, deed in enumerate(order):
        DEEDS[deed](pair, number)
        hold(pair)
