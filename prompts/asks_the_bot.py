"""Questions to the bot: a whole message that asks, such as "which child waits longest". Pure.

A phrase grammar. A story may hold questions and may begin like one ("when I visited ..."): only one
short sentence that asks counts, and it is asked what it is.
"""

import re

from prompts.spoken_words import bare

_MOST_WORDS = 14
_SENTENCES = re.compile(r"[.!?\n]+\s*(?=\S)")
_BE_DO = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|should|shall|will|would|must|may|s)"
)
_ASKER = r"(?:i|we|you|anyone|anybody|someone|somebody|everyone|everybody)"
_PLEASE = r"(?:(?:hi|hello|hey|please|ok|so|and|quick question|question) )*"
_ASKS = re.compile(
    rf"{_PLEASE}(?:"
    r"(?:which|whose) \S+(?: .*)?"
    r"|who (?:waits|needs|else)\b.*"
    rf"|who {_BE_DO}(?:nt)?\b.*"
    rf"|(?:whats|whos|wheres|whens|hows) .*"
    rf"|(?:what|where|when|why) {_BE_DO}(?:nt)?\b.*"
    r"|what (?:child|children|records?|drafts?|reflections?|supervisions?|actions?|dates?)\b.*"
    rf"|how (?:many|much|long|often|old|do|does|did|is|are|can|could|should)\b.*"
    rf"|(?:do|does|did|have|has|am|are|can|could|should|shall|will|would) {_ASKER}\b.*"
    r"|(?:is|are) there\b.*"
    r"|(?:show|give|tell) (?:me|us)\b.*"
    r"|(?:list|show|find|search|open|look up)(?: for)? (?:me |my |all |the |every|ch ?\d|\d).*"
    r")"
)
# Such a sentence tells: "what was good was that he smiled", "did you know he ran to me".
_TELLS = re.compile(
    r"(?:what (?:is|was|s)|whats) (?:\w+ )?(?:better|worse|good|great|nice|sad|hard) .*"
)


def asks_the_bot(text: str) -> bool:
    """Say whether a whole message reads as a question and not as a story."""
    said = bare(text)
    if len(said.split()) > _MOST_WORDS or _SENTENCES.search(text.strip()):
        return False
    # "visited 0417, why is she so quiet?" tells first.
    is_marked = text.rstrip().endswith("?") and "," not in text and len(said.split()) > 1
    return (is_marked or _ASKS.fullmatch(said) is not None) and not _TELLS.fullmatch(said)
