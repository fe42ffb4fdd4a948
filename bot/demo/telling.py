"""A guide answered from one end to the other: what an interview would have come to."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bot.demo.readings import read
from practice.evidence import Reading
from practice.terms import StepKind
from prompts.guide import Guide, Probe
from prompts.heard import hearing
from prompts.interview import InterviewConversation
from prompts.interview.answering import answer_step
from prompts.interview.claims import not_opened
from prompts.interview.lens_choice import next_lens
from prompts.interview.path import LENS, Answer, Slot, Walk, next_probe
from prompts.interview.quoting import QUOTE, quote_for
from prompts.interview.state import ALL_CLAIMS, CHECK, Interview
from prompts.interview.telling_beside import told_beside
from prompts.interview.text_readings import Texts, kept_reading, reading_step, texts_to_read
from prompts.kinds import KINDS
from prompts.lens import AskedLens, bank
from prompts.question import Kind, Question
from prompts.spoken_words import Meaning, meaning_of
from prompts.steps import Json, Step

Teller = Callable[[Slot], Json]
"""Returns the answer to a slot; None skips it."""


def tell(
    guide: Guide, context: Mapping[str, Json], teller: Teller, today: date
) -> InterviewConversation:
    """Return an interview told to its end, from the opening to the card that checks it.

    It goes once along the path while that is answered: the engine, which finds its place anew at
    every answer, would take a minute for the council. "N/A" skips a question, as the bot hears it.
    What a sentence tells beside itself is not asked, nor whether that is all where the next card
    offers more. Every claim is opened.
    """
    telling = _Telling(guide, context, today)
    for slot in telling.walk.slots():
        if slot.question.kind is not Kind.NOTE and slot.place not in telling.answers:
            said = teller(slot)
            go_on = telling.offered if telling.told.is_passed(slot) else telling.go_on
            go_on(slot, said)
    talk = InterviewConversation(telling.told, steps=tuple(telling.steps), reader=read)
    return _checked(talk).add(*telling.heard)


class _Telling:
    """An interview while it is told."""

    def __init__(self, guide: Guide, context: Mapping[str, Json], today: date) -> None:
        self._guide, self._context, self._today = guide, context, today
        self.answers: dict[tuple[str, int], Answer] = {}
        self._probes: list[str] = []
        self._quotes: dict[str, str] = {}
        self._lenses: dict[str, AskedLens] = {}
        self._readings: dict[str, Reading] = {}
        self.walk = Walk(
            guide, context, self.answers, self._probes, self._quotes, self._chosen_lenses()
        )
        self.steps = [Step(StepKind.OPENED, value=context, sealed=True)]
        self.heard: list[Step] = []
        self._tell_beside = {q.found_in for _, q in guide.everything_asked() if q.found_in}

    @property
    def told(self) -> Interview:
        """The interview as far as it is told."""
        return Interview(
            self._guide,
            self._context,
            self.answers,
            tuple(self._probes),
            self._quotes,
            self._lenses,
            readings=self._readings,
        )

    def go_on(self, slot: Slot, said: Json) -> None:
        """Ask a slot, and answer or skip it."""
        asked = self._ask(slot)
        word = _skipping_word(slot, said)
        value = None if word else said
        skipped = value is None and slot.question.may_skip
        self.answers[slot.place] = Answer(value, skipped)
        self.walk.values[slot.question.id] = value
        self.steps += [asked, *self.heard, _answer(slot, value, skipped), *self._beside(slot)]
        # A word is kept behind the card that came of it, which offers to take it as the answer.
        self.heard = [hearing(word, Meaning.SKIP, asked)] if word else []
        for found in _newly_read(self._guide, slot, value, self._readings):
            self._readings |= kept_reading(found)
            self.steps.append(found)
        probe = next_probe(self._guide, self._probes, slot, self.walk.applies)
        if probe:
            self._follow(probe)

    def offered(self, slot: Slot, said: Json) -> None:
        """Add another entry where the next question's card offers it, or ask on."""
        following = self._guide.following(slot.group) if slot.group else None
        if following is None or said != "add":
            return
        self.answers[slot.place] = Answer(said)
        asked = Step(StepKind.ASKED, following.id)
        self.steps += [asked, *self.heard, answer_step(slot, said)]
        self.heard = []

    def _follow(self, probe: Probe) -> None:
        self._probes.append(probe.id)
        texts = [(k, a.value) for (k, _), a in self.answers.items() if isinstance(a.value, str)]
        quote = quote_for(probe, texts, Texts((), self._readings).reading)
        self._quotes |= {probe.id: quote} if quote else {}

    def _beside(self, slot: Slot) -> Iterator[Step]:
        """Keep what an answer in words tells of others, and yield the steps that do."""
        words = self.answers[slot.place].value
        if slot.question.id in self._tell_beside and isinstance(words, str):
            for other, value in told_beside(self.told, slot, words, self._today):
                self.answers[other.place] = Answer(value)
                yield answer_step(other, value)

    def _chosen_lenses(self) -> Iterator[Question]:
        """Yield each lens as it comes to be asked: chosen by all that is told before it."""
        while chosen := next_lens(self.told, bank()):
            self._lenses[chosen.lens.id] = chosen.lens
            self._quotes |= {chosen.lens.id: chosen.quote} if chosen.quote else {}
            yield chosen.lens.question

    def _ask(self, slot: Slot) -> Step:
        quote = self._quotes.get(slot.question.id) if slot.is_probe else None
        lens = self._lenses.get(slot.question.id) if slot.key.startswith(LENS) else None
        frozen: dict[str, Json] = {"lens": lens.as_json()} if lens else {}
        frozen |= {QUOTE: quote} if quote else {}
        return Step(StepKind.ASKED, slot.key, slot.entry, frozen or None, sealed=quote is not None)


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


def _answer(slot: Slot, value: Json, skipped: bool) -> Step:
    if skipped:
        return Step(StepKind.SKIPPED, slot.key, slot.entry)
    return Step(StepKind.ANSWERED, slot.key, slot.entry, value, KINDS[slot.question.kind].is_sealed)
