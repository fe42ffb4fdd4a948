"""What the child said, wrote, drew, chose or was seen to do (`docs/evidence-reader.md`)."""

import re
from collections.abc import Iterator

from practice.evidence import lexicon
from practice.evidence.people import Who, pronoun_of
from practice.evidence.scene import QUOTATION, Scene
from practice.evidence.sentences import Sentence

CHILD_NAMED = "child named"
_SECTION = "child_voice"
_IMAGINED = re.compile(r"\b(?:would|will|might|may|'ll) (?:\w+ )?(?:say|tell|ask)\b")
_CLAUSE_END = re.compile(r"[.;:?!]| (?:so|because|cos|but(?! not)) ")
_WORDS_OF_A_QUOTATION = 3
_NEAR = 12
_TAG = 24
_LABEL_WORDS = 6


def deeds(scene: Scene) -> Iterator[str]:
    """Yield what the sentence holds of the child's own words, wishes and seen behaviour.

    What starts with `child` speaks for it, some of it surely (`child told`), some less so (`child
    moved`); what starts with `family` or `adult` says whose words they may be instead.
    """
    moves = _moves(scene)
    quotations = [found.span() for found in QUOTATION.finditer(scene.sentence.low)]
    kinds = {
        "child told": _told(scene),
        "child headed": _headed(scene),
        "child quoted": _quoted(scene),
        "child wished": _wished(scene),
        "child acted": _acted(scene),
        "child seen": _seen(scene),
        "child moved": moves > 0,
        "child moved twice": moves > 1,
        "child moving": _does("going_on", scene),
        "child moves": _does("present", scene),
        "child marked": _does("marks", scene),
        "child would not": _would_not(scene),
        "child moved when": moves > 0 and _says("triggers", scene),
        "child moved towards": moves > 0 and _says("towards", scene),
        "family tells": _family_tells(scene),
        "adult quoted": any(_has_adult_label(scene, *span) for span in quotations),
        "words quoted": bool(quotations),
        "habit": _says("habits", scene),
        CHILD_NAMED: _is_about_the_child(scene),
    }
    return (name for name, holds in kinds.items() if holds)


def _says(name: str, scene: Scene) -> bool:
    return lexicon.found(_SECTION, name, scene.sentence.low)


def _is_about_the_child(scene: Scene) -> bool:
    """Say whether anybody is named or meant who may be the child."""
    return any(
        word.low in lexicon.words(_SECTION, "may_be_the_child")
        or pronoun_of(word) in ("he", "she", "they", "you")
        or scene.cast.who(scene.sentence, at) is Who.CHILD
        for at, word in enumerate(scene.sentence.words)
    )


def _headed(scene: Scene) -> bool:
    """Say whether a heading for the child's words stands over more than a stock answer."""
    heading = lexicon.pattern(_SECTION, "headings").match(scene.sentence.low)
    colon = heading and scene.sentence.low.find(":", heading.end(), heading.end() + 20)
    if not colon or colon < 0:
        return False
    return _says_something(scene.sentence, scene.sentence.word_at(colon) - 1, least=3)


def _told(scene: Scene) -> bool:
    return any(
        _is_speech(scene.sentence, at)
        and _is_the_childs(scene, at)
        and _says_something(scene.sentence, at, least=2)
        for at in range(len(scene.sentence.words))
    )


def _is_speech(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at].low
    if word in lexicon.words(_SECTION, "bare_speech"):
        return at > 0 and pronoun_of(sentence.words[at - 1]) in ("he", "she")
    return word in lexicon.words(_SECTION, "speech")


def _wished(scene: Scene) -> bool:
    return any(
        _is_wish(scene.sentence, at)
        and _is_the_childs(scene, at - 1 if _is_bare(scene.sentence, at) else at)
        and _says_something(scene.sentence, at, least=1)
        for at in range(len(scene.sentence.words))
    )


