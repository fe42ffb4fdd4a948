"""Sentences in which the writer may speak of their own life, so that whom to ring is shown. Pure.

A phrase grammar, as in `urgent_words`: it finds what is said plainly and no more, its silence says
nothing, and nothing is decided by it. A child's words may stand there without a quotation mark, so
what is shown says whom to ring for either.
"""

import re
from functools import cache

from prompts.forwarded import own_words_only
from prompts.phrase_grammar import any_of, bare_sentences

_QUOTED = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d|\u2018[^\u2019\n]*\u2019')
_I = r"(?:i|im|ive|id)"
_SOFTLY = r"(?: (?!not\b|never\b|dont\b|didnt\b|wont\b|wouldnt\b)\S+){0,5}?"
_DEATH = (
    r"(?:(?:kill|killing|hurt|hurting|harm|harming|cut|cutting) myself|suicid\w+"
    r"|(?:end|ending) (?:it all|my life|everything)|(?:take|taking) my (?:own )?life"
    r"|(?:step|stepping|jump|jumping|walk|walking|go|going) in front of an? \w+"
    r"|(?:want to|wanna|going to|could just|might as well) die"
    r"|(?:want to|wanna|rather) be dead|wish i (?:was|were) dead"
    r"|(?:took|taken|taking) (?:an overdose|too many (?:pills|tablets)|all my (?:pills|tablets)))"
)
_LONGER = r"(?:anymore|any ?more|any longer)"
_CANNOT = r"i (?:(?:just|really) )?(?:cant|cannot|can not)"
_GO_ON = r"(?:go on|cope|do (?:this|it)|take (?:this|it))"
_WANT_NOT = r"i (?:(?:just|really) )?(?:dont|do not) want to"
_TO_BE = r"(?:be here|live|be alive|wake up|exist|go on)"
_SAID_BY_ANOTHER = re.compile(
    r"(?<!\bi )(?<!\bive )(?<!\bi just )(?<!\bi have )"
    r"\b(?:said|says|saying|told|tells|telling|wrote|writes|texted|screamed|shouted|whispered)\b"
)


def speaks_of_own_life(text: str) -> bool:
    """Say whether a text says, as its writer's own, that they may not want or be able to go on."""
    own = _QUOTED.sub(" ", own_words_only(text))
    return any(map(_is_own, bare_sentences(own)))


def _is_own(sentence: str) -> bool:
    found = _own_life().search(sentence)
    return found is not None and not _SAID_BY_ANOTHER.search(sentence, 0, found.start())


@cache
def _own_life() -> re.Pattern[str]:
    return any_of(
        rf"{_I}{_SOFTLY} {_DEATH}",
        rf"{_WANT_NOT} {_TO_BE}(?: {_LONGER}| living|$)",
        rf"{_CANNOT} {_GO_ON}(?: {_LONGER}| like this)",
        rf"{_CANNOT} (?:go on|cope)$",
        r"better off (?:without me|dead|if i)",
        r"no point (?:in )?(?:living|being alive|being here|going on)",
    )
