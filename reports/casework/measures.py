"""Every measure of the council's own files: its key, its unit and what it must be read beside."""

from dataclasses import dataclass
from typing import Literal

from storage import measures as queries
from storage.measures import CHILD, Tallied

Unit = Literal["count", "share", "days", "ratio"]

RECORDED = Tallied("contacts.recorded", queries.contacts)
REFERRALS = Tallied("referrals.count", queries.referrals)
NO_FURTHER_ACTION = Tallied("contacts.nfa_share", queries.no_further_action)
DOMESTIC_ABUSE = Tallied("contacts.domestic_abuse_share", queries.domestic_abuse)
TRIAGED = Tallied("contacts.triaged_share", queries.triaged)
REPEATED = Tallied("contacts.repeat_share", queries.repeated)
REFERRED_AGAIN = Tallied("referrals.repeat_share", queries.referred_again)
SHARES = (NO_FURTHER_ACTION, DOMESTIC_ABUSE, TRIAGED, REPEATED, REFERRED_AGAIN)
CHANGED_WORKER = Tallied("children.changed_worker_share", queries.changed_worker, CHILD)
KEPT = (RECORDED, REFERRALS, *SHARES, CHANGED_WORKER)
"""What is kept by team and month, as what else a summary counts."""


@dataclass(frozen=True)
class CaseworkMeasure:
    """A measure by its key, its heading and its unit.

    `direction` is 1 where more is better, -1 where less is, 0 where neither is.
    """

    key: str
    group: str
    unit: Unit
    paired_with: tuple[str, ...] = ()
    direction: int = 0


TRUE, _SEEN = "contacts.true", "assessments.child_seen_share"
_VOICE, _COHORT = "records.child_voice", "section47.to_conference"
_DOOR, _LATER, WORKERS = "front_door", "assessments", "workers"
_CHANGED, _TWICE = CHANGED_WORKER.key, "children.changed_twice_share"

CASEWORK: tuple[CaseworkMeasure, ...] = (
    CaseworkMeasure("contacts.recorded", _DOOR, "count", (TRUE,)),
    CaseworkMeasure(TRUE, _DOOR, "count", ("contacts.on_open_cases",)),
    CaseworkMeasure("contacts.on_open_cases", _DOOR, "count", (TRUE,)),
    CaseworkMeasure("contacts.nfa_share", _DOOR, "share", ("contacts.on_open_cases",)),
    CaseworkMeasure("contacts.domestic_abuse_share", _DOOR, "share"),
    CaseworkMeasure("contacts.triaged_share", _DOOR, "share"),
    CaseworkMeasure("contacts.repeat_share", _DOOR, "share"),
    CaseworkMeasure("referrals.count", _DOOR, "count", ("referrals.repeat_share",)),
    CaseworkMeasure("referrals.repeat_share", _DOOR, "share"),
    CaseworkMeasure("assessments.days", _LATER, "days", (_SEEN, _VOICE)),
    CaseworkMeasure("assessments.within_45_working_days", _LATER, "share", (_SEEN, _VOICE), 1),
    CaseworkMeasure(_SEEN, _LATER, "share", (_VOICE,), 1),
    CaseworkMeasure("section47.count", _LATER, "count", (_COHORT,)),
    CaseworkMeasure(_COHORT, _LATER, "share"),
    CaseworkMeasure("conferences.within_15_working_days", _LATER, "share", (_COHORT, _VOICE), 1),
    CaseworkMeasure(_CHANGED, WORKERS, "share", (_TWICE,), -1),
    CaseworkMeasure(_TWICE, WORKERS, "share", (_CHANGED,), -1),
    CaseworkMeasure("workforce.caseload", WORKERS, "ratio", (_CHANGED, _VOICE)),
    CaseworkMeasure("workforce.agency_share", WORKERS, "share", (_CHANGED,)),
    CaseworkMeasure("workforce.turnover", WORKERS, "ratio", (_CHANGED,), -1),
    CaseworkMeasure("workforce.vacancy_share", WORKERS, "share", (_CHANGED,), -1),
)
