"""The kinds of wording a sentence holds (`cues.toml`), found word by word."""

import tomllib
from functools import cache
from pathlib import Path

_LONGEST_PHRASE = 4
_SHORTEST_STEM = 3


def cues(words: list[str]) -> set[str]:
    """Return the names of the cues in a row of lower-case words without apostrophes."""
    phrases, stems = _cues_by_phrase()
    found: set[str] = set()
    for at, word in enumerate(words):
        for length in range(1, _LONGEST_PHRASE + 1):
            found.update(phrases.get(" ".join(words[at : at + length]), ()))
        for length in range(_SHORTEST_STEM, len(word) + 1):
            found.update(stems.get(word[:length], ()))
    return found


@cache
def _cues_by_phrase() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return, by phrase and by stem, the cues each belongs to."""
    written = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
    phrases: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for cue, entries in written.items():
        for entry in entries:
            into = stems if entry.endswith("*") and " " not in entry else phrases
            key = entry.rstrip("*")
            into[key] = (*into.get(key, ()), cue)
    return phrases, stems
