"""A guide answered from one end to the other: what an interview would have come to."""

from collections.abc import Callable, Mapping

from bot.demo.readings import read
from practice.evidence import Reading
from practice.terms import StepKind
from prompts.guide import Guide, Kind
from prompts.heard import hearing
from prompts.interview import InterviewConversation
from prompts.interview.claims import not_opened
from prompts.interview.path import Answer, Slot, Walk, next_probe
from prompts.interview.quoting import QUOTE, quote_for
from prompts.interview.state import ALL_CLAIMS, CHECK, Interview
from prompts.interview.text_readings import Texts, kept_reading, reading_step, texts_to_read
from prompts.kinds import KINDS
from prompts.spoken_words import Meaning, meaning_of
from prompts.steps import Json, Step

Teller = Callable[[Slot], Json]
"""Returns the answer to a slot; None skips it."""


def tell(guide: Guide, context: Mapping[str, Json], teller: Teller) -> InterviewConversation:
    """Return an interview told to its end, from the opening to the card that checks it.

    It goes once along the path while that is answered: the engine, which finds its place anew at
    every answer, would take a minute for the council. "N/A" skips a question, as the bot hears it.
    Every claim is opened.
    """
    answers: dict[tuple[str, int], Answer] = {}
    probes: list[str] = []
    quotes: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    walk = Walk(guide, context, answers, probes, quotes)
    steps = [Step(StepKind.OPENED, value=context, sealed=True)]
    heard: list[Step] = []
    for slot in walk.slots():
        if slot.question.kind is Kind.NOTE:
            continue
        said = teller(slot)
        asked = _ask(slot, quotes)
        word = _skipping_word(slot, said)
        value = None if word else said
        skipped = value is None and slot.question.may_skip
        answers[slot.place] = Answer(value, skipped)
        walk.values[slot.question.id] = value
        steps += [asked, *heard, _answer(slot, value, skipped)]
        # A word is kept behind the card that came of it, which offers to take it as the answer.
        heard = [hearing(word, Meaning.SKIP, asked)] if word else []
        for found in _newly_read(guide, slot, value, readings):
            readings |= kept_reading(found)
            steps.append(found)
        probe = next_probe(guide, probes, slot, walk.applies)
        if probe:
            probes.append(probe.id)
            texts = [(k, a.value) for (k, _), a in answers.items() if isinstance(a.value, str)]
            quote = quote_for(probe, texts, Texts((), readings).reading)
            quotes |= {probe.id: quote} if quote else {}
    told = Interview(guide, context, answers, tuple(probes), quotes, readings=readings)
    talk = InterviewConversation(told, steps=tuple(steps), reader=read)
    return _checked(talk).add(*heard)


def _checked(talk: InterviewConversation) -> InterviewConversation:
    """Return an interview at its check card, every claim behind it opened."""
    shown = talk.add(Step(StepKind.ASKED, CHECK))
    opens = (ALL_CLAIMS, CHECK) if not_opened(shown.state) else ()
    return shown.add(*(Step(StepKind.ASKED, card) for card in opens))


def _newly_read(
    guide: Guide, slot: Slot, value: Json, readings: Mapping[str, Reading]
) -> list[Step]:
    """Return what keeps the reading of an answer in words; none where it was read before."""
    new = {slot.place: Answer(value)} if slot.takes_words else {}
    texts = Texts(tuple(texts_to_read(guide, new)), readings)
    return [reading_step(text, read(text)) for text in texts.unread]


def _skipping_word(slot: Slot, said: Json) -> str:
    """Return what is said where the bot hears it as a wish to skip the question; else ""."""
    is_typed = slot.question.kind is Kind.TEXT and slot.question.may_skip
    words = said if is_typed and isinstance(said, str) else ""
    return words if words and meaning_of(words) is Meaning.SKIP else ""


def _ask(slot: Slot, quotes: Mapping[str, str]) -> Step:
    quote = quotes.get(slot.question.id) if slot.is_probe else None
    frozen: Json = {QUOTE: quote} if quote else None
    return Step(StepKind.ASKED, slot.key, slot.entry, frozen, sealed=quote is not None)


def _answer(slot: Slot, value: Json, skipped: bool) -> Step:
    if skipped:
        return Step(StepKind.SKIPPED, slot.key, slot.entry)
    return Step(StepKind.ANSWERED, slot.key, slot.entry, value, KINDS[slot.question.kind].is_sealed)
