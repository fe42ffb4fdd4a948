"""Whom we have not heard: children whose words nobody wrote down, and those not discussed."""

from reports.counted import Counted
from reports.view import Section, Sentence
from reports.wording import compared
from reports.words import of_measure, say

_VOICE, _DISCUSSED = "records.child_voice", "children.discussed_share"


def section(counted: Counted) -> Section:
    """Return the children in depth whom no record shows, and the children not discussed."""
    return Section("unheard", say("headings.unheard"), (_voice(counted), _discussed(counted)))


def _voice(counted: Counted) -> Sentence:
    figure = counted.figures[_VOICE]
    in_depth = {unit.child_id for unit in counted.units[_VOICE]}
    heard = {unit.child_id for unit in counted.units[_VOICE] if unit.counted}
    text = _text(_VOICE, "unheard.voice", len(in_depth - heard), len(in_depth))
    beside = compared(figure.series, say("unheard.shown"))
    return Sentence(f"{text} {beside}", _VOICE, figure.behind)


def _discussed(counted: Counted) -> Sentence:
    figure = counted.figures[_DISCUSSED]
    now = figure.now
    text = _text(_DISCUSSED, "unheard.discussed", now.denominator - now.numerator, now.denominator)
    depth = counted.states(_DISCUSSED)["in depth"]
    if depth:
        text = f"{text} {say('unheard.depth', n=depth)}"
    beside = compared(figure.series, say("unheard.talked"))
    return Sentence(f"{text} {beside}", _DISCUSSED, figure.behind)


def _text(key: str, words: str, n: int, m: int) -> str:
    if not m:
        return of_measure(key, "none")
    return say(words, n=n, m=m) if n else say(f"{words}_none")
