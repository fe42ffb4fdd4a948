from collections.abc import Callable
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.evidence import (
    INDICATORS,
    Evidence,
    Reading,
    look,
    look_quickly,
    passages_of,
    read,
    says_none,
)
from practice.evidence.reader import MOST_TAGGED
from practice.evidence.sentences import split
from tests.each import each
from tests.practice.texts import labelled

DICTATED = (
    "so i went round again today and it was raining and the hall was full of bags and mum was "
    "in bed and the telly was on loud and she hid behind the sofa when he came in and she "
    "wouldnt come out till he had gone and i talked to mum for a bit about the money and the "
    "tablets and the school and then the lad from downstairs came up to borrow the hoover so i "
    "left and sat in the car"
)


def test_an_empty_text_shows_nothing() -> None:
    assert read("") == Evidence()
    assert read(" \n\t\x00 ") == Evidence()


@pytest.mark.parametrize("reads", [look, look_quickly])
def test_half_a_character_keeps_no_text_from_being_read(reads: Callable[[str], Reading]) -> None:
    told = "\ud83d She told me she hides in the wardrobe when he shouts. \udc00"
    (found,) = [one for one in reads(told).found if one.indicator == "child_voice"]
    assert told[found.start : found.end] in told


@pytest.mark.thorough
@pytest.mark.parametrize("reads", [look, look_quickly])
def test_whatever_is_found_stands_in_the_text_where_it_is_said_to(
    reads: Callable[[str], Reading],
) -> None:
    for text in labelled()[::25]:
        for found in reads(text.text).found:
            words = text.text[found.start : found.end]
            assert words == words.strip() != ""
            assert found.indicator in INDICATORS
            assert 0 <= found.sure <= 1


@pytest.mark.thorough
def test_of_each_indicator_the_surest_passage_comes_first() -> None:
    for text in labelled()[::25]:
        found = look(text.text).found
        for name in INDICATORS:
            sure = [one.sure for one in found if one.indicator == name]
            assert sure == sorted(sure, reverse=True)


@pytest.mark.long
def test_what_stands_at_the_beginning_of_a_very_long_text_is_found_by_the_quick_model() -> None:
    told = "She told me she hides in the wardrobe when he shouts."
    text = f"{told}\n" + "The hall light was on.\n" * (MOST_TAGGED // 20)
    assert look(text).best("child_voice") is not None


pieces = st.sampled_from(
    ["she", "he said", "mum says", "hid behind", "because", "i should have", "since the", "'", '"',
     ".", "\n", "? ", " - ", "wants", "told me", "\u2019s",
     "still", "support", "school", "0417", "\u0130"]
)  # fmt: skip
texts = st.text(max_size=300) | st.lists(pieces, max_size=60).map(" ".join)


@given(texts)
def test_whatever_the_text_it_is_read_and_quoted_from(text: str) -> None:
    found = asdict(read(text))
    share = found.pop("compliance_share")
    assert share is None or 0 <= share <= 1
    for sentence in found.values():
        assert sentence is None or (sentence and sentence in text)


@given(texts)
def test_sentences_are_pieces_of_the_text_in_order(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert sentence.start >= end
        assert text[sentence.start : sentence.end] == sentence.text
        assert len(sentence.low) == len(sentence.text)
        end = sentence.end


def test_dictation_without_stops_is_cut_where_a_new_breath_starts() -> None:
    told = "i went to see him at school today in the library with the door open " * 2
    text = told + "and he said he sleeps in his coat but i did not ask him why he does that at all"
    assert len(split(text)) > 1
    assert read(text).child_voice != text


@each("answer", ["", "  ", "-", "none", "None.", "N/A", "n/a", "no", "Nothing",
     "nothing to add", "not known", "Unknown", "don't know", "dont know", "we don't know yet",
     "I'm not sure", "None at present",
     "none identified", "No one", "nobody", "no plan yet", "TBC", "nil", "dunno",
     "There is no one", "not at this time", "Not applicable", "no wider family"])  # fmt: skip
def test_an_answer_that_comes_to_none_says_so(answer: str) -> None:
    assert says_none(answer)


@each("answer", ["No, but her aunt rings every night", "Nan has her on Fridays",
     "none of the uncles visit since May",
     "If mum is not up by 9, school rings us and I go round", "yes", "I know", "The plan",
     "nobody outside the flat knows where they live", "x" * 300])  # fmt: skip
def test_an_answer_with_something_in_it_does_not(answer: str) -> None:
    assert not says_none(answer)


def test_of_dictated_text_a_passage_around_what_shows_it_is_quoted() -> None:
    found = read(DICTATED).child_voice
    assert found is not None
    assert found in DICTATED
    assert "hid behind the sofa" in found
    assert len(found.split()) <= 36


def test_a_plan_without_stops_is_quoted_from_where_it_is() -> None:
    text = DICTATED.replace(
        "she hid behind", "if she misses school on monday i ring her aunt and she hid"
    )
    found = read(text).contingency
    assert found is not None
    assert "misses school on monday" in found
    assert len(found.split()) <= 36


def test_the_passages_of_a_text_are_short_in_order_and_leave_nothing_out() -> None:
    text = f"First. {DICTATED}\nLast one"
    passages = passages_of(text)
    assert passages[0] == "First."
    assert passages[-1] == "Last one"
    assert all(len(passage.split()) <= 36 and passage in text for passage in passages)
    assert " ".join(passages).split() == text.split()


def test_one_word_without_end_is_one_passage() -> None:
    assert passages_of("a" * 3000) == ["a" * 3000]
