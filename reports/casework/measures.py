"""Every measure that is no mere share of the records: its key, its unit, what it is read beside.

Those of the council's own files, and how long supervisions took.
"""

from dataclasses import dataclass
from typing import Literal

from storage import measures as queries
from storage.measures import CHILD, PERSON, Added, Part, Tallied

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
LENGTHS = Tallied("supervision.minutes", queries.lengths)


def _as_they_are(parts: list[Part]) -> list[Part]:
    return parts


CASES = Added("workforce.cases", queries.cases_led, _as_they_are, PERSON)
STAFF = Added("workforce.staff", queries.staff, _as_they_are)
KEPT = (RECORDED, REFERRALS, *SHARES, CHANGED_WORKER, LENGTHS, CASES, STAFF)
"""What is kept by team and month, as what else a summary counts."""


@dataclass(frozen=True)
class CaseworkMeasure:
    """A measure by its key, its heading and its unit.

    `needs` are the files it is counted from, each with a column: "contacts.outcome"; `WRITTEN_HERE`
    is no file. `direction` is 1 where more is better, -1 where less is, 0 where neither is.
    """

    key: str
    group: str
    unit: Unit
    needs: tuple[str, ...]
    paired_with: tuple[str, ...] = ()
    direction: int = 0

    @property
    def files(self) -> tuple[str, ...]:
        """The files it is counted from."""
        return tuple(dict.fromkeys(need.partition(".")[0] for need in self.needs))


WRITTEN_HERE = "records"
"""What is no file: the supervisions that people write here."""
TRUE, _SEEN = "contacts.true", "assessments.child_seen_share"
ADDED = "assessments.days_added_by_change"
_VOICE, _COHORT = "records.child_voice", "section47.to_conference"
_DOOR, _LATER, WORKERS, MEETINGS = "front_door", "assessments", "workers", "meetings"
_CHANGED, _TWICE = CHANGED_WORKER.key, "children.changed_twice_share"

_WORKED = ("involvements.started_on", "involvements.ended_on")
_CASES = ("children.opened_on", "children.closed_on", *_WORKED)
_CALLED = ("contacts.received_on", "contacts.child_ref", *_CASES)
_DONE = ("assessments.started_on", "assessments.authorised_on")
_FOLLOWED = ("section47.started_on", "conferences.held_on", "conferences.enquiry_ref")
_LED = ("involvements.person_ref", *_WORKED, "involvements.part")
_POSTS = ("people.employment", "people.fte", "people.started_on", "people.left_on")

CASEWORK: tuple[CaseworkMeasure, ...] = (
    CaseworkMeasure("contacts.recorded", _DOOR, "count", ("contacts.received_on",), (TRUE,)),
    CaseworkMeasure(TRUE, _DOOR, "count", _CALLED, ("contacts.on_open_cases",)),
    CaseworkMeasure("contacts.on_open_cases", _DOOR, "count", _CALLED, (TRUE,)),
    CaseworkMeasure(
        "contacts.nfa_share", _DOOR, "share", ("contacts.outcome",), ("contacts.on_open_cases",)
    ),
    CaseworkMeasure("contacts.domestic_abuse_share", _DOOR, "share", ("contacts.domestic_abuse",)),
    CaseworkMeasure(
        "contacts.triaged_share", _DOOR, "share", ("contacts.domestic_abuse", "contacts.triaged")
    ),
    CaseworkMeasure("contacts.repeat_share", _DOOR, "share", _CALLED),
    CaseworkMeasure(
        "referrals.count", _DOOR, "count", ("referrals.received_on",), ("referrals.repeat_share",)
    ),
    CaseworkMeasure("referrals.repeat_share", _DOOR, "share", ("referrals.child_ref",)),
    CaseworkMeasure("assessments.days", _LATER, "days", _DONE, (_SEEN, _VOICE)),
    CaseworkMeasure(
        "assessments.within_45_working_days", _LATER, "share", _DONE, (_SEEN, _VOICE), 1
    ),
    CaseworkMeasure(_SEEN, _LATER, "share", (*_DONE, "assessments.child_seen_on"), (_VOICE,), 1),
    CaseworkMeasure(
        ADDED, _LATER, "days", (*_DONE, "assessments.child_ref", *_LED), (_CHANGED, _VOICE), -1
    ),
    CaseworkMeasure("section47.count", _LATER, "count", ("section47.started_on",), (_COHORT,)),
    CaseworkMeasure(_COHORT, _LATER, "share", _FOLLOWED),
    CaseworkMeasure(
        "conferences.within_15_working_days",
        _LATER,
        "share",
        ("conferences.held_on", "conferences.enquiry_ref", "section47.strategy_discussion_on"),
        (_COHORT, _VOICE),
        1,
    ),
    CaseworkMeasure(_CHANGED, WORKERS, "share", _LED, (_TWICE,), -1),
    CaseworkMeasure(_TWICE, WORKERS, "share", _LED, (_CHANGED,), -1),
    CaseworkMeasure(
        "workforce.caseload", WORKERS, "ratio", (*_LED, "people.fte"), (_CHANGED, _VOICE)
    ),
    CaseworkMeasure("workforce.agency_share", WORKERS, "share", _POSTS, (_CHANGED,)),
    CaseworkMeasure("workforce.turnover", WORKERS, "ratio", _POSTS, (_CHANGED,), -1),
    CaseworkMeasure(
        "workforce.vacancy_share",
        WORKERS,
        "share",
        ("establishment.posts", "establishment.from_month", *_POSTS),
        (_CHANGED,),
        -1,
    ),
    CaseworkMeasure(
        LENGTHS.key,
        MEETINGS,
        "ratio",
        (WRITTEN_HERE,),
        ("children.discussed_share", "records.own_practice"),
    ),
)


def measure_of(key: str) -> CaseworkMeasure:
    """Return the measure with this key, which must be one of them."""
    return next(one for one in CASEWORK if one.key == key)
