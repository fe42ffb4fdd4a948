"""What a check card shows of what was found: five claims, the others behind it, and perhaps."""

from collections.abc import Mapping

import pytest

from practice.evidence import INDICATORS, Bar, Found, Reading
from prompts.card import Typed
from prompts.effects import ClaimStruck
from prompts.interview import InterviewConversation, interview_of
from prompts.interview.claims import (
    claims,
    confirmed_claims,
    not_found,
    not_opened,
    perhaps,
    standing,
    to_point_to,
)
from prompts.interview.state import ALL_CLAIMS, CHECK, Interview
from tests.prompts.interviews import CONTEXTS, GUIDES, TODAY, Talk
from tests.prompts.test_claims_struck import agreement

Marks = Mapping[str, Bar]
"""What is found in any text that holds its sentence: an indicator, and the bar it passes."""
WORDS = {name: f"{name.replace('_', ' ')} stands here." for name in INDICATORS}
SEVEN = ("seen_alone", "research", "chronology", "agency_trail", "why", "impact", "child_voice")


def reading(text: str, bars: Marks) -> Reading:
    """Return a reading that finds the sentence of each indicator where it stands."""
    found = [
        Found(name, text.find(WORDS[name]), text.find(WORDS[name]) + len(WORDS[name]), bar, 0.9)
        for name, bar in bars.items()
        if WORDS[name] in text
    ]
    return Reading("made up", tuple(found))


def talk_of(guide: str, bars: Marks) -> Talk:
    talk = Talk(guide)

    def reader(text: str, kept: Reading | None) -> Reading:
        return kept or reading(text, bars)

    interview = InterviewConversation(Interview(GUIDES.newest(guide)), reader=reader)
    talk.keep(interview.begin(CONTEXTS[guide]))
    return talk


def reflection(surely: tuple[str, ...], maybe: tuple[str, ...] = ()) -> Talk:
    """Return a reflection at its check card whose story holds the sentences of these."""
    bars = {**dict.fromkeys(surely, Bar.PROPOSE), **dict.fromkeys(maybe, Bar.SAID)}
    talk = talk_of("quick-reflection", bars)
    talk.write("0401. " + " ".join(WORDS[name] for name in bars))
    talk.tap("Yes")
    if talk.state.position != CHECK:
        talk.write("that's enough")
    return talk


def case(question: str, surely: tuple[str, ...], maybe: tuple[str, ...] = ()) -> Talk:
    """Return a case record that answers one question with the sentences of these."""
    bars = {**dict.fromkeys(surely, Bar.PROPOSE), **dict.fromkeys(maybe, Bar.SAID)}
    talk = talk_of("case-supervision", bars)
    while (slot := talk.state.slot()) is not None and slot.key != question:
        talk.write("skip")
    talk.write(" ".join(WORDS[name] for name in bars), "that's enough")
    return talk


def labels(talk: Talk) -> list[str]:
    return [tap.label for tap in talk.taps()]


# --- five stand, the others behind them ---


def test_five_claims_stand_without_a_way_to_more() -> None:
    talk = reflection(SEVEN[2:])
    assert len(claims(talk.state)) == 5
    assert "See all" not in labels(talk)
    assert "more" not in talk.card.text


def test_what_the_guide_asks_for_and_what_is_the_childs_stand_first() -> None:
    talk = reflection(SEVEN)
    assert standing(talk.state) == ["child_voice", "seen_alone", "why", "impact", "chronology"]
    assert "And 2 more. They do not count until you open them." in talk.card.text
    assert "Research or theory" not in talk.card.text
    assert "Take f out" not in labels(talk)


def test_what_was_not_opened_is_not_confirmed() -> None:
    talk = reflection(SEVEN)
    assert not_opened(talk.state) == ["agency_trail", "research"]
    assert set(confirmed_claims(talk.state)) == set(SEVEN) - {"agency_trail", "research"}
    assert interview_of(talk.guide, talk.steps).state == talk.state


