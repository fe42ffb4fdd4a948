"""Summaries made by hand that have everything a file may hold: the council's files, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from practice.calendar import Month, months_back
from reports.casework import wording
from reports.casework.measures import measure_of
from reports.casework_view import Amount, CaseworkFigure
from reports.finding import Direction, Finding, LookedAt, Verdict
from reports.measures import MEASURES
from reports.places import Dimension, Enquired, Question, Where
from reports.view import Doubt, Section, Sentence, Summary
from reports.wording import say
from tests.reports.views import OCTOBER, a_figure, a_summary

YEAR = months_back(OCTOBER, 13)
Counts = tuple[float, float | None, int]
"""How many count, of how many, and how many are left out; of days the days, of how many."""


def of_contacts(**counts: Counts) -> dict[str, Counts]:
    """Return what counts of contacts, by the keys of its figures."""
    return {f"contacts.{name}": found for name, found in counts.items()}


LARGE: Mapping[str, Counts] = {
    **of_contacts(
        recorded=(300, None, 0),
        true=(240, 300, 0),
        on_open_cases=(40, 300, 0),
        nfa_share=(120, 280, 20),
        domestic_abuse_share=(60, 290, 10),
        triaged_share=(20, 50, 10),
        repeat_share=(30, 200, 40),
    ),
    "referrals.count": (80, None, 0),
    "referrals.repeat_share": (20, 70, 10),
    "assessments.days": (31, 60, 0),
    "assessments.within_45_working_days": (50, 60, 0),
    "assessments.child_seen_share": (54, 60, 0),
    "section47.count": (40, None, 0),
    "section47.to_conference": (14, 40, 0),
    "conferences.within_15_working_days": (20, 30, 0),
    "children.changed_worker_share": (40, 180, 0),
    "children.changed_twice_share": (12, 180, 0),
    "workforce.agency_share": (7.5, 24.5, 0),
    "workforce.caseload": (180, 12.6, 0),
    "workforce.turnover": (6, 24, 0),
    "workforce.vacancy_share": (7, 30, 0),
    "supervision.minutes": (1800, 24, 0),
}
"""Nothing small is in it, nor can be worked out."""
CHILDREN = {
    "children.discussed_share": (100, 150),
    "outcomes.rated_share": (60, 90),
    "outcomes.improving_share": (20, 50),
}
"""Children are rated of those in depth, and rated twice of those rated."""


def a_file_figure(key: str, months: Sequence[Counts]) -> CaseworkFigure:
    measure = measure_of(key)
    series = tuple(
        _amount(measure.unit, month, counts) for month, counts in zip(YEAR, months, strict=True)
    )
    return CaseworkFigure(
        key=key,
        group=measure.group,
        unit=measure.unit,
        label=wording.label(key),
        told=wording.counted(measure, series[-1]),
        series=series,
        paired_with=measure.paired_with,
        pairs="",
        caution=wording.caution(measure, series[-1], ()),
        meaning=wording.meaning(key),
        direction=measure.direction,
    )


def _amount(unit: str, month: Month, counts: Counts) -> Amount:
    n, of, left_out = counts
    if unit == "days":
        return Amount(month, n, None, of, left_out)
    share = n / of if of else None
    return Amount(month, n if unit == "count" else share, n, of, left_out)


def with_files(now: Mapping[str, Counts] | None = None, **changes: object) -> Summary:
    """Return a summary with the council's files, every month large but this one as `now` has it."""
    files = tuple(
        a_file_figure(key, [counts] * 12 + [(now or {}).get(key, counts)])
        for key, counts in LARGE.items()
    )
    made = replace(a_full_summary(), casework=files)
    return replace(made, **changes)  # type: ignore[arg-type]


def a_full_summary() -> Summary:
    """Return a summary with a finding, a question that was taken up, and where a figure sits."""
    figures = tuple(
        a_figure(key, (CHILDREN.get(key, (40, 100)),) * 12 + (CHILDREN.get(key, (60, 120)),))
        for key in (measure.key for measure in MEASURES)
    )
    sits = Where(3, 60, Dimension.PRACTITIONER, ("p1",), "3 of the 60 belong to 1 practitioner.", 1)
    figures = tuple(
        replace(one, where=sits) if one.key == "children.discussed_share" else one
        for one in figures
    )
    moved = Finding(
        id="2026-10:records.child_voice",
        measure="records.child_voice",
        verdict=Verdict.SIGNAL,
        rule="astronomical",
        direction=Direction.IMPROVEMENT,
        sentence="Records with the child's own words rose from 40% to 50%: 4 in North.",
        question="What was done differently?",
        ask="their supervisors",
        caution="It counts what a writer confirmed.",
        records=120,
        since=OCTOBER,
        before=0.4,
        after=0.5,
    )
    asked = Question(moved.measure, moved.sentence, moved.question, moved.ask)
    told = say("enquiries.found", finding=asked.finding, whom=asked.ask, question=asked.question)
    taken = Enquired(
        "e1",
        moved.measure,
        "4 of 5 in North.",
        "Why?",
        "Ruth Abbott",
        OCTOBER.last,
        is_late=False,
        answer="It was Sam's case.",
        since_then="Children discussed: 4 of 5 in October 2026.",
    )
    lead = Section("lead", "In short", (Sentence("3 of 60 children are heard."), Sentence(told)))
    enquired = Section("enquiries", "Questions that were taken up", (Sentence(str(taken.answer)),))
    return replace(
        a_summary(),
        sections=(lead, enquired, *a_summary().sections),
        figures=figures,
        findings=(moved,),
        looked=LookedAt(("records.why",), (), 2, 0.4),
        questions=(asked,),
        enquired=(taken,),
        data_quality=(Doubt("claims", "struck", 3), Doubt("records", "waiting", 60)),
    )
