"""A finding about the council's own files leads to its part and to all of it: as many as told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.summary_paths import list_path, narrowed_to
from practice.calendar import Month, months_back
from reports.casework.followed import COHORT
from reports.file_lists.choosing import choose, mark_of, narrowed
from reports.file_lists.leading import of_findings
from reports.file_lists.rows import rows_behind
from reports.finding import Direction, Finding, MadeOf, Verdict
from reports.render import html, json
from reports.selection import ALL
from reports.summary import build
from reports.tallies import Counted, count
from reports.view import Listed, Summary
from reports.wording import see_list
from storage.people import team_and_descendants
from storage.tables import Team
from tests.factories import a_child, a_team, make_store
from tests.reports.casework.rows import a_conference, a_contact, an_enquiry

MOVED, LAST = Month(2026, 9), Month(2026, 12)
AS_OF = datetime(2027, 1, 28, 9, tzinfo=UTC)
RECORDED = "contacts.recorded"


class Council:
    """A council to which calls on open cases came in September, some 50 a month."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.whole = a_team(session, "Council")
        self.north, self.south = (a_team(session, one, self.whole) for one in ("North", "South"))
        child = a_child(session, opened_on=date(2024, 1, 1))
        for place, month in enumerate(months_back(LAST, 24)):
            for n in range(40 + place * 7 % 5):
                a_contact(session, month.first + timedelta(n % 28), self.north)
            for n in range(50 if month >= MOVED else 2):
                day = month.first + timedelta(n % 28)
                a_contact(session, day, self.north, child_ref=child.ref, reason=f"{n}")
        self._followed()
        session.flush()

    def _followed(self) -> None:
        for n in range(8):
            team = self.north if n % 2 else self.south
            ref = f"CH-{n:04}"
            enquiry = an_enquiry(self.session, LAST.first, team, child_ref=ref)
            if n > 5:
                a_conference(self.session, LAST.first + timedelta(9), enquiry)

    def counted(self) -> Counted:
        teams = tuple(team_and_descendants(self.session, self.whole.id))
        return count(self.session, teams, LAST, AS_OF, None)

    def on(self, team: Team, of: Listed) -> int:
        """Return how many rows are on a list."""
        rows = choose(rows_behind(self.session, of.measure, team, LAST, AS_OF), of.shows)
        return len(narrowed(rows, {of.by: mark_of(of.within)} if of.within else {}))


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield Council(session)
    store.close()


@pytest.fixture
def summary(council: Council) -> Summary:
    return build(council.session, council.whole, LAST, AS_OF, None)


def test_what_a_rise_is_made_of_opens_first_and_then_all(
    council: Council, summary: Summary
) -> None:
    (told,) = (
        one for part in summary.sections for one in part.sentences if one.question == RECORDED
    )
    assert [one.shows for one in told.lists] == ["on_open_case", ALL]
    assert told.lists[0].count == 50
    assert see_list(told.lists[0]) == "See the 50 contacts about cases open already"
    for one in told.lists:
        assert council.on(council.whole, one) == one.count
    page = html.page(summary, lambda *of: "/".join(map(str, of)))
    assert f'href="{RECORDED}/2026-12/on_open_case"' in page
    assert f'href="#{RECORDED}"' in page


def test_json_leads_from_each_finding_to_as_many_rows_as_it_says(
    council: Council, summary: Summary
) -> None:
    found = json.document(summary, lambda *of: "/".join(map(str, of)))["findings"]
    assert {RECORDED, "contacts.on_open_cases"} <= {one["measure"] for one in found}
    for one in found:
        key, _, shows = one["records"]["link"].split("/")
        of = Listed(key, shows, one["records"]["count"])
        assert council.on(council.whole, of) == of.count, key
    (recorded,) = (one for one in found if one["measure"] == RECORDED)
    assert recorded["records"] == {"count": 50, "link": f"{RECORDED}/2026-12/on_open_case"}


def test_json_leads_to_the_team_that_most_of_a_change_is_in(
    summary: Summary,
) -> None:
    found = _a_finding()
    made = replace(summary, findings=(found,), opens={found.id: Listed(COHORT, "rest", 3, "South")})
    told = json.document(made, lambda *of, by="team": "/".join(map(str, (*of, by))))
    assert told["findings"][0]["records"] == {
        "count": 3,
        "link": f"{COHORT}/2026-12/rest/South/team",
    }


def test_the_team_that_most_of_a_change_is_in_opens_by_itself(council: Council) -> None:
    most = (MadeOf("team", "South", -0.4, -0.4, 0.0),)
    signal = replace(_a_finding(), measure=COHORT, most=most)
    lists = of_findings(council.session, council.whole, council.counted(), [signal])[COHORT]
    assert [(one.shows, one.within, one.count) for one in lists] == [
        ("rest", "South", 3),
        ("all", "South", 4),
        ("rest", "", 6),
        ("all", "", 8),
    ]
    assert see_list(lists[0]) == "See the 3 enquiries that led to no conference: South"
    assert [council.on(council.whole, one) for one in lists] == [3, 4, 6, 8]


def test_a_team_stands_in_an_address_by_its_mark() -> None:
    path = list_path("t", COHORT, LAST, "rest", **narrowed_to("Mrs Jones's team"))
    assert path.startswith("/summary/rows?measure=section47.to_conference")
    assert "Jones" not in path
    assert path.endswith(mark_of("Mrs Jones's team"))


def _a_finding() -> Finding:
    return Finding("1", "", Verdict.SIGNAL, "", Direction.NEITHER, "", "", "", "", 0)
