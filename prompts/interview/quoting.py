"""The writer's own words that a follow-up quotes."""

from collections.abc import Callable, Iterable

from practice.evidence import Reading, passages_of
from prompts.conditions import holds, names_in
from prompts.guide import Probe
from prompts.placeholders import placeholders
from prompts.text import quoted

QUOTE = "quote"


def quote_for(
    probe: Probe, texts: Iterable[tuple[str, str]], reading_of: Callable[[str], Reading]
) -> str | None:
    """Return the words that a probe quotes, in quotation marks; None where it has none to quote.

    `texts` are the answers so far, each with its question's key, in their order; `reading_of`
    returns what was found in one of them.
    """
    if QUOTE not in placeholders(probe.ask):
        return None
    shows = probe.quotes
    found = _shown(shows, texts, reading_of) if shows else _called_for(probe, texts)
    return quoted(found) if found else None


def _shown(
    indicator: str, texts: Iterable[tuple[str, str]], reading_of: Callable[[str], Reading]
) -> str | None:
    found = ((text, reading_of(text).proposed(indicator)) for _, text in texts)
    return next((text[said.start : said.end] for text, said in found if said), None)


def _called_for(probe: Probe, texts: Iterable[tuple[str, str]]) -> str | None:
    """Return the first sentence that makes the probe's condition hold by itself."""
    named = names_in(probe.when)
    sentences = (
        (key, sentence) for key, text in texts if key in named for sentence in passages_of(text)
    )
    return next((words for key, words in sentences if holds(probe.when, {key: words})), None)
