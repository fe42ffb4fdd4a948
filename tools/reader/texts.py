"""The labelled texts that the reader learns from and is measured on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from practice.evidence import INDICATORS
from practice.evidence.sentences import Sentence, split

TEXTS = Path(__file__).parents[2] / "tests" / "practice" / "texts"
_SHORT, _LONG = 2, 8
_DICTATED = "dictated"

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True)
class LabelledText:
    """One text, and what two readers say that it shows.

    `shows` holds the spans of every passage that shows an indicator; `open` are the indicators on
    which the readers differ: nothing is learned from them and nothing measured on them. `process`
    holds the spans of the sentences about process.
    """

    id: str
    writer: str
    author: str
    kind: str
    text: str
    shows: dict[str, Spans]
    open: frozenset[str]
    process: Spans

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences as the reader cuts them."""
        return split(self.text)

    @cached_property
    def marks(self) -> NDArray[np.bool_]:
        """Which sentence shows which indicator: (sentences, indicators)."""
        shown = [[_meets(s, self.shows.get(name, ())) for name in INDICATORS] for s in self]
        return np.array(shown, bool).reshape(-1, len(INDICATORS))

    @cached_property
    def about_process(self) -> NDArray[np.bool_]:
        """Which sentence is about process: (sentences,)."""
        return np.array([_meets(sentence, self.process) for sentence in self], bool)

    @cached_property
    def is_sure(self) -> NDArray[np.bool_]:
        """On which indicators the readers agree: (indicators,)."""
        return np.array([name not in self.open for name in INDICATORS], bool)

    @cached_property
    def truth(self) -> NDArray[np.bool_]:
        """Which indicators the text shows: (indicators,)."""
        return np.array([name in self.shows for name in INDICATORS], bool)

    @property
    def groups(self) -> tuple[str, ...]:
        """What figures are given for: all, and whether it is short, long or dictated."""
        number = len(self.sentences)
        length = ("short",) if number <= _SHORT else ("long",) if number >= _LONG else ()
        return ("all", *length, *(("dictated",) if self.kind == _DICTATED else ()))

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)


def _meets(sentence: Sentence, spans: Spans) -> bool:
    return any(sentence.start < end and start < sentence.end for start, end in spans)


def labelled_texts(folder: Path = TEXTS) -> list[LabelledText]:
    """Return every labelled text of a folder, a file a writer, in the order of the files.

    The author is who wrote and labelled the texts of several writers: the letter of the name.
    """
    return [
        _text(json.loads(line), path.stem)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _text(written: dict[str, Any], writer: str) -> LabelledText:
    return LabelledText(
        id=written["id"],
        writer=writer,
        author=writer[0],
        kind=written["kind"],
        text=written["text"],
        shows=written["shows"],
        open=frozenset(written["open"]),
        process=written["process"],
    )
