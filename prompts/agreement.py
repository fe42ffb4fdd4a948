"""Agreeing a supervision that was sent: agree, disagree beside it, return, strike a claim. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Self

from typing_extensions import override

from practice.terms import StepKind
from prompts.agreement_cards import ALL_CLAIMS, IN_WORDS, card_at, ending_card, part_lines
from prompts.agreement_state import AGREED, DISAGREED, FOLDS, RETURNED, Agreement, PartToRead
from prompts.another_child import other_children
from prompts.card import Card, Input, Tap, Typed, Unreadable
from prompts.conversation import Conversation, Turn
from prompts.effects import ClaimStruck, PartDecided, PartsRead
from prompts.kept import Place, Why, keeping, keeping_for_child
from prompts.options import Named, Option, PutIn, StrikeClaim
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step
from prompts.text import is_sentence, join_parts, spoken, tidy


class AgreementConversation(Conversation[Agreement]):
    """A practitioner agreeing the supervision that was sent to them."""

    folds = FOLDS

    def begin(self, context: Mapping[str, Json]) -> Turn[Agreement]:
        """Return the turn that opens it with its first part."""
        talk = self.add(Step(StepKind.OPENED, value=context, sealed=True))
        now = talk.state
        parts = len(now.to_read)
        lead = phrase("agreement.begins", supervisor=now.supervisor, day=now.day, parts=parts)
        return talk._ask("part", now.to_read[0], lead)

    @override
    def resume(self) -> Turn[Agreement]:
        talk = self.add(Step(StepKind.OPENED))
        lead = phrase("agreement.resumed", day=talk.state.day)
        waiting = talk.state.waiting()
        return talk._ask("part", waiting[0], lead) if waiting else talk.turn(talk.card(lead))

    def replied(self, words: str, above: str) -> Turn[Agreement]:
        """Return the turn for words that reply to word of it: they wait, beneath what is `above`.

        Nothing is decided by them: their writer had not read the part.
        """
        whose = self.asks_whose(words, self.asked)
        kept = self.add(whose or keeping(words, Why.NO_ANSWER, self.asked))
        return kept.turn(kept.card(above))

    @property
    @override
    def may_begin(self) -> bool:
        return not self.state.waiting()

    @override
    def own_card(self, lead: str = "") -> Card:
        return card_at(self.state, lead)

    @override
    def answered_in_words(self) -> bool:
        return self.state.position.partition(":")[0] in IN_WORDS

    @override
    def place_of(self, step: Step) -> Place | None:
        key, _, draft_id = (step.question or "").partition(":")
        part = self.state.here()
        is_open = part is not None and part.draft_id == draft_id
        return _place(key) if is_open and key in IN_WORDS else None

    @override
    def place_meant(self, words: str) -> Place | None:
        return None

    @override
    def places(self) -> list[Place]:
        """Return the two ways to decide the part in words, and every part that is still to come."""
        here, waiting = self.state.here(), self.state.waiting()
        to_come = [part for part in waiting if part is not here]
        ways = IN_WORDS if here in waiting else ()
        return [*map(_place, ways), *map(_later_place, to_come)]

    @override
    def written(self, place: Place) -> str | None:
        return self.state.told.get(place.key.removeprefix(_LATER))

    @override
    def about(self) -> str:
        part = self.state.here()
        return "\n".join([*self._said_too_late(), *([part.title] if part else [])])

    def _said_too_late(self) -> list[str]:
        """Return that a part is decided for which the words that are asked about were written."""
        number = self.kept.first.before if self.kept.waiting else None
        asked = self.steps[number - 1].question if number else None
        part = self.state.part((asked or "").partition(":")[2])
        if part is None or self.state.decided.get(part.draft_id) not in {AGREED, DISAGREED}:
            return []
        return [phrase("agreement.decided_already", title=part.title)]

    @override
    def others_named(self, words: str, asked: Step, *, unread: bool) -> tuple[list[str], str]:
        key, _, draft_id = (asked.question or "").partition(":")
        part = self.state.part(draft_id)
        if part is None or not (unread or key in IN_WORDS or is_sentence(words)):
            return [], ""
        return other_children(words, part.about, [part.text], self.state.known), part.title

    @override
    def way_to(self, child: str) -> Tap | None:
        by_key = {f"{_LATER}{part.draft_id}": part for part in self.state.waiting()}
        for number, place in enumerate(self.places(), 1):
            if place.key in by_key and child in by_key[place.key].about:
                return Tap(phrase("kept.buttons.child", name=child), PutIn(number))
        return None

    @override
    def ways_to_stay(self) -> list[Tap]:
        ways = [place for place in self.places() if place.key in IN_WORDS]
        return [Tap(place.label, PutIn(number)) for number, place in enumerate(ways, 1)]

    @override
    def put(self, place: Place, words: str) -> Turn[Agreement]:
        """Return the turn that decides the part with these words, or keeps them for a later one."""
        part = self.state.here()
        if place.key in IN_WORDS:
            return self._decide(part, IN_WORDS[place.key], words) if part else self.leave()
        later = self._joined(place, words, join_parts((self.written(place) or "", words)))
        if part is not None and place.key == f"{_LATER}{part.draft_id}":
            return later._ask("part", part, self._said_just_now())
        return later.turn(later.card(f"{self._said_just_now()} {place.added}".lstrip()))

    def _said_just_now(self) -> str:
        """Return where the same words went just before, which are about two parts; else ""."""
        before = self.steps[-2] if self.steps[-1].kind == StepKind.ASKED else None
        part = self.state.part(before.question or "") if before else None
        if part is None or before is None or before.kind != StepKind.ANSWERED:
            return ""
        return phrase(_SAID[self.state.decided[part.draft_id]], title=part.title)

    def _ask(self, card: str, part: PartToRead, lead: str = "") -> Turn[Agreement]:
        """Return the turn that asks about a part, with what was written for it before, or waits.

        Those words may decide the part, so that is shown above them.
        """
        asked = self.add(Step(StepKind.ASKED, f"{card}:{part.draft_id}"))._asked_of(part)
        told = self.state.told.get(part.draft_id) if card == "part" else None
        if told:
            brought = asked._joined(_later_place(part), None, None)
            asked = brought.add(keeping(told, Why.FOR_PART, brought.asked))
        if not asked.kept.waiting:
            return asked.turn(asked.own_card(lead))
        return asked.turn(asked.card("\n".join([lead, *part_lines(asked.state, part)]).lstrip()))

    def _asked_of(self, part: PartToRead) -> Self:
        """Return it with the words that wait asked about anew, of the part that stands now."""
        talk, here = self, self.steps[-1]
        for one in self.kept.waiting:
            others, under = talk.others_named(one.words, here, unread=False)
            step = keeping(one.words, Why.FOR_PART if one.child in part.about else Why(one.why))
            if others:
                step = keeping_for_child(one.words, talk.asked, others, under)
            value = step.value if isinstance(step.value, Mapping) else {}
            talk = talk.add(replace(step, value={**value, "instead_of": one.words}))
        return talk

    @override
    def option_typed(self, words: str) -> Option | None:
        """Return the option that a message names: a button's words, or a claim's letter."""
        said = spoken(words)
        if len(said) == 1 and not self.answered_in_words():
            words = phrase("agreement.buttons.strike", letter=said)
        return self.button_named(words)

    @override
    def tap(self, option: Option) -> Turn[Agreement]:
        part = self.state.here()
        if part is None:
            return self.leave()
        if option is Named.AGREE:
            return self._decide(part, AGREED)
        if option is Named.DONE:
            return self._decide(part, self._decision(), join_parts(self.state.parts))
        if isinstance(option, StrikeClaim):
            return self._strike(part, part.claims[option.number][0])
        return self._ask(_CARDS[option], part)

    @override
    def answer(self, said: Input, today: date) -> Turn[Agreement]:
        if isinstance(said, Unreadable):
            after, card = self.not_kept(said)
            return after.turn(card)
        part, text = self.state.here(), tidy(said.text) if isinstance(said, Typed) else ""
        if part is None:
            return self.leave()
        if not self.answered_in_words():
            return self._beside(text)
        if not text:
            return self.add(Step(StepKind.UNCLEAR)).turn(
                self.own_card(phrase("agreement.text_unclear"))
            )
        if self.is_part(text):
            longer = self.add(Step(StepKind.PART, value=text, sealed=True))
            return longer.turn(longer.own_card())
        return self._decide(part, self._decision(), text)

    def _beside(self, text: str) -> Turn[Agreement]:
        """Keep words typed beside a part, which names none of its buttons."""
        if is_sentence(text):
            return self.keep(text, Why.NO_ANSWER, self.asked)
        unclear = self.add(Step(StepKind.UNCLEAR, value=text or None, sealed=True))
        return unclear.turn(unclear.own_card().led_by(phrase("agreement.unclear")))

    @override
    def _waits_on(self, said: Input) -> Turn[Agreement]:
        words = tidy(said.text) if isinstance(said, Typed) else ""
        # What is typed meanwhile is about the part that stands there too, and goes with it.
        if words and not self.kept.waiting[-1].child and not self.asks_whose(words, self.asked):
            return self.keep_more(words)
        return super()._waits_on(said)

    @override
    def _sort(self, said: Input, option: Option | None, today: date) -> Turn[Agreement]:
        turn = super()._sort(said, option, today)
        talk = turn.conversation
        is_over = talk.steps[-1].kind == StepKind.SUBMITTED
        if talk.state.waiting() or talk.kept.waiting or is_over:
            return turn
        ended = talk.add(Step(StepKind.SUBMITTED))
        return ended.turn(ending_card(ended.state), effects=turn.effects)

    def _decision(self) -> str:
        return IN_WORDS[self.state.position.partition(":")[0]]

    def _strike(self, part: PartToRead, claim: str) -> Turn[Agreement]:
        talk = self.add(Step(StepKind.STRUCK, value=claim))
        shown = self.state.position.partition(":")[0]
        turn = talk._ask(shown, part, phrase("agreement.struck"))
        return replace(turn, effects=(ClaimStruck(claim),))

    def _decide(self, part: PartToRead, decided: str, text: str | None = None) -> Turn[Agreement]:
        value: Json = {"decided": decided, "text": text}
        talk = self.add(Step(StepKind.ANSWERED, part.draft_id, value=value, sealed=True))
        decision = PartDecided(part.draft_id, decided, text)
        waiting = talk.state.waiting()
        if waiting:
            lead = phrase(_SAID[decided], title=part.title) if text else ""
            return replace(talk._ask("part", waiting[0], lead), effects=(decision,))
        if talk.kept.waiting:
            # It is not over before each message has its place: nothing is asked once it is.
            return talk.turn(talk.card(), effects=(decision, PartsRead()))
        ended = talk.add(Step(StepKind.SUBMITTED))
        return ended.turn(ending_card(ended.state), effects=(decision, PartsRead()))


def _place(key: str) -> Place:
    label = phrases("agreement.words")[key]
    return Place(key, label=label, here_label=label)


def _later_place(part: PartToRead) -> Place:
    label = phrase("agreement.words.told", title=part.title)
    added = phrase("agreement.kept_part", title=part.title)
    return Place(f"{_LATER}{part.draft_id}", label=label, here_label=label, added=added)


_LATER = "told:"
_SAID = {DISAGREED: "agreement.beside", RETURNED: "agreement.goes_back"}
_CARDS: dict[Option, str] = {
    Named.DISAGREE: "disagree",
    Named.GIVE_BACK: "return",
    Named.BACK: "part",
    Named.SEE_ALL: ALL_CLAIMS,
}
