"""Reading a text: which of the indicators it shows, each with the sentence it rests on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial

from practice.evidence import contingency, surroundings
from practice.evidence.features import Features, features_alone, sentences_with_features
from practice.evidence.passages import quotable
from practice.evidence.people import Cast
from practice.evidence.reading import Bar, Found, Reading
from practice.evidence.sentences import MOST_READ, Sentence
from practice.evidence.weighing import WEIGHED, weights

READS: tuple[str, ...] = (*WEIGHED, "family_and_environment", "contingency")
READER_VERSION = "weights-1 rules-1"
_PASSAGE = 5
_SURE = 0.8
_STEP = 2


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


INDICATORS: tuple[str, ...] = tuple(
    f.name for f in fields(Evidence) if f.name != "compliance_share"
)


def read(text: str) -> Evidence:
    """Return what `text` shows by the definitions of `docs/evidence-reader.md`.

    In doubt, an indicator is not shown. Of a very long sentence a passage is quoted. At most the
    first `sentences.MOST_READ` characters are read; whatever the text, nothing is raised.
    """
    reading = look(text)
    proposed = {name: reading.proposed(name) for name in INDICATORS}
    shown = {name: text[found.start : found.end] for name, found in proposed.items() if found}
    return Evidence(**shown, compliance_share=reading.process_share)


def look(text: str) -> Reading:
    """Return every passage of `text` that shows an indicator, with where it stands.

    Whatever the text, nothing is raised.
    """
    read_as = sentences_with_features(text)
    sentences = [sentence for sentence, _ in read_as]
    shown = _weighed(read_as, Cast.of(text[:MOST_READ]))
    ruled = {
        "family_and_environment": _ruled(sentences, surroundings.names_what_they_do),
        "contingency": _ruled(sentences, contingency.names_sign_and_step),
    }
    found = {**shown, **{name: said for name, said in ruled.items() if said}}
    return Reading(
        READER_VERSION,
        tuple(Found(name, s.start, s.end, Bar.PROPOSE, _SURE) for name, s in found.items()),
    )


def _weighed(read_as: Sequence[tuple[Sentence, Features]], cast: Cast) -> dict[str, Sentence]:
    """Return what the weights find, each with the sentence or passage that speaks most for it."""
    shown: dict[str, Sentence] = {}
    for passage in _passages(read_as):
        weighed = weights().weigh([features for _, features in passage])
        for indicator, (margin, heaviest) in zip(WEIGHED, weighed, strict=True):
            if margin >= 0 and indicator not in shown:
                speaks = partial(_weight, indicator, cast)
                shown[indicator] = quotable(passage[heaviest][0], speaks)
    return shown


def _weight(indicator: str, cast: Cast, piece: Sentence) -> float:
    return weights().total(features_alone(piece, cast), indicator)


def _ruled(sentences: Sequence[Sentence], shows: Callable[[Sentence], bool]) -> Sentence | None:
    """Return the first sentence or passage that a rule finds."""
    found = next((sentence for sentence in sentences if shows(sentence)), None)
    return quotable(found, shows) if found else None


def _passages(
    sentences: Sequence[tuple[Sentence, Features]],
) -> Iterator[Sequence[tuple[Sentence, Features]]]:
    """Yield runs of neighbouring sentences: a reason and what it is for stand near one another."""
    for start in range(0, max(len(sentences) - _PASSAGE + _STEP, 1), _STEP):
        if passage := sentences[start : start + _PASSAGE]:
            yield passage
