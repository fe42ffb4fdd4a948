"""Words for the bot within a draft: the option of a card that each stands for, and what is said.

A word may be the answer itself (*What did she say?* "No."), so it is kept as a step, and the card
that comes after it offers to take it as the answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from practice.terms import StepKind
from prompts.buttons import button
from prompts.card import Card, Tap
from prompts.options import MyAnswer, Named, Option
from prompts.phrases import phrase
from prompts.spoken_words import Meaning
from prompts.steps import Json, Step
from prompts.text import shortened

_SHOWN = 60
_STOPS = {Meaning.STOP, Meaning.DELETE}
_AT_THE_END = {Meaning.KEEP_PRIVATE, Meaning.SHARE}
_REFUSED: Mapping[Meaning, str] = {
    Meaning.BACK: "spoken.no_back",
    Meaning.SKIP: "spoken.no_skip",
    Meaning.KEEP_PRIVATE: "spoken.at_the_end",
    Meaning.SHARE: "spoken.at_the_end",
    Meaning.REMIND: "spoken.remind",
    Meaning.READERS: "spoken.who_reads",
    Meaning.MY_DATA: "spoken.my_data",
    Meaning.HOW_LONG: "spoken.how_long",
}
_ASKS = {Meaning.YES, Meaning.NO, Meaning.DONT_KNOW}
"""What may answer a card that offers no such answer: what it asks for is said again."""
# What stands first is taken where a card offers several.
_OPTIONS: Mapping[Meaning, tuple[Named, ...]] = {
    Meaning.YES: (Named.YES, Named.PERSONAL_TODAY, Named.AGREE),
    Meaning.NO: (Named.OTHER_CHILD, Named.PERSONAL_NOT_TODAY),
    Meaning.BACK: (Named.BACK, Named.CHECK),
    Meaning.SKIP: (Named.SKIP, Named.KEEP),
    Meaning.LATER: (Named.LATER,),
    Meaning.BYE: (Named.LATER,),
    Meaning.ENOUGH: (Named.DONE, Named.ENOUGH),
    Meaning.DONE: (Named.DONE, Named.ENOUGH, Named.FINISHED),
    Meaning.KEEP_PRIVATE: (Named.KEEP_PRIVATE,),
    Meaning.SHARE: (Named.SHARE, Named.SEND, Named.SEND_AGAIN),
    Meaning.GO_ON: (Named.GO_ON, Named.START),
    Meaning.DELETE: (Named.DISCARD,),
    Meaning.STORY: (Named.A_STORY,),
    Meaning.QUESTION: (Named.A_QUESTION,),
}


@dataclass(frozen=True)
class Heard:
    """A word for the bot that came last; `number` is that of its step."""

    number: int
    words: str
    meaning: str
    question: str | None
    entry: int

    @property
    def stops(self) -> bool:
        """Whether it asks to stop, so that the card asks how."""
        return self.meaning in _STOPS

    def asked_by(self, asked: Step | None) -> "Heard":
        """Return it as the answer that it may be to what `asked` asks; as it is for None."""
        return replace(self, question=asked.question, entry=asked.entry) if asked else self


def hearing(words: str, meaning: Meaning, asked: Step | None) -> Step:
    """Return the step that keeps a word; `asked` is what it answers if it is the answer itself."""
    value: Json = {"words": words, "meaning": meaning.value}
    if asked is None:
        return Step(StepKind.HEARD, value=value, sealed=True)
    return Step(StepKind.HEARD, asked.question, asked.entry, value, sealed=True)


def heard_last(steps: Sequence[Step]) -> Heard | None:
    """Return the word for the bot that the last of the steps kept; None where it kept none."""
    last = steps[-1] if steps else None
    if last is None or last.kind != StepKind.HEARD or not isinstance(last.value, Mapping):
        return None
    words, meaning = str(last.value["words"]), str(last.value["meaning"])
    return Heard(len(steps), words, meaning, last.question, last.entry)


def option_meant(meaning: Meaning, offered: Collection[Option]) -> Named | None:
    """Return the option of a card that a word stands for; None where it offers none such."""
    return next((option for option in _OPTIONS.get(meaning, ()) if option in offered), None)


def answer_button(heard: Heard) -> Tap:
    """Return the button that takes a word as the answer."""
    return button("my_answer", MyAnswer(heard.number), of="spoken")


class Thrown(StrEnum):
    """What stopping can throw away: its key in spoken.toml."""

    NOTHING = "stop_saves"
    ITSELF = "stop"
    SUPERVISION = "stop_supervision"
    """The whole of it, from one of its parts too."""


def stop_card(lead: str, thrown: Thrown) -> Card:
    """Return the card that asks how to stop: save it, throw it away where that can be done."""
    away = ((button("discard", of="spoken"),),) if thrown is not Thrown.NOTHING else ()
    ask = phrase(f"spoken.{thrown}")
    ways = ((button("later"),), *away, (button("go_on", of="spoken"),), (button("tonight"),))
    return Card.of(lead, ask, rows=ways)


def said_to(heard: Heard, offered: Collection[Option], explained: str, *, shares: bool) -> str:
    """Return what is said to a word that changes nothing.

    `offered` is what the card offers and `explained` what it asks for; `shares` says that it ends
    by being shared or kept.
    """
    asks = heard.meaning in _ASKS and heard.question is None
    if asks or heard.meaning in {Meaning.HELP, Meaning.EXPLAIN}:
        more = phrase("spoken.explain.help") if heard.meaning == Meaning.HELP else ""
        return f"{explained}\n{more}".rstrip()
    if heard.meaning == Meaning.UNDO:
        return _undoing(offered)
    if heard.meaning in _AT_THE_END and not shares:
        return phrase("spoken.no_answer")
    if heard.meaning in _REFUSED:
        return phrase(_REFUSED[Meaning(heard.meaning)])
    return _perhaps_answer(heard)


_PERHAPS: Mapping[str, tuple[str, str]] = {
    Meaning.AGAIN: ("again", "came_twice"),
    Meaning.POINTS: ("points", "no_answer"),
    Meaning.DONT_KNOW: ("dont_know", "no_answer"),
    Meaning.AWAY: ("away", "away_said"),
    Meaning.COMMAND: ("command", "command_said"),
    Meaning.VALUE: ("value", "no_answer"),
    Meaning.NAME: ("name", "no_answer"),
}
"""What is said where a word may be the answer, and where it cannot be."""


def _perhaps_answer(heard: Heard) -> str:
    asked, else_said = _PERHAPS.get(heard.meaning, ("perhaps_answer", "no_answer"))
    key = f"spoken.{asked if heard.question is not None else else_said}"
    return phrase(key) if key == "spoken.no_answer" else _of_words(key, heard)


def _of_words(key: str, heard: Heard) -> str:
    return phrase(key, words=shortened(heard.words, _SHOWN))


def _undoing(offered: Collection[Option]) -> str:
    if Named.BACK in offered:
        return phrase("spoken.undo_back")
    return phrase("spoken.undo_change" if Named.CHANGE in offered else "spoken.undo_nothing")
