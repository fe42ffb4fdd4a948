"""Reading a text: which of the indicators it shows, each with the sentences it rests on.

A tagger and a linear model read every sentence where it stands; what their scores mean is in
`scales.py`. A text shows what its best sentence shows, so a long text reads no worse than a short.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from practice.evidence import explicit
from practice.evidence.reading import Bar, Found, Reading
from practice.evidence.scales import Scales, known_scales
from practice.evidence.sentences import Sentence, split, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Row = NDArray[np.float64]

READER_VERSION = "tagger-2 linear-2 words-1"
"""The version of both models and the formulas together.

A claim keeps the version of the reader that proposed it.
"""
LINEAR_VERSION = "linear-2 words-1"
"""The version of the linear model and the formulas, where they read alone."""
MOST_TAGGED = 12_000
"""So many characters at the end of a text, the newest words, are read by the tagger as well."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a text shows: for each indicator the sentence it rests on, as written, or None.

    None says "I could not find it", never that it is missing. `compliance_share` is the share of
    its sentences that are about process (0 to 1); None for a text without a sentence.
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

    In doubt, an indicator is not shown: what is returned is sure enough to propose. Of a very long
    sentence a passage is quoted.
    """
    reading = look(text)
    proposed = {name: reading.proposed(name) for name in INDICATORS}
    shown = {name: text[found.start : found.end] for name, found in proposed.items() if found}
    return Evidence(**shown, compliance_share=reading.process_share)


def look(text: str) -> Reading:
    """Return every passage of `text` that shows an indicator, with where it stands.

    Raises whatever keeps the tagger from being loaded; then `look_quickly` reads.
    """
    from practice.evidence.tagger import tagger  # noqa: PLC0415 - loaded at first need

    sentences = split(text)
    earlier = [sentence for sentence in sentences if sentence.end < len(text) - MOST_TAGGED]
    latest = sentences[len(earlier) :]
    weighed, scales = _weighed(sentences), known_scales()
    both = tagger().logits(latest) + scales.share_of_linear * weighed[len(earlier) :]
    quick, slow = weighed[: len(earlier)], weighed[len(earlier) :]
    parts = (_Part(earlier, quick, scales.linear, quick), _Part(latest, both, scales.both, slow))
    return _reading(READER_VERSION, parts)


def look_quickly(text: str) -> Reading:
    """Return what the linear model alone finds: within milliseconds, and less surely."""
    sentences = split(text)
    rows = _weighed(sentences)
    return _reading(LINEAR_VERSION, (_Part(sentences, rows, known_scales().linear, rows),))


def _weighed(sentences: Sequence[Sentence]) -> "NDArray[np.float64]":
    from practice.evidence.linear import linear  # noqa: PLC0415 - loaded at first need

    return linear().logits(sentences)


@dataclass(frozen=True)
class _Part:
    """Sentences with their scores, what those mean, and the linear model's scores beside them."""

    sentences: Sequence[Sentence]
    scores: "NDArray[np.float64]"
    scales: Scales
    linear: "NDArray[np.float64]"


def _reading(reader: str, parts: Sequence[_Part]) -> Reading:
    found = [one for part in parts for one in _found(part)]
    found += _in_so_many_words([one for part in parts for one in part.sentences], found)
    found.sort(key=lambda one: (INDICATORS.index(one.indicator), -one.sure))
    shares = [part.scales.process.sure(row[-1]) for part in parts for row in part.scores]
    share = round(sum(shares) / len(shares), 3) if shares else None
    return Reading(reader, tuple(found), share)


def _in_so_many_words(sentences: Sequence[Sentence], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the sentences that say that they set another explanation beside a reason elsewhere."""
    reasons = [one.start for one in found if one.indicator == explicit.REASON]
    proposed = {one.start for one in found if (one.indicator, one.bar) == _ANOTHER}
    for sentence in explicit.sets_beside(sentences, reasons):
        if sentence.start not in proposed:
            yield Found(explicit.NAME, sentence.start, sentence.end, Bar.PROPOSE, _SURE)


_ANOTHER = (explicit.NAME, Bar.PROPOSE)
_SURE = 0.8
"""As surely as what is proposed is right at least."""


def _found(part: _Part) -> Iterator[Found]:
    rows = zip(part.sentences, part.scores, part.linear, strict=True)
    for sentence, scores, linear_scores in rows:
        passed = list(_passed(part.scales, scores, linear_scores))
        passages = windows(sentence) if passed else []
        alone = [_weighed([passage])[0] for passage in passages] if len(passages) > 1 else []
        for at, bar in passed:
            speaks = [row[at] for row in alone]
            quoted = passages[speaks.index(max(speaks)) if speaks else 0]
            name = INDICATORS[at]
            sure = part.scales.by_indicator[name].sure(scores[at])
            yield Found(name, quoted.start, quoted.end, bar, sure)


def _passed(scales: Scales, scores: "_Row", linear_scores: "_Row") -> Iterator[tuple[int, Bar]]:
    """Yield which indicators a sentence shows, and the highest bar that each passes."""
    for at, name in enumerate(INDICATORS):
        bar = scales.by_indicator[name].passed(scores[at]) or _in_doubt(name, linear_scores[at])
        if bar:
            yield at, bar


def _in_doubt(name: str, linear_score: float) -> Bar | None:
    """Return the lower bar where the linear model comes near proposing what the tagger does not.

    In plain words of a few letters the tagger misses what the linear model sees: where the two
    differ, nobody is asked for it, and nothing is proposed.
    """
    return Bar.SAID if linear_score >= known_scales().linear.by_indicator[name].halfway else None
