"""Agreeing a supervision that was sent: agree, disagree beside it, return, strike a claim. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from string import ascii_lowercase

from typing_extensions import override

from practice.terms import StepKind
from prompts.agreement_state import AGREED, DISAGREED, FOLDS, RETURNED, Agreement, PartToRead
from prompts.buttons import button, packed
from prompts.card import Card, Input, Tap, Typed, Unreadable
from prompts.conversation import Conversation, Turn
from prompts.effects import ClaimStruck, PartDecided, PartsRead
from prompts.indicators import claim_line
from prompts.kept import Place, Why
from prompts.options import Named, Option, StrikeClaim
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step
from prompts.text import is_sentence, join_parts, spoken, tidy

_IN_ROW = 3

_tap = partial(button, of="agreement")


def card_at(agreement: Agreement, lead: str = "") -> Card:
    """Return the card that an agreement stands at."""
    key = agreement.position.partition(":")[0]
    part = agreement.here()
    if part is None:
        return Card(lead)
    if key in _DECISIONS:
        return _words_card(agreement, key, lead)
    return _part_card(agreement, part, lead)


def _words_card(agreement: Agreement, key: str, lead: str) -> Card:
    """Ask for the words of a disagreement or a return, or for the rest of a long message."""
    ask = phrase("agreement.disagree_ask")
    if key == "return":
        ask = phrase("agreement.return_ask", supervisor=agreement.supervisor)
    done = ((button("done"),),) if agreement.parts else ()
    if agreement.parts:
        ask = phrase("cards.long_more")
    rows = (*done, (_tap("back"), button("later")), (button("tonight"),))
    return Card.of(lead, ask, rows=rows)


def _part_card(agreement: Agreement, part: PartToRead, lead: str) -> Card:
    number = agreement.to_read.index(part) + 1
    place = phrase("agreement.place", number=number, total=len(agreement.to_read), title=part.title)
    lines = [lead, place, part.text, *_claim_lines(agreement, part), phrase("agreement.ask")]
    rows = (
        (_tap("agree"), _tap("give_back")),
        (_tap("disagree"),),
        *packed(_strikes(agreement, part), _IN_ROW),
        (button("later"),),
        (button("tonight"),),
    )
    return Card.of(*lines, rows=rows)


def _claim_lines(agreement: Agreement, part: PartToRead) -> list[str]:
    names = phrases("indicators")
    lines = [
        claim_line(
            "agreement.claim_struck" if claim in agreement.struck else "agreement.claim",
            letter,
            names[indicator],
            sentence,
        )
        for letter, (claim, indicator, sentence) in zip(ascii_lowercase, part.claims, strict=False)
    ]
    return [phrase("agreement.shows"), *lines] if lines else []


def _strikes(agreement: Agreement, part: PartToRead) -> list[Tap]:
    """Return a tap for each claim that is not struck, by the letter of its line."""
    return [
        _tap("strike", StrikeClaim(number), letter=letter)
        for number, (letter, claim) in enumerate(zip(ascii_lowercase, part.claims, strict=False))
        if claim[0] not in agreement.struck
    ]


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
        return talk._ask("part", talk.state.waiting()[0], lead)

    may_begin = False

    @override
    def own_card(self, lead: str = "") -> Card:
        return card_at(self.state, lead)

    @override
    def answered_in_words(self) -> bool:
        return self.state.position.partition(":")[0] in _DECISIONS

    @override
    def place_of(self, step: Step) -> Place | None:
        key, _, draft_id = (step.question or "").partition(":")
        part = self.state.here()
        is_open = part is not None and part.draft_id == draft_id
        return _place(key) if is_open and key in _DECISIONS else None

    @override
    def place_meant(self, words: str) -> Place | None:
        return None

    @override
    def places(self) -> list[Place]:
        return [_place(key) for key in _DECISIONS]

    @override
    def written(self, place: Place) -> str | None:
        return None

    @override
    def put(self, place: Place, words: str) -> Turn[Agreement]:
        """Return the turn that decides the part with these words."""
        part = self.state.here()
        return self._decide(part, _DECISIONS[place.key], words) if part else self.leave()

    def _ask(self, card: str, part: PartToRead, lead: str = "") -> Turn[Agreement]:
        asked = self.add(Step(StepKind.ASKED, f"{card}:{part.draft_id}"))
        return asked.turn(asked.own_card(lead))

    @override
    def option_typed(self, words: str) -> Option | None:
        """Return the option that a message names: a button's words, or a claim's letter."""
        part, said = self.state.here(), spoken(words)
        if part is not None and self.state.position.startswith("part:") and len(said) == 1:
            for tap in _strikes(self.state, part):
                if tap.label == phrase("agreement.buttons.strike", letter=said):
                    return tap.option
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

    def _decision(self) -> str:
        return _DECISIONS[self.state.position.partition(":")[0]]

    def _strike(self, part: PartToRead, claim: str) -> Turn[Agreement]:
        talk = self.add(Step(StepKind.STRUCK, value=claim))
        turn = talk._ask("part", part, phrase("agreement.struck"))
        return replace(turn, effects=(ClaimStruck(claim),))

    def _decide(self, part: PartToRead, decided: str, text: str | None = None) -> Turn[Agreement]:
        value: Json = {"decided": decided, "text": text}
        talk = self.add(Step(StepKind.ANSWERED, part.draft_id, value=value, sealed=True))
        decision = PartDecided(part.draft_id, decided, text)
        waiting = talk.state.waiting()
        if waiting:
            return replace(talk._ask("part", waiting[0]), effects=(decision,))
        ended = talk.add(Step(StepKind.SUBMITTED))
        return ended.turn(_ending_card(ended.state), effects=(decision, PartsRead()))


def _place(key: str) -> Place:
    label = phrases("agreement.words")[key]
    return Place(key, label=label, here_label=label)


_DECISIONS = {"disagree": DISAGREED, "return": RETURNED}
_CARDS: dict[Option, str] = {
    Named.DISAGREE: "disagree",
    Named.GIVE_BACK: "return",
    Named.BACK: "part",
}


def _ending_card(agreement: Agreement) -> Card:
    lines = [phrase("agreement.done")]
    for decided, key in ((AGREED, "agreement.done_agreed"), (DISAGREED, "agreement.done_differs")):
        if titles := _titles(agreement, decided):
            lines.append(phrase(key, titles=titles))
    if titles := _titles(agreement, RETURNED):
        supervisor = agreement.supervisor
        lines.append(phrase("agreement.done_returned", titles=titles, supervisor=supervisor))
    if agreement.struck:
        lines.append(phrase("agreement.done_struck", count=len(agreement.struck)))
    return Card(" ".join(lines))


def _titles(agreement: Agreement, decision: str) -> str:
    parts = [p for p in agreement.to_read if agreement.decided.get(p.draft_id) == decision]
    return ", ".join(part.title for part in parts)
