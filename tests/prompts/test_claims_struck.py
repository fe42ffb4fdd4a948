"""The other person sees each sentence of a claim, and strikes it by its letter."""

from collections.abc import Mapping

from prompts.agreement import AgreementConversation
from prompts.agreement_state import Agreement
from prompts.card import Typed
from prompts.conversation import Conversation
from prompts.effects import ClaimStruck
from prompts.steps import Json
from tests.prompts.interviews import TODAY

HID = "she hid behind the sofa when he came in"


def agreement(*claims: list[str]) -> Conversation[Agreement]:
    """Return the agreement of one part with these claims, opened."""
    said = {"title": "CH-0401", "text": "The child: words", "about": ["CH-0401"]}
    part = {"draft_id": "d1", **said, "claims": [*claims]}
    context: Mapping[str, Json] = {"supervisor": "Sunil", "day": "today", "parts": [part]}
    return AgreementConversation(Agreement()).begin(context).conversation


def test_the_other_person_sees_each_sentence_and_strikes_it_by_its_letter() -> None:
    talk = agreement(["c1", "child_voice", f"{HID}."], ["c2", "why", "It may be fear."])
    assert f'a  The child\'s words or what they did: "{HID}."' in talk.card().text
    turn = talk.take(Typed("B"), TODAY)
    assert turn.effects == (ClaimStruck("c2"),)
    assert 'b  What it may mean: "It may be fear." (struck)' in turn.conversation.card().text
    labels = [tap.label for tap in turn.conversation.card().taps()]
    assert "Strike a" in labels
    assert "Strike b" not in labels


def test_a_claim_that_was_struck_is_not_struck_twice_and_no_letter_is_read_as_one() -> None:
    talk = agreement(["c1", "why", "It may be fear."])
    struck = talk.take(Typed("strike a"), TODAY).conversation
    for typed in ("a", "b", "?"):
        assert ClaimStruck("c1") not in struck.take(Typed(typed), TODAY).effects


def test_an_agreement_opened_before_sentences_were_shown_still_opens() -> None:
    assert "Strike a" in [tap.label for tap in agreement(["c1", "why"]).card().taps()]
