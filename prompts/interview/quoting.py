"""The writer's own words that a follow-up quotes."""

from collections.abc import Iterable

from practice.evidence import passages_of
from prompts.conditions import holds, names_in
from prompts.guide import Probe
from prompts.interview.indicators import indicators_in
from prompts.placeholders import placeholders
from prompts.text import quoted

QUOTE = "quote"


def quote_for(probe: Probe, texts: Iterable[tuple[str, str]]) -> str | None:
    """Return the words that a probe quotes, in quotation marks; None where it has none to quote.

    `texts` are the answers so far, each with its question's key, in their order.
    """
    if QUOTE not in placeholders(probe.ask):
        return None
    found = (_shown if probe.quotes else _called_for)(probe, texts)
    return quoted(found) if found else None


def _shown(probe: Probe, texts: Iterable[tuple[str, str]]) -> str | None:
    found = (indicators_in(text).get(probe.quotes or "") for _, text in texts)
    return next(filter(None, found), None)


def _called_for(probe: Probe, texts: Iterable[tuple[str, str]]) -> str | None:
    """Return the first sentence that makes the probe's condition hold by itself."""
    named = names_in(probe.when)
    sentences = (
        (key, sentence) for key, text in texts if key in named for sentence in passages_of(text)
    )
    return next((words for key, words in sentences if holds(probe.when, {key: words})), None)
