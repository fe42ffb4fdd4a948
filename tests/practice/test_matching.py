import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.matching import MOST_SUGGESTIONS, Found, Match, find, find_person, nearest, plain
from tests.each import each

REFS = ["CH-0417", "CH-0388", "CH-0391", "CH-1203"]
NAMES = ["Priya Sharma", "Sunil Rao", "Siân O\u2019Brien", "Mary Smith-Jones", "Mary Ogden"]


@each("typed", ["CH-0417", "ch-0417", "0417", "417", "ch 417", "ch417", "Ch. 0417", " CH0417 ",
     "CH/0417", "ch_00417", "child 417", "Case 0417", "ref: CH-0417", "#0417", "case no. 417",
     "\uff23\uff28\uff0d0417"])  # fmt: skip
def test_a_reference_is_read_as_people_type_it(typed: str) -> None:
    assert find(typed, REFS) == Match(Found.EXACT, ("CH-0417",))
    assert find(typed, REFS).exact == "CH-0417"


@pytest.mark.parametrize(
    ("typed", "refs", "ref"),
    [
        ("c12345", ["C/12345", "C/12346"], "C/12345"),
        ("12345", ["C/12345", "C/12346"], "C/12345"),
        ("7", ["7", "70"], "7"),
        ("00007", ["7", "70"], "7"),
        ("2024-17-a", ["2024/0017/A", "2024/0017/B"], "2024/0017/A"),
        ("é12", ["E12"], "E12"),
        ("case 12", ["CASE-12", "CH-0417"], "CASE-12"),
    ],
)
def test_other_councils_references_are_read_alike(typed: str, refs: list[str], ref: str) -> None:
    assert find(typed, refs).exact == ref


def test_a_number_that_fits_two_children_gives_both() -> None:
    refs = ["CH-0417", "LA-417", "CH-0388"]
    assert find("417", refs) == Match(Found.AMBIGUOUS, ("CH-0417", "LA-417"))
    assert find("0417", refs) == Match(Found.AMBIGUOUS, ("CH-0417", "LA-417"))
    assert find("417", refs).exact is None


def test_a_plain_number_and_a_lettered_one_are_both_given() -> None:
    assert find("0417", ["417", "CH-0417"]).candidates == ("417", "CH-0417")


def test_the_letters_or_the_exact_writing_settle_which_child_is_meant() -> None:
    assert find("la 417", ["CH-0417", "LA-417"]).exact == "LA-417"
    assert find("ch0417", ["CH-0417", "CH-00417"]).exact == "CH-0417"
    assert find("ch 417", ["CH-0417", "CH-00417"]).found is Found.AMBIGUOUS


@each(
    "typed, near",
    [
        ("0471", ("CH-0417",)),
        ("CH-0427", ("CH-0417",)),
        ("CH-O417", ("CH-0417",)),
        ("HC-0417", ("CH-0417",)),
        ("CH-417O", ("CH-0417",)),
        ("04170", ("CH-0417",)),
        ("0381", ("CH-0388", "CH-0391")),
        ("child 0471", ("CH-0417",)),
    ],
)
def test_a_slip_of_the_finger_is_asked_about(typed: str, near: tuple[str, ...]) -> None:
    assert find(typed, REFS) == Match(Found.SUGGESTED, near)


@each("typed", ["", "  ", "--", "no", "9999", "4", "41", "she hid", "CH", "👋"])
def test_what_names_no_child_finds_nothing(typed: str) -> None:
    assert find(typed, REFS) == Match(Found.NOTHING)


def test_few_suggestions_are_made_and_always_the_same() -> None:
    refs = [f"CH-041{n}" for n in range(9)]
    assert find("0419", refs).candidates == ("CH-0410", "CH-0411", "CH-0412")
    assert len(find("0419", refs).candidates) == MOST_SUGGESTIONS


refs_of_a_council = st.lists(
    st.integers(1, 9999).map(lambda n: f"CH-{n:04}"), min_size=1, max_size=20, unique=True
)


@given(refs_of_a_council, st.data())
def test_every_usual_writing_of_a_reference_names_it(refs: list[str], data: st.DataObject) -> None:
    ref = data.draw(st.sampled_from(refs))
    number = ref.removeprefix("CH-")
    for typed in (ref, ref.lower(), number, number.lstrip("0"), f"ch {number.lstrip('0')}"):
        assert find(typed, refs).exact == ref


@given(st.text(max_size=60), refs_of_a_council)
def test_whatever_is_typed_only_known_references_come_back(typed: str, refs: list[str]) -> None:
    assert set(find(typed, refs).candidates) <= set(refs)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Priya Sharma", "Priya Sharma"),
        ("priya sharma", "Priya Sharma"),
        ("SHARMA, Priya", "Priya Sharma"),
        ("sian obrien", "Siân O\u2019Brien"),
        ("Sian O'Brien", "Siân O\u2019Brien"),
        ("mary smith jones", "Mary Smith-Jones"),
    ],
)
def test_a_whole_name_is_exact_in_any_writing(typed: str, name: str) -> None:
    assert find_person(typed, NAMES) == Match(Found.EXACT, (name,))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Priya", ("Priya Sharma",)),
        ("Pria Sharma", ("Priya Sharma",)),
        ("sunil roa", ("Sunil Rao",)),
        ("mary", ("Mary Smith-Jones", "Mary Ogden")),
    ],
)
def test_part_of_a_name_or_a_misspelling_is_only_suggested(
    typed: str, near: tuple[str, ...]
) -> None:
    assert find_person(typed, NAMES) == Match(Found.SUGGESTED, near)


@pytest.mark.parametrize("typed", ["", " - ", "Somebody Else", "P"])
def test_a_name_nobody_bears_finds_nobody(typed: str) -> None:
    assert find_person(typed, NAMES) == Match(Found.NOTHING)


def test_two_people_of_one_name_are_both_given() -> None:
    names = ["Mary Ogden", "mary ogden"]
    assert find_person("Mary Ogden", names) == Match(Found.AMBIGUOUS, ("Mary Ogden", "mary ogden"))


@given(st.text(st.characters(max_codepoint=127), max_size=80))
def test_english_letters_alone_are_made_plain_as_any_others_are(text: str) -> None:
    accent = "\u0301"
    assert plain(text) == plain(text + accent)


def test_the_nearest_name_is_found_in_any_order_and_far_ones_are_none() -> None:
    known = ["child protection", "children in need"]
    assert nearest("Protction, Child", known, 75) == "child protection"
    assert nearest("adoption", known, 75) is None
