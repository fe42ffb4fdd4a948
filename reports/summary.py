"""A team's month, as one frozen view model that every format is rendered from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from practice.access import Viewer
from practice.calendar import Month, london_day
from practice.terms import StepKind
from reports import audit_theme, enquiries, lead, lists_of_parts, quoted, stopped, watching
from reports.enquiries import ToTakeUp
from reports.file_lists import leading
from reports.finding import Finding
from reports.findings import found, where
from reports.findings.watched import Watched
from reports.missing import too_late
from reports.sections import (
    better,
    cannot_say,
    expected,
    held,
    new_versions,
    process,
    quiet,
    unheard,
)
from reports.spans import span
from reports.tallies import Counted, count
from reports.view import Doubt, Listed, Summary
from reports.wording import full_day, month_name, say
from storage.measures import CASEWORK_FILES, Scope, Session, covered, first_meeting
from storage.people import team_and_descendants
from storage.tables import Team

_SECTIONS = (
    better.section,
    unheard.section,
    expected.section,
    process.section,
    held.section,
)


def build(
    session: Session, scope: Team, period: Month, as_of: datetime, viewer: Viewer | None
) -> Summary:
    """Return the summary of a team and those below it for one month.

    Only what was sent at or before `as_of` (aware) counts. `viewer` decides which records open;
    None is the holder of the key, for whom all do. Whether somebody may see the summary at all
    is asked of `practice.access.may_see_summary` before this.
    """
    counted = count(session, tuple(team_and_descendants(session, scope.id)), period, as_of, viewer)
    watched = watching.watched(session, counted)
    compared = watching.compared(counted)
    findings = found.find(watched, compared)
    themes = audit_theme.themes(session, counted, viewer)
    asked = enquiries.questions(counted, findings.signals, themes)
    before = {*_found_before(session, counted), *_moved_before(watched)}
    before -= too_late(session, counted.period)
    more = enquiries.further(counted, findings.signals, asked)
    here = (*counted.figures, *(one.key for one in counted.casework))
    there = ToTakeUp([key for key in here if key in before], {one.about for one in (*asked, *more)})
    taken = enquiries.taken_up(session, scope.id, counted, there, viewer)
    sections = [section(counted) for section in _SECTIONS]
    labels = {one.key: one.label for one in watched} | {one.key: one.label for one in compared}
    sections += [cannot_say.section(counted, findings.looked)]
    led_to = leading.of_findings(session, scope, counted, findings.signals)
    led_to |= lists_of_parts.of_findings(session, counted, findings.signals)
    moved = lead.further(counted, more, taken.enquired, led_to)
    moved = moved.with_more(*stopped.sentences(session, scope, counted))
    since = new_versions.section(session, counted)
    sections[-1:-1] = [enquiries.section(taken), moved, since, quiet.section(findings, labels)]
    words = quoted.sentence(session, counted, viewer)
    first = lead.section(counted, asked, taken.enquired, findings, led_to, words)
    sections.insert(0, first)
    return Summary(
        scope=scope.name,
        period=period,
        as_of=as_of,
        readers=say(f"readers.{viewer.role if viewer else 'key'}"),
        sections=tuple(sections),
        figures=tuple(counted.figures.values()),
        data_quality=_doubts(counted),
        begins=counted.begins,
        process=counted.process,
        questions=asked,
        further=more,
        enquired=taken.enquired,
        untaken=taken.untaken,
        elsewhere=taken.elsewhere,
        somebodys=taken.somebodys,
        casework=counted.casework,
        findings=findings.findings,
        looked=findings.looked,
        missing=counted.missing,
        from_notes=counted.from_notes,
        opens=_opens(findings.signals, led_to),
    )


def _opens(
    signals: Iterable[Finding], lists: Mapping[str, tuple[Listed, ...]]
) -> dict[str, Listed]:
    """Return, by finding, the list of its very rows, of those that it leads to."""
    found = ((one.id, leading.opened(lists.get(one.measure, ()))) for one in signals)
    return {name: of for name, of in found if of}


def _found_before(session: Session, counted: Counted) -> Iterable[str]:
    """Return the measures of which last month's summary said where they sit."""
    last = counted.period.previous()
    if counted.begins is None or last.last < counted.begins:
        return ()
    return where.find(session, counted.teams, last, counted.as_of)


def _moved_before(watched: list[Watched]) -> Iterable[str]:
    """Return the measures that had moved a month ago, as it is known now."""
    return found.moved(found.earlier(watched))


@dataclass(frozen=True)
class NothingYet:
    """Why nothing can be said of a month, and the nearest month of which something can."""

    sentence: str
    nearest: Month


def nothing_yet(session: Session, scope: Team, period: Month, as_of: datetime) -> NothingYet | None:
    """Return why a month has no summary: it has not begun, or lies before a team's records.

    None where there is one to build: the council's own files may have the month all the same.
    """
    today, month = london_day(as_of), month_name(period)
    if period.first > today:
        return NothingYet(say("cannot_say.future", month=month), Month.of(today))
    teams = tuple(team_and_descendants(session, scope.id))
    asked = Scope(teams, (period,), as_of)
    known = span(period, first_meeting(session, asked), today)
    if known.since is None or known.has_records:
        return None
    if any(covered(session, file, asked) for file in CASEWORK_FILES):
        return None
    sentence = say("cannot_say.before", month=month, day=full_day(known.since))
    return NothingYet(sentence, Month.of(known.since))


def is_known(session: Session, scope: Team, period: Month, as_of: datetime) -> bool:
    """Say whether anything is known of a month: supervision had begun, or the council's files."""
    asked = Scope(tuple(team_and_descendants(session, scope.id)), (period,), as_of)
    begins = first_meeting(session, asked)
    begun = begins is not None and begins <= period.last
    return begun or any(covered(session, file, asked) for file in CASEWORK_FILES)


def _doubts(counted: Counted) -> tuple[Doubt, ...]:
    agreed, rated = counted.figures["records.agreed"], counted.figures["outcomes.rated_share"]
    returned = counted.states("records.agreed")[StepKind.RETURNED]
    found = (
        ("claims", "unconfirmed", counted.unconfirmed[-1].numerator),
        ("claims", "struck", counted.struck[-1].numerator),
        ("records", "waiting", agreed.now.rest - returned),
        ("records", "returned", returned),
        ("outcomes", "unrated", rated.now.rest),
    )
    return tuple(Doubt(source, say(f"quality.{what}"), n) for source, what, n in found)