def test_see_all_shows_every_claim_and_then_all_of_them_count() -> None:
    talk = reflection(SEVEN)
    talk.tap("See all")
    assert all(WORDS[name] in talk.card.text for name in SEVEN)
    assert (
        f'g  Research or theory, and what it says for this child: "{WORDS["research"]}"'
        in talk.card.text
    )
    talk.tap("Back")
    assert "And 2 more.\n" in talk.card.text
    assert set(confirmed_claims(talk.state)) == set(SEVEN)


@pytest.mark.parametrize("typed", ["g", "take g out"])
def test_a_claim_is_taken_out_and_put_back_where_all_are_shown(typed: str) -> None:
    talk = reflection(SEVEN)
    talk.write("see all", typed)
    assert talk.state.position == ALL_CLAIMS
    assert '"research stands here." (taken out)' in talk.card.text
    assert "research" not in confirmed_claims(talk.state)
    talk.tap("Put g back")
    talk.write("back")
    assert talk.state.position == CHECK
    assert "research" in confirmed_claims(talk.state)


def test_a_letter_that_the_card_does_not_show_takes_nothing_out() -> None:
    talk = reflection(SEVEN)
    talk.write("g")
    assert not talk.state.taken_out


def test_what_was_opened_stays_seen_though_an_answer_changed() -> None:
    talk = reflection(SEVEN)
    talk.write("see all", "back", "change something", "1")
    talk.write("0401 again. " + " ".join(WORDS[name] for name in SEVEN))
    assert not_opened(talk.state) == []


def test_a_claim_that_is_new_after_all_were_opened_is_said_to_be() -> None:
    bars = dict.fromkeys((*SEVEN, "rationale"), Bar.PROPOSE)
    talk = talk_of("quick-reflection", bars)
    talk.write("0401. " + " ".join(WORDS[name] for name in SEVEN))
    talk.tap("Yes")
    talk.write("that's enough", "see all", "back", "change something", "1")
    talk.write("0401. " + " ".join(WORDS[name] for name in bars))
    assert "And 3 more. 1 of them does not count until you open it." in talk.card.text
    assert not_opened(talk.state) == ["rationale"]


def test_what_its_writer_pointed_to_stands_on_the_card_and_nothing_seen_falls_away() -> None:
    surely = tuple(name for name in INDICATORS if name != "own_practice")
    talk = reflection(surely)
    shown = set(confirmed_claims(talk.state))
    talk.tap("It is there")
    talk.write("1")
    assert "own_practice" in standing(talk.state)
    assert set(confirmed_claims(talk.state)) == {*shown, "own_practice"}


def test_thirteen_claims_are_lettered_to_the_last() -> None:
    talk = reflection(INDICATORS)
    talk.tap("See all")
    assert [label for label in labels(talk) if label.startswith("Take")][-1] == "Take m out"


def test_a_resumed_draft_stands_at_its_check_card() -> None:
    talk = reflection(SEVEN)
    talk.tap("See all")
    talk.tap("Save for later")
    talk.keep(talk.conversation.resume())
    assert talk.state.position == CHECK


# --- perhaps ---


def test_a_sentence_between_the_bars_is_asked_about_and_not_called_missing() -> None:
    talk = reflection(("child_voice",), ("why",))
    assert 'b  Perhaps what it may mean: "why stands here."' in talk.card.text
    assert "why" not in claims(talk.state)
    assert "why" not in not_found(talk.state)
    assert "Take b out" not in labels(talk)


@pytest.mark.parametrize("yes", ["Yes, that shows it", "b"])
def test_what_its_writer_says_it_shows_is_a_claim_of_theirs(yes: str) -> None:
    talk = reflection(("child_voice",), ("why",))
    talk.write(yes)
    claim = confirmed_claims(talk.state)["why"]
    assert (claim.sentence, claim.reader) == (WORDS["why"], None)
    assert talk.card.text.startswith("Saved. It now rests on the words you chose.")
    assert "Perhaps" not in talk.card.text
    talk.tap("Take b out")
    assert "why" not in confirmed_claims(talk.state)


