"""True contacts: references first, then what people say; names alone change no count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.contact_answers import Answer, IsChild, SameEvent, WasOpen
from practice.linkage.proposals import Proposal
from practice.true_contacts import (
    Contact,
    Evidence,
    Ground,
    Judged,
    OpenInterval,
    SetAside,
    TrueCount,
    count,
    judge,
)

TODAY = date(2026, 11, 29)
DAY = date(2026, 10, 14)
OPEN = OpenInterval("C1", date(2026, 9, 1))


def contact(
    ref: str = "K1", child: str = "", days: int = 0, reason: str = "", **more: str
) -> Contact:
    return Contact(ref, DAY + timedelta(days=days), child, reason, **more)


def judged(*contacts: Contact, **evidence: object) -> dict[str, Judged]:
    by = Evidence(**evidence)  # type: ignore[arg-type]
    return {one.contact.ref: one for one in judge(contacts, by, TODAY)}


def counted(*contacts: Contact, **evidence: object) -> TrueCount:
    return count(judged(*contacts, **evidence).values(), date(2026, 10, 1), date(2026, 10, 31))


def aside(one: Judged) -> tuple[SetAside, Ground] | None:
    return (one.set_aside.as_what, one.set_aside.ground) if one.set_aside else None


def range_of(counts: TrueCount) -> tuple[int, int]:
    return counts.at_least, counts.at_most


@pytest.mark.parametrize(
    ("started", "ended", "is_open"),
    [
        (-30, None, True),
        (-30, 0, True),
        (-30, -1, False),
        (-1, None, True),
        (0, None, False),
        (1, None, False),
    ],
    ids=["open", "closed that day", "closed before", "opened before", "opened by it", "later"],
)
def test_a_call_is_on_an_open_case_if_it_was_open_before_that_day(
    started: int, ended: int | None, is_open: bool
) -> None:
    until = None if ended is None else DAY + timedelta(days=ended)
    interval = OpenInterval("C1", DAY + timedelta(days=started), until)
    found = judged(contact(child="C1"), intervals=[interval])["K1"]
    assert aside(found) == ((SetAside.ON_OPEN_CASE, Ground.REFERENCE) if is_open else None)
    assert found.doubts == ()


def test_a_reference_goes_before_any_name() -> None:
    named = [Proposal("K1", "C1", 0.99)]
    found = judged(contact(child="C2"), intervals=[OPEN], children=named)["K1"]
    assert (found.set_aside, found.doubts) == (None, ())


def test_names_alone_are_a_doubt_and_a_range() -> None:
    named = [Proposal("K1", "C1", 0.97)]
    counts = counted(contact(), contact("K2"), intervals=[OPEN], children=named)
    assert range_of(counts) == (1, 2)
    assert [(d.as_what, d.ground, d.of) for d in counts.doubtful[0].doubts] == [
        (SetAside.ON_OPEN_CASE, Ground.NAMES, "C1")
    ]


@pytest.mark.parametrize(("yes", "at_most"), [(True, 0), (False, 1)])
def test_an_answer_ends_the_doubt(yes: bool, at_most: int) -> None:
    named = [Proposal("K1", "C1", 0.97)]
    answers = [IsChild("K1", "C1", yes)]
    counts = counted(contact(), intervals=[OPEN], children=named, answers=answers)
    assert range_of(counts) == (at_most, at_most)
    assert counts.set_aside == ({(SetAside.ON_OPEN_CASE, Ground.CONFIRMED): 1} if yes else {})


def test_of_two_answers_the_last_holds() -> None:
    answers = [IsChild("K1", "C1", True), IsChild("K1", "C1", False)]
    assert counted(contact(), intervals=[OPEN], answers=answers).at_most == 1
    assert counted(contact(), intervals=[OPEN], answers=answers[::-1]).at_most == 0


def test_of_two_children_of_one_call_the_last_that_was_confirmed_holds() -> None:
    yes = [IsChild("K1", child, True) for child in ("C1", "C2", "C1")]
    found = judged(contact(), intervals=[OPEN], answers=yes)["K1"]
    assert found.set_aside
    assert found.set_aside.of == "C1"
    assert judged(contact(), intervals=[OPEN], answers=yes[:2])["K1"].set_aside is None


@pytest.mark.parametrize(
    "answer", [IsChild("K1", "C1", None), SameEvent("K1", "K0", None)], ids=["child", "event"]
)
def test_who_cannot_tell_leaves_the_doubt_and_the_range_but_looked(answer: Answer) -> None:
    named = {"children": [Proposal("K1", "C1", 0.97)], "alike": [Proposal("K0", "K1", 0.6)]}
    counts = counted(contact("K0"), contact(), intervals=[OPEN], answers=[answer], **named)
    assert range_of(counts) == (1, 2)
    assert [len(one.unlooked) for one in counts.doubtful] == [1]
    both = [IsChild("K1", "C1", None), SameEvent("K0", "K1", None)]
    counts = counted(contact("K0"), contact(), intervals=[OPEN], answers=both, **named)
    assert (range_of(counts), counts.unlooked) == ((1, 2), ())


@pytest.mark.parametrize(("yes", "expected"), [(True, (0, 0)), (False, (1, 1)), (None, (0, 1))])
def test_a_contradiction_is_ended_by_whoever_knows_whether_the_case_was_open(
    yes: bool | None, expected: tuple[int, int]
) -> None:
    told = contact(child="C9", outcome="already open")
    counts = counted(told, intervals=[OPEN], answers=[WasOpen("K1", yes)])
    assert range_of(counts) == expected
    assert counts.unlooked == ()
    assert counted(contact(child="C9"), answers=[WasOpen("K1", yes)]).at_most == 1


def test_a_name_that_fits_a_closed_case_is_no_doubt() -> None:
    closed = OpenInterval("C1", date(2025, 1, 1), date(2025, 6, 1))
    named = [Proposal("K1", "C1", 0.99)]
    assert judged(contact(), intervals=[closed], children=named)["K1"].doubts == ()


def test_written_down_as_already_open_counts_unless_the_intervals_say_otherwise() -> None:
    unnamed = judged(contact(outcome="already open"))["K1"]
    assert aside(unnamed) == (SetAside.ON_OPEN_CASE, Ground.RECORDED)
    denied = judged(contact(child="C9", outcome="already open"), intervals=[OPEN])["K1"]
    assert aside(denied) is None
    assert [doubt.ground for doubt in denied.doubts] == [Ground.CONTRADICTION]


def test_the_second_on_a_day_for_the_same_reason_is_a_duplicate_and_the_first_stands() -> None:
    found = judged(contact("K2", "C1", 0, "neglect"), contact("K1", "C1", 0, "neglect"))
    assert aside(found["K1"]) is None
    assert aside(found["K2"]) == (SetAside.DUPLICATE, Ground.REFERENCE)
    assert found["K2"].set_aside
    assert found["K2"].set_aside.of == "K1"


@pytest.mark.parametrize(
    ("days", "reason", "doubtful"),
    [
        (0, "", True),
        (1, "abuse", True),
        (7, "abuse", True),
        (8, "abuse", False),
        (1, "neglect", False),
    ],
)
def test_near_in_time_is_a_doubt_and_no_duplicate(days: int, reason: str, doubtful: bool) -> None:
    found = judged(contact("K1", "C1", 0, "abuse"), contact("K2", "C1", days, reason))["K2"]
    assert aside(found) is None
    assert [doubt.ground for doubt in found.doubts] == ([Ground.TIME] if doubtful else [])


@pytest.mark.parametrize("yes", [True, False])
def test_a_person_says_whether_two_are_one_event(yes: bool) -> None:
    one, other = contact("K1", "C1", 0, "abuse"), contact("K2", "C1", 3, "abuse")
    counts = counted(one, other, answers=[SameEvent("K2", "K1", yes)])
    assert range_of(counts) == ((1, 1) if yes else (2, 2))


def test_a_person_may_say_that_two_of_one_day_are_two_events() -> None:
    one, other = contact("K1", "C1", 0, "abuse"), contact("K2", "C1", 0, "abuse")
    assert counted(one, other).at_most == 1
    assert counted(one, other, answers=[SameEvent("K1", "K2", False)]).at_most == 2


def test_two_that_are_alike_by_name_are_a_doubt_about_the_later() -> None:
    alike = [Proposal("K2", "K1", 0.8)]
    found = judged(contact("K1"), contact("K2", days=2), alike=alike)
    assert found["K1"].doubts == ()
    assert [(d.ground, d.of, d.probability) for d in found["K2"].doubts] == [
        (Ground.NAMES, "K1", 0.8)
    ]
    far = judged(contact("K1"), contact("K2", days=30), alike=alike)
    assert far["K2"].doubts == ()


def test_two_with_references_of_two_children_are_never_doubted_by_name() -> None:
    found = judged(contact("K1", "C1"), contact("K2", "C2"), alike=[Proposal("K1", "K2", 0.9)])
    assert found["K2"].doubts == ()


def test_the_most_doubtful_come_last() -> None:
    named = [Proposal("K1", "C1", 0.3), Proposal("K2", "C1", 0.9), Proposal("K3", "C1", 0.6)]
    several = [contact(ref) for ref in ("K1", "K2", "K3")]
    counts = counted(*several, intervals=[OPEN], children=named)
    assert [one.contact.ref for one in counts.doubtful] == ["K2", "K3", "K1"]


def test_what_is_dated_after_today_is_counted_nowhere() -> None:
    late = Contact("K1", TODAY + timedelta(days=1))
    assert judge([late], Evidence(), TODAY) == []


def test_the_days_before_a_month_count_for_it_and_not_in_it() -> None:
    before = Contact("K0", date(2026, 9, 30), "C1", "abuse")
    within = Contact("K1", date(2026, 10, 1), "C1", "abuse")
    counts = counted(before, within)
    assert (counts.recorded, range_of(counts)) == (1, (0, 1))


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Contact], Evidence]:
    child = st.sampled_from(["", "C1", "C2"])
    ref = st.sampled_from([f"K{number}" for number in range(8)])
    days = st.integers(-20, 10)
    contacts = [
        contact(
            f"K{n}",
            draw(child),
            draw(days),
            draw(st.sampled_from(["", "abuse"])),
            outcome=draw(st.sampled_from(["", "already open"])),
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    share = st.floats(0.02, 1)
    children = draw(st.lists(st.builds(Proposal, ref, st.sampled_from(["C1", "C2"]), share)))
    alike = draw(st.lists(st.builds(Proposal, ref, ref, share)))
    yes = st.sampled_from([True, False, None])
    is_child = st.builds(IsChild, ref, st.sampled_from(["C1", "C2"]), yes)
    others = st.builds(SameEvent, ref, ref, yes), st.builds(WasOpen, ref, yes)
    answers = draw(st.lists(st.one_of(is_child, *others)))
    return contacts, Evidence([OPEN], children, alike, answers)


@given(situations())
def test_everything_recorded_is_counted_once_and_something_always_stands(
    situation: tuple[list[Contact], Evidence],
) -> None:
    contacts, evidence = situation
    found = judge(contacts, evidence, TODAY)
    counts = count(found, date.min, date.max)
    assert counts.recorded == len(contacts)
    assert counts.at_most + sum(counts.set_aside.values()) == counts.recorded
    assert 0 <= counts.at_least <= counts.at_most
    assert 0 <= len(counts.unlooked) <= counts.at_most - counts.at_least
    of_duplicates = [j for j in found if aside(j) and aside(j)[0] is SetAside.DUPLICATE]  # type: ignore[index]
    assert len(of_duplicates) < max(len(contacts), 1)
    without = judge(contacts, Evidence([OPEN], (), (), evidence.answers), TODAY)
    assert count(without, date.min, date.max).at_most == counts.at_most
