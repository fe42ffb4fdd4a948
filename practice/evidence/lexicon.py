"""The reader's word lists (`words.toml`, `rules.toml`), made into patterns."""

import re
import tomllib
from functools import cache
from pathlib import Path

_APART = r"[\s,/-]+"
_GAP = rf"(?:{_APART}[\w'&]+){{0,4}}?"


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of one list in lower-case text."""
    phrases = "|".join(_phrase(written) for written in _lists()[section][name])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return one list of single words."""
    return frozenset(_lists()[section][name])


def found(section: str, name: str, low: str) -> bool:
    """Say whether any phrase of one list stands in `low`."""
    return pattern(section, name).search(low) is not None


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    files = [Path(__file__).with_name(name) for name in ("words.toml", "rules.toml")]
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return {section: lists for written in read for section, lists in written.items()}


def _phrase(written: str) -> str:
    phrase = ""
    for piece in written.split():
        letters = re.escape(piece).replace("'", "'?").replace(r"\*", r"[\w']*")
        phrase += _GAP if piece == "~" else (_APART if phrase else "") + letters
    return phrase
