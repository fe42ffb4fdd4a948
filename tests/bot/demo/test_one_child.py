"""The child of the demo who is followed over five supervisions, in the rows that are stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from bot.demo.caseloads import ONE_CHILD
from prompts.interview import interview_of
from prompts.interview.state import Interview
from tests.bot.demo.councils import DAY, GUIDES, HOLIDAY, council_of, steps_of

DAYS = pytest.mark.parametrize("day", [DAY, HOLIDAY], ids=str)
pytestmark = pytest.mark.thorough


class Told:
    """What is stored of the child, its records in depth in the order of their days."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.rows = council_of(day)
        self.child = next(one for one in self.rows["child"] if one["ref"] == ONE_CHILD)
        theirs = [one for one in self.rows["record"] if one["child_id"] == self.child["id"]]
        self.records = sorted(theirs, key=lambda one: one["held_on"])
        self.in_depth = [one for one in self.records if one["kind"] == "in depth"]

    def names(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Return the practitioners of records."""
        known = {one["id"]: one["name"] for one in self.rows["person"]}
        return [known[one["other_id"]] for one in records]

    def answers(self, number: int) -> Mapping[str, Any]:
        """Return what is answered in a record in depth, by question, the first of a group."""
        return {
            key: answer.value
            for (key, entry), answer in self.told(self.in_depth[number]).answers.items()
            if entry == 0
        }

    def told(self, record: Mapping[str, Any]) -> Interview:
        """Return where a record's interview stands."""
        guide = GUIDES.version(record["guide"], record["version"])
        return interview_of(guide, steps_of(self.day)[record["draft_id"]]).state


@DAYS
def test_the_scale_moves_and_the_worker_changes_in_the_middle(day: date) -> None:
    told = Told(day)
    first = told.answers(0)["outcomes.rating"]
    later = [told.answers(n)["ratings.rating"] for n in range(1, 5)]
    assert [first, *later] == [6, 4, 4, 7, 8]
    assert told.names(told.in_depth) == ["Callum Wetherby"] * 2 + ["Priya Nandakumar"] * 3
    assert [one["kind"] for one in told.records if one["kind"] != "in depth"] == [
        "handover",
        "handover",
        "decision",
        "reflection",
        "preparation",
    ]


@DAYS
def test_an_action_is_carried_three_times_and_then_done_in_another_way(day: date) -> None:
    told = Told(day)
    theirs = [one for one in told.rows["action"] if one["child_id"] == told.child["id"]]
    [meet_dad] = [one for one in theirs if one["what"].startswith("Meet dad")]
    said = [one for one in told.rows["action_answer"] if one["action_id"] == meet_dad["id"]]
    assert [(one["answer"], one["next_step"]) for one in said] == [
        ("not done", None),
        ("not done", "keep"),
        ("not done", "change"),
    ]
    [instead] = [one for one in theirs if "bakery gate" in one["what"]]
    [came] = [one for one in told.rows["action_answer"] if one["action_id"] == instead["id"]]
    assert (came["answer"], came["effect"]) == ("done", "as hoped")


@DAYS
def test_a_sign_came_and_nothing_of_it_waits_on_the_day_of_the_demo(day: date) -> None:
    told = Told(day)
    assert [told.answers(number).get("sign") for number in (1, 2)] == ["not acted", "acted"]
    last = told.told(told.in_depth[-1])
    days = [answer.value for (key, _), answer in last.answers.items() if key.endswith("by_when")]
    assert all(str(one) > day.isoformat() for one in [*days, told.answers(4)["contingency_on"]])


def test_a_question_moved_the_two_and_was_heard_back() -> None:
    told = Told(DAY)
    assert "shown dad how" in told.answers(3)["what_moved"]
    assert told.told(told.in_depth[4]).context["moved_question"] == told.answers(3)["what_moved"]
    assert str(told.answers(4)["moved_last_time"]).startswith("Yes.")
    [reflection] = [one for one in told.records if one["kind"] == "reflection"]
    heard = told.told(reflection)
    assert "nobody ever asked me" in str(heard.answers["probe.heard_back", 0].value)
    last_time = str(told.told(told.in_depth[4]).context["last_plan"])
    assert "What the family said" in last_time


def test_what_was_written_in_between_stands_in_the_last_time_of_the_next() -> None:
    told = Told(DAY)
    third, fourth = (str(told.told(told.in_depth[n]).context["last_plan"]) for n in (2, 3))
    assert third.count("Handed over on") == 2
    assert "Decided between supervisions on" in fourth


@DAYS
def test_the_child_stays_the_last_workers_who_has_seventeen(day: date) -> None:
    told = Told(day)
    theirs = [one for one in told.rows["involvement"] if one["child_id"] == told.child["id"]]
    (callum, priya) = theirs
    assert callum["ended_on"] == priya["started_on"]
    still = [one for one in told.rows["involvement"] if one["person_id"] == priya["person_id"]]
    assert sum(one["ended_on"] is None for one in still) == 17
