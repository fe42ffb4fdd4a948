"""The labelled texts: which there are, and reading them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HALVES = ("tuning", "held_out")


@dataclass(frozen=True)
class Labelled:
    """A text, who wrote it and what it shows by the definitions."""

    half: str
    writer: str
    text: str
    shows: frozenset[str]
    open: frozenset[str]


def labelled_file(half: str) -> Path:
    """Return the file of one of the `HALVES`."""
    return Path(__file__).with_name(f"{half}.toml")


def labelled(*halves: str) -> Iterator[Labelled]:
    """Yield the texts of some of the `HALVES`."""
    for half in halves:
        written = tomllib.loads(labelled_file(half).read_text(encoding="utf-8"))
        for writer in written["writers"]:
            for entry in writer["texts"]:
                yield Labelled(
                    half=half,
                    writer=writer["name"],
                    text=entry["text"],
                    shows=frozenset(entry["shows"]),
                    open=frozenset(entry.get("open", [])),
                )
