"""The guide of a child in depth: its nine parts, its length, and each probe only when due."""

from collections.abc import Mapping

import pytest

from prompts.conditions import holds
from prompts.guide import Guide
from prompts.interview.path import Answer, Slot, Walk
from prompts.question import Keeps, Kind, Question
from prompts.steps import Json
from tests.each import each
from tests.prompts.shipped_guides import CASE, GUIDES, asked

FIRST_TIME: Mapping[str, Json] = {
    "child": "CH-0417",
    "practitioner": "Priya",
    "supervisor": "Sunil",
    "last_action_count": 0,
    "outcome_count": 0,
    "worker_changed": False,
    "last_on": "",
    "last_actions": [],
    "last_outcomes": [],
}
LATER: Mapping[str, Json] = {
    **FIRST_TIME,
    "last_action_count": 1,
    "outcome_count": 1,
    "last_actions": [{"what": "UpdateContext", "who": "Priya", "due": "3 March"}],
    "last_outcomes": [
        {"what": "Sleeps well", "last_rating": 4, "last_on": "3 March", "low": "a", "high": "b"}
    ],
}


def test_a_supervision_of_a_child_has_its_nine_parts_in_order() -> None:
    assert [part.id for part in CASE.parts] == [
        "last_time",
        "child",
        "practice",
        "risk",
        "else",
        "impact",
        "contingency",
        "decision",
        "actions",
    ]


def test_it_keeps_everything_that_a_record_keeps() -> None:
    assert {question.keeps for _, question in CASE.questions()} - {None} == set(Keeps)


def test_no_hope_risk_task_or_plan_is_evidence_of_what_is_better() -> None:
    may = {name for name, question in CASE.everything_asked() if CASE.may_show(question, "impact")}
    texts = {name for name, q in CASE.everything_asked() if q.kind is Kind.TEXT}
    assert may & texts == {"last_actions.difference", "help"}


@pytest.mark.parametrize(
    ("name", "indicators"),
    [
        ("outcomes.measure", ()),
        ("outcomes.what", ()),
        ("actions.why", ()),
        ("risk", ("why",)),
        ("contingency", ("contingency",)),
        ("family", ("family_and_environment",)),
    ],
)
def test_what_an_answer_may_show(name: str, indicators: tuple[str, ...]) -> None:
    assert dict(CASE.everything_asked())[name].shows == indicators


def test_the_first_guides_load_with_one_word_each() -> None:
    first = GUIDES.version("case-supervision", 1)
    family = dict(first.everything_asked())["family"]
    assert (family.shows, family.asks_for) == ("family_and_environment", "family_and_environment")
    assert first.may_show(family, "impact")


def test_a_scale_words_its_worst_end_and_an_old_one_keeps_its_words() -> None:
    scales = [q for q in asked(CASE) if isinstance(q, Question) and q.kind is Kind.SCALE]
    assert {(scale.low, scale.high) for scale in scales} == {
        ("{low}", "{high}"),
        ("harm is happening", "safe and well enough to close"),
    }


def test_both_people_are_asked_and_each_for_their_own_view() -> None:
    assert {question.whose for _, question in CASE.questions()} == {
        "supervisor",
        "practitioner",
        "both",
    }


def walked(guide: Guide, context: Mapping[str, Json], entries: int, text: str) -> list[Slot]:
    """Return every slot that a person answers, adding `entries` actions and no new outcome."""
    answers: dict[tuple[str, int], Answer] = {}
    while True:
        slots = Walk(guide, context, answers, shown=lambda: frozenset()).slots()
        open_now = [s for s in slots if s.question.kind is not Kind.NOTE and s.place not in answers]
        if not open_now:
            done = Walk(guide, context, answers).slots()
            return [slot for slot in done if slot.place in answers]
        answers[open_now[0].place] = answer_to(open_now[0], entries, text)


def answer_to(slot: Slot, entries: int, text: str) -> Answer:
    if slot.key == "outcomes.what":
        return Answer(None, skipped=True)
    if slot.asks_for_more:
        return Answer("add" if slot.entry + 1 < entries else "all")
    plain: dict[Kind, Json] = {Kind.SCALE: 5, Kind.DATE: "2026-12-01", Kind.CHILD: "CH-0417"}
    if slot.question.options:
        return Answer(slot.question.options[0].value)
    return Answer(plain.get(slot.question.kind, text))


