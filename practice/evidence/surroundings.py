"""Wider family, network or surroundings, and what they do or what that means for the child.

Read by rule, from the definition in `docs/evidence-reader.md`. In doubt it is not shown.
"""

from practice.evidence import lexicon
from practice.evidence.sentences import Sentence

_SECTION = "family_and_environment"
_NEAR = 7


def names_what_they_do(sentence: Sentence) -> bool:
    """Say whether a sentence says what somebody of the network does, or what a surrounding does.

    "Nan was invited", "no other family" and "housing discussed" name them and say no more.
    """
    if lexicon.found(_SECTION, "only_named", sentence.low):
        return False
    return _somebody_does(sentence) or _is_with_somebody(sentence) or _surrounding_does(sentence)


def _somebody_does(sentence: Sentence) -> bool:
    words = [word.low for word in sentence.words]
    for at in range(len(words)):
        if not _is_of_the_network(words, at):
            continue
        after = words[at + 1 : at + 1 + _NEAR]
        for verb in after:
            if verb in lexicon.words(_SECTION, "only_tells"):
                break
            if verb in lexicon.words(_SECTION, "does"):
                return True
    return False


def _is_of_the_network(words: list[str], at: int) -> bool:
    if words[at] in lexicon.words(_SECTION, "network"):
        return True
    whose = words[at - 1].replace("'", "") if at else ""
    of_a_parent = whose in lexicon.words(_SECTION, "parents_own")
    return of_a_parent and words[at] in lexicon.words(_SECTION, "kin")


def _is_with_somebody(sentence: Sentence) -> bool:
    return lexicon.found(_SECTION, "with_somebody", sentence.low)


def _surrounding_does(sentence: Sentence) -> bool:
    return lexicon.found(_SECTION, "surroundings", sentence.low) and lexicon.found(
        _SECTION, "brings", sentence.low
    )
