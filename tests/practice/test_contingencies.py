"""Which contingency day stands."""

from datetime import date

from practice.contingencies import ActBy, standing

OCTOBER, NOVEMBER, DECEMBER, JANUARY = (
    date(2026, 10, 1),
    date(2026, 11, 1),
    date(2026, 12, 1),
    date(2027, 1, 1),
)


def test_a_day_that_passed_stands_though_a_later_meeting_set_another() -> None:
    passed = ActBy(OCTOBER, NOVEMBER, "ring nan")
    assert standing([passed, ActBy(DECEMBER, JANUARY)], ()) == passed


def test_a_day_that_was_answered_leaves_the_next_one() -> None:
    following = ActBy(DECEMBER, JANUARY)
    assert standing([ActBy(OCTOBER, NOVEMBER), following], {NOVEMBER}) == following
    assert standing([ActBy(OCTOBER, NOVEMBER)], {NOVEMBER}) is None


def test_a_new_day_takes_the_place_of_one_that_is_still_to_come() -> None:
    changed = ActBy(NOVEMBER, JANUARY)
    assert standing([ActBy(OCTOBER, DECEMBER), changed], ()) == changed
    sooner = ActBy(NOVEMBER, NOVEMBER)
    assert standing([ActBy(OCTOBER, DECEMBER), sooner], ()) == sooner


def test_of_two_that_passed_the_earlier_is_asked_about_first() -> None:
    first, second = ActBy(date(2026, 9, 1), OCTOBER), ActBy(NOVEMBER, DECEMBER)
    assert standing([first, second], ()) == first
    assert standing([first, second], {OCTOBER}) == second


def test_a_child_without_one_has_none() -> None:
    assert standing([], ()) is None
