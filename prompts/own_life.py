"""Sentences in which the writer may speak of their own life, so that whom to ring is shown. Pure.

A phrase grammar (own_life_grammar.py): it finds what is said plainly and no more, its silence says
nothing, and nothing is decided by it. A child's words may stand there without a quotation mark, so
what is shown says whom to ring for either.
"""

import re

from prompts.forwarded import own_words_only
from prompts.own_life_grammar import DENIED, bare_words, own_words
from prompts.phrase_grammar import bare_sentences

# A mark that opens ends what was opened before and never closed, so that nothing is read twice.
_QUOTED = re.compile(r'"[^"\n]*"|\u201c[^\u201c\u201d\n]*\u201d|\u2018[^\u2018\u2019\n]*\u2019')
_NEAR = 90
# Up to eight words after it, none of which turns from what was said back to the writer.
_SAID_BY_ANOTHER = re.compile(
    r"(?<!\bi )(?<!\bive )(?<!\bi just )(?<!\bi have )"
    r"\b(?:said|says|saying|told|tells|telling|wrote|writes|texted|texts|screamed|shouted"
    r"|whispered|asked|note)(?: (?!(?:but|honestly|tbh|anyway|myself)\b)\S+){0,8} ?$"
)
_OTHERS = (
    r"she|shes|he|hes|they|theyre|we|were|you|her|him|his|their|them|mum|mums|dad|dads|nan"
    r"|mother|father|child|baby|boy|girl|kid|kids|children|brother|sister|person|families|family"
    r"|asked|ask|asking|discussed|talked|wants|needs|feels|thinks|who|course|training|assessment"
)
_ANOTHER_IS_MEANT = re.compile(
    rf"\b(?:{_OTHERS})(?: (?!(?:i|im|ive|id|me|my|myself|honestly)\b)\S+){{0,8}} ?$"
)


def speaks_of_own_life(text: str) -> bool:
    """Say whether a text says, as its writer's own, that they may not want or be able to go on."""
    own = _QUOTED.sub(" ", own_words_only(text))
    return any(map(_is_own, bare_sentences(own)))


def _is_own(sentence: str) -> bool:
    named, bare = own_words().finditer(sentence), bare_words().finditer(sentence)
    return any(not _is_anothers(sentence, one.start()) for one in named) or any(
        not _is_anothers(sentence, one.start()) and not _of_another(sentence, one.start())
        for one in bare
    )


def _is_anothers(sentence: str, start: int) -> bool:
    """Say whether what begins there is denied, or follows closely on that somebody else said it."""
    begin = max(0, start - _NEAR)
    return any(said.search(sentence, begin, start) for said in (_SAID_BY_ANOTHER, DENIED))


def _of_another(sentence: str, start: int) -> bool:
    """Say whether the last person who is named before a place is not the writer."""
    return _ANOTHER_IS_MEANT.search(sentence, max(0, start - _NEAR), start) is not None
