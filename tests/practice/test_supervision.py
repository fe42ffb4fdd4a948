from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.calendar import Month
from practice.supervision import (
    MOST_IN_DEPTH,
    ChildFacts,
    DepthPolicy,
    Proposal,
    Reason,
    Why,
    due_on,
    is_due,
    is_open,
    propose,
)
from tests.each import each

TODAY = date(2026, 11, 24)


def child(ref: str, **facts: object) -> ChildFacts:
    """A child discussed and in depth this month, so that nothing but `facts` speaks for it."""
    plain = ChildFacts(
        child_ref=ref,
        child_id=f"id-{ref}",
        status="CIN",
        opened_on=date(2026, 1, 5),
        last_discussed=date(2026, 11, 2),
        last_in_depth=date(2026, 11, 2),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def first_reason(proposal: Proposal) -> Reason:
    return proposal.reasons[0].reason


def in_depth(proposals: list[Proposal]) -> list[str]:
    return [proposal.child_ref for proposal in proposals if proposal.in_depth]


def test_children_are_due_by_the_last_working_day_of_the_month() -> None:
    assert due_on(Month(2026, 10)) == date(2026, 10, 30)
    assert due_on(Month(2026, 5)) == date(2026, 5, 29)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "expected"),
    [
        (date(2026, 9, 1), None, True),
        (date(2026, 10, 1), None, True),
        (date(2026, 10, 2), None, False),
        (date(2026, 9, 1), date(2026, 10, 2), True),
        (date(2026, 9, 1), date(2026, 10, 1), False),
        (date(2026, 9, 1), date(2026, 9, 30), False),
        (date(2026, 10, 1), date(2026, 10, 1), False),
    ],
)
def test_involvements_open_on_the_first_day_are_due(
    started_on: date, ended_on: date | None, expected: bool
) -> None:
    assert is_due(started_on, ended_on, Month(2026, 10)) is expected


def test_a_handover_on_one_day_leaves_the_child_with_one_worker_that_day() -> None:
    day = date(2026, 10, 1)
    assert not is_open(date(2026, 1, 5), day, day)
    assert is_open(day, None, day)


def test_reasons_come_in_the_order_of_their_worth() -> None:
    children = [
        child("F", last_in_depth=None),
        child("E", last_discussed=date(2026, 9, 20)),
        child("H", status="CP", last_in_depth=date(2026, 9, 1)),
        child("D", outcome_before=6, outcome_last=4),
        child("C", outcome_due_on=date(2026, 11, 20)),
        child("B", contingency_on=date(2026, 11, 20)),
        child("A", wished=True),
        child("G", last_in_depth=date(2026, 3, 1)),
    ]
    proposals = propose(children, TODAY, most=8)
    assert [first_reason(proposal) for proposal in proposals] == list(Reason)[:-1]
    assert in_depth(proposals) == list("BCHADEFG")


def test_a_child_with_several_reasons_carries_them_all_worthiest_first() -> None:
    both = child("A", outcome_due_on=date(2026, 11, 1), contingency_on=date(2026, 11, 20))
    (proposal,) = propose([replace(both, wished=True)], TODAY)
    assert [(why.reason, why.on) for why in proposal.reasons] == [
        (Reason.CONTINGENCY_PASSED, date(2026, 11, 20)),
        (Reason.OUTCOME_PASSED, date(2026, 11, 1)),
        (Reason.WISHED, None),
    ]


def test_a_day_to_act_by_that_passed_comes_before_a_wish_and_before_a_long_wait() -> None:
    wished = child("A", wished=True, status="CP", last_discussed=date(2026, 5, 1))
    passed = child("B", contingency_on=date(2026, 11, 23))
    assert in_depth(propose([wished, passed], TODAY)) == ["B", "A"]


def test_when_it_was_last_in_depth_is_a_reason_only_where_there_is_no_other() -> None:
    (wished,) = propose([child("A", wished=True)], TODAY)
    assert [why.reason for why in wished.reasons] == [Reason.WISHED]


def test_a_date_of_today_or_later_has_not_passed() -> None:
    waiting = child("A", contingency_on=TODAY, outcome_due_on=TODAY + timedelta(days=1))
    assert first_reason(propose([waiting], TODAY)[0]) is Reason.LAST_IN_DEPTH


def test_the_date_that_passed_longest_ago_comes_first() -> None:
    late = child("A", contingency_on=date(2026, 11, 20))
    later = child("B", contingency_on=date(2026, 10, 1))
    assert in_depth(propose([late, later], TODAY)) == ["B", "A"]


