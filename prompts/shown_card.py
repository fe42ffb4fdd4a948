"""The card as it is shown: with words that wait, and what a typed message names on it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from practice.matching import slips
from practice.terms import StepKind
from prompts.asking_whose import AskingWhose
from prompts.buttons import button
from prompts.card import Card, Input, Tap, Tapped, Typed
from prompts.folded import S
from prompts.heard import answer_button, option_meant, stop_card
from prompts.kept import Why
from prompts.kept_card import Ways, aside_button, kept_card
from prompts.options import DaySaid, Named, Option
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, bare, forms, says_all
from prompts.steps import last_words
from prompts.text import spoken, tidy

_LONGEST_LABEL = 60
_SAYS = frozenset({Meaning.YES, Meaning.NO})
_ALSO_TYPED: Mapping[Option, tuple[str, ...]] = {
    Named.SKIP: ("skip", "skip it", "skip this"),
    Named.KEEP: ("skip", "skip it", "skip this"),
    Named.ENOUGH: ("enough",),
}
"""What people type for a button that says it otherwise."""
_SHORTEST_SLIPPED = 4
_LONG_LABEL = 10
"""From this many letters on a label may hold two slips and still be told from other words."""


class ShownCard(AskingWhose[S]):
    """A conversation as far as its screen goes: the card shown, and the options of it."""

    def card(self, lead: str = "") -> Card:
        """Return the card at which it stands, with `lead` (what just happened) before it.

        Where words wait for a place, that is the card that asks about them.
        """
        return self._card_with(lead) if lead else self._card

    @cached_property
    def _card(self) -> Card:
        # A typed answer asks for it some five times, and a conversation never changes.
        return self._card_with("")

    @cached_property
    def _labels(self) -> list[tuple[str, Option]]:
        # A day is read as what it says, tapped or typed.
        taps = [tap for tap in self._card.taps() if not isinstance(tap.option, DaySaid)]
        return [(spoken(tap.label), tap.option) for tap in taps]

    @cached_property
    def _named(self) -> dict[str, Option | None]:
        return {}

    def _card_with(self, lead: str) -> Card:
        if self.heard is not None and self.heard.stops:
            return self._with_ways(stop_card(lead, self.thrown_away()))
        if not self.kept.waiting:
            return self._with_ways(self.own_card(lead))
        ways = Ways(
            self._place_before(),
            self.place_here(),
            self.places(),
            self.may_begin,
            self.way_to(self.kept.first.child),
            self.about(),
            self.ways_to_stay(),
        )
        return kept_card(self.kept, ways, lead)

    def _with_ways(self, card: Card) -> Card:
        """Return a card with the way to put right what the last step did with typed words."""
        heard = self.heard
        if heard is not None and heard.question is not None:
            mine = answer_button(heard)
            return card if mine in card.taps() else replace(card, rows=(*card.rows, (mine,)))
        words = self._words_to_move()
        is_last = words is not None and words == self._moved_last()
        away = button("elsewhere", of="kept") if is_last else aside_button(words or "")
        if words is None or away in card.taps():
            return card
        last = self._last_said()
        here = self.place_here() if last and last.kind == StepKind.JOINED else None
        ways = ((Tap(here.here_label, Named.MOVE_HERE),),) if here else ()
        return replace(card, rows=(*card.rows, *ways, (away,)))

    def resumed(self, lead: str) -> str:
        """Return the line that a draft is taken up again with, and the last words written in it."""
        words = last_words(self.steps)
        return f"{lead}\n{phrase('cards.last_wrote', words=words)}" if words else lead

    def option_of(self, said: Input) -> Option | None:
        """Return the option that was tapped, or that a typed message names; None for neither."""
        if not isinstance(said, Typed):
            return said.option if isinstance(said, Tapped) else None
        if said.text not in self._named:
            self._named[said.text] = self._option_of(tidy(said.text))
        return self._named[said.text]

    def _option_of(self, words: str) -> Option | None:
        exact = self.button_named(words)
        if exact is not None or self.meaning_of(words) is not None:
            return exact
        return self._where(words) if self.kept.waiting else self.option_typed(words)

    def _where(self, words: str) -> Option | None:
        """Return the way of words that wait which a message names, or the only one it begins."""
        first, _, others = words.casefold().partition(" ")
        # "It is" begins more that people say than buttons.
        begins = bool(others) and first != "it"
        begun = self.button_named(words, by_beginning=True) if begins else None
        return self._of_both(words) or begun

    def _of_both(self, words: str) -> Option | None:
        """Return the way of words that are about both children, where words say so."""
        offered = (option for _, option in self._labels if option is Named.BOTH)
        return next(offered, None) if says_all(words) else None

    def option_in(self, said: Input) -> Option | None:
        """Return the option that an input comes to: tapped, typed, or a word for the bot."""
        option = self.option_of(said)
        meaning = self.meaning_of(said.text) if isinstance(said, Typed) else None
        return self.option_meant(meaning) if option is None and meaning else option

    def option_typed(self, words: str) -> Option | None:
        """Return the option that a typed message names; None where it names none."""
        return self.button_named(words)

    def button_named(self, words: str, *, by_beginning: bool = False) -> Option | None:
        """Return the option of the button that `words` name, or of the only one they begin.

        They name it in any punctuation, and with courtesies around them: "yes both pls".
        """
        said = spoken(words)
        if by_beginning:
            return _only(
                [option for label, option in self._labels if said and label.startswith(said)]
            )
        exact = next((option for label, option in self._labels if label == said), None)
        return exact or (self._named_in_short(words) if len(words) <= _LONGEST_LABEL else None)

    def _named_in_short(self, words: str) -> Option | None:
        said = {form for form in forms(bare(words)) if form}
        return _only([option for label, option in self._labels if said and bare(label) in said])

    def no_answer_in(self, words: str) -> Meaning | None:
        """Return what words that could be the answer are instead, as far as can be told."""
        if self._asked_in_words() is None:
            return None
        if self._nearly_named(words):
            return Meaning.NEARLY
        # A long answer may end with anything.
        return None if self.state.parts else self.said_alone(words)

    def _nearly_named(self, words: str) -> bool:
        """Say whether words are a button with a slip of the finger."""
        said = bare(words)
        if len(said) > _LONGEST_LABEL:
            return False
        also = (word for _, option in self._labels for word in _ALSO_TYPED.get(option, ()))
        return any(_is_nearly(said, one) for one in [*(bare(b) for b, _ in self._labels), *also])

    def option_meant(self, meaning: Meaning) -> Option | None:
        """Return the option of the card that stands that a word for the bot means, if any."""
        asks = self.kept.first.why if self.kept.waiting and meaning in _SAYS else ""
        if asks == Why.ANOTHER_CHILD:
            return self._of_next_child(meaning)
        if asks == Why.AGAIN:
            return Named.ANSWER_HERE if meaning is Meaning.YES else Named.LEAVE_OUT
        return option_meant(meaning, [tap.option for tap in self.card().taps()])

    def _of_next_child(self, meaning: Meaning) -> Option | None:
        """Return what yes or no comes to of words that name a child too; neither says whose else.

        "No" is not the child whom the words may be about.
        """
        way = self.way_to(self.kept.first.child) if self.kept.first.placed else None
        if way is None:
            return None
        return way.option if meaning is Meaning.YES else Named.LEAVE_OUT


def _is_nearly(said: str, label: str) -> bool:
    if len(label) < _SHORTEST_SLIPPED or said[:1] != label[:1]:
        return False
    most = 1 if len(label) < _LONG_LABEL else 2
    return slips(said, label, most) <= most


def _only(options: list[Option]) -> Option | None:
    return options[0] if len(set(options)) == 1 else None
