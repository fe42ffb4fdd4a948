import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.mentions import mentioned, names_only, nearly_mentioned
from tests.each import each

REFS = ["CH-0417", "CH-0388", "CH-1030", "CH-2026", "CH-0900", "CH-0800", "A-12"]


@each(
    "text, refs",
    [
        ("visited 0417, she hid behind the sofa when he came in", ["CH-0417"]),
        ("UpdateContext to 0417 at 10.30 on 27/3/2026.", ["CH-0417"]),
        ("ch417 was upset", ["CH-0417"]),
        ("CH-0417: seen with Ch. 0388 after school", ["CH-0417", "CH-0388"]),
        ("went to see child 417 today", ["CH-0417"]),
        ("0388 and 0417, then 0388 again", ["CH-0388", "CH-0417"]),
        ("0417/0388 seen together", ["CH-0417", "CH-0388"]),
        ("0417,0388", ["CH-0417", "CH-0388"]),
        ("0417's mum was in bed", ["CH-0417"]),
        ("(0417)", ["CH-0417"]),
        ("#0417", ["CH-0417"]),
        ("spoke to 0417 for 2 hours", ["CH-0417"]),
        ("saw 0417 3 times this week", ["CH-0417"]),
        ("0417. 2 hours there", ["CH-0417"]),
        ("a12 was asleep", ["A-12"]),
        ("417", ["CH-0417"]),
        ("saw 417 after school", ["CH-0417"]),
        ("0417s mum was in bed", ["CH-0417"]),
        ("417s mum was in bed", ["CH-0417"]),
        ("went to ch. 417", ["CH-0417"]),
        ("CH 0417 & 0388", ["CH-0417", "CH-0388"]),
        ("417 and 388 were at home", ["CH-0417", "CH-0388"]),
        ("ch417/388 played", ["CH-0417", "CH-0388"]),
        ("417, 388", ["CH-0417", "CH-0388"]),
        ("child 417 hid", ["CH-0417"]),
        ("#417 hid", ["CH-0417"]),
        ("heard from 417 that he hits her", ["CH-0417"]),
        ("nan looked after 0417 today", ["CH-0417"]),
        ("at 417's house", ["CH-0417"]),
        ("417 visits her nan", ["CH-0417"]),
        ("417 ran into the road", ["CH-0417"]),
        ("saw 0417/0388 at school", ["CH-0417", "CH-0388"]),
        ("0417-0388 (two siblings)", ["CH-0417", "CH-0388"]),
        ("CH-0417/CH-0388", ["CH-0417", "CH-0388"]),
        ("CH-0417/0388 both hid", ["CH-0417", "CH-0388"]),
        ("0417 / 0388", ["CH-0417", "CH-0388"]),
        ("0417+0388", ["CH-0417", "CH-0388"]),
        ("417+388 played", ["CH-0417", "CH-0388"]),
        ("saw 0417/0499 at school", ["CH-0417"]),
        ("0499/0417/0388", ["CH-0417", "CH-0388"]),
        ("0417,0499", ["CH-0417"]),
        ("on 12/04 saw 0417/0388", ["CH-0417", "CH-0388"]),
        ("s17 plan for 417/388", ["CH-0417", "CH-0388"]),
    ],
)
def test_children_mentioned_are_found_in_order(text: str, refs: list[str]) -> None:
    assert mentioned(text, REFS) == refs


@each(
    "text",
    [
        "",
        "got there at 10.30 and left at 11.15",
        "got there at 1030",
        "from 0900 to 1030 in the office",
        "1030am visit",
        "1030 hrs",
        "between 0900-1030, kitchen",
        "0900 - 0945 drive",
        "on 27/3/2026",
        "27.03.2026",
        "2026-03-27",
        "in March 2026",
        "since 2026 he has been worse",
        "2026 has been hard",
        "by summer 2026",
        "rang 01632 960417",
        "rang 0191 498 0417",
        "tel 0417",
        "Childline is 0800 1111",
        "she is a 12 year old girl",
        "a 12 week course",
        "12 children in the class",
        "417 steps to the door",
        "we spoke for 2 hours",
        "they owe £1030",
        "the rent is 1030 pounds",
        "10304 people",
        "x0417",
        "0417b",
        "0417.5",
        "room 0417",
        "nhs 0417",
        "9999 is nobody",
        "she is 12 years old and 9 months behind",
        "it was 417 pounds",
        "417 quid for the cooker",
        "he paid 417 for it",
        "room 417",
        "the 417 bus",
        "bus 417",
        "at 417 he came home",
        "16:30 at nursery",
        "1,417 words",
        "417 Old Durham Road",
        "0191 498 417",
        "17/4/2026",
        "417kg",
        "nearly 417",
        "12/04",
        "support 24/7",
        "1/2 term",
        "17/18 year olds",
        "s17/47",
        "s47/417",
        "417/388 days",
        "0417/2026",
        "12/0417",
        "0417-1111",
        "417,000 in debt",
        "0417/300",
        "rang 0191-498-0417",
        "+0417",
        "44+0417",
    ],
)
def test_times_dates_amounts_ages_and_telephone_numbers_are_no_children(text: str) -> None:
    assert mentioned(text, REFS) == []


