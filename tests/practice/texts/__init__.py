"""The labelled texts from which the reader learned: a file a writer."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Labelled:
    """A text with the spans of what it shows, and the indicators that are in doubt."""

    id: str
    writer: str
    text: str
    shows: dict[str, list[list[int]]]
    open: list[str]


@cache
def labelled() -> tuple[Labelled, ...]:
    """Return every labelled text."""
    lines = [
        json.loads(line)
        for path in sorted(Path(__file__).parent.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return tuple(Labelled(*(line[f] for f in Labelled.__match_args__)) for line in lines)
