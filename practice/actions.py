"""Whether the why or how of an action says anything: a rule by closed lists (`actions.toml`).

It finds only what is sure: who ("me"), when ("in six weeks"), or nothing ("as above"). One word
that is on no list, such as a name, a place or how often, is taken to say something.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def says_nothing(text: str) -> bool:
    """Say whether an answer to why or how names only people and days, or is no answer at all."""
    plain = _ORDINAL.sub("", text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    words = _WORDS.findall(plain)
    if " ".join(words) in _lists()["no_answer"]:
        return True
    known = _words()
    return all(word.isdigit() or word in known for word in words)


@cache
def _words() -> frozenset[str]:
    lists = _lists()
    return frozenset(word for name in ("people", "days", "small") for word in lists[name])


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
