"""A guide walked through in memory, as a person would be asked it; nothing is stored.

Like every conversation it is a fold of inputs: a walk is its guide, what is filled in and what was
said so far, and is made anew from these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from practice.access import Visibility
from prompts import effects
from prompts.card import Card, Input, Tap, Tapped, Typed
from prompts.conversation import Turn
from prompts.effects import Effect
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.interview import InterviewConversation
from prompts.interview.path import BY_CHILD
from prompts.interview.state import Interview
from prompts.interview.text_readings import Reader, look_anew
from prompts.phrases import phrase, phrases
from prompts.question import Kind
from prompts.steps import Json

_NEVER_BEFORE = {"last_action_count": "0", "outcome_count": "0", "act_by_passed": "no"}
_NOTHING_BEFORE = (
    *("last_on", "last_plan", "act_by", "moved_question", "moved_on", "meant_to_say", "meant_on"),
)


class UnfillableError(PromptsError):
    """A name cannot be filled in for a walk; its words are the sentence that says why."""


@dataclass(frozen=True)
class Entry:
    """Something said in a walk, and by whom: the person, or the guide."""

    by_person: bool
    text: str


@dataclass(frozen=True)
class Walk:
    """A walk as far as it has come: what was said, what can be tapped now, and how much was done.

    `is_over` says that nothing more can be said in it.
    """

    entries: tuple[Entry, ...]
    card: Card
    is_over: bool = False
    typed: int = 0
    tapped: int = 0

    def taps(self) -> list[Tap]:
        """Return what can be tapped now."""
        return [] if self.is_over else list(self.card.taps())


@dataclass(frozen=True)
class Walker:
    """Walks along one guide. `context` is what is filled in; `tonight` whom to ring."""

    guide: Guide
    context: Mapping[str, Json]
    today: date
    tonight: str = ""
    reader: Reader = look_anew

    def walk(self, said: Sequence[Input]) -> Walk:
        """Return the walk after these inputs; what fits no card is passed over."""
        turn = InterviewConversation(Interview(self.guide), reader=self.reader).begin(self.context)
        walk = Walk(tuple(self._entries(turn)), turn.cards[-1])
        for one in said:
            if not walk.is_over and (entry := _entry(walk.card, one)):
                turn = turn.conversation.take(one, self.today)
                walk = self._after(walk, turn, entry)
        return walk

    def _after(self, walk: Walk, turn: Turn[Interview], said: Entry) -> Walk:
        is_over = any(not isinstance(one, effects.ShowDutyNumber) for one in turn.effects)
        is_tap = said in {Entry(by_person=True, text=tap.label) for tap in walk.card.taps()}
        return replace(
            walk,
            entries=(*walk.entries, said, *self._entries(turn)),
            card=turn.conversation.card() if not turn.cards else turn.cards[-1],
            is_over=is_over,
            typed=walk.typed + (not is_tap),
            tapped=walk.tapped + is_tap,
        )

    def _entries(self, turn: Turn[Interview]) -> Iterator[Entry]:
        for card in turn.cards:
            yield Entry(by_person=False, text=card.text)
        for effect in turn.effects:
            yield Entry(by_person=False, text=self._told(effect))

    def _told(self, effect: Effect) -> str:
        match effect:
            case effects.ShowDutyNumber():
                return self.tonight
            case effects.ReflectionSent():
                is_shared = effect.visibility == Visibility.SHARED
                return phrase("guides.preview.shared" if is_shared else "guides.preview.kept")
            case _:
                return phrase(f"guides.preview.{_TOLD.get(type(effect), 'elsewhere')}")


_TOLD: Mapping[type[Effect], str] = {
    effects.DraftLeft: "left",
    effects.DraftDiscarded: "discarded",
    effects.QuestionAsked: "discarded",
    effects.RecordSent: "sent",
    effects.PartFinished: "part_finished",
    effects.PartDropped: "part_dropped",
}


def _entry(card: Card, said: Input) -> Entry | None:
    """Return what a person said, as it is read; None of what cannot be said at this card."""
    match said:
        case Typed():
            return Entry(by_person=True, text=said.text) if said.text.strip() else None
        case Tapped():
            label = next((tap.label for tap in card.taps() if tap.option == said.option), None)
            return Entry(by_person=True, text=label) if label is not None else None
        case _:
            return None


# --- what is filled in ---


def example(
    guide: Guide, today: date, given: Mapping[str, str] | None = None, *, first_time: bool = False
) -> dict[str, Json]:
    """Return the invented context with which a walk begins; `given` replaces some of its names.

    `first_time` says that nothing came before. Raises UnfillableError for a name that the guide
    does not fill in, or a value that does not fit it.
    """
    invented = _invented(first_time=first_time)
    chosen = {name: _read(guide, name, text, invented) for name, text in (given or {}).items()}
    filled: dict[str, Json] = dict.fromkeys(guide.names, "")
    filled |= {name: _value(text) for name, text in invented.items()} | chosen
    actions, outcomes = filled["last_action_count"], filled["outcome_count"]
    filled["last_actions"] = _entries(phrases("guides.example.last_actions"), actions)
    filled["last_outcomes"] = _entries(phrases("guides.example.last_outcomes"), outcomes)
    others = [ref.strip() for ref in invented["other_children"].split(",")]
    filled["children"] = [str(filled["child"]), *others]
    if guide.ends == "share":
        # A reflection asks which child it is about, and knows some of its names from that.
        known = {name: filled.pop(name) for name in guide.names}
        filled[BY_CHILD] = {str(filled["child"]): known}
        filled |= {"child": None, "held_on": today.isoformat(), "families": {}}
    elif guide.is_sent:
        filled |= {"held_on": today.isoformat(), "families": {}}
        # Whoever begins it knows which child, or is asked; an audit is of no child.
        filled["child"] = filled["child"] if "child" in guide.names else None
        filled["children"] = filled["children"] if _asks_child(guide) else []
    return filled


def _asks_child(guide: Guide) -> bool:
    return any(question.kind is Kind.CHILD for _, question in guide.questions())


def fillable(guide: Guide, *, first_time: bool = False) -> dict[str, str]:
    """Return the names that a guide fills in, each with the text of what is invented for it."""
    invented = _invented(first_time=first_time)
    return {name: invented.get(name, "") for name in guide.names}


def _invented(*, first_time: bool) -> dict[str, str]:
    never = {**_NEVER_BEFORE, **dict.fromkeys(_NOTHING_BEFORE, "")} if first_time else {}
    return {**phrases("guides.example"), **never}


def _read(guide: Guide, name: str, text: str, invented: Mapping[str, str]) -> Json:
    if not guide.names:
        raise UnfillableError(phrase("guides.preview.fills_nothing"))
    if name not in guide.names:
        known = ", ".join(guide.names)
        raise UnfillableError(phrase("guides.preview.no_name", name=name, known=known))
    if not text.strip():
        return None
    like, value = _value(invented.get(name, "")), _value(text.strip())
    if type(value) is not type(like) and not isinstance(like, str):
        written = {"value": text, "name": name, "example": invented[name]}
        raise UnfillableError(phrase("guides.preview.no_value", **written))
    return text.strip() if isinstance(like, str) else value


def _value(text: str) -> Json:
    if text in {phrase("guides.words.yes"), phrase("guides.words.no")}:
        return text == phrase("guides.words.yes")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else text


_MOST_DIGITS = 3
"""A count has fewer digits: so many actions or outcomes nobody has."""


def _entries(entry: Mapping[str, str], count: Json) -> list[Json]:
    how_many = count if isinstance(count, int) else 0
    said = {name: _value(text) for name, text in entry.items()}
    return [{"id": str(number), **said} for number in range(how_many)]
