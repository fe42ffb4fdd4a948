"""A child's thread: where it turns, what stands in it, and what it says is missing."""

from dataclasses import replace
from datetime import date

from reports.child_thread import Part, Thread, Told, thread
from storage.confirmed import IfNothing, Planned, Rating

MAY, JUNE, JULY, AUGUST = (date(2026, month, 5) for month in (5, 6, 7, 8))
PLAN = (Planned("ring her aunt", "Priya", JUNE, "she trusts her"),)
THEN = IfNothing("we ask the school", AUGUST)


def rated(number: float) -> tuple[Rating, ...]:
    return (Rating("o", "She sleeps in her own bed.", number, "seen"),)


FIRST = Told("may", MAY, voice=("It is loud.",), actions=PLAN, ratings=rated(4))
SECOND = Told("june", JUNE, moved="Who asked her?", actions=PLAN, if_nothing=THEN)
THIRD = Told(
    "july", JULY, heard="Yes, we asked.", ratings=rated(6.5), because=(("o", "Her aunt."),)
)
FOURTH = Told("august", AUGUST, voice=("It is quiet now.",), ratings=rated(7))


def of(*told: Told, first: date = MAY, waiting: int = 0) -> Thread:
    return thread(told, first, AUGUST, waiting)


def lines(found: Thread, part: Part) -> list[tuple[str, str, str]]:
    every = dict(found.parts).get(part, ())
    return [(line.record_id, line.text or line.beneath, line.words) for line in every]


def test_it_turns_on_the_question_that_moved_them_and_shows_both_sides_of_it() -> None:
    found = of(FIRST, SECOND, THIRD, FOURTH)
    assert lines(found, Part.WORDS) == [("may", "", "It is loud.")]
    assert lines(found, Part.MOVED) == [("june", "", "Who asked her?")]
    assert [one for one, *_ in lines(found, Part.PLAN_BEFORE)] == ["may"]
    assert lines(found, Part.PLAN) == [
        ("june", "Who: Priya. By when: 5 June 2026. Why: she trusts her", "ring her aunt"),
        ("june", "If nothing changes by 5 August 2026:", "we ask the school"),
    ]
    assert lines(found, Part.RATINGS) == [
        ("may", "She sleeps in her own bed: 4. It was seen.", ""),
        ("july", "She sleeps in her own bed: 6.5. It was seen.", "Her aunt."),
        ("august", "She sleeps in her own bed: 7. It was seen.", ""),
    ]
    assert lines(found, Part.HEARD) == [("july", "", "Yes, we asked.")]
    assert lines(found, Part.AFTER) == [("august", "", "It is quiet now.")]
    assert found.not_shown == ()
    assert found.record_ids == ["may", "june", "july", "august"]


def test_it_says_since_when_no_words_and_no_rating_are_recorded() -> None:
    silent = replace(FOURTH, voice=(), ratings=())
    assert of(FIRST, SECOND, replace(THIRD, ratings=()), silent).not_shown == (
        "No words of the child are recorded since May 2026. 3 supervisions came after that.",
        "Outcomes were rated once, on 5 May 2026, so nobody can see whether they moved.",
    )


def test_of_one_supervision_it_says_all_that_nobody_can_see() -> None:
    bare = Told("june", JUNE)
    found = of(bare, waiting=1)
    assert found.parts == ()
    assert found.not_shown == (
        "No words of the child are recorded.",
        "No question is recorded that moved one of the two.",
        "No action was agreed on 5 June 2026.",
        "Nothing of 5 June 2026 says what happens if nothing changes.",
        "No plan from before is recorded, so nobody can see what changed in it.",
        "No outcome was rated, so nobody can see whether the child is nearer a goal.",
        "No supervision in depth that both agreed came after 5 June 2026.",
        "1 supervision is not agreed by both, and does not stand here.",
    )


def test_a_question_about_another_child_does_not_stand_in_it() -> None:
    other = replace(SECOND, moved=None, is_of_other=True)
    found = of(FIRST, other, THIRD, FOURTH, first=JUNE)
    assert Part.MOVED not in dict(found.parts)
    assert "about another child" in " ".join(found.not_shown)


def test_a_question_before_the_period_is_not_what_it_turns_on() -> None:
    found = of(SECOND, THIRD, FOURTH, first=JULY)
    assert Part.MOVED not in dict(found.parts)
    assert "No question is recorded that moved one of the two." in found.not_shown


def test_a_question_nobody_came_back_to_says_so() -> None:
    found = of(FIRST, SECOND, replace(THIRD, heard=None))
    assert "Nobody wrote on 5 July 2026 what came of the question." in found.not_shown
