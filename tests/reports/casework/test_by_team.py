"""The council's own files by team: what each team's own summary says, for all of them at once."""

from datetime import date

from sqlmodel import Session

from reports.statistics.contribution import Ratio
from reports.team_counts import FROM_ROWS, counted
from storage.measures import Scope
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import (
    APRIL,
    MARCH,
    a_conference,
    a_contact,
    an_assessment,
    an_enquiry,
    figures,
)

DAY = date(2026, 3, 10)
COMPARED = (
    *FROM_ROWS,
    "contacts.nfa_share",
    "contacts.domestic_abuse_share",
    "contacts.triaged_share",
    "contacts.repeat_share",
)


def test_each_team_comes_to_what_its_own_summary_says(session: Session) -> None:
    whole = a_team(session, "Council")
    teams = [a_team(session, name, whole) for name in ("North", "South")]
    for number, team in enumerate(teams):
        child = a_child(session)
        an_involvement(session, child, a_person(session, team=team), date(2026, 1, 5))
        for outcome in ("no further action", "referral", "no further action", None)[number:]:
            told = {"outcome": outcome, "domestic_abuse": True, "triaged": number == 0}
            a_contact(session, DAY, team, **told)
        a_contact(session, DAY, team, child_ref=child.ref)
        an_assessment(session, date(2026, 1, 5), DAY, team, child_seen_on=date(2026, 2, 3))
        an_assessment(session, date(2025, 11, 3), DAY, team)
        enquiry = an_enquiry(session, date(2026, 3, 2), team, child_ref=child.ref)
        if number:
            a_conference(session, date(2026, 3, 16), enquiry_ref=enquiry.ref, child_ref=child.ref)
    a_contact(session, DAY, None, outcome="referral")
    scope = Scope(tuple(team.id for team in (whole, *teams)), (MARCH,), APRIL)
    found = counted(session, scope)
    for team in teams:
        own = figures(session, team)
        for key in COMPARED:
            now = own[key].now
            said = Ratio(int(now.numerator or 0), int(now.denominator or 0))
            assert found[key].get(team.id, Ratio(0, 0)) == said, (team.name, key)
        on_open = own["contacts.on_open_cases"].now
        assert found["contacts.on_open_cases"][team.id] == (on_open.numerator, on_open.denominator)
    assert found["contacts.nfa_share"][whole.id] == (0, 1)
    assert sum(r.denominator for r in found["contacts.nfa_share"].values()) == 6
    assert found["section47.to_conference"][teams[1].id] == (1, 1)


def test_a_month_without_the_file_is_not_counted_as_none(session: Session) -> None:
    whole = a_team(session, "Council")
    team = a_team(session, "North", whole)
    a_contact(session, DAY, team, outcome="referral")
    found = counted(session, Scope((whole.id, team.id), (MARCH.next(),), APRIL))
    assert team.id not in found["contacts.nfa_share"]
    assert found["section47.to_conference"] == {}