def test_the_outcome_that_fell_furthest_comes_first_and_shows_no_number() -> None:
    little = child("A", outcome_before=6, outcome_last=5)
    much = child("B", outcome_before=7, outcome_last=3)
    first = propose([little, much], TODAY)[0]
    (why,) = first.reasons
    assert (first.child_ref, why) == ("B", Why(reason=Reason.OUTCOME_FELL))


def test_an_outcome_rated_once_or_risen_is_no_reason() -> None:
    once = child("A", outcome_last=2)
    risen = child("B", outcome_before=2, outcome_last=5)
    reasons = {first_reason(proposal) for proposal in propose([once, risen], TODAY)}
    assert reasons == {Reason.LAST_IN_DEPTH}


def test_a_child_missed_for_a_whole_month_says_for_how_many_weeks() -> None:
    (missed,) = propose([child("A", last_discussed=date(2026, 9, 20))], TODAY)[0].reasons
    assert (missed.reason, missed.on, missed.weeks) == (
        Reason.NOT_DISCUSSED,
        date(2026, 9, 20),
        9,
    )


def test_a_child_discussed_last_month_has_not_been_missed() -> None:
    discussed = child("A", last_discussed=date(2026, 10, 1))
    assert first_reason(propose([discussed], TODAY)[0]) is Reason.LAST_IN_DEPTH


def test_a_child_never_discussed_is_missed_once_it_was_due() -> None:
    never = child("A", last_discussed=None, last_in_depth=None)
    due = replace(never, opened_on=date(2026, 10, 1))
    new = replace(never, opened_on=date(2026, 10, 2))
    unknown = replace(never, opened_on=None)
    assert first_reason(propose([due], TODAY)[0]) is Reason.NOT_DISCUSSED
    assert propose([due], TODAY)[0].reasons[0].on is None
    assert first_reason(propose([new], TODAY)[0]) is Reason.NEVER_IN_DEPTH
    assert first_reason(propose([unknown], TODAY)[0]) is Reason.NEVER_IN_DEPTH


def test_the_longest_not_discussed_of_those_missed_comes_first() -> None:
    recent = child("A", last_discussed=date(2026, 9, 20))
    long_ago = child("B", last_discussed=None, opened_on=date(2026, 2, 1))
    assert in_depth(propose([recent, long_ago], TODAY)) == ["B", "A"]


def test_children_always_looked_at_take_turns_in_depth() -> None:
    months = {"A": 9, "B": 3, "C": 6, "D": 1}
    children = [child(ref, last_in_depth=date(2026, month, 10)) for ref, month in months.items()]
    assert in_depth(propose(children, TODAY)) == ["D", "B", "C"]


def test_a_child_at_risk_not_in_depth_for_a_year_comes_before_new_cases() -> None:
    year = child("A", status="CP", last_in_depth=date(2025, 12, 19), outcome_last=1)
    new = [
        child(ref, last_in_depth=None, opened_on=date(2026, 11, 2), status=status)
        for ref, status in (("B", "CIN"), ("C", "CP"), ("D", "CIN"))
    ]
    first = propose([*new, year], TODAY)[0]
    assert (first.child_ref, first.reasons[0].reason) == ("A", Reason.TURN_COME)
    assert first.reasons[0].on == date(2025, 12, 19)


@each(
    "status, last, opened, turn",
    [
        ("CP", date(2026, 9, 1), date(2026, 1, 5), True),
        ("CP", date(2026, 9, 2), date(2026, 1, 5), False),
        ("CLA", date(2026, 9, 1), date(2026, 1, 5), True),
        ("CLA", None, date(2026, 9, 1), True),
        ("CLA", None, date(2026, 9, 2), False),
        ("CP", None, None, False),
        ("CIN", date(2025, 1, 5), date(2025, 1, 5), False),
        ("care leaver", date(2025, 1, 5), date(2025, 1, 5), False),
    ],
)
def test_the_turn_of_children_at_risk_comes_after_twelve_weeks(
    status: str, last: date | None, opened: date | None, turn: bool
) -> None:
    (one,) = propose([child("A", status=status, last_in_depth=last, opened_on=opened)], TODAY)
    assert (Reason.TURN_COME in {why.reason for why in one.reasons}) is turn


@pytest.mark.parametrize(
    ("status", "since", "turn"), [("CP", 2, True), ("CLA", 1, False), ("CIN", 9, False)]
)
def test_the_turn_of_children_at_risk_comes_at_every_third_supervision(
    status: str, since: int, turn: bool
) -> None:
    (one,) = propose([child("A", status=status, meetings_since=since)], TODAY)
    assert (Reason.TURN_COME in {why.reason for why in one.reasons}) is turn


