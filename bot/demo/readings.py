"""What the reader finds in the council's texts, kept beside them: reading all takes a while.

`python -m tools.demo_readings` makes it anew, after a change to the texts or to the reader. What is
not in it, or is by another version of the reader, is read here and now.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from practice.evidence import READER_VERSION, Reading, look, reading_in
from prompts.digest_cache import DigestCache
from prompts.interview.text_readings import digest

FILE = Path(__file__).with_name("readings.json")
# The council says the same again and again.
_READINGS: DigestCache[Reading] = DigestCache(8192)


def read(text: str, _kept: Reading | None = None) -> Reading:
    """Return what is found in a text, as `practice.evidence.look` does."""
    return _READINGS.get(text, lambda: known(text) or look(text))


def known(text: str) -> Reading | None:
    """Return what the present reader found in a text when the file was made; None where unknown."""
    kept = _kept_readings()
    found = kept["readings"].get(name_of(text)) if kept["reader"] == READER_VERSION else None
    return reading_in({"reader": READER_VERSION, **found}) if found else None


def name_of(text: str) -> str:
    """Return the name of a text in the file: the beginning of its digest."""
    return digest(text)[:20]


@cache
def _kept_readings() -> Mapping[str, Any]:
    kept: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
