"""What is taken out of a text that its writer passes on: references, and what looks like a name."""

import pytest

from practice.redaction import without_names, without_references
from tests.each import each

REFS = ["CH-0417", "CH-0391", "CH-0402"]


@pytest.mark.parametrize(
    ("written", "passed_on"),
    [
        ("visited CH-0417 at home", "visited a child at home"),
        ("0417 hid. Then 0391 cried", "A child hid. Then a child cried"),
        ("ch 417's mum rang at 10.30", "a child's mum rang at 10.30"),
        ("saw 417 and 0419 at 3pm", "saw a child and a child at 3pm"),
        ("CH-0999 is not on my list", "A child is not on my list"),
        ("Café, CH\u20110417, ½ an hour", "Café, a child, ½ an hour"),
        ("on 24/11/2026 I spent 450 pounds", "on 24/11/2026 I spent 450 pounds"),
    ],
)
def test_a_reference_becomes_a_child(written: str, passed_on: str) -> None:
    assert without_references(written, REFS, "a child").casefold() == passed_on.casefold()


def test_a_reference_that_begins_a_sentence_has_a_capital() -> None:
    assert without_references("0417 hid.", REFS, "a child") == "A child hid."


@each(
    "written, passed_on",
    [
        ("I saw Mia at home", "I saw [name] at home"),
        (
            "Mia hid. I asked Mia why. Mia's nan came",
            "[name] hid. I asked [name] why. [name]'s nan came",
        ),
        ("we met Mia Grace Smith and Mum on Monday", "we met [name] and Mum on Monday"),
        ("She told Mrs. Khan about CAMHS", "She told Mrs. [name] about CAMHS"),
        ("sunil said that I will try", "[name] said that I will try"),
        ("Dean came. He asked why.\n- Ava slept", "[name] came. He asked why.\n- [name] slept"),
        ('He said "Then Ava cried"', 'He said "Then [name] cried"'),
        ("Will came. I think he will", "[name] came. I think he will"),
        ("he came in She hid, on Sundays", "he came in She hid, on Sundays"),
        ("Visited at four. Boundaries mattered", "Visited at four. Boundaries mattered"),
        ("She said nothing at School in May", "She said nothing at School in May"),
    ],
)
def test_a_name_is_taken_out_where_it_looks_like_one(written: str, passed_on: str) -> None:
    assert without_names(written, ["Sunil Rao", "Will Hope"], "[name]") == passed_on
