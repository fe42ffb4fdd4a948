"""Who is proposed as one person, as a person who reads the proposals sees it."""

import random
from dataclasses import replace
from datetime import date

import pytest

from practice.linkage.linking import known_people, same_people
from practice.linkage.people import Person
from practice.linkage.proposals import LIKELY, Proposal, groups
from tests.practice.linkage.invented import council

_COUNCIL = council(3, families=1000, calls=300)
CALLS = _COUNCIL.contacts
CROWD = [child.row for child in _COUNCIL.known]
AVA = Person("ava", "Ava", "Thornley", date(2015, 3, 4), "DL3 6QR")


def probability(one: Person, other: Person) -> float:
    """Return how probable it is that a call and a child among many others are one person."""
    found = known_people([one, *CALLS], [other, *CROWD], least=0)
    return next((p.probability for p in found if (p.left, p.right) == (one.ref, other.ref)), 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"forename": "AVA "},
        {"surname": "Thornely"},
        {"surname": "O'Thornley", "birth_date": None},
        {"birth_date": date(2015, 4, 3)},
        {"birth_date": "04/03/2015"},
        {"birth_date": date(2015, 3, 5)},
        {"birth_date": date(2015, 1, 1)},
        {"birth_date": None},
        {"postcode": "dl36qr"},
        {"postcode": "SW1A 1AA"},
        {"postcode": "ZZ99 3VZ"},
        {"forename": "Thornley", "surname": "Ava"},
        {"surname": "Thornley-Smith"},
        {"forename": ""},
    ],
    ids=str,
)
def test_one_thing_wrong_is_still_the_same_child(changed: dict[str, str | date | None]) -> None:
    assert probability(replace(AVA, ref="call", **changed), AVA) >= LIKELY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("called", "registered"),
    [("Katie", "Katherine"), ("Billy", "William"), ("Mo", "Muhammad"), ("Alex", "Alexandra")],
)
def test_a_nickname_is_the_same_child(called: str, registered: str) -> None:
    known = replace(AVA, forename=registered)
    assert probability(replace(known, ref="call", forename=called), known) >= LIKELY


@pytest.mark.parametrize(
    "changed",
    [
        {"forename": "Isla"},
        {"forename": "Isla", "birth_date": date(2012, 9, 30)},
        {"forename": "Isla", "birth_date": None},
        {"birth_date": date(2003, 11, 21), "postcode": "SW1A 1AA"},
    ],
    ids=["a twin", "a sister", "no birth date", "a namesake"],
)
def test_another_child_is_not_likely(changed: dict[str, str | date | None]) -> None:
    assert probability(replace(AVA, ref="call", **changed), AVA) < LIKELY  # type: ignore[arg-type]


def test_a_call_without_a_forename_is_not_likely_either_twin() -> None:
    twin = replace(AVA, ref="isla", forename="Isla")
    call = replace(AVA, ref="call", forename="unknown")
    proposals = known_people([call, *CALLS], [AVA, twin, *CROWD])
    found = {p.right: p.probability for p in proposals if p.left == "call"}
    assert found["ava"] == pytest.approx(found["isla"], abs=0.05)
    assert max(found.values()) <= LIKELY


def test_a_rare_name_says_more_than_a_common_one() -> None:
    moved = {"birth_date": None, "postcode": ""}
    common = replace(AVA, forename="Oliver", surname="Smith")
    rare = replace(AVA, forename="Ifeanyi", surname="Elmcroft")
    by_name = [
        probability(replace(known, ref="call", **moved), known)  # type: ignore[arg-type]
        for known in (common, rare)
    ]
    assert by_name[0] < by_name[1]


def test_the_most_doubtful_come_last_and_the_order_is_fixed() -> None:
    contacts = council(4, families=200, calls=300).contacts
    proposals = same_people(contacts)
    told = [p.probability for p in proposals]
    assert told == sorted(told, reverse=True)
    assert proposals == same_people(contacts)


def test_the_order_of_the_rows_hardly_matters() -> None:
    contacts = council(4, families=200, calls=300).contacts
    shuffled = random.Random(5).sample(contacts, len(contacts))  # noqa: S311
    one, other = (
        {frozenset((p.left, p.right)): p.probability for p in same_people(rows)}
        for rows in (contacts, shuffled)
    )
    assert all(other.get(two, 0) == pytest.approx(p, abs=0.1) for two, p in one.items() if p > 0.2)


@pytest.mark.parametrize("rows", [[], [AVA], [Person("1"), Person("2")]])
def test_nothing_to_link_is_no_proposal(rows: list[Person]) -> None:
    assert same_people(rows) == []
    assert known_people(rows, []) == []
    assert known_people([], rows) == []


def test_two_that_are_alike_in_a_short_list_are_proposed() -> None:
    others = [replace(CROWD[at], ref=str(at)) for at in range(0, 60, 2)]
    found = same_people([AVA, replace(AVA, ref="again", surname="Thornly"), *others])
    assert [(p.left, p.right) for p in found if p.probability >= LIKELY] == [("ava", "again")]


def test_rows_joined_by_likely_pairs_are_a_group_as_sure_as_its_weakest_link() -> None:
    proposals = [
        Proposal("a", "b", 0.99),
        Proposal("d", "e", 0.97),
        Proposal("b", "c", 0.9),
        Proposal("a", "c", 0.6),
        Proposal("c", "d", 0.4),
    ]
    found = [(group.refs, group.probability) for group in groups(proposals)]
    assert found == [(("d", "e"), 0.97), (("a", "b", "c"), 0.9)]
