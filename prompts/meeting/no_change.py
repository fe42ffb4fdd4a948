"""What words about a child say of change: a grammar of how people say that there is none.

"Nothing new, he's doing ok" is no change and "same, but mum has moved out" is not: whatever stands
beside the words that say so is told apart from them, and in doubt the writer is asked.
"""

import re
from enum import Enum

from practice.matching import slips
from prompts.spoken_words import bare


class Says(Enum):
    """What words say of change."""

    NO_CHANGE = "no change"
    CHANGED = "changed"
    DOUBT = "doubt"
    SEVERAL = "several"
    """They speak of more children than one: "same for all the others"."""
    PASSED_OVER = "passed over"
    """They say that nobody talked about the child: "we ran out of time"."""


_WELL = r"(?:fine|good|ok|okay|well|quiet|calm|stable|settled|steady|alright|all right)"
_SAME = re.compile(
    r"\b(?:"
    r"(?:there (?:is|are|was) |theres )?no (?:(?:real|big|significant|major|further|other) )?"
    r"(?:changes?|news|concerns?|worries|issues|problems|updates?|difference|different)"
    r"|(?:no|nothings?|not) (?:(?:much|really|anything|a lot|has|have|is) ){0,6}"
    r"(?:new|changed|different|to report|to add|to say|happened|happening|going on)"
    r"|(?:hasnt|havent|has not|have not|didnt|did not) changed?"
    r"|unchanged|ditto|status quo|business as usual|(?:no|not) (?:any )?better n?or worse"
    r"|(?:(?:all|much|pretty much|just|still|about|exactly|more or less) ){0,6}"
    r"(?:the )?same(?: again| here)?"
    r"(?: as (?:it was|before|last time|last month|last week|ever|always|usual|then))?"
    r"|as (?:it was|before|ever|usual|last time|always)"
    r"|^(?:nothing|nil|none)(?: really| much| here)?$"
    rf"|(?:all|everything|everythings|things)(?: (?:is|are|was|seems?|still|going)){{0,6}} {_WELL}"
    r")\b"
)
_WEAK = re.compile(
    rf"\b(?:(?:doing|getting on|seems?|looks?|still|going|ticking|plodding|carrying) ){{1,6}}"
    rf"(?:{_WELL}|along|on)\b|\b{_WELL}\b"
)
_NOT_SAME = re.compile(
    rf"\b(?:not|isnt|arent|wasnt|never|no longer|nowhere near) "
    rf"(?:(?:the|really|very|at all|doing|so) ){{0,6}}(?:same|{_WELL})\b"
    r"|\bno (?:change|news) (?:is|in) (?:bad|worrying)\b"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:(?:all |for |with )?the (?:others|rest|remaining(?: ones)?"
    r"|other (?:\w+ )?(?:ones|children|kids|\d+))"
    r"|everyone else|everybody else|every other (?:one|child)|all (?:of )?(?:them|these|those|\d+)"
    r"|(?:for|with) (?:all|both|everyone|everybody)|each of them|(?:them|you) all"
    r"|all (?:two|three|four|five|six)"
    r"|both(?! (?:parents|carers|mums|dads|grandparents|sides|schools|homes|days|times|visits)\b)"
    r"|the (?:siblings|twins|brothers|sisters|boys|girls|kids|children|babies)"
    r"|the lot)\b"
)
_FILLERS = """
    a about all am and are as at being can child far for from he her here hes him his i id
    in is it its ive just know me moment my of on or our overall really say see seen seems
    she shes side since so still that the their them there these they theyre things think
    this time to us very was we well week were with yet you last month today home school
    placement nursery
"""
_BESIDE = frozenset(_FILLERS.split())
_REFERENCE = re.compile(r"\b(?:ch ?)?\d+s?\b")


_DID_NOT = r"(?:did ?nt|did not|have ?nt|have not|had ?nt|had not|never|could ?nt|could not)"
_TALKED = r"(?:talk|talked|speak|spoke|spoken|discuss|discussed|cover|covered|mention|mentioned)"
_PASSED_OVER = re.compile(
    r"^(?:(?:we|i|sorry|and|so|just|actually|oh|well|no"
    r"|it was|this one was|they were|she was|he was) ){0,3}"
    rf"(?:{_DID_NOT} (?:really )?(?:get|got|getting|have|had) "
    r"(?:to|round to|around to|time|on to)\b.*"
    rf"|{_DID_NOT} (?:really )?{_TALKED}\b.*"
    rf"|(?:not|un) ?(?:discus+ed|disus+ed|{_TALKED})\b.*"
    r"|(?:ran|run|running) out of time\b.*|out of time\b.*|no time\b.*"
    r"|not (?:today|this time|enough time|reached)\b.*|(?:leave|left|skip|skipped) (?:\w+ ){0,3}"
    r"(?:for|till|until) next time\b.*|next time)$"
)
_SLIPPED = ("changes", "changed", "change")
_NO_SLIPS = frozenset(
    {"chance", "chances", "chanced", "charge", "charges", "charged", "hanged", *_SLIPPED}
)
_SHORTEST_SLIPPED = 5
_HEARD = {"ok", "okay", "good", "all right", "alright"}
_MOST_WORDS = 10
"""Whoever says that a child was not discussed says it in no more; more tell something."""


def said_of_change(words: str) -> Says:
    """Return what words about one child say of change."""
    said = _righted(_REFERENCE.sub(" ", bare(words)))
    if len(said.split()) <= _MOST_WORDS and _PASSED_OVER.match(said.strip()):
        return Says.PASSED_OVER
    same = _SAME.search(said) is not None and _NOT_SAME.search(said) is None
    if _ALL_OF_THEM.search(bare(words)) and (same or _WEAK.search(said)):
        return Says.SEVERAL
    if _NOT_SAME.search(said):
        return Says.CHANGED
    rest = [word for word in _WEAK.sub(" ", _SAME.sub(" ", said)).split() if word not in _BESIDE]
    if same:
        return Says.DOUBT if rest else Says.NO_CHANGE
    return Says.DOUBT if _WEAK.search(said) and not rest else Says.CHANGED


def is_about_a_child(words: str) -> bool:
    """Say whether words that mean something to the bot too are said of a child: "fine".

    "Ok" and a thumb say as often that the message was read.
    """
    says = said_of_change(words)
    return says is Says.NO_CHANGE or (says is Says.DOUBT and bare(words) not in _HEARD)


def _righted(said: str) -> str:
    """Return words in which change is spelt as it is: "no chnge" says that nothing changed."""
    return " ".join(_spelt(word) for word in said.split()).replace("nochange", "no change")


def _spelt(word: str) -> str:
    if word in _NO_SLIPS or len(word) < _SHORTEST_SLIPPED or not word.startswith(("c", "h")):
        return word
    return next((right for right in _SLIPPED if slips(word, right, most=1) <= 1), word)
