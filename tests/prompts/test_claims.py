"""What a record is proposed to show: from where it was asked for, seen, taken out, pointed to."""

import pytest

from practice.access import Visibility
from practice.terms import StepKind
from prompts.effects import PartFinished, ReflectionSent
from prompts.interview import interview_of
from prompts.interview.claims import (
    claims,
    confirmed_claims,
    not_found,
    shows_nothing_yet,
    to_point_to,
)
from prompts.interview.state import CHECK
from prompts.phrases import phrases
from tests.prompts.interviews import CONTEXTS, GUIDES, Talk

HID = "she hid behind the sofa when he came in"
BETTER = "Since the taxi started he is in school every day."
PLAN = "If she misses school on Monday, I ring her aunt the same day."


def case_with(answers: dict[str, str], version: int | None = None) -> Talk:
    """Return a case record with these answers, by question, standing at its check card."""
    talk = Talk("case-supervision")
    if version is not None:
        talk.guide = GUIDES.version("case-supervision", version)
        talk.keep(interview_of(talk.guide).begin(CONTEXTS["case-supervision"]))
    left = dict(answers)
    while talk.state.position != CHECK and left:
        slot = talk.state.slot()
        assert slot is not None
        said = left.pop(slot.key, "")
        talk.write(said or "skip")
        if said and "It is my answer" in [tap.label for tap in talk.taps()]:
            talk.tap("It is my answer")
    if talk.state.position != CHECK:
        talk.write("that's enough")
    return talk


def reflection(*said: str) -> Talk:
    """Return a reflection about CH-0401 with its story and the answers to what is asked."""
    talk = Talk("quick-reflection")
    talk.write(f"0401. {said[0]}")
    talk.tap("Yes")
    talk.write(*said[1:])
    if talk.state.position != CHECK:
        talk.write("that's enough")
    return talk


# --- a claim comes from where it was asked for ---


@pytest.mark.parametrize("question", ["outcomes.what", "outcomes.measure", "risk", "contingency"])
def test_what_is_better_is_claimed_from_no_hope_risk_or_plan(question: str) -> None:
    answers = {question: BETTER}
    if question == "outcomes.measure":
        answers["outcomes.what"] = "He is in school"
    assert "impact" not in claims(case_with(answers).state)


def test_what_is_better_is_claimed_from_the_answer_to_it() -> None:
    assert claims(case_with({"help": BETTER}).state)["impact"].sentence == BETTER


@pytest.mark.parametrize(
    "text",
    ["Monitor and review.", "If things do not improve we will consider next steps.", "Escalate."],
)
def test_an_answered_box_is_no_claim(text: str) -> None:
    talk = case_with({"contingency": text, "family": "Not much to say about them really."})
    assert claims(talk.state) == {}


def test_a_sign_with_a_step_is_claimed_where_it_was_asked_for_alone() -> None:
    assert claims(case_with({"contingency": PLAN}).state)["contingency"].sentence == PLAN
    assert "contingency" not in claims(case_with({"risk": PLAN}).state)


def test_a_free_story_may_show_anything() -> None:
    found = claims(reflection(f"{HID}. {PLAN}").state)
    assert (found["child_voice"].sentence, found["contingency"].sentence) == (f"{HID}.", PLAN)


def test_a_record_of_the_first_guides_claims_from_any_answer_as_it_did() -> None:
    talk = case_with({"risk": BETTER}, version=1)
    assert claims(talk.state)["impact"].sentence == BETTER


# --- seen, taken out, put back ---


def test_each_claim_stands_with_its_words_and_is_taken_out_and_put_back_by_one_tap() -> None:
    talk = reflection(f"{HID}.", "I think she is afraid, because he shouts.")
    assert f'a  The child\'s words or what they did: "{HID}."' in talk.card.text
    talk.tap("Take a out")
    assert f'"{HID}." (taken out)' in talk.card.text
    assert "child_voice" not in confirmed_claims(talk.state)
    talk.tap("Put a back")
    assert "child_voice" in confirmed_claims(talk.state)


@pytest.mark.parametrize("typed", ["a", "A", "a.", "take a out", "Take A out."])
def test_a_claim_is_taken_out_by_typing(typed: str) -> None:
    talk = reflection(f"{HID}.", "I think she is afraid, because he shouts.")
    talk.write(typed)
    assert "child_voice" not in confirmed_claims(talk.state)


def test_a_letter_that_no_claim_has_changes_nothing() -> None:
    talk = reflection(f"{HID}.")
    before = confirmed_claims(talk.state)
    talk.write("z")
    assert confirmed_claims(talk.state) == before


# --- drafts that were stored before what a card proposed was kept ---


def stored_before(talk: Talk) -> Talk:
    """Return the interview as older steps leave it: none says what its card proposed."""
    older = [step for step in talk.steps if step.kind != StepKind.PROPOSED]
    talk.conversation = interview_of(talk.guide, older)
    talk.card = talk.conversation.card()
    return talk


def test_an_older_draft_shows_its_card_once_more_before_it_is_sent() -> None:
    talk = reflection(f"{HID}.")
    shown = talk.card
    older = stored_before(talk)
    assert older.card.text == shown.text
    older.tap("Keep to myself")
    assert not isinstance(older.effect, ReflectionSent)
    assert older.card.text.startswith("Nothing is sent yet.")
    assert older.card.text.endswith(shown.text)
    older.tap("Keep to myself")
    assert older.effect == ReflectionSent(Visibility.KEPT)
    assert "child_voice" in confirmed_claims(older.state)


def test_an_older_part_that_is_done_claims_what_is_read_now() -> None:
    talk = case_with({"words": f"{HID}."})
    talk.tap("Done with CH-0401")
    assert talk.effect == PartFinished()
    assert claims(stored_before(talk).state)["child_voice"].sentence == f"{HID}."


