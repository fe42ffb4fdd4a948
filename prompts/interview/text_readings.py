"""What the reader found in the texts of an interview: kept as steps, found again by a digest."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from practice.evidence import READER_VERSION, Reading, look, reading_in
from practice.terms import StepKind
from prompts.forwarded import own_words_only
from prompts.guide import Guide
from prompts.interview.path import DIFFERING, LENS, PROBE, Answer
from prompts.steps import Step

Reader = Callable[[str, Reading | None], Reading]
"""Returns what a text shows; given what is kept of it, that or a reading by a newer version."""
_NOT_READ = Reading("")


@dataclass(frozen=True)
class Texts:
    """Its writer's own words in every answer in prose, and the readings by their digests."""

    own: tuple[str, ...]
    readings: Mapping[str, Reading]

    def reading(self, text: str) -> Reading:
        """Return what was found in an answer; nothing where it is not read yet."""
        return self._reading(own_words_only(text))

    @cached_property
    def shown(self) -> frozenset[str]:
        """What the texts show, or may show: nobody is asked for what they said."""
        readings = map(self._reading, self.own)
        return frozenset(found.indicator for reading in readings for found in reading.found)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The texts that are not read yet."""
        return tuple(dict.fromkeys(t for t in self.own if digest(t) not in self.readings))

    def read(self) -> list[tuple[str, Reading]]:
        """Return the texts that were read, each with its reading."""
        return [(text, self._reading(text)) for text in self.own if text not in self.unread]

    def _reading(self, own_words: str) -> Reading:
        return self.readings.get(digest(own_words), _NOT_READ)


def look_anew(text: str, kept: Reading | None) -> Reading:
    """Read a text here and now, unless the present version of the reader has read it."""
    return kept if kept is not None and kept.reader == READER_VERSION else look(text)


def digest(text: str) -> str:
    """Return by what the reading of a text is found again: it says which words were read."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def reading_step(text: str, reading: Reading) -> Step:
    """Return the step that keeps what was found in a text; sealed, for positions are private."""
    value = {"of": digest(text), **reading.as_json()}
    return Step(StepKind.READ, value=value, sealed=True)


def kept_reading(step: Step) -> Mapping[str, Reading]:
    """Return the reading that a step keeps, by the digest of its text."""
    value: Any = step.value
    return {value["of"]: reading_in(value)}


def texts_to_read(guide: Guide, answers: Mapping[tuple[str, int], Answer]) -> Iterator[str]:
    """Yield the writer's own words in every answer in prose, those off the path included."""
    for (key, _), answer in answers.items() if guide.reads_texts else ():
        is_prose = key in guide.prose or key.startswith((PROBE, LENS, DIFFERING))
        if is_prose and isinstance(answer.value, str) and not answer.skipped:
            yield own_words_only(answer.value)
