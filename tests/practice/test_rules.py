"""What is read by rule: the contingency plan, and the wider family and surroundings."""

import pytest

from practice.evidence import passages_of, read

DICTATED = (
    "so i went round again today and it was raining and the hall was full of bags and mum was "
    "in bed and the telly was on loud and she hid behind the sofa when he came in and she "
    "wouldnt come out till he had gone and i talked to mum for a bit about the money and the "
    "tablets and the school and then the lad from downstairs came up to borrow the hoover so i "
    "left and sat in the car"
)


@pytest.mark.parametrize(
    "text",
    [
        "If she misses school on Monday, I ring her aunt the same day.",
        "If the bed is not in use on 4 December, the manager and I go to legal planning.",
        "If he is not in by ten nan rings 999 and then she rings the emergency team.",
        "Should she miss two appointments the midwife calls a strategy meeting that day.",
        "if dad turns up at the gate school dial 999 and he goes to nan's",
        "If there is no change in his weight by Friday, we hold a strategy meeting.",
        "If he is out after ten again, nan rings the police and Priya calls a strategy meeting.",
        "The police are called: nan rings 999 if his car is outside.",
    ],
)
def test_a_sign_with_a_step_is_a_contingency(text: str) -> None:
    assert read(text).contingency == text


@pytest.mark.parametrize(
    "text",
    [
        "Monitor and review.",
        "Escalate if needed.",
        "Will review at next core group.",
        "If things do not improve we will consider next steps.",
        "If things do not improve consider next steps.",
        "If nothing changes we will escalate.",
        "If concerns increase we will hold a strategy meeting.",
        "If mum does not engage we will look at legal advice.",
        "If he is late again we might think about a conference.",
        "If he is late again we will consider a conference.",
        "Legal advice to be considered.",
        "If she is out I will try again on Thursday.",
        "If she is out, I will visit on Thursday.",
        "Nan rings every evening.",
        "None.",
        "A conference is booked for Friday.",
        "She said she would have rung the police if he had come back.",
        "It is policy to hold a strategy meeting if a child is missing.",
        "If he misses school.",
    ],
)
def test_a_plan_without_a_sign_or_a_step_is_none(text: str) -> None:
    assert read(text).contingency is None


@pytest.mark.parametrize(
    "text",
    [
        "Nan has him every Saturday and does the washing.",
        "Her uncle pays the rent.",
        "Two cousins come round and his grandad takes him fishing, which he loves.",
        "Mum owes the man downstairs, so she keeps the children in.",
        "The neighbour minds the little ones while mum is at work.",
        "nan has them when mum is poorly",
    ],
)
def test_who_is_around_a_child_and_what_they_do_is_found(text: str) -> None:
    assert read(text).family_and_environment == text


@pytest.mark.parametrize(
    "text",
    [
        "Not known.",
        "No other family.",
        "Grandparents attended the review.",
        "Nan was invited.",
        "Maternal aunt to be assessed.",
        "Family network discussed.",
        "He lives with mum and dad.",
        "Mum has him every Saturday.",
        "Nan said he is fine.",
        "Housing referral made.",
        "I drove through the estate, so I was late.",
    ],
)
def test_a_name_alone_is_no_wider_family(text: str) -> None:
    assert read(text).family_and_environment is None


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
