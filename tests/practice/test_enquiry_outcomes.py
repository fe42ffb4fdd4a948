"""How councils write that a section 47 enquiry ended without action, and what says otherwise."""

from practice.enquiry_outcomes import ended_without_action, said_unnecessary
from tests.each import each


@each(
    "outcome",
    [
        "no further action",
        " No Further Action ",
        "NFA",
        "N.F.A.",
        "c) NFA",
        "03 - No further action required",
        "no conference",
        "ICPC deemed unnecessary",
        "ICPC Deemed Unnecessary.",
        "b) ICPC not required",
        "Initial Child Protection Conference not required",
        "Initial child protection conference deemed not necessary",
        "CP Conference not needed",
        "No ICPC required",
        "No need for ICPC",
        "Conference not convened",
        "Did not proceed to ICPC",
        "Concerns not substantiated",
        "Concerns not substantiated - NFA",
        "Concerns unsubstantiated (no further action)",
        "Concerns substantiated, ICPC deemed unnecessary",
        "Concerns substantiated but child not at risk of significant harm; no conference",
        "S47 - No Further Action",
        "Section 47 enquiry: unsubstantiated, case closed",
        "NFA/Close",
    ],
)
def test_words_of_councils_that_say_that_nothing_followed(outcome: str) -> None:
    assert ended_without_action(outcome)


@each(
    "outcome",
    [
        "",
        "conference",
        "ICPC",
        "ICPC required",
        "ICPC deemed necessary",
        "Initial child protection conference",
        "CIN plan",
        "NFA, continue CIN plan",
        "Concerns not substantiated - refer to early help",
        "No further action under s47, assessment continues",
        "Concerns substantiated",
        "Concerns substantiated, child at continuing risk",
        "closed",
        "Child not at risk of significant harm, step down to Early Help",
        "no known concerns were reported by the school",
        "Unknown",
    ],
)
def test_what_says_something_else_does_not(outcome: str) -> None:
    assert not ended_without_action(outcome)


@each(
    "said, unnecessary",
    [
        ("ICPC deemed unnecessary", True),
        ("a) ICPC not required", True),
        ("Unnecessary", True),
        ("Not required", True),
        ("No ICPC", True),
        ("ICPC required", False),
        ("Required", False),
        ("ICPC held", False),
        ("Deemed necessary", False),
        ("Perhaps", None),
        ("No", None),
        ("b) No", None),
        ("Yes", None),
        ("", None),
    ],
)
def test_whether_a_conference_was_unnecessary_is_read_from_words(
    said: str, unnecessary: bool | None
) -> None:
    assert said_unnecessary(said) is unnecessary