def test_what_is_not_answered_is_no_claim() -> None:
    talk = reflection(("child_voice",), ("why",))
    talk.tap("Keep to myself")
    assert set(confirmed_claims(talk.state)) == {"child_voice"}


def test_at_most_three_are_asked_about_and_the_others_are_not_called_missing() -> None:
    maybe = ("child_voice", "why", "own_practice", "impact")
    talk = reflection((), maybe)
    assert [one.indicator for one in perhaps(talk.state)] == ["child_voice", "why", "own_practice"]
    assert not_found(talk.state) == []
    assert "I could not find" not in talk.card.text
    talk.tap("Yes, b shows it")
    assert [one.indicator for one in perhaps(talk.state)] == [
        "child_voice",
        "own_practice",
        "impact",
    ]


def test_nobody_is_asked_about_what_the_guide_does_not_ask_for() -> None:
    talk = reflection(("child_voice",), ("research", "agency_trail"))
    assert perhaps(talk.state) == []


def test_a_hope_is_no_sentence_to_ask_about() -> None:
    talk = case("outcomes.what", (), ("impact",))
    assert perhaps(talk.state) == []


# --- what is found where it was not asked for ---


def test_any_telling_answer_may_show_the_seven_that_few_questions_ask_for() -> None:
    talk = case("risk", ("chronology", "agency_trail", "impact", "child_voice"))
    assert set(claims(talk.state)) == {"chronology", "agency_trail"}


def test_a_hope_shows_nothing() -> None:
    assert claims(case("outcomes.what", INDICATORS).state) == {}


def test_what_stands_in_another_answer_is_not_called_missing() -> None:
    talk = case("practice", ("impact",))
    assert "impact" not in claims(talk.state)
    assert "impact" not in not_found(talk.state)
    assert "impact" in not_found(case("outcomes.what", ("impact",)).state)


def test_what_stands_where_it_cannot_be_claimed_is_still_asked_for() -> None:
    talk = case("practice", ("impact",))
    talk.tap("Add what is missing")
    asked = []
    while talk.state.position != CHECK:
        slot = talk.state.slot()
        assert slot is not None
        asked.append(slot.key)
        talk.write("skip")
    assert "help" in asked


def test_at_most_three_are_named_as_not_found_the_child_first() -> None:
    talk = case("risk", ("agency_trail",))
    assert len(not_found(talk.state)) > 3
    (line,) = [one for one in talk.card.text.splitlines() if "I could not find" in one]
    assert line.startswith("I could not find: the child's words or what they did · ")
    assert line.count(" · ") == 2


def test_what_was_not_opened_is_not_offered_as_not_found() -> None:
    talk = case("meaning", INDICATORS)
    assert not {*not_opened(talk.state), *claims(talk.state)} & {*to_point_to(talk.state)}


# --- the other person ---

PARTS: list[list[str]] = [
    [f"c{number}", name, WORDS[name]] for number, name in enumerate(INDICATORS[:7])
]


def test_the_other_person_sees_five_and_all_of_them_behind() -> None:
    talk = agreement(*PARTS)
    assert "And 2 more." in talk.card().text
    assert WORDS[PARTS[6][1]] not in talk.card().text
    turn = talk.take(Typed("see all"), TODAY)
    assert all(sentence in turn.cards[-1].text for _, _, sentence in PARTS)
    struck = turn.conversation.take(Typed("g"), TODAY)
    assert struck.effects == (ClaimStruck("c6"),)
    assert f'"{PARTS[6][2]}" (struck)' in struck.cards[-1].text
    back = struck.conversation.take(Typed("back to this part"), TODAY)
    assert "Do you agree with this part?" in back.cards[-1].text


def test_the_other_person_strikes_by_letter_only_what_the_card_shows() -> None:
    turn = agreement(*PARTS).take(Typed("g"), TODAY)
    assert turn.effects == ()