def _is_the_childs(scene: Scene, at: int) -> bool:
    return (
        not _held_back(scene.sentence, at)
        and scene.subject(at) is Who.CHILD
        and not scene.relayed(at)
    )


def _held_back(sentence: Sentence, at: int) -> bool:
    """Say whether it is denied, wished for, or asked about ("what he wants")."""
    before = [word.low for word in sentence.words[max(at - 3, 0) : at]]
    asked_about = len(before) > 1 and before[-2] in ("what", "whether", "if", "why", "how")
    of_somebody_else = before[-1:] in (["who"], ["one"])
    imagined = _IMAGINED.search(sentence.low, 0, sentence.words[at].start)
    return bool(asked_about or of_somebody_else or imagined) or any(
        word in lexicon.words(_SECTION, "held_back") for word in before[-2:]
    )


def _is_wish(sentence: Sentence, at: int) -> bool:
    word, after = sentence.words[at].low, _low(sentence, at + 1)
    if word == "asked":
        return after in lexicon.words(_SECTION, "asks_after")
    if word in ("picked", "picks") and after in lexicon.words(_SECTION, "lifted"):
        return False
    return word in lexicon.words(_SECTION, "wishes") or _is_bare(sentence, at)


def _is_bare(sentence: Sentence, at: int) -> bool:
    return sentence.words[at].low in lexicon.words(_SECTION, "bare_wishes") and _low(
        sentence, at - 1
    ) in lexicon.words(_SECTION, "bare_wish_after")


def _low(sentence: Sentence, at: int) -> str:
    return sentence.words[at].low if 0 <= at < len(sentence.words) else ""


def _says_something(sentence: Sentence, at: int, least: int) -> bool:
    """Say whether what follows word `at` has a content of its own, not a stock answer."""
    start = sentence.words[at].end
    end = _CLAUSE_END.search(sentence.low, start + 1)
    clause = [w for w in sentence.words[at + 1 : at + 26] if not end or w.start <= end.start()]
    rest = [word.low for word in clause]
    if rest[:2] and rest[0] == "to" and rest[1] in lexicon.words(_SECTION, "not_wished"):
        return False
    content = [word for word in rest if word not in lexicon.words(_SECTION, "empty")]
    return len(content) >= least


def _quoted(scene: Scene) -> bool:
    for found in QUOTATION.finditer(scene.sentence.low):
        quotation = next(group for group in found.groups() if group)
        if _is_telling(quotation) and _is_by_the_child(scene, quotation, *found.span()):
            return True
    return False


def _is_telling(quotation: str) -> bool:
    plain = quotation.strip(" .,!?")
    stock = plain in lexicon.words(_SECTION, "stock_quotes")
    long_enough = len(quotation.split()) >= _WORDS_OF_A_QUOTATION
    return long_enough and not stock and not lexicon.found(_SECTION, "grown_up_words", quotation)


def _is_by_the_child(scene: Scene, quotation: str, start: int, end: int) -> bool:
    speakers = {
        scene.cast.subject(scene.sentence, at, scene.before)
        for at, word in enumerate(scene.sentence.words)
        if word.low in lexicon.words(_SECTION, "speech") and not start <= word.start < end
    }
    if speakers:
        return Who.CHILD in speakers and Who.FAMILY not in speakers
    return not _has_adult_label(scene, start, end) and lexicon.found(
        _SECTION, "close_words", quotation
    )


def _has_adult_label(scene: Scene, start: int, end: int) -> bool:
    """Say whether an adult is named right beside a quotation ("...", mum on the doorstep)."""
    words = scene.sentence.words
    beside = [n for n, word in enumerate(words) if word.end <= start or word.start >= end]
    named = [scene.cast.who(scene.sentence, n) for n in beside]
    if scene.after is not None and len(scene.after.words) <= _LABEL_WORDS:
        named += [scene.cast.who(scene.after, n) for n in range(len(scene.after.words))]
    return Who.FAMILY in named or Who.PROFESSIONAL in named