def test_a_year_is_a_child_only_right_after_a_word_that_says_so() -> None:
    assert mentioned("visited 2026 today, she hid", REFS) == ["CH-2026"]
    assert mentioned("case 2026", REFS) == ["CH-2026"]
    assert mentioned("ch 2026", REFS) == ["CH-2026"]
    assert mentioned("visited in 2026", REFS) == []
    assert mentioned("visited March 2026", REFS) == []


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("0417/19", ["CH-0417", "CH-0419"]),
        ("saw CH-0417/19 at school", ["CH-0417", "CH-0419"]),
        ("417/9", ["CH-0417", "CH-0419"]),
        ("0417/18", []),
        ("17/19 year olds", []),
        ("17/4/19", []),
    ],
)
def test_the_end_of_a_second_number_is_read_where_it_is_a_child(text: str, refs: list[str]) -> None:
    assert mentioned(text, ["CH-0417", "CH-0419"]) == refs


@pytest.mark.parametrize(
    "text", ["417 and 388", "417 or 388", "0417-0388 (two siblings)", "0417/0388 twins, both"]
)
def test_words_that_only_name_children_are_told_from_a_story(text: str) -> None:
    assert names_only(text, REFS)
    assert not names_only(f"{text} hid behind the sofa", REFS)


def test_a_number_that_fits_two_children_gives_both() -> None:
    assert mentioned("saw 0417", ["CH-0417", "LA/0417"]) == ["CH-0417", "LA/0417"]


@each(
    "text, refs, expected",
    [
        ("visited c/12345", ["C/12345"], ["C/12345"]),
        ("visited 12345 today", ["C/12345"], ["C/12345"]),
        ("visited 1203456 today", ["1203456"], ["1203456"]),
        ("seen on 270326", ["270326"], []),
        ("seen 24/0117 again", ["24/0117"], ["24/0117"]),
        ("seen 24.117 again", ["24/0117"], []),
        ("born 10/03/2012", ["10/03"], []),
        ("seen 2024/17/a", ["2024/0017/A"], ["2024/0017/A"]),
        ("visited 417", ["417"], ["417"]),
        ("child 417 hid", ["417"], ["417"]),
        ("visited 0417", [], []),
    ],
)
def test_other_councils_references_are_found_by_their_own_writing(
    text: str, refs: list[str], expected: list[str]
) -> None:
    assert mentioned(text, refs) == expected


@given(st.text(alphabet="chCH-0147 .,/:'\nand", max_size=200))
def test_whatever_the_message_only_known_references_come_back_once(text: str) -> None:
    found = mentioned(text, REFS)
    assert set(found) <= set(REFS)
    assert len(found) == len(set(found))


@given(st.integers(1, 9999).filter(lambda n: not 1900 <= n < 2100))
def test_any_reference_is_found_after_a_word_for_meeting(number: int) -> None:
    assert mentioned(f"visited {number:04} and she hid", [f"CH-{number:04}"]) == [f"CH-{number:04}"]


@each(
    "text, refs",
    [
        ("visited 0471, she hid", ["CH-0417"]),
        ("0471 hid", ["CH-0417"]),
        ("ch 471 hid", ["CH-0417"]),
        ("CH-0147 hid", ["CH-0417"]),
        ("visited 471", ["CH-0417"]),
        ("child 04170", ["CH-0417"]),
        ("seen 0487 at school", ["CH-0417"]),
        ("saw 0417 and 0838", ["CH-0388"]),
        ("saw 0417 and his cousin 0387", []),
        ("saw 0417, I mean 0417, not 0471", []),
        ("we drove 4170 miles", []),
        ("rang 0191 498 0471", []),
        ("he is 471 in the queue", []),
        ("got there 1033", []),
        ("visited 9999", []),
    ],
)
def test_a_slip_of_the_finger_is_found_apart(text: str, refs: list[str]) -> None:
    assert nearly_mentioned(text, REFS) == refs
    assert not set(refs) & set(mentioned(text, REFS))


def test_a_slip_that_many_children_would_explain_says_nothing() -> None:
    assert nearly_mentioned("visited 0406", [f"CH-040{n}" for n in range(1, 6)]) == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("no, 417", True),
        ("it is about 0417 and 0388", True),
        ("CH-0417", True),
        ("417 hid", False),
        ("no", False),
        ("0417 and 9999", False),
    ],
)
def test_a_message_that_only_says_which_child_is_meant(text: str, only: bool) -> None:
    assert names_only(text, REFS) is only


@each("text", ["زيارة 0417 كانت خائفة", "0417 Плачет", "0417 她哭了"])
def test_words_of_another_alphabet_say_more_than_which_child(text: str) -> None:
    assert mentioned(text, REFS) == ["CH-0417"]
    assert not names_only(text, REFS)


@each("text", ["04\u200b17 was sad", "\ufeff0417 was sad", "ch\u2060-0417 was sad"])
def test_what_nobody_sees_parts_no_reference(text: str) -> None:
    assert mentioned(text, REFS) == ["CH-0417"]


@each(
    "text, refs",
    [
        ("saw 0388 no sorry 0417 today", ["CH-0417"]),
        ("saw 0388, I mean 0417, today", ["CH-0417"]),
        ("0388 oops 0417 hid", ["CH-0417"]),
        ("0388 sorry 0417 and 0388", ["CH-0417", "CH-0388"]),
        ("0388 no 0417 yes", ["CH-0388", "CH-0417"]),
        ("0388 was sorry and 0417 was not", ["CH-0388", "CH-0417"]),
        ("0388 and 0417 actually", ["CH-0388", "CH-0417"]),
    ],
)
def test_a_reference_that_is_corrected_at_once_is_not_meant(text: str, refs: list[str]) -> None:
    assert mentioned(text, REFS) == refs
