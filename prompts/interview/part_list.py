"""The list of an interview's parts, with what is missing in each. Pure."""

from collections.abc import Sequence

from prompts.buttons import button, packed
from prompts.card import Card, Passage, Role, Tap
from prompts.interview.cards import of_child
from prompts.interview.missing import is_missing
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.options import Named, ToPart
from prompts.phrases import phrase
from prompts.text import shortened

IN_PART = "in_part"
"""In what an asking freezes: it goes on to what else is missing in the same part."""

_NAME = 40


def parts_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that lists the parts that ask something, each with what is missing in it."""
    title = of_child(interview, phrase("parts.title"))
    titles = {number: _title(interview, number) for number in _parts(interview)}
    lines = [_line(interview, number, name) for number, name in titles.items()]
    rows = (
        *packed([Tap(name, ToPart(number + 1)) for number, name in titles.items()]),
        (button("go_back", Named.GO_BACK, of="parts"), button("later")),
    )
    names = [Passage(Role.NAME, f"{name}:") for name in titles.values()]
    text = Card.of(lead, title, *lines).text
    return Card(text, rows, (Passage(Role.PLACE, title), *names))


def slots_of(interview: Interview, part: int) -> list[Slot]:
    """Return the slots of a part, by number from 0, that take an answer."""
    return [slot for slot in interview.questions() if slot.part == part]


def missing_of(interview: Interview, slots: Sequence[Slot]) -> list[Slot]:
    """Return those slots that hold no answer: not asked yet, or skipped."""
    return [s for s in slots if is_missing(interview, s) and not s.asks_for_more]


def next_in_part(interview: Interview, slot: Slot) -> Slot | None:
    """Return what is missing next in the part of `slot`, for whoever went there."""
    if not interview.detail.get(IN_PART):
        return None
    slots = slots_of(interview, slot.part)
    places = [other.place for other in slots]
    after = places.index(slot.place) + 1 if slot.place in places else 0
    return next(iter(missing_of(interview, slots[after:])), None)


def _parts(interview: Interview) -> list[int]:
    return sorted({slot.part for slot in interview.questions()})


def _title(interview: Interview, part: int) -> str:
    title = interview.guide.parts[part].title
    return phrase("parts.name", number=part + 1, title=title)


def _line(interview: Interview, part: int, name: str) -> str:
    slots = slots_of(interview, part)
    missing = missing_of(interview, slots)
    if len(missing) == len([slot for slot in slots if not slot.asks_for_more]):
        return phrase("parts.empty", name=name)
    named = dict.fromkeys(shortened(s.question.short or s.question.ask, _NAME) for s in missing)
    if not named:
        return phrase("parts.whole", name=name)
    return phrase("parts.missing", name=name, missing=" · ".join(named))
