"""Change in the child's life, tied to what was done (`docs/evidence-reader.md`)."""

from practice.evidence import lexicon

_SECTION = "impact"


def shows(low: str) -> bool:
    """Say whether the text ties the child's life to help, a service, a plan or our own action."""
    if _found("hopes", low) or not _found("help", low) or not _found("lives", low):
        return False
    return _tied(low) or _unmoved(low)


def _tied(low: str) -> bool:
    return _found("ties", low) and _found("moves", low)


def _unmoved(low: str) -> bool:
    tied = _found("unmoved", low) or _found("still_with_help", low)
    return tied and (_found("unchanged", low) or _found("unmoved", low))


def _found(name: str, low: str) -> bool:
    return lexicon.found(_SECTION, name, low)