# --- asked and answered, and not found ---


def test_what_was_answered_is_neither_claimed_nor_listed_as_not_found() -> None:
    talk = case_with({"practice": "I brought the drawing things along."})
    assert "own_practice" not in claims(talk.state)
    assert "own_practice" not in not_found(talk.state)
    assert "impact" in not_found(talk.state)


@pytest.mark.parametrize("none", ["none", "don't know", "n/a", "Not known."])
def test_an_answer_that_says_none_is_listed_as_not_found(none: str) -> None:
    assert "own_practice" in not_found(case_with({"practice": none}).state)


def test_a_follow_up_that_was_answered_is_not_listed_as_not_found() -> None:
    talk = reflection("It was a long visit.", "She sat there.", "It is how things are there.")
    assert talk.state.probes == ("child_voice", "meaning")
    assert {"child_voice", "why"} & {*claims(talk.state), *not_found(talk.state)} == set()


@pytest.mark.parametrize(
    ("question", "text", "indicator", "name"),
    [
        ("practice", "I brought the drawing things along.", "own_practice", "how your own"),
        ("family", "Nan on Sundays, uncle unknown.", "family_and_environment", "wider family"),
        ("help", "It is much as it was on the whole.", "impact", "what is better or not"),
        ("contingency", "Monitor and review.", "contingency", "what you will do"),
        ("words", "He was quiet.", "child_voice", "the child's words"),
    ],
)
def test_an_answer_that_shows_nothing_is_named_on_the_check_card_without_reproach(
    question: str, text: str, indicator: str, name: str
) -> None:
    talk = case_with({question: text})
    assert indicator in shows_nothing_yet(talk.state)
    (line,) = [one for one in talk.card.text.splitlines() if one.startswith("You answered this")]
    (unfound,) = [one for one in talk.card.text.splitlines() if one.startswith("I could not")]
    assert name in line
    assert name not in unfound
    assert "It is there" in [tap.label for tap in talk.card.taps()]


@pytest.mark.parametrize(
    "talk",
    [
        case_with({"practice": "I brought the drawing things.", "family": "Nan on Sundays."}),
        case_with({"help": BETTER, "practice": "I went there."}),
        reflection("It was a long visit.", "She sat there.", "It is how things are there."),
        reflection(f"{HID}.", "I think she is afraid, because he shouts."),
    ],
)
def test_what_was_answered_and_is_not_counted_can_be_pointed_to(talk: Talk) -> None:
    answered = {*shows_nothing_yet(talk.state)}
    assert answered <= {*to_point_to(talk.state)}


def test_what_was_pointed_to_is_named_no_more() -> None:
    talk = case_with({"practice": "I brought the drawing things along."})
    point_to(talk, "own_practice")
    assert "own_practice" not in shows_nothing_yet(talk.state)
    assert "You answered this" not in talk.card.text


# --- it is there ---


def point_to(talk: Talk, indicator: str) -> None:
    """Tap [It is there] and, where several things can be meant, the indicator."""
    talk.tap("It is there")
    label = next(
        (t.label for t in talk.taps() if t.label.endswith(phrases("indicators")[indicator])), None
    )
    if label:
        talk.tap(label)


def test_the_writer_points_to_the_line_and_the_sentence_that_show_it() -> None:
    told = "I brought the drawing things. He drew with me for an hour. It was new."
    talk = case_with({"practice": told, "words": "She sat there."})
    point_to(talk, "own_practice")
    assert '2  "He drew with me for an hour."' in talk.card.text
    talk.write("2")
    assert talk.state.position == CHECK
    claim = claims(talk.state)["own_practice"]
    assert (claim.sentence, claim.reader) == ("He drew with me for an hour.", None)
    assert interview_of(talk.guide, talk.steps).state == talk.state


def test_where_several_lines_may_show_it_the_writer_says_which() -> None:
    talk = case_with({"meaning": "It is a wall.", "risk": "He could fall.", "help": BETTER})
    point_to(talk, "why")
    assert "Which line shows it" in talk.card.text
    talk.tap("2 Risk")
    assert claims(talk.state)["why"].sentence == "He could fall."


def test_what_was_pointed_to_falls_away_with_its_words() -> None:
    talk = case_with({"practice": "I brought the drawing things."})
    point_to(talk, "own_practice")
    talk.tap("Take a out")
    point_to(talk, "own_practice")
    assert "own_practice" in confirmed_claims(talk.state)
    talk.tap("Change something")
    talk.tap("1 Our practice")
    talk.write("Nothing else came of it that day.")
    assert "own_practice" not in claims(talk.state)


def test_nothing_can_be_pointed_to_in_an_answer_that_cannot_show_it() -> None:
    talk = case_with({"risk": "He could fall."})
    point_to(talk, "why")
    assert set(claims(talk.state)) == {"why"}


def test_a_long_dictated_line_is_shown_in_pieces_a_page_at_a_time() -> None:
    story = " ".join(f"and then {n} we went on to the next thing there was" for n in range(60))
    talk = case_with({"practice": story})
    point_to(talk, "own_practice")
    numbers = [tap.label for tap in talk.taps()]
    assert numbers[:10] == [str(n) for n in range(1, 11)]
    talk.tap("Further on")
    talk.write("11")
    sentence = claims(talk.state)["own_practice"].sentence
    assert sentence in story
    assert len(sentence.split()) <= 36


def test_the_words_pointed_to_are_sealed() -> None:
    talk = case_with({"practice": "I brought the drawing things."})
    point_to(talk, "own_practice")
    (step,) = [step for step in talk.steps if step.kind == StepKind.POINTED]
    assert step.sealed
