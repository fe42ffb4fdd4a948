"""A follow-up quotes the words that it asks about."""

import pytest

from practice.terms import StepKind
from prompts.interview import interview_of
from tests.prompts.interviews import Talk

HID = "she hid behind the sofa when he came in"


def test_a_follow_up_quotes_the_words_it_asks_about() -> None:
    talk = Talk("quick-reflection")
    talk.write(f"0401 was loud. {HID}.")
    talk.tap("Yes")
    assert f'"{HID}."\nWhat do you make of that? What else could it be?' in talk.card.text
    (asked,) = [s for s in talk.steps if s.kind == StepKind.ASKED and s.question == "probe.meaning"]
    assert asked.sealed
    assert asked.value == {"quote": f'"{HID}."'}
    assert interview_of(talk.guide, talk.steps).card() == talk.card


def test_where_nothing_can_be_quoted_it_is_asked_plainly() -> None:
    talk = Talk("quick-reflection")
    talk.write("0401, a long meeting.")
    talk.tap("Yes")
    talk.write("She sat there.")
    assert "You wrote what happened. What do you think it means?" in talk.card.text


@pytest.mark.parametrize(
    ("question", "text", "quoted"),
    [
        (
            "practice",
            "It was slow. This is attachment, and I knew it.",
            "This is attachment, and I knew it.",
        ),
        (
            "family",
            "Nan is near. It got bad again after half term.",
            "It got bad again after half term.",
        ),
        (
            "other_explanation",
            "It is hard. School say he is fine. Or not.",
            "School say he is fine.",
        ),
    ],
)
def test_a_case_follow_up_quotes_the_sentence_that_called_for_it(
    question: str, text: str, quoted: str
) -> None:
    talk = Talk("case-supervision")
    while not talk.state.probes:
        slot = talk.state.slot()
        assert slot is not None
        talk.write(text if slot.key == question else "skip")
    assert f'"{quoted}"\n' in talk.card.text


def test_braces_and_quotation_marks_in_the_words_quoted_stay_as_they_are() -> None:
    talk = Talk("quick-reflection")
    talk.write('0401. She said "I hate {him} and his dog" to her teacher.')
    talk.tap("Yes")
    if "meaning" in talk.state.probes:
        assert '\u201cShe said "I hate {him} and his dog" to her teacher.\u201d' in talk.card.text
    else:
        pytest.fail(talk.card.text)