MESSAGES = 22
TAPPED = {Kind.CHOICE, Kind.PERSON, Kind.SCALE}
SAYS_IT_ALL = "We considered closing but chose to stay."


def test_a_full_record_with_two_actions_is_at_most_twenty_two_messages_beside_taps() -> None:
    slots = walked(CASE, LATER, 2, SAYS_IT_ALL)
    typed = [s for s in slots if s.question.kind not in TAPPED and s.key != "outcomes.what"]
    assert len(typed) <= MESSAGES
    assert len(slots) <= MESSAGES + 8


def test_a_first_record_with_one_action_is_twenty_messages_and_taps_or_fewer() -> None:
    assert len(walked(CASE, FIRST_TIME, 1, SAYS_IT_ALL)) <= 20


def test_last_time_is_a_note_when_nothing_was_left_and_cards_when_something_was() -> None:
    first = [slot.key for slot in Walk(CASE, FIRST_TIME, {}).slots()]
    later = [slot.key for slot in Walk(CASE, LATER, {}).slots()]
    assert "no_last_actions" in first
    assert "no_last_actions" not in later
    assert {"last_actions.answer", "ratings.rating"} <= set(later) - set(first)


@pytest.mark.parametrize(
    ("answer", "asked_for"),
    [("done", True), ("partly", True), ("not done", False), ("no longer needed", False)],
)
def test_an_action_that_was_tried_is_asked_what_it_changed(answer: str, asked_for: bool) -> None:
    answers = {("last_actions.answer", 0): Answer(answer)}
    keys = [slot.key for slot in Walk(CASE, LATER, answers).slots()]
    assert ("last_actions.difference" in keys) is asked_for


@pytest.mark.parametrize(
    ("contingency", "asked_for"),
    [("If he hits her again I ring her aunt.", True), ("None yet", False), (None, False)],
)
def test_a_contingency_is_asked_its_date_and_whether_the_family_can_say_it(
    contingency: str | None, asked_for: bool
) -> None:
    answers = {("contingency", 0): Answer(contingency, skipped=contingency is None)}
    keys = {slot.key for slot in Walk(CASE, FIRST_TIME, answers).slots()}
    assert ({"contingency_on", "say_back"} <= keys) is asked_for


def test_an_option_turned_down_is_not_asked_for_again() -> None:
    said = {("decision", 0): Answer("Stay at child in need rather than close.")}
    bare = {("decision", 0): Answer("Stay at child in need: she still hides.")}
    assert "not_taken" not in [s.key for s in Walk(CASE, FIRST_TIME, said).slots()]
    assert "not_taken" in [s.key for s in Walk(CASE, FIRST_TIME, bare).slots()]


def test_probes_come_in_their_order_of_worth_one_a_question() -> None:
    assert [probe.id for probe in CASE.probes] == [
        "research",
        "chronology",
        "agency_trail",
        "worker_change",
    ]
    ids = [question.id for _, question in CASE.questions()]
    places = [ids.index(probe.after) for probe in CASE.probes]
    assert places == sorted(places)
    assert CASE.probes_each == 1
    assert CASE.probes_at_most == 2


@each(
    "probe, values, due",
    [
        ("research", {"meaning": "It looks like an attachment difficulty."}, True),
        ("research", {"practice": "I think the trauma explains it."}, True),
        ("research", {"words": "She said she is scared of him."}, False),
        ("chronology", {"risk": "He has come back again."}, True),
        ("chronology", {"family": "Gran used to step in."}, True),
        ("chronology", {"risk": "He may hurt her."}, False),
        ("agency_trail", {"risk": "School say she is quiet."}, True),
        ("agency_trail", {"risk": "School rang on Monday: she is quiet."}, False),
        ("agency_trail", {"family": "Her gran worries."}, False),
        ("worker_change", {"worker_changed": True}, True),
        ("worker_change", {"worker_changed": False}, False),
        ("worker_change", {}, False),
    ],
)
def test_a_probe_is_due_only_when_the_answers_call_for_it(
    probe: str, values: dict[str, object], due: bool
) -> None:
    assert holds(CASE.probe(probe).when, values) is due
