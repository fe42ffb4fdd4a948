"""Whether an answer, taken whole, says that there is nothing or that nobody knows."""

from practice.evidence import lexicon
from practice.evidence.sentences import Sentence, lowered

_LONGEST = 200


def says_none(text: str) -> bool:
    """Say whether the whole of `text` comes to "none", "not known" or no answer at all.

    "No", "n/a", "none at present", "we don't know yet" and empty text do; "no, but her aunt
    rings every night" does not.
    """
    if len(text) > _LONGEST:
        return not text.strip()
    words = [word.low for word in Sentence(text, 0, lowered(text)).words]
    denies = any(word in lexicon.words("none", "denials") for word in words)
    allowed = lexicon.words("none", "denials") | lexicon.words("none", "beside")
    return not words or (denies and all(word in allowed for word in words))
