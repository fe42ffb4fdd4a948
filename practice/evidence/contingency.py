"""A plan for if nothing changes: a sign that can be seen, and a step that somebody takes.

Read by rule, from the definition in `docs/evidence-reader.md`. In doubt it is not shown.
"""

import re

from practice.evidence import lexicon
from practice.evidence.sentences import Sentence

_SECTION = "contingency"
_CLAUSE_ENDS = re.compile(r"[,;:\u2013\u2014]| then | and (?:i|we|the|her|his|it's|its) | = | → ")
_SHORTHAND = re.compile(r" (?:→|->|=>|=|\u2013>|>) ")


def names_sign_and_step(sentence: Sentence) -> bool:
    """Say whether a sentence holds a sign that can be seen and a named step.

    "Monitor and review", "escalate if needed" and "if things do not improve we will consider
    next steps" hold neither; "consider" beside a named step spoils it.
    """
    if lexicon.found(_SECTION, "not_a_plan", sentence.low):
        return False
    return any(_is_sign(sign) and _is_step(step) for sign, step in _pairs(sentence.low))


def _pairs(low: str) -> list[tuple[str, str]]:
    """Return each condition in a sentence with what is to follow from it."""
    pairs = []
    for opens in lexicon.pattern(_SECTION, "conditions").finditer(low):
        rest = low[opens.end() :]
        sign, step = _cut(rest)
        before = low[: opens.start()]
        pairs.append((sign, step))
        if lexicon.found(_SECTION, "sure_steps", before):
            pairs.append((rest, before))
    shorthand = _SHORTHAND.search(low)
    if shorthand and lexicon.found(_SECTION, "sure_steps", low[shorthand.end() :]):
        pairs.append((low[: shorthand.start()], low[shorthand.end() :]))
    return pairs


def _cut(rest: str) -> tuple[str, str]:
    """Return a condition and what follows it, cut where its clause ends or a step begins."""
    stops = (stop.start() for stop in _CLAUSE_ENDS.finditer(rest))
    at = next((stop for stop in stops if len(rest[:stop].split()) > 1), None)
    if at is None:
        step = lexicon.pattern(_SECTION, "steps").search(rest)
        at = step.start() if step else len(rest)
    return rest[:at], rest[at:]


def _is_sign(clause: str) -> bool:
    if not clause.strip().count(" ") or lexicon.found(_SECTION, "wishes", clause):
        return False
    vague = lexicon.found(_SECTION, "vague_signs", clause)
    return not vague or lexicon.found(_SECTION, "days", clause)


def _is_step(clause: str) -> bool:
    return lexicon.found(_SECTION, "steps", clause) and not lexicon.found(
        _SECTION, "undecided", clause
    )
