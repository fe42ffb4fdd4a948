"""What share of a record is about process: its texts, each by the number of its sentences."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.evidence import Reading
from prompts.forwarded import forwarded
from prompts.interview.process_share import ProcessShare, process_shares
from prompts.interview.state import Interview
from prompts.interview.text_readings import digest
from tests.prompts.test_claims import case_with

ONE = "The review is due on Friday."
THREE = "She hid behind the sofa. He came in. She did not come out."
TOLD = {"words": THREE, "practice": ONE}


def read_as(interview: Interview, shares: Mapping[str, float | None], reader: str) -> Interview:
    """Return an interview in which these texts were read, with these shares."""
    made = {digest(text): Reading(reader, (), share) for text, share in shares.items()}
    return replace(interview, readings={**interview.readings, **made})


def test_each_text_counts_by_the_number_of_its_sentences() -> None:
    told = read_as(case_with(TOLD).state, {THREE: 0.0, ONE: 1.0}, "made up")
    assert process_shares(told) == [ProcessShare("made up", 0.25, 4)]


def test_a_reader_that_gives_no_share_leaves_nothing_to_store() -> None:
    told = read_as(case_with(TOLD).state, {THREE: None, ONE: None}, "made up")
    assert process_shares(told) == []


def test_texts_that_two_versions_read_are_kept_apart() -> None:
    told = read_as(case_with(TOLD).state, {THREE: 0.5}, "old")
    told = read_as(told, {ONE: 1.0}, "new")
    assert process_shares(told) == [ProcessShare("old", 0.5, 3), ProcessShare("new", 1.0, 1)]


def test_what_is_to_be_done_is_left_out_for_it_was_asked_for() -> None:
    told = case_with(TOLD | {"actions.what": "Ring the school", "actions.how": "By phone."}).state
    shares = {THREE: 0.0, ONE: 0.0, "Ring the school": 1.0, "By phone.": 1.0}
    assert process_shares(read_as(told, shares, "made up")) == [ProcessShare("made up", 0.0, 4)]


def test_an_answer_that_the_guide_no_longer_asks_for_is_not_of_the_record() -> None:
    told = case_with(TOLD).state
    gone = replace(told, answers={**told.answers, ("gone", 0): told.answers["words", 0]})
    shares = {THREE: 0.0, ONE: 1.0}
    assert process_shares(read_as(gone, shares, "made up")) == [ProcessShare("made up", 0.25, 4)]


def test_words_of_somebody_else_are_not_counted() -> None:
    passed_on = forwarded("The form is late. The form was sent back.", "Wanda")
    told = case_with({"words": f"{THREE}\n{passed_on}"}).state
    (own,) = told.texts.own
    assert process_shares(read_as(told, {own: 0.5}, "made up")) == [ProcessShare("made up", 0.5, 3)]


@pytest.mark.parametrize(("beyond", "kept"), [(-0.01, 0.0), (1.01, 1.0)])
def test_a_share_a_little_beyond_what_a_share_can_be_does_not_stop_a_sending(
    beyond: float, kept: float
) -> None:
    told = read_as(case_with(TOLD).state, {THREE: beyond, ONE: beyond}, "made up")
    assert [share.share for share in process_shares(told)] == [kept]


TEXTS = {"words": THREE, "practice": ONE, "risk": "He shouts. She is afraid.", "family": "Nan."}
STANDING = case_with(TEXTS).state
SHARES = st.floats(0, 1)


@given(shares=st.tuples(SHARES, SHARES, SHARES, SHARES))
def test_the_share_of_a_record_lies_between_those_of_its_texts(
    shares: tuple[float, float, float, float],
) -> None:
    told = read_as(STANDING, dict(zip(TEXTS.values(), shares, strict=True)), "made up")
    (found,) = process_shares(told)
    assert min(shares) <= found.share <= max(shares)
