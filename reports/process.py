"""How much of the records in depth is about process: an estimate of texts, told of teams alone."""

from collections.abc import Mapping
from datetime import date
from math import ceil

from practice.calendar import Month
from practice.evidence import process_error
from reports.spans import Span, span
from reports.view import Estimate, Estimated, Unsaid
from reports.wording import SMALL, say
from storage.measures import ProcessTexts, Scope

KEY = "records.compliance_share"
PAIRED_WITH = ("records.child_voice",)
FEWEST_RECORDS = SMALL
FEWEST_PEOPLE = 3
MOST_OF_ONE = 0.5
"""From so many records, so many writers and practitioners is it told, none of them behind more.

Fewer records move the figure as one of them is written; of fewer people it would be theirs. Two
know what the other one's is (docs/decisions/0026-process-is-estimated-for-teams.md).
"""


def estimate(texts: Mapping[Month, ProcessTexts], scope: Scope, begins: date | None) -> Estimate:
    """Return what is estimated of the months of `scope`, the last of which it is about.

    `begins` is the day on which the team's records begin.
    """
    series = tuple(_estimated(span(m, begins, scope.today), texts.get(m)) for m in scope.months)
    caution = " ".join(filter(None, [why_unsaid(series[-1]), say("process.caution")]))
    return Estimate(KEY, say("process.label"), series, PAIRED_WITH, caution)


def why_unsaid(month: Estimated) -> str:
    """Return why nothing is told of a month; empty where something is."""
    if month.unsaid is Unsaid.FEW:
        return say("process.few", n=FEWEST_RECORDS, m=FEWEST_PEOPLE)
    return say(f"process.{month.unsaid}") if month.unsaid else ""


def _estimated(month: Span, texts: ProcessTexts | None) -> Estimated:
    if texts is None:
        return Estimated(month, Unsaid.NOTHING)
    if month.until:
        # One more record sent, and the figure read again: the difference would be that record's.
        return Estimated(month, Unsaid.RUNNING)
    if not _is_enough(texts):
        return Estimated(month, Unsaid.FEW)
    known = process_error(texts.reader)
    error = ceil(round(known.mean_error * 100, 6)) if known else None
    return Estimated(
        month,
        of_100=_hundredths(texts.share - (known.bias if known else 0)),
        error=error,
        reader=texts.reader,
        left_out=_hundredths(texts.left_out),
    )


def _is_enough(texts: ProcessTexts) -> bool:
    return (
        texts.records >= FEWEST_RECORDS
        and min(texts.writers, texts.practitioners) >= FEWEST_PEOPLE
        and texts.most_of_one <= MOST_OF_ONE
    )


def _hundredths(share: float) -> int:
    return min(max(round(share * 100), 0), 100)
