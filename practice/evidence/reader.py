"""Reading a text: which of the indicators it shows, each with the sentence it rests on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from practice.evidence import child_voice, impact, own_practice, why
from practice.evidence.people import Cast
from practice.evidence.scene import Scene
from practice.evidence.sentences import MOST_READ, Sentence, joined, split

READER_VERSION = "rules-1"
READS: tuple[str, ...] = ("child_voice", "why", "own_practice", "impact")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a text shows: for each indicator the sentence it rests on, as written, or None.

    Only the indicators in `READS` are read so far. For all others None says nothing: nobody
    looked. For those read it says "I could not find it", never that it is missing.
    `compliance_share` is None until it is read.
    """

    child_voice: str | None = None
    seen_alone: str | None = None
    why: str | None = None
    other_explanation: str | None = None
    family_and_environment: str | None = None
    research: str | None = None
    chronology: str | None = None
    agency_trail: str | None = None
    contingency: str | None = None
    rationale: str | None = None
    own_practice: str | None = None
    changed_view: str | None = None
    impact: str | None = None
    compliance_share: float | None = None


def read(text: str) -> Evidence:
    """Return what `text` shows by the definitions of `docs/evidence-reader.md`.

    In doubt, an indicator is not shown. At most the first `sentences.MOST_READ` characters are
    read; whatever the text, nothing is raised.
    """
    sentences = split(text)
    scenes = list(_scenes(sentences, Cast.of(text[:MOST_READ])))
    wholes = [*sentences, *_pairs(text, sentences)]
    return Evidence(
        child_voice=_first([scene.sentence for scene in scenes if child_voice.shows(scene)]),
        why=_first([scene.sentence for scene in scenes if why.shows(scene)]),
        own_practice=_first(_showing(own_practice.shows, wholes)),
        impact=_first(_showing(impact.shows, wholes)),
    )


def _scenes(sentences: list[Sentence], cast: Cast) -> Iterator[Scene]:
    for at, sentence in enumerate(sentences):
        before = sentences[at - 1] if at else None
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        yield Scene(sentence, before, after, cast)


def _pairs(text: str, sentences: list[Sentence]) -> Iterator[Sentence]:
    for first, second in pairwise(sentences):
        yield joined(text, first, second)


def _showing(shows: Callable[[str], bool], sentences: list[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if shows(sentence.low)]


def _first(sentences: list[Sentence]) -> str | None:
    return sentences[0].text if sentences else None
