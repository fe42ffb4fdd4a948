"""Which contingency day stands."""

from datetime import date

from practice.contingencies import ActBy, Answered, standing

OCTOBER, NOVEMBER, DECEMBER, JANUARY = (
    date(2026, 10, 1),
    date(2026, 11, 1),
    date(2026, 12, 1),
    date(2027, 1, 1),
)


def test_a_day_that_passed_stands_though_a_later_meeting_set_another() -> None:
    passed = ActBy(OCTOBER, NOVEMBER, "ring nan")
    assert standing([passed, ActBy(DECEMBER, JANUARY)], {}) == passed


def test_a_day_that_was_answered_leaves_the_next_one() -> None:
    following = ActBy(DECEMBER, JANUARY)
    assert (
        standing([ActBy(OCTOBER, NOVEMBER), following], {NOVEMBER: Answered(DECEMBER)}) == following
    )
    assert standing([ActBy(OCTOBER, NOVEMBER)], {NOVEMBER: Answered(DECEMBER)}) is None


def test_a_new_day_takes_the_place_of_one_that_is_still_to_come() -> None:
    changed = ActBy(NOVEMBER, JANUARY)
    assert standing([ActBy(OCTOBER, DECEMBER), changed], {}) == changed
    sooner = ActBy(NOVEMBER, NOVEMBER)
    assert standing([ActBy(OCTOBER, DECEMBER), sooner], {}) == sooner


def test_of_two_that_passed_the_earlier_is_asked_about_first() -> None:
    first, second = ActBy(date(2026, 9, 1), OCTOBER), ActBy(NOVEMBER, DECEMBER)
    assert standing([first, second], {}) == first
    assert standing([first, second], {OCTOBER: Answered(DECEMBER)}) == second


def test_a_child_without_one_has_none() -> None:
    assert standing([], {}) is None


def test_a_day_whose_sign_came_and_on_which_nobody_acted_stands_until_a_later_plan() -> None:
    passed, said = (
        ActBy(OCTOBER, NOVEMBER, "ring nan"),
        {NOVEMBER: Answered(DECEMBER, not_acted=True)},
    )
    assert standing([passed], said) == ActBy(OCTOBER, NOVEMBER, "ring nan", not_acted=True)
    for following in (ActBy(DECEMBER, JANUARY), ActBy(date(2026, 11, 2), JANUARY)):
        assert standing([passed, following], said) == following


def test_a_plan_made_before_such_a_day_does_not_take_its_place() -> None:
    passed, later = ActBy(OCTOBER, NOVEMBER), ActBy(NOVEMBER, NOVEMBER)
    said = {NOVEMBER: Answered(DECEMBER, not_acted=True)}
    stands = standing([passed, later], said)
    assert stands is not None
    assert stands.not_acted


def test_a_day_answered_on_itself_gives_way_to_the_plan_of_that_meeting() -> None:
    today = ActBy(OCTOBER, NOVEMBER)
    said = {NOVEMBER: Answered(NOVEMBER, not_acted=True)}
    assert standing([today, ActBy(NOVEMBER, JANUARY)], said) == ActBy(NOVEMBER, JANUARY)
