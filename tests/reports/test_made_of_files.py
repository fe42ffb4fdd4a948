"""A share that rises at one source says so, and leads to the rows of that source alone."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from reports.casework_parts import parts_of
from reports.file_lists.choosing import mark_of, narrowed
from reports.file_lists.leading import of_findings
from reports.file_lists.rows import rows_behind
from reports.finding import Verdict
from reports.findings.watched import Parts
from reports.statistics.contribution import Ratio
from reports.summary import build
from reports.tallies import count
from storage.measures import Scope
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import APRIL, MARCH, a_contact, a_referral

NFA, REFERRAL = "no further action", "referral"
SHARE = "contacts.nfa_share"
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
OCTOBER = Month(2026, 10)


def of(session: Session, team: Team, key: str) -> Parts:
    return parts_of(session, Scope((team.id,), (MARCH,), APRIL), key, dict)


def test_contacts_are_told_by_what_their_file_says_of_them(session: Session) -> None:
    team = a_team(session, "Council")
    for source, outcome, threshold in (
        *[("school", NFA, "no")] * 9,
        ("  school", REFERRAL, "yes"),
        ("school", None, "no"),
        (None, NFA, "no"),
    ):
        told = {"source": source, "outcome": outcome, "threshold_met": threshold}
        a_contact(session, date(2026, 3, 4), team, **told)
    a_contact(session, date(2026, 2, 27), team, source="police", outcome=NFA)
    assert of(session, team, SHARE) == {
        "source": {"school": Ratio(9, 10), "nobody named": Ratio(1, 1)},
        "threshold": {"no": Ratio(10, 10), "yes": Ratio(0, 1)},
    }
    assert of(session, team, "contacts.recorded")["source"] == {
        "school": Ratio(11, 11),
        "nobody named": Ratio(1, 1),
    }


def test_what_is_empty_in_more_than_a_tenth_of_rows_tells_of_no_change(session: Session) -> None:
    """The column came empty for some months: all of a rise would be with no threshold told."""
    team = a_team(session, "Council")
    for number in range(10):
        told = {"source": "school", "threshold_met": "no" if number > 1 else None}
        a_contact(session, date(2026, 3, 4), team, **told)
    found = of(session, team, "contacts.recorded")
    assert "source" in found
    assert "threshold" not in found


def test_referrals_again_are_told_by_source(session: Session) -> None:
    team = a_team(session, "Council")
    a_referral(session, date(2026, 1, 4), team, child_ref="N-1", source="police")
    a_referral(session, date(2026, 3, 4), team, child_ref="N-1", source="school")
    a_referral(session, date(2026, 3, 5), team, child_ref="N-2", source="school")
    assert of(session, team, "referrals.repeat_share") == {"source": {"school": Ratio(1, 2)}}


def test_what_differs_in_capitals_alone_is_one_source(session: Session) -> None:
    team = a_team(session, "Council")
    for number, source in enumerate(("POLICE", "Police", "Police ", "school")):
        a_referral(session, date(2026, 3, 4), team, child_ref=f"N-{number}", source=source)
    found = of(session, team, "referrals.count")
    assert found == {"source": {"Police": Ratio(3, 3), "school": Ratio(1, 1)}}


def council(session: Session, now: str = "health") -> Team:
    """Make two years of contacts; from April 2026 on health's end without action twice as often."""
    team = a_team(session, "Council")
    for month in months_back(OCTOBER, 24):
        for number in range(200):
            health = now if month >= Month(2026, 6) else "health"
            source = (health, "school", "police")[number % 3]
            risen = source == health and month >= Month(2026, 4)
            ended = number % 10 < (9 if risen else 3)
            outcome = NFA if ended else REFERRAL
            a_contact(session, month.first, team, source=source, outcome=outcome)
    return team


@pytest.mark.parametrize("now", ["health", "HEALTH"])
def test_what_rises_at_one_source_says_so_and_opens_exactly_its_rows(
    session: Session, now: str
) -> None:
    team = council(session, now)
    built = build(session, team, OCTOBER, NOW, None)
    finding = next(one for one in built.findings if one.measure == SHARE)
    assert finding.verdict is Verdict.SIGNAL
    assert f"from {now}." in finding.sentence
    assert f"What does {now} send differently since April 2026" in finding.question
    counted = count(session, (team.id,), OCTOBER, NOW, None)
    first = of_findings(session, team, counted, [finding])[SHARE][0]
    assert (first.within, first.by) == (now.title() if now == "health" else now, "source")
    rows = narrowed(
        rows_behind(session, SHARE, team, OCTOBER, NOW), {first.by: mark_of(first.within)}
    )
    assert sum(row.counts is True for row in rows) == first.count == 60
    assert {row.cells["source"].casefold() for row in rows} == {"health"}