def _acted(scene: Scene) -> bool:
    if lexicon.found(_SECTION, "habits", scene.sentence.low):
        return False
    if _any_deed(scene, "deeds") or _set_off(scene):
        return True
    return _seen_by_a_professional(scene) and _any_deed(scene, "seen_deeds")


def _any_deed(scene: Scene, name: str) -> bool:
    for found in lexicon.pattern(_SECTION, name).finditer(scene.sentence.low):
        at = scene.sentence.word_at(found.start())
        if _is_the_childs(scene, at):
            return True
    return False


def _set_off(scene: Scene) -> bool:
    """Say whether something ordinary was done right when somebody did something."""
    low = scene.sentence.low
    for found in lexicon.pattern(_SECTION, "weak_deeds").finditer(low):
        at = scene.sentence.word_at(found.start())
        trigger = lexicon.pattern(_SECTION, "triggers").search(low, found.end())
        near = trigger and scene.sentence.word_at(trigger.start()) - at <= _NEAR
        if near and _is_the_childs(scene, at):
            return True
    return False


def _seen_by_a_professional(scene: Scene) -> bool:
    label = scene.before if scene.before and len(scene.before.words) <= _LABEL_WORDS else None
    return _names_who_saw(scene.sentence.low) or bool(label and _names_who_saw(label.low))


def _names_who_saw(low: str) -> bool:
    seen_by = lexicon.pattern(_SECTION, "seen_by").search(low)
    return seen_by is not None and (seen_by.start() <= _TAG or "observed" in low)


def _moves(scene: Scene) -> int:
    """Return how many single things the child does with the body."""
    return sum(
        word.low in lexicon.words(_SECTION, "movements")
        and not _is_done_to(scene.sentence, at)
        and _is_the_childs(scene, at)
        for at, word in enumerate(scene.sentence.words)
    )


def _is_done_to(sentence: Sentence, at: int) -> bool:
    return sentence.words[at].low in lexicon.words(_SECTION, "done_to") and (
        _low(sentence, at - 1) in lexicon.words(_SECTION, "passive")
    )


def _does(name: str, scene: Scene) -> bool:
    return any(
        word.low in lexicon.words(_SECTION, name) and _is_the_childs(scene, at)
        for at, word in enumerate(scene.sentence.words)
    )


def _would_not(scene: Scene) -> bool:
    for found in lexicon.pattern(_SECTION, "would_not").finditer(scene.sentence.low):
        at = scene.sentence.word_at(found.start())
        after = _low(scene.sentence, scene.sentence.word_at(found.end()))
        refused = after and after not in lexicon.words(_SECTION, "not_wished")
        if refused and scene.subject(at) is Who.CHILD and not scene.relayed(at):
            return True
    return False


def _seen(scene: Scene) -> bool:
    """Say whether the child was seen to do something ("saw him turn", "was observed to hide")."""
    return any(
        word.low in lexicon.words(_SECTION, "saw")
        and _low(scene.sentence, at + 1) == "to"
        and _is_the_childs(scene, at)
        for at, word in enumerate(scene.sentence.words)
    ) or any(
        word.low in lexicon.words(_SECTION, "saw")
        and _is_the_child(scene, at + 1)
        and _low(scene.sentence, at + 2).isalpha()
        and scene.cast.subject(scene.sentence, at, scene.before) is not Who.FAMILY
        for at, word in enumerate(scene.sentence.words)
    )


def _is_the_child(scene: Scene, at: int) -> bool:
    if _low(scene.sentence, at) in ("him", "her", "them"):
        return True
    return at < len(scene.sentence.words) and scene.cast.who(scene.sentence, at) is Who.CHILD


def _family_tells(scene: Scene) -> bool:
    return any(
        word.low in lexicon.words(_SECTION, "reports")
        and scene.cast.subject(scene.sentence, at, scene.before) is Who.FAMILY
        for at, word in enumerate(scene.sentence.words)
    )
