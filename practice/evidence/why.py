"""A reason or a meaning in substance (`docs/evidence-reader.md`)."""

import re

from practice.evidence import lexicon
from practice.evidence.people import Who
from practice.evidence.scene import QUOTATION, Scene

_SECTION = "why"
_LEAST_WORDS = 3
_LEAST_WORDS_UNDER_A_HEADING = 5
_HEADING = re.compile(r"[:=]|\s-\s")
_ASKED = re.compile(r"(?:what|why|how|who|when|where|which|is|are|did|does|do|could|would)\b")
_TO_A_CHILD = re.compile(r"(?:to|for) (?:a|an|him|her|them) ?[\w-]*, .*\b(?:is|means)\b")
_NOT_BUT = re.compile(
    r"(?:n't|nt| not) [^.;]{2,60}[.;,]\s*(?:but |it's |its |it is |that's |i think )"
)
_FOR_THE_CHILD = re.compile(
    r"\b(?:for|to) (?:him|her|them),? (?:the|it|that|this) .{0,60}\b(?:is|was|means)\b"
)
_IS_NOT = re.compile(
    r"(?:n't|nt|\bnot) (?:being |really |about )?(?:a )?\w+[,;.]? ?(?:but )?"
    r"(?:it|he|she|they)(?:'?s|'?re| is| are)\b"
    r"|what looks like \w+"
)
_WAS_NOT = re.compile(r"\b(?:is|was|it's) ([\w ]{3,30}), not \w+")


def shows(scene: Scene) -> bool:
    """Say whether the sentence carries a reason or a meaning that its writer stands behind."""
    low = scene.sentence.low
    if _asks(low) or lexicon.found(_SECTION, "general", low):
        return False
    return _caused(scene) or _read(scene) or _headed(low) or _contrasted(low) or _decided(scene)


def _asks(low: str) -> bool:
    return low.endswith("?") and _ASKED.match(low) is not None


def _caused(scene: Scene) -> bool:
    return any(
        _stands(scene, found)
        for found in lexicon.pattern(_SECTION, "causes").finditer(scene.sentence.low)
    )


def _stands(scene: Scene, found: re.Match[str]) -> bool:
    low = scene.sentence.low
    return (
        _has_substance(low[found.end() :])
        and not _is_another_persons(scene, found.start())
        and not _is_about_somebodys_diary(scene, found.start())
        and not _in_quotation(low, found.start())
    )


def _has_substance(reason: str) -> bool:
    return len(reason.split()) >= _LEAST_WORDS and not any(
        lexicon.found(_SECTION, name, reason) for name in ("logistics", "formulas", "unanswered")
    )


def _is_another_persons(scene: Scene, position: int) -> bool:
    """Say whether only a relative or the child gives the reason, and the writer leaves it."""
    at = scene.sentence.word_at(position)
    if lexicon.found(_SECTION, "takes_up", scene.sentence.low[position:]):
        return False
    return scene.relayed(at) or _told_by_the_child(scene, at)


def _told_by_the_child(scene: Scene, at: int) -> bool:
    return any(
        word.low in lexicon.words("child_voice", "speech")
        and scene.cast.subject(scene.sentence, index, scene.before) is Who.CHILD
        for index, word in enumerate(scene.sentence.words[:at])
    )


def _in_quotation(low: str, position: int) -> bool:
    return any(found.start() < position < found.end() for found in QUOTATION.finditer(low))


def _is_about_somebodys_diary(scene: Scene, position: int) -> bool:
    who = scene.cast.subject(scene.sentence, scene.sentence.word_at(position), scene.before)
    before = scene.sentence.low[:position]
    if who in (Who.CHILD, Who.FAMILY):
        return False
    if lexicon.found(_SECTION, "delays", before):
        return True
    thinks = any(lexicon.found(_SECTION, name, before) for name in ("decisions", "readings"))
    return who is Who.WRITER and not thinks


def _read(scene: Scene) -> bool:
    low = scene.sentence.low
    for found in lexicon.pattern(_SECTION, "readings").finditer(low):
        at = scene.sentence.word_at(found.start())
        if not _is_a_relatives(scene, at) and _has_a_motive(low):
            return True
    return False


def _is_a_relatives(scene: Scene, at: int) -> bool:
    if scene.relayed(at):
        return True
    if scene.sentence.words[at].low in ("thinks", "wonders"):
        return scene.cast.subject(scene.sentence, at, scene.before) is not Who.PROFESSIONAL
    return False


def _has_a_motive(low: str) -> bool:
    return lexicon.found(_SECTION, "motives", low) and not lexicon.found(
        _SECTION, "unanswered", low
    )


def _headed(low: str) -> bool:
    for found in lexicon.pattern(_SECTION, "headings").finditer(low):
        mark = _HEADING.search(low, found.end(), found.end() + 12)
        if mark and _is_an_answer(low[mark.end() :]):
            return True
    return False


def _is_an_answer(rest: str) -> bool:
    return len(rest.split()) >= _LEAST_WORDS_UNDER_A_HEADING and _has_substance(rest)


def _contrasted(low: str) -> bool:
    return bool(
        _TO_A_CHILD.match(low)
        or _FOR_THE_CHILD.search(low)
        or (_NOT_BUT.search(low) and _has_a_motive(low))
        or (_IS_NOT.search(low) and lexicon.found(_SECTION, "labels", low))
        or any(_has_a_motive(found.group(1)) for found in _WAS_NOT.finditer(low))
    )


def _decided(scene: Scene) -> bool:
    low = scene.sentence.low
    decision = lexicon.pattern(_SECTION, "decisions").search(low)
    if decision is None:
        return False
    reason = lexicon.pattern(_SECTION, "reason_after_decision").search(low, decision.end())
    return reason is not None and _has_substance(low[reason.end() :])
