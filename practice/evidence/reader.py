"""Reading a text: which of the indicators it shows, each with the sentence it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice.evidence.features import Features, sentences_with_features
from practice.evidence.sentences import Sentence
from practice.evidence.weighing import READS, weights

READER_VERSION = "weights-1"
_PASSAGE = 5
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


def read(text: str) -> Evidence:
    """Return what `text` shows by the definitions of `docs/evidence-reader.md`.

    In doubt, an indicator is not shown. At most the first `sentences.MOST_READ` characters are
    read; whatever the text, nothing is raised.
    """
    shown: dict[str, str] = {}
    for passage in _passages(sentences_with_features(text)):
        weighed = weights().weigh([features for _, features in passage])
        for indicator, (margin, heaviest) in zip(READS, weighed, strict=True):
            if margin >= 0:
                shown.setdefault(indicator, passage[heaviest][0].text)
    return Evidence(
        child_voice=shown.get("child_voice"),
        why=shown.get("why"),
        own_practice=shown.get("own_practice"),
        impact=shown.get("impact"),
    )


def _passages(
    sentences: Sequence[tuple[Sentence, Features]],
) -> Iterator[Sequence[tuple[Sentence, Features]]]:
    """Yield runs of neighbouring sentences: a reason and what it is for stand near one another."""
    for start in range(0, max(len(sentences) - _PASSAGE + _STEP, 1), _STEP):
        if passage := sentences[start : start + _PASSAGE]:
            yield passage
