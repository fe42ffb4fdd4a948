"""A reader that finds what it is told to: conversations are tested, and not the model behind them.

`found_sentences.toml` lists sentences by what they show: `[propose]` surely enough to propose it,
`[said]` only surely enough not to ask for it. A reader that is learned anew changes no
conversation that was agreed.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.evidence_reader import EvidenceReader
from practice.evidence import Bar, Found, Reading

VERSION = "sentences of the tests"
_SURE = {Bar.PROPOSE: 0.9, Bar.SAID: 0.4}


def look(text: str) -> Reading:
    """Return where the listed sentences stand in a text: what is proposed first, then in order."""
    found = [
        Found(indicator, start, _end(text, start + len(sentence)), bar, _SURE[bar])
        for bar, indicator, sentence in _sentences()
        if (start := text.find(sentence)) >= 0
    ]
    return Reading(VERSION, tuple(sorted(found, key=lambda f: (-f.sure, f.start, -f.end))))


def at_once() -> EvidenceReader:
    """Return it as the dialogue asks it, read while its caller waits."""
    return EvidenceReader.at_once(look, version=VERSION)


def _end(text: str, end: int) -> int:
    """Return where a sentence ends: after its full stop, if it has one."""
    return end + 1 if text[end : end + 1] in {".", "!", "?"} else end


@cache
def _sentences() -> tuple[tuple[Bar, str, str], ...]:
    listed = tomllib.loads(Path(__file__).with_name("found_sentences.toml").read_text("utf-8"))
    return tuple(_listed(listed))


def _listed(bars: dict[str, dict[str, list[str]]]) -> Iterator[tuple[Bar, str, str]]:
    for bar, indicators in bars.items():
        for indicator, sentences in indicators.items():
            yield from ((Bar(bar), indicator, sentence) for sentence in sentences)
