"""What a text shows, remembered by where its sentences stand and not by their words."""

from practice.evidence import read
from prompts.digest_cache import DigestCache
from prompts.forwarded import own_words_only

Span = tuple[str, int, int]
"""An indicator, and where in the text the sentence stands that it rests on."""

# Reading takes milliseconds, and every turn asks for every text of the draft.
_SPANS: DigestCache[tuple[Span, ...]] = DigestCache(8192)


def indicators_in(text: str) -> dict[str, str]:
    """Return what the reader finds in a person's own words: each indicator with its sentence."""
    spans = _SPANS.get(text, lambda: _spans(text))
    return {name: text[start:end] for name, start, end in spans}


def _spans(text: str) -> tuple[Span, ...]:
    own = own_words_only(text)
    found = [(name, said) for name, said in vars(read(own)).items() if isinstance(said, str)]
    starts = [(name, own.index(said), len(said)) for name, said in found]
    return tuple((name, start, start + length) for name, start, length in starts)
