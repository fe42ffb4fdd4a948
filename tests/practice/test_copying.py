import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.evidence import copied
from tests.each import each
from tests.growth import STEEP, growth

EARLIER = (
    "Kayden hid behind the sofa when Darren came in on Tuesday and would not talk to me until he "
    "had left the house. I think he wanted me to see that he was gone. Nan rang at six to say the "
    "biscuit tin was empty again."
)


def passages(text: str, *earlier: str) -> list[str]:
    return [text[found.start : found.end] for found in copied(text, earlier or (EARLIER,))]


WORD_FOR_WORD = EARLIER.partition(".")[0]


@pytest.mark.parametrize(
    "again",
    [
        WORD_FOR_WORD,
        WORD_FOR_WORD.lower(),
        WORD_FOR_WORD.replace("Kayden", "Mason")
        .replace("Darren", "Lee")
        .replace("Tuesday", "4 May"),
        WORD_FOR_WORD.replace("hid", "hides").replace("came", "comes").replace("had", "has"),
        WORD_FOR_WORD.replace("behind", "under").replace("came in", "came home"),
    ],
    ids=["word for word", "lower case", "names and a date", "child and tense", "one in five"],
)
def test_a_run_is_copied_with_names_dates_tense_or_one_word_in_five_changed(again: str) -> None:
    [found] = passages(again)
    assert len(found) > 0.8 * len(again)


def test_it_is_found_inside_a_longer_newer_note_and_nothing_around_it_is() -> None:
    copy = EARLIER.partition(".")[0]
    new = "Today we walked to the park and he fed the ducks. "
    text = f"{new}{copy}. Then he asked me whether I would come on Friday."
    [found] = copied(text, ["Something quite different was written here.", EARLIER])
    assert text[found.start : found.end] == copy
    assert EARLIER[found.earlier_start : found.earlier_end] == copy
    assert found.earlier == 1


def test_two_short_sentences_are_copied_in_any_order_and_one_is_not() -> None:
    earlier = "It was a pirate ship drawing. We talked for an hour. She wanted the lodger gone."
    assert passages(
        "She wanted the lodger gone. Now see this. It was a pirate ship drawing.", earlier
    ) == [
        "She wanted the lodger gone",
        "It was a pirate ship drawing",
    ]
    assert passages("She wanted the lodger gone. Now see this.", earlier) == []


def test_two_sentences_of_two_records_are_not_two_of_one() -> None:
    text = "She wanted the lodger gone. Now see this. It was a pirate ship drawing."
    assert passages(text, "She wanted the lodger gone.", "It was a pirate ship drawing.") == []


def test_the_same_facts_told_afresh_are_not_copied() -> None:
    assert (
        passages("He was behind the settee as soon as Darren arrived, and said nothing to me.")
        == []
    )
    assert (
        passages("When Darren came on Tuesday Kayden hid. He talked once the man was gone.") == []
    )


@each(
    "stock",
    [
        "Seen alone. Safe and well. Home conditions good.",
        "Home visit completed. Child seen alone in her bedroom. No concerns raised by school.",
        "Bedroom clean and tidy, food in cupboards. Mum engaged well with the visit.",
        "Wishes and feelings were obtained. Plan remains appropriate. Chronology updated.",
        "Present: Mum, Kayden, Priya Shah, Karen Long, the school nurse, Mr Holmes and a student.",
        "[x] Seen alone [ ] Bedroom seen [x] Parent spoken to [x] Siblings seen at the same visit",
        "WHAT IS GOING WELL AND WHAT ARE WE WORRIED ABOUT FOR THIS CHILD AT HOME",
        "What would one point higher look like to her, and who would be the first to notice it?",
        "0 = harm is happening, 10 = safe and well enough to close the case without further help.",
    ],
)
def test_what_any_record_might_hold_is_no_copy(stock: str) -> None:
    assert passages(stock, stock) == []


@pytest.mark.parametrize(
    "marked",
    [
        "From chronology: {}",
        "As per plan: {}",
        "From the last supervision record on 3 May:\n{}",
        "Last time\u2019s note reads \u201c{}\u201d",
    ],
)
def test_what_is_marked_as_quoted_in_new_prose_is_no_copy(marked: str) -> None:
    copy = EARLIER.partition(".")[0]
    text = (
        f"{marked.format(copy)}\nToday he sat on the stairs and told me about his dog for an hour."
    )
    assert passages(text) == []


def test_a_sign_of_quoting_with_nothing_new_around_it_hides_no_copy() -> None:
    copy = EARLIER.partition(".")[0]
    assert len(passages(f"As per plan: {copy}")) == 1


def test_what_a_child_said_is_the_writers_prose_though_in_quotation_marks() -> None:
    said = 'She whispered "I do not like it when the lodger shouts at the dog on the stairs".'
    assert len(passages(said, said)) == 1


def test_nothing_earlier_and_no_words_are_no_copy() -> None:
    assert copied(EARLIER, []) == []
    assert copied("", [EARLIER]) == []
    assert copied("Seen.", [EARLIER, ""]) == []


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_texts_have_passages_within_them_that_do_not_overlap(
    text: str, earlier: list[str]
) -> None:
    before = 0
    for found in copied(text, earlier):
        assert before <= found.start < found.end <= len(text)
        assert 0 <= found.earlier_start < found.earlier_end <= len(earlier[found.earlier])
        before = found.end


@given(st.text(alphabet="ab c.\n", max_size=400))
def test_a_text_beside_itself_ends(text: str) -> None:
    assert len(copied(text, [text])) <= len(text)


def test_what_a_worker_wrote_before_costs_as_much_as_it_is() -> None:
    words = "the lodger shouted at dog stairs until nan rang biscuit tin again while she drew ships"
    pool = words.split()
    earlier = [
        " ".join(pool[(i * k + k // 7) % len(pool)] for k in range(200)) for i in range(1, 501)
    ]
    few, many = (lambda: copied(EARLIER, earlier[::4])), (lambda: copied(EARLIER, earlier))
    assert growth(few, many, 4) < STEEP
