"""Sentences that say in so many words that they set a second explanation beside a first.

Hardly a labelled text has the formula that forms and guides teach ("Another explanation is that
..."), so no model learned it. It shows nothing by itself: a reason must stand before it.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from practice.evidence.sentences import Sentence

NAME, REASON = "other_explanation", "why"
_FEWEST = 2
"""So many words explain something."""
_BEFORE = 4
"""So many words before the formula may take it back."""


def sets_beside(sentences: Sequence[Sentence], reasons: Collection[int]) -> Iterator[Sentence]:
    """Yield the sentences of a text that set another explanation beside one.

    `reasons` are where passages start that were found to give a reason; words that do so in plain
    sight, before the formula, are one too.
    """
    gives_one = False
    for sentence in sentences:
        low = " ".join(sentence.low.split())
        elsewhere = any(not sentence.start <= start < sentence.end for start in reasons)
        for before, behind in _halves(low):
            has_reason = gives_one or elsewhere or _reasons().search(before)
            if has_reason and _explains(before, behind):
                yield sentence
                break
        gives_one = gives_one or bool(_reasons().search(low))


def _halves(low: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each formula of a sentence and what stands behind it."""
    for found in _any_of("says").finditer(low):
        yield low[: found.start()], low[found.end() :]


def _explains(before: str, behind: str) -> bool:
    told = behind.strip(" ,:;-\u2013\u2014\"\u201c'\u2018")
    is_empty = len(told.split()) < _FEWEST or told.endswith("?") or _any_of("empty").match(told)
    return not is_empty and not _any_of("denies").search(" ".join(before.split()[-_BEFORE:]))


def _reasons() -> re.Pattern[str]:
    return _any_of("reasons")


@cache
def _any_of(name: str) -> re.Pattern[str]:
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(written[NAME][name])})(?!\w)")
