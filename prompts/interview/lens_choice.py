"""Which lens is asked next: what the words call for first, then what is shown least. Pure.

In this order: the child's voice where nobody has been heard; what the words or the facts call for,
by worth; then, for a few, what this pair was asked least in the last months, and of that what their
records show least. None that this child was asked in the last two records, and none for what the
words already show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from practice.evidence import passages_of
from prompts.conditions import holds
from prompts.guide import Part
from prompts.interview.claims import shown_beside
from prompts.interview.family import asked_here
from prompts.interview.state import Interview
from prompts.lens import WORDS, AskedLens, Lens
from prompts.steps import Json
from prompts.text import quoted

RECENT, SELDOM, USES = "recent_lenses", "seldom_shown", "lens_uses"
"""In what a part is opened with: lenses asked of the child in the last two records; indicators by
how seldom the pair's records show them; how often the pair was asked each lens."""
_CHILD = "child_voice"


@dataclass(frozen=True)
class Chosen:
    """A lens that is asked now, and the words that it quotes, if any."""

    lens: AskedLens
    quote: str | None = None


def next_lens(now: Interview, lenses: Sequence[Lens]) -> Chosen | None:
    """Return the lens to ask next in the part that stands; None where it is time to go on."""
    part = _thinking(now)
    asked = asked_here(now.answers, now.lenses)
    if part is None or len(asked) >= part.lenses or now.enough:
        return None
    choice = _Choice(now, part)
    may = [lens for lens in lenses if choice.may_ask(lens)]
    by_turn = sorted((lens for lens in may if lens.takes_turns), key=choice.turn)
    # One that seeks the child's voice can be asked only where nobody was heard.
    unheard = (lens for lens in by_turn if lens.seeks == _CHILD)
    called = (lens for lens in may if choice.is_called(lens))
    for lens in chain(unheard, called):
        return choice.chosen(lens, called=True)
    return choice.chosen(by_turn[0], called=False) if by_turn and choice.has_turns else None


def _thinking(now: Interview) -> Part | None:
    """Return the part in which the next lens would be asked; None before it and after it.

    It is over once anything behind it was asked: who goes back there is not asked more.
    """
    if now.guide.thinking is None:
        return None
    number, part = now.guide.thinking
    waits = [s for s in now.open_slots() if s.part <= number]
    here = (now.position, now.entry)
    behind = [s for s in now.questions() if s.part > number]
    known = {place for place, answer in now.answers.items() if not answer.family}
    is_over = any(s.place in known or s.place == here for s in behind)
    return None if waits or is_over else part


class _Choice:
    """What is known of the words and the child while a lens is chosen."""

    def __init__(self, now: Interview, part: Part) -> None:
        self._now, self._part = now, part
        # What tells of no child, as what was in a task's way (`shows = []`), calls for nothing.
        told = [(s, a) for s, a in now.answered() if s.takes_words and s.question.shows != ()]
        self._texts = [str(answer.value) for _, answer in told]
        plain = {k: v for k, v in now.context.items() if not isinstance(v, list | tuple | Mapping)}
        self._values: dict[str, Json] = {**plain, WORDS: "\n".join(self._texts)}
        self._shown = now.texts.shown | shown_beside(now)
        self._sought = {asked.shows[0] for asked in now.lenses.values() if asked.shows}

    def may_ask(self, lens: Lens) -> bool:
        known = {*self._now.lenses, *_listed(self._now, RECENT)}
        is_said = lens.seeks in self._shown and not lens.even_if_shown
        is_sought = lens.seeks in self._sought
        if lens.id in known or is_said or is_sought:
            return False
        return lens.when is None or self._holds(lens.when)

    def is_called(self, lens: Lens) -> bool:
        calls = lens.calls is not None and self._holds(lens.calls)
        return calls or self._sentence(lens) is not None

    def chosen(self, lens: Lens, *, called: bool) -> Chosen:
        said = self._sentence(lens)
        quote = quoted(said) if said else None
        return Chosen(AskedLens.of(lens, called=called), quote)

    @property
    def has_turns(self) -> bool:
        """Whether another lens may be asked that nothing calls for."""
        here = asked_here(self._now.answers, self._now.lenses)
        taken = sum(not asked.called for asked in here)
        return taken < self._part.unprompted

    def turn(self, lens: Lens) -> tuple[int, int]:
        """Return what a lens takes its turn by: what was asked least, then what is shown least.

        What is shown least alone would ask the same few again and again.
        """
        seldom, uses = _listed(self._now, SELDOM), self._now.context.get(USES)
        rank = seldom.index(lens.seeks) if lens.seeks in seldom else len(seldom)
        used = uses.get(lens.id) if isinstance(uses, Mapping) else None
        return used if isinstance(used, int) else 0, rank

    def _holds(self, condition: str) -> bool:
        return holds(condition, self._values, self._shown)

    def _sentence(self, lens: Lens) -> str | None:
        """Return the first sentence for which a lens asks; None where there is none."""
        if lens.sentence is None:
            return None
        return next((s for s in self._sentences if self._asks_about(lens.sentence, s)), None)

    @cached_property
    def _sentences(self) -> Sequence[str]:
        return [sentence for text in self._texts for sentence in passages_of(text)]

    def _asks_about(self, condition: str, sentence: str) -> bool:
        return holds(condition, {**self._values, WORDS: sentence}, self._shown)


def _listed(now: Interview, name: str) -> list[str]:
    listed = now.context.get(name)
    return [str(one) for one in listed] if isinstance(listed, list | tuple) else []
