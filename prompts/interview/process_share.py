"""What share of a record's sentences is about process, as the reader estimated it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from practice.evidence import Reading, passages_of
from prompts.forwarded import own_words_only
from prompts.interview.state import Interview
from prompts.question import Keeps


class ProcessShare(NamedTuple):
    """The share (0 to 1) that a version of the reader found in so many sentences."""

    reader: str
    share: float
    sentences: int


def process_shares(interview: Interview) -> list[ProcessShare]:
    """Return the share of a record's own sentences that is about process, by version of the reader.

    Each text counts with the number of its sentences. Nothing where no reading has a share. What
    is to be done is left out: an action is about process because it was asked for.
    """
    read: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for text, reading in _read(interview):
        sentences = len(passages_of(text))
        if reading.process_share is not None and sentences:
            read[reading.reader].append((min(max(reading.process_share, 0), 1), sentences))
    return [ProcessShare(reader, *_weighted(texts)) for reader, texts in read.items()]


def _read(interview: Interview) -> Iterator[tuple[str, Reading]]:
    for slot, answer in interview.answered():
        is_action = slot.group is not None and slot.group.keeps is Keeps.ACTIONS
        if slot.takes_words and isinstance(answer.value, str) and not is_action:
            yield own_words_only(answer.value), interview.texts.reading(answer.value)


def _weighted(texts: list[tuple[float, int]]) -> tuple[float, int]:
    total = sum(sentences for _, sentences in texts)
    share = sum(share * sentences for share, sentences in texts) / total
    # A sum of fractions may miss what it lies between by the last digit.
    low, high = min(texts)[0], max(texts)[0]
    return min(max(share, low), high), total
