"""References as a phone's dictation writes them name the child who is asked about."""

from practice.dictated_numbers import in_figures
from practice.matching import find
from practice.mentions import mentioned, names_only, unknown_references
from tests.each import each

REFS = ["CH-0401", "CH-0412", "CH-0417", "CH-1213"]


@each(
    "text, refs",
    [
        ("oh four oh one was under the table", ["CH-0401"]),
        ("Visited 0 4 0 1 today", ["CH-0401"]),
        ("seen four oh one", ["CH-0401"]),
        ("zero-four-one-seven hid", ["CH-0417"]),
        ("oh for oh one said no", ["CH-0401"]),
        ("oh four one two and oh four one seven", ["CH-0412", "CH-0417"]),
        ("child four hundred and one hid", ["CH-0401"]),
        ("case four hundred and seventeen hid", ["CH-0417"]),
        ("child number four hundred twelve", ["CH-0412"]),
        ("ch one two one three", ["CH-1213"]),
        ("oh four of them came", []),
        ("it is for one to one time", []),
        ("one two three and we were off", []),
        ("four hundred and one pounds", []),
        ("ring 0 1 6 3 2 9 6 0 1 0 0", []),
        ("she is one, two or three", []),
    ],
)
def test_a_child_is_found(text: str, refs: list[str]) -> None:
    assert mentioned(text, REFS) == refs


@each("said", ["oh four oh one", "0 4 0 1", "four zero one", "child four hundred and one"])
def test_alone_it_says_which_child(said: str) -> None:
    assert find(said, REFS).exact == "CH-0401"
    assert names_only(said, REFS)


def test_one_that_is_nobodys_is_known_to_be_that() -> None:
    assert unknown_references("oh nine nine nine was there", REFS) == ["0999"]


@each("text", ["oh no", "to be for one", "o o", "", "1 2", "the one to one"])
def test_other_words_stay(text: str) -> None:
    assert in_figures(text) == text
