"""What people expected of actions, and how much of it came: said where enough was tried."""

from collections.abc import Collection

from practice.calendar import months_back
from practice.terms import Likelihood
from prompts.phrases import Phrases
from reports.places import EXPECTED
from reports.tallies import TRIED_IN, Counted
from reports.view import Section, Sentence
from reports.wording import SMALL, TEMPLATES, month_name
from storage.measures import Part

say = Phrases(TEMPLATES, "expected").say
_SURE = frozenset({Likelihood.VERY_LIKELY, Likelihood.LIKELY})


def section(counted: Counted) -> Section:
    """Return what came of the changes that people were sure of, beside the others."""
    sure = _came([one for one in counted.tried if one.state in _SURE])
    others = _came([one for one in counted.tried if one.state not in _SURE])
    if sure[1] + others[1] < SMALL:
        return Section("expected", say("summary.heading"), ())
    first = month_name(months_back(counted.period, TRIED_IN)[0])
    text = say("summary.sure", first=first, last=month_name(counted.period), n=sure[0], m=sure[1])
    told = [text]
    if others[1]:
        told.append(say("summary.others", n=others[0], m=others[1]))
    if _is_no_oftener(sure, others):
        told.append(say("summary.ask"))
    return Section("expected", say("summary.heading"), (Sentence(" ".join(told), page=EXPECTED),))


def _came(parts: Collection[Part]) -> tuple[int, int]:
    """Return how many of the actions came as hoped, of how many."""
    return sum(one.units for one in parts if one.counted), sum(one.units for one in parts)


def _is_no_oftener(sure: tuple[int, int], others: tuple[int, int]) -> bool:
    enough = min(sure[1], others[1]) >= SMALL
    return enough and sure[0] * others[1] <= others[0] * sure[1]
