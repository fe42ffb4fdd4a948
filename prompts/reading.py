"""Reading a supervision that was sent: agree, disagree beside it, return, strike a claim. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from prompts.buttons import button, spoken
from prompts.card import Card, Input, Tap, Tapped, Typed
from prompts.indicators import indicator_names
from prompts.interview.answers import LONG_MESSAGE, join_parts, tidy
from prompts.phrases import phrase, phrases
from prompts.steps import Json, Step

AGREED, DISAGREED, RETURNED = "agreed", "disagreed", "returned"


@dataclass(frozen=True)
class PartToRead:
    """One part of a supervision: a child's record, the looked-at list, or the personal part.

    `draft_id` is where its state is kept; `claims` are pairs of a claim's id and its indicator.
    """

    draft_id: str
    title: str
    text: str
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """One reading as its steps leave it.

    `decided`, `words` (what was said with a decision) and `struck` are by draft and claim id;
    `typed` are the messages of a long answer so far.
    """

    supervisor: str = ""
    day: str = ""
    parts: tuple[PartToRead, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    typed: tuple[str, ...] = ()
    position: str = ""
    asked: int = 0

    def here(self) -> PartToRead | None:
        """Return the part that is read now."""
        draft_id = self.position.partition(":")[2]
        return next((part for part in self.parts if part.draft_id == draft_id), None)

    def waiting(self) -> list[PartToRead]:
        """Return the parts that were not decided yet, in order."""
        return [part for part in self.parts if part.draft_id not in self.decided]


@dataclass(frozen=True)
class Decision:
    """What the practitioner decided about a part, with their words where they gave any."""

    draft_id: str
    decided: str
    text: str | None = None


@dataclass(frozen=True)
class ReadingTurn:
    """What one input comes to; `ending` is "read", "left" or "tonight"."""

    steps: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()
    decision: Decision | None = None
    strike: str | None = None
    ending: str | None = None


def _open(now: Reading, step: Step) -> Reading:
    if not isinstance(step.value, Mapping):
        return now
    context: Mapping[str, Any] = step.value
    parts = [
        PartToRead(p["draft_id"], p["title"], p["text"], tuple(map(tuple, p["claims"])))
        for p in context["parts"]
    ]
    return replace(now, supervisor=context["supervisor"], day=context["day"], parts=tuple(parts))


def _decide(now: Reading, step: Step) -> Reading:
    given: Mapping[str, Any] = step.value if isinstance(step.value, Mapping) else {}
    draft_id = step.question or ""
    return replace(
        now,
        decided={**now.decided, draft_id: str(given.get("decided"))},
        words={**now.words, draft_id: str(given.get("text") or "")},
        typed=(),
    )


_FOLDS: dict[str, Callable[[Reading, Step], Reading]] = {
    "opened": _open,
    "asked": lambda now, step: replace(now, position=step.question or "", typed=()),
    "part": lambda now, step: replace(now, typed=(*now.typed, str(step.value))),
    "answered": _decide,
    "struck": lambda now, step: replace(now, struck=now.struck | {str(step.value)}),
}


def fold(steps: Sequence[Step]) -> Reading:
    """Return where a reading stands after `steps`, all of one draft and in order."""
    now = Reading()
    for number, step in enumerate(steps, 1):
        if step.kind in _FOLDS:
            now = _FOLDS[step.kind](now, step)
        if step.kind == "asked":
            now = replace(now, asked=number)
    return now


@dataclass(frozen=True)
class _Place:
    steps: tuple[Step, ...]
    before: int = 0

    @property
    def now(self) -> Reading:
        return fold(self.steps)

    def add(self, *steps: Step) -> "_Place":
        return replace(self, steps=(*self.steps, *steps))

    def ask(self, key: str, lead: str = "") -> ReadingTurn:
        asked = self.add(Step("asked", key))
        return ReadingTurn(asked.steps[self.before :], (card_at(asked.now, lead),))

    def added(self) -> tuple[Step, ...]:
        return self.steps[self.before :]


def begin(context: Mapping[str, Json]) -> ReadingTurn:
    """Return the turn that opens a reading with its first part."""
    place = _Place((Step("opened", value=context, sealed=True),))
    now = place.now
    count = len(now.parts)
    parts = phrase("reading.parts_one") if count == 1 else phrase("reading.parts_many", count=count)
    lead = phrase("reading.begins", supervisor=now.supervisor, day=now.day, parts=parts)
    return place.ask(f"part:{now.parts[0].draft_id}", lead)


def resume(steps: Sequence[Step]) -> ReadingTurn:
    """Return the turn that makes a reading current again, at its next part."""
    place = _Place((*steps, Step("opened")), before=len(steps))
    now = place.now
    return place.ask(f"part:{now.waiting()[0].draft_id}", phrase("reading.resumed", day=now.day))


def _tap(name: str) -> Tap:
    return Tap(phrase(f"reading.buttons.{name}"), name)


def card_at(reading: Reading, lead: str = "") -> Card:
    """Return the card that a reading stands at."""
    key = reading.position.partition(":")[0]
    part = reading.here()
    if part is None:
        return Card(lead)
    if key == "part":
        return _part_card(reading, part, lead)
    if key == "strike":
        return _strike_card(reading, part, lead)
    return _words_card(reading, key, lead)


def _words_card(reading: Reading, key: str, lead: str) -> Card:
    """Ask for the words of a disagreement or a return, or for the rest of a long message."""
    ask = phrase("reading.disagree_ask")
    if key == "return":
        ask = phrase("reading.return_ask", supervisor=reading.supervisor)
    done = ((button("done"),),) if reading.typed else ()
    if reading.typed:
        ask = phrase("cards.long_more")
    rows = (*done, (_tap("back"), button("later")), (button("tonight"),))
    return Card("\n".join(line for line in (lead, ask) if line), rows)


def _standing_claims(reading: Reading, part: PartToRead) -> list[tuple[str, str]]:
    return [(claim, name) for claim, name in part.claims if claim not in reading.struck]


def _part_card(reading: Reading, part: PartToRead, lead: str) -> Card:
    number = reading.parts.index(part) + 1
    place = phrase("reading.place", number=number, total=len(reading.parts), title=part.title)
    claims = _standing_claims(reading, part)
    shows = phrase("reading.shows", indicators=indicator_names([n for _, n in claims]))
    lines = [lead, place, part.text, shows if claims else "", phrase("reading.ask")]
    strike = ((_tap("strike"),),) if claims else ()
    rows = (
        (_tap("agree"), _tap("give_back")),
        (_tap("disagree"),),
        *strike,
        (button("later"),),
        (button("tonight"),),
    )
    return Card("\n".join(line for line in lines if line), rows)


def _strike_card(reading: Reading, part: PartToRead, lead: str) -> Card:
    known = phrases("indicators")
    numbered = enumerate(part.claims)
    taps = [(Tap(known[n], f"s:{k}"),) for k, (claim, n) in numbered if claim not in reading.struck]
    text = "\n".join(line for line in (lead, phrase("reading.strike_ask")) if line)
    return Card(text, (*taps, (_tap("back"),)))


def take(steps: Sequence[Step], said: Input) -> ReadingTurn:
    """Return what one input adds to a reading, what was decided by it, and what to say."""
    place = _Place(tuple(steps), before=len(steps))
    now = place.now
    option = said.option if isinstance(said, Tapped) else _typed_option(now, said)
    part, key = now.here(), now.position.partition(":")[0]
    if option == "tonight":
        return ReadingTurn(ending="tonight")
    if option == "later" or part is None:
        return ReadingTurn((Step("left"),), ending="left")
    if key in {"disagree", "return"} and option in {None, "done"}:
        text = tidy(said.text) if isinstance(said, Typed) else ""
        return _worded(place, part, text if option is None else "", done=option == "done")
    return _tapped(place, part, option)


def _typed_option(reading: Reading, said: Input) -> str | None:
    if not isinstance(said, Typed):
        return None
    words = spoken(tidy(said.text))
    taps = [tap for row in card_at(reading).rows for tap in row]
    return next((tap.option for tap in taps if spoken(tap.label) == words), None)


def _tapped(place: _Place, part: PartToRead, option: str | None) -> ReadingTurn:
    if option == "agree":
        return _decided(place, Decision(part.draft_id, AGREED))
    if option in {"disagree", "give_back", "strike"}:
        key = "return" if option == "give_back" else option
        return place.ask(f"{key}:{part.draft_id}")
    if option == "back":
        return place.ask(f"part:{part.draft_id}")
    if option is not None and option.startswith("s:"):
        return _struck(place, part, part.claims[int(option.removeprefix("s:"))][0])
    lead = phrase("reading.unclear")
    card = card_at(place.now)
    return ReadingTurn((Step("unclear"),), (Card(f"{lead}\n{card.text}", card.rows),))


def _worded(place: _Place, part: PartToRead, text: str, *, done: bool) -> ReadingTurn:
    now = place.now
    if not text and not (done and now.typed):
        card = card_at(now, phrase("reading.text_unclear"))
        return ReadingTurn((Step("unclear"),), (card,))
    if not done and (len(text) >= LONG_MESSAGE or now.typed):
        longer = place.add(Step("part", value=text, sealed=True))
        return ReadingTurn(longer.added(), (card_at(longer.now),))
    words = join_parts(list(now.typed)) if done else text
    decided = DISAGREED if now.position.startswith("disagree") else RETURNED
    return _decided(place, Decision(part.draft_id, decided, words))


def _struck(place: _Place, part: PartToRead, claim: str) -> ReadingTurn:
    turn = place.add(Step("struck", value=claim)).ask(
        f"part:{part.draft_id}", phrase("reading.struck")
    )
    return replace(turn, strike=claim)


def _decided(place: _Place, decision: Decision) -> ReadingTurn:
    value: Json = {"decided": decision.decided, "text": decision.text}
    answered = place.add(Step("answered", decision.draft_id, value=value, sealed=True))
    waiting = answered.now.waiting()
    if waiting:
        return replace(answered.ask(f"part:{waiting[0].draft_id}"), decision=decision)
    ended = answered.add(Step("submitted"))
    return ReadingTurn(ended.added(), _ending_cards(ended.now), decision, ending="read")


def _ending_cards(reading: Reading) -> tuple[Card, ...]:
    titles = {part.draft_id: part.title for part in reading.parts}
    returned = [titles[d] for d, decided in reading.decided.items() if decided == RETURNED]
    agreed = [titles[d] for d, decided in reading.decided.items() if decided != RETURNED]
    if returned:
        words = phrase(
            "reading.done_returned", returned=", ".join(returned), supervisor=reading.supervisor
        )
        return (Card(words),)
    return (Card(phrase("reading.done", agreed=", ".join(agreed))),)
