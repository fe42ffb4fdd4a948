"""The practitioner's own work looked at (`docs/evidence-reader.md`)."""

import re

from practice.evidence import lexicon

_SECTION = "own_practice"
_OWN = re.compile(r"\b(?:i|we|my|our|me|us|i'?d|i'?ve|we'?d|we'?ve|qs)\b")
_HEADING = re.compile(r"(?:my|our|own) practice\s*[:-]\s*")
_LEAST_WORDS = 4


def shows(low: str) -> bool:
    """Say whether the text looks at its writer's own work: what was done, and how it went."""
    if _found("workload", low):
        return False
    return _regretted(low) or _assumed(low) or _felt(low) or _looked_back(low) or _had_effect(low)


def _found(name: str, low: str) -> bool:
    return lexicon.found(_SECTION, name, low)


def _regretted(low: str) -> bool:
    if _found("faults", low):
        return True
    if _found("excess", low) and _OWN.search(low):
        return not _found("resolves", low)
    return _follows(low, "regrets")


def _assumed(low: str) -> bool:
    under_heading = _HEADING.match(low)
    rest = low[under_heading.end() :] if under_heading else ""
    return _found("assumed", low) or rest.startswith("assumed")


def _felt(low: str) -> bool:
    return _found("feelings", low) and _found("told_by_feeling", low)


def _looked_back(low: str) -> bool:
    return _follows(low, "looks_back")


def _had_effect(low: str) -> bool:
    if _found("deeds", low) and _found("effects", low):
        return True
    return _follows(low, "worked") and not _found("verdicts", low)


def _follows(low: str, name: str) -> bool:
    """Say whether a phrase of the list stands in `low` with something to follow or lead it."""
    found = lexicon.pattern(_SECTION, name).search(low)
    return found is not None and len(low.split()) >= _LEAST_WORDS