def test_a_council_sets_when_the_turn_comes() -> None:
    waiting = child("A", status="CP", last_in_depth=date(2026, 10, 1), meetings_since=1)
    for policy in (DepthPolicy(supervisions=2), DepthPolicy(weeks=7)):
        (one,) = propose([waiting], TODAY, policy=policy)
        assert first_reason(one) is Reason.TURN_COME


def test_whose_turn_has_come_stands_before_a_wish() -> None:
    wished, turn = child("A", wished=True), child("B", status="CLA", meetings_since=2)
    assert in_depth(propose([wished, turn], TODAY)) == ["B", "A"]


def test_a_family_is_one_item_with_its_worthiest_child_first() -> None:
    family = [child("D", family="F1"), child("C", family="F1", wished=True)]
    alone = [child(ref, wished=True, status="CP") for ref in ("A", "B")]
    waits = child("E", last_in_depth=date(2026, 1, 5))
    proposals = propose([*family, *alone, waits], TODAY)
    assert in_depth(proposals) == ["A", "B", "C", "D"]
    (why,) = proposals[3].reasons
    assert (why.reason, why.sibling) == (Reason.SIBLING, "C")


def test_siblings_who_are_not_in_depth_stand_beside_one_another() -> None:
    first = child("A", family="F1", last_discussed=date(2026, 10, 1))
    second, other = child("C", family="F1"), child("B", last_discussed=date(2026, 10, 20))
    proposals = propose([second, other, first], TODAY, most=0)
    assert [one.child_ref for one in proposals] == ["A", "C", "B"]


def test_a_new_case_waits_behind_a_child_longer_without_depth() -> None:
    new = child("A", last_in_depth=None, opened_on=date(2026, 11, 2))
    old = child("B", last_in_depth=date(2026, 3, 1))
    older = child("C", last_in_depth=None, opened_on=date(2026, 2, 1))
    assert in_depth(propose([new, old, older], TODAY)) == ["C", "B", "A"]


def test_on_equal_grounds_a_child_under_a_protection_plan_comes_first() -> None:
    need = child("A", wished=True)
    protection = child("B", wished=True, status="CP")
    unheard_of = child("C", wished=True, status="closed")
    assert in_depth(propose([unheard_of, need, protection], TODAY)) == ["B", "A", "C"]


def test_everybody_else_is_listed_longest_not_discussed_first_with_a_reason() -> None:
    passed = date(2026, 10, 1)
    children = [child(f"A{n}", contingency_on=passed) for n in range(3)] + [
        child("B", outcome_due_on=date(2026, 11, 20)),
        child("C", last_discussed=date(2026, 8, 1)),
        child("D", last_discussed=None, last_in_depth=None, opened_on=date(2026, 11, 1)),
    ]
    others = [p for p in propose(children, TODAY) if not p.in_depth]
    assert [(p.child_ref, first_reason(p)) for p in others] == [
        ("C", Reason.NOT_DISCUSSED),
        ("D", Reason.NEVER_IN_DEPTH),
        ("B", Reason.OUTCOME_PASSED),
    ]


def test_nobody_open_gives_an_empty_agenda() -> None:
    assert propose([], TODAY) == []


days = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))
scores = st.none() | st.integers(0, 10)
any_child = st.builds(
    ChildFacts,
    child_ref=st.text("ABC0123456789-", min_size=1, max_size=8),
    child_id=st.just("id"),
    status=st.sampled_from(["assessment", "CIN", "CP", "CLA", "care leaver"]),
    opened_on=days,
    last_discussed=days,
    last_in_depth=days,
    contingency_on=days,
    outcome_due_on=days,
    outcome_last=scores,
    outcome_before=scores,
    wished=st.booleans(),
    meetings_since=st.integers(0, 5),
)
caseloads = st.lists(any_child, max_size=20, unique_by=lambda facts: facts.child_ref)


@given(caseloads, st.randoms())
def test_every_child_is_listed_once_and_order_of_facts_changes_nothing(
    facts: list[ChildFacts], random: Random
) -> None:
    proposals = propose(facts, TODAY)
    assert sorted(p.child_ref for p in proposals) == sorted(f.child_ref for f in facts)
    assert len(in_depth(proposals)) == min(MOST_IN_DEPTH, len(facts))
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert propose(shuffled, TODAY) == proposals


@given(caseloads)
def test_no_child_looked_at_has_a_worthier_reason_than_one_in_depth(
    facts: list[ChildFacts],
) -> None:
    proposals = propose(facts, TODAY)
    ranks = list(Reason)
    chosen = [ranks.index(first_reason(p)) for p in proposals if p.in_depth]
    others = [ranks.index(first_reason(p)) for p in proposals if not p.in_depth]
    turn = ranks.index(Reason.NEVER_IN_DEPTH)
    assert not others or min(max(chosen), turn) <= min(others)
