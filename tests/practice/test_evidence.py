import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.evidence import READER_VERSION, READS, Evidence, read, says_none
from practice.evidence.sentences import MOST_READ, split
from practice.evidence.weighing import WEIGHTS
from tests.practice.labelled import HALVES, labelled
from tests.practice.train import digest

# Precision and recall measured on 24 November 2026 (docs/evidence-reader.md), less a margin.
FLOORS = {
    "child_voice": (0.70, 0.48),
    "why": (0.75, 0.37),
    "own_practice": (0.88, 0.60),
    "impact": (0.68, 0.78),
}


def shown(text: str) -> set[str]:
    return {name for name, sentence in asdict(read(text)).items() if sentence is not None}


@pytest.mark.parametrize("indicator", FLOORS)
def test_the_reader_is_right_as_often_as_was_published(indicator: str) -> None:
    hits = wrong = missed = 0
    for text in labelled("held_out"):
        found, there = indicator in shown(text.text), indicator in text.shows
        hits += found and there
        wrong += found and not there
        missed += there and not found
    precision, recall = FLOORS[indicator]
    assert hits / (hits + wrong) >= precision, f"{hits} right, {wrong} wrong"
    assert hits / (hits + missed) >= recall, f"{hits} found, {missed} missed"


def test_every_indicator_is_measured() -> None:
    by_rule = {"family_and_environment", "contingency"}  # tests/practice/test_rules.py
    assert set(FLOORS) == set(READS) - by_rule


def test_no_writer_is_on_both_sides_and_labels_are_known() -> None:
    texts = list(labelled(*HALVES))
    writers = {half: {t.writer for t in texts if t.half == half} for half in HALVES}
    assert all(writers.values())
    assert not writers["tuning"] & writers["held_out"]
    assert all(text.shows | text.open <= set(READS) for text in texts)
    assert not any(text.shows & text.open for text in texts)
    assert len({text.text for text in texts}) == len(texts)


def test_the_weights_were_made_from_the_texts_and_lists_as_they_are() -> None:
    written = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert written["made_from"] == digest(), "run python -m tests.practice.train"


@pytest.mark.parametrize(
    ("indicator", "text", "sentence"),
    [
        (
            "child_voice",
            "Home visit. She hid behind the sofa when he came in. Plan reviewed.",
            "She hid behind the sofa when he came in.",
        ),
        (
            "child_voice",
            "- all well\n- L said she wants her own bed",
            "L said she wants her own bed",
        ),
        (
            "why",
            "Visited. I think she keeps quiet so that her dad is not sent away.",
            "I think she keeps quiet so that her dad is not sent away.",
        ),
        ("own_practice", "Saw dad. I should have rung first.", "I should have rung first."),
        (
            "impact",
            "Since the taxi started he is in school every day. Next visit Friday.",
            "Since the taxi started he is in school every day.",
        ),
    ],
)
def test_the_sentence_it_rests_on_is_quoted_as_written(
    indicator: str, text: str, sentence: str
) -> None:
    assert getattr(read(text), indicator) == sentence


