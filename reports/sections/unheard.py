"""Whom we have not heard: children whose words nobody wrote down, and those not discussed."""

from practice.terms import RecordKind
from reports.selection import CHILDREN, UNHEARD
from reports.tallies import Counted
from reports.view import Section, Sentence
from reports.wording import compared, of_measure, say, so_far

_VOICE, _DISCUSSED = "records.child_voice", "children.discussed_share"


def section(counted: Counted) -> Section:
    """Return the children in depth whom no record shows, and the children not discussed."""
    return Section("unheard", say("headings.unheard"), (_voice(counted), _discussed(counted)))


def _voice(counted: Counted) -> Sentence:
    figure = counted.figures[_VOICE]
    unheard, in_depth = (counted.listed(_VOICE, show).count for show in (UNHEARD, CHILDREN))
    text = _text(_VOICE, "unheard.voice", unheard, in_depth)
    return figure.sentence(
        so_far(text, counted.span),
        compared(figure.series, say("unheard.shown")),
        figure.where.text if figure.where else "",
        lists=(*figure.most(), *counted.lists(_VOICE, UNHEARD, CHILDREN)),
    )


def _discussed(counted: Counted) -> Sentence:
    if not counted.has_begun:
        return Sentence(say("unheard.not_begun"))
    figure = counted.figures[_DISCUSSED]
    text = _text(_DISCUSSED, "unheard.discussed", figure.now.rest, figure.now.denominator)
    depth = counted.states(_DISCUSSED)[RecordKind.IN_DEPTH]
    deep = say("unheard.depth", n=depth) if depth else ""
    return figure.sentence(
        so_far(text, counted.span),
        figure.where.text if figure.where else "",
        deep,
        compared(figure.series, say("unheard.talked")),
        lists=(*figure.most(), *counted.lists(_DISCUSSED, "rest", "in_depth", "all")),
    )


def _text(measure: str, key: str, n: int, m: int) -> str:
    if not m:
        return of_measure(f"{measure}.none")
    return say(key, n=n, m=m) if n else say(f"{key}_none")
