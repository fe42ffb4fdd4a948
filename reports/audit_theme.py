"""What several audits of a team found alike, as a question that leads to a measure of its records.

So what auditors see becomes an enquiry like any other, and what the records show afterwards stands
beside it in later summaries.
"""

from collections import Counter

from practice.access import Viewer, manages
from practice.calendar import months_back
from reports.places import Question
from reports.tallies import Counted
from reports.wording import say
from storage.audit_depths import depths_of
from storage.session import Session

MONTHS = 3
_FEWEST = 2
_DEEPER = ("tells", "reasons", "weighs", "changes")
_ABOUT = {"tells": "records.why", "reasons": "records.other_explanation"}
"""The measure of what the next depth has and this one lacks."""


def themes(session: Session, counted: Counted, viewer: Viewer | None) -> tuple[Question, ...]:
    """Return what auditors found too often, for who reads audits of all these teams; else nothing.

    That is so of two records and of half of those they read, or more. Where two auditors read one
    it is as deep as the deeper of the two found it.
    """
    if viewer is not None and not manages(viewer, counted.teams):
        return ()
    between = (months_back(counted.period, MONTHS)[0].first, counted.period.last)
    depths = depths_of(session, counted.teams, between, counted.as_of)
    deepest = Counter(max(chosen, key=_DEEPER.index) for chosen in depths.values())
    read = {"m": deepest.total(), "months": MONTHS, "teams": len(counted.teams)}
    return tuple(
        Question(
            about=about,
            finding=say(f"audits.{depth}", n=deepest[depth], **read),
            question=say(f"audits.ask_{depth}"),
            ask=say("audits.whom"),
        )
        for depth, about in _ABOUT.items()
        if deepest[depth] >= _FEWEST and 2 * deepest[depth] >= deepest.total()
    )
