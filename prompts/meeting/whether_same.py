"""Whether words about a child of the list say that nothing changed: what the answers come to."""

from prompts.conversation import Turn
from prompts.meeting.child_cards import same_card
from prompts.meeting.state import Meeting
from prompts.meeting.told_before import asked_if_same
from prompts.meeting.turns import Talk, answered, ask, onward
from prompts.options import Named, Option
from prompts.phrases import phrase
from prompts.unknown_child import said_of

UNCHANGED, CHANGED = "unchanged", "changed"
_SAID = {UNCHANGED: "meeting.noted_no_change", CHANGED: "meeting.noted"}
_SAYS: dict[Option, str] = {Named.NO_CHANGE: UNCHANGED, Named.CHANGED: CHANGED}


def ask_if_same(talk: Talk, ref: str, text: str, then: str = "", lead: str = "") -> Turn[Meeting]:
    """Return the turn that asks it of a child, and `then` of another of whom they say the same."""
    asked = talk.add(asked_if_same(ref, text, then))
    return asked.turn(same_card(asked.state, ref, lead))


def noted(talk: Talk, says: str, ref: str, text: str, then: str = "") -> Turn[Meeting]:
    """Return the turn for words that say of a child that something changed, or that nothing did."""
    kept = answered(talk, f"{says}:{ref}", text, sealed=True)
    unknown = said_of(text, (), [*talk.state.known().refs, *talk.state.beside])
    lead = "\n".join(filter(None, [unknown, phrase(_SAID[says], child=ref)]))
    return ask_if_same(kept, then, text, lead=lead) if then else onward(kept, lead)


def tapped(talk: Talk, ref: str, option: Option) -> Turn[Meeting]:
    """Return the turn for a tap on the card that asks it."""
    words, then = str(talk.state.detail["words"]), str(talk.state.detail.get("then", ""))
    if option is Named.NO_CHANGE_ALL:
        return _all_unchanged(talk, words)
    if option in _SAYS:
        return noted(talk, _SAYS[option], ref, words, then)
    return ask(talk, f"why:{ref}" if option is Named.NOT_DISCUSSED else f"looked:{ref}")


def _all_unchanged(talk: Talk, words: str) -> Turn[Meeting]:
    """Keep the words with every child of whom nothing else is asked: none goes unnamed."""
    refs = [child.ref for child in talk.state.spoken_of(words)]
    for ref in refs:
        talk = answered(talk, f"{UNCHANGED}:{ref}", words, sealed=True)
    return onward(talk, phrase("meeting.noted_all", children=", ".join(refs)))