@pytest.mark.parametrize(
    ("text", "why_not"),
    [
        ("I will ask her what she wants.", "wished for, not done"),
        ("He would say that he wants to go home.", "what a child would say"),
        ("Mum said he told her he hates school.", "a parent's words"),
        ("Her gran says she hid when he came in.", "a relative's account of behaviour"),
        ("Mr Hughes stated that he wants to live with his son.", "an adult's own words"),
        ("He said he was fine.", "a stock answer"),
        ("She was happy and settled.", "a conclusion"),
        ("Wishes and feelings obtained.", "a voice without its words"),
        ("He is scared of his dad.", "a feeling without a source"),
        ("He didn't say anything.", "an absence"),
        ("He was on his Xbox.", "an activity"),
        ('Mum said "I want to live with nana, not with him".', "a quotation of an adult"),
        ("I was late because of the traffic.", "the worker's own day"),
        ("Closed because the timescale is up.", "procedure"),
        ("Dad says she does it because she is lazy.", "a reason only a relative gives"),
        ("This is in her best interests.", "a formula"),
        ("Research shows that children hide because of fear.", "a general truth"),
        ("Why does he hide?", "a question nobody answered"),
        ("I visited, checked the bedrooms and rang school.", "tasks done"),
        ("The visit went really well.", "a verdict without content"),
        ("I must be more curious.", "a general resolve"),
        ("I have a caseload of 22 and I felt tired.", "workload"),
        ("He attended all six sessions of the group.", "an output"),
        ("He is in school every day now.", "a change tied to nothing"),
        ("Hopefully the mentor will help him get to school again.", "a hope"),
        ("Mum has been calmer since the course.", "a change in an adult"),
    ],
)
def test_what_the_definitions_leave_out_is_not_shown(text: str, why_not: str) -> None:
    assert shown(text) == set(), why_not


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("child_voice", "visited 0417 she hid behind the sofa when he came in"),
        ("child_voice", "His teacher rang, she said he told her he sleeps in his coat."),
        ("child_voice", "Says he hates it at home when they shout."),
        ("child_voice", "\u201cI don\u2019t like it when it\u2019s loud.\u201d"),
        ("child_voice", "she doesnt want to go to her dads on saturday"),
        ("child_voice", "HV 12/10: baby arches away from mum."),
        ("child_voice", "SHE TOLD ME DAD THREW THE PLATE"),
        ("why", "It isn't defiance, it's fear of being left."),
        ("why", "Dad says she is lazy but I think she is frightened of the dark stairs."),
        ("why", "What it means for S: no adult notices when he is hungry."),
        ("own_practice", "My questions closed him down."),
        ("own_practice", "Rushed it. Too many questions."),
        ("impact", "Six months of sessions and he is still going to bed hungry."),
    ],
)
def test_it_is_found_however_it_is_written(indicator: str, text: str) -> None:
    assert indicator in shown(text)


def test_only_the_indicators_it_reads_are_ever_shown() -> None:
    unread = set(asdict(Evidence())) - set(READS)
    assert len(unread) == len(asdict(Evidence())) - 6
    assert not any(shown(text.text) & unread for text in labelled(*HALVES))
    assert READER_VERSION


def test_an_empty_text_shows_nothing() -> None:
    assert read("") == Evidence()
    assert read(" \n\t\x00 ") == Evidence()


def test_no_more_than_the_first_part_of_a_very_long_text_is_read() -> None:
    told = "She told me dad threw the plate."
    assert shown(told + " " * MOST_READ) == {"child_voice"}
    assert shown(" " * MOST_READ + told) == set()


pieces = st.sampled_from(
    ["she", "he said", "mum says", "hid behind", "because", "i should have", "since the", "'", '"',
     ".", "\n", "? ", " - ", "wants", "told me", "\u2019s",
     "still", "support", "school", "0417", "\u0130"]
)  # fmt: skip
texts = st.text(max_size=300) | st.lists(pieces, max_size=60).map(" ".join)


@given(texts)
def test_whatever_the_text_it_is_read_and_quoted_from(text: str) -> None:
    for sentence in asdict(read(text)).values():
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


@pytest.mark.parametrize(
    "answer",
    ["", "  ", "-", "none", "None.", "N/A", "n/a", "no", "Nothing", "nothing to add", "not known",
     "Unknown", "don't know", "dont know", "we don't know yet", "I'm not sure", "None at present",
     "none identified", "No one", "nobody", "no plan yet", "TBC", "nil", "dunno",
     "There is no one", "not at this time", "Not applicable", "no wider family"],
)  # fmt: skip
def test_an_answer_that_comes_to_none_says_so(answer: str) -> None:
    assert says_none(answer)


@pytest.mark.parametrize(
    "answer",
    ["No, but her aunt rings every night", "Nan has her on Fridays",
     "none of the uncles visit since May",
     "If mum is not up by 9, school rings us and I go round", "yes", "I know", "The plan",
     "nobody outside the flat knows where they live", "x" * 300],
)  # fmt: skip
def test_an_answer_with_something_in_it_does_not(answer: str) -> None:
    assert not says_none(answer)
