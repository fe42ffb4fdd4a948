"""A summary that is taken away says what is known against each of the council's own files."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from reports.known_against import with_files
from reports.leaving.summary import to_leave
from reports.render import json
from reports.render.paper import paper
from tests.factories import a_team
from tests.reports.casework.rows import APRIL, a_contact, a_referral, an_enquiry
from tests.reports.files import with_files as a_summary_with_files


def test_it_says_of_each_file_what_the_page_says(session: Session) -> None:
    team = a_team(session, "Council")
    for month in (1, 3):
        a_contact(session, date(2026, month, 4), team, outcome="referral")
    for _ in range(2):
        a_referral(session, date(2026, 3, 4), team, decided_on=date(2026, 3, 2))
    an_enquiry(session, date(2026, 3, 4), team)
    made = with_files(session, replace(a_summary_with_files(), as_of=APRIL))
    said = {
        (one["source"], one["what"]): one["count"] for one in json.document(made)["data_quality"]
    }
    assert said["contacts", "missing: no row in February 2026"] == 1
    assert said["conferences", "missing: no row was ever brought in"] is None
    assert said["referrals", "contradictory: referrals decided before they were received"] == 2
    assert ("claims", made.data_quality[0].what) in said


def test_what_leaves_says_what_is_missing_and_not_how_much_of_it() -> None:
    """A month's empty cells are all its contacts, and these may be left out."""
    made = a_summary_with_files()
    doubts = [("missing: outcome is empty", 282, "missing"), ("changed: 3% of 60", 2, "changed")]
    known = tuple(replace(made.data_quality[0], what=w, count=n, sort=s) for w, n, s in doubts)
    left = to_leave(replace(made, data_quality=known)).data_quality
    assert [(one.what, one.count, one.hidden) for one in left] == [
        ("missing: outcome is empty", None, True)
    ]


def test_what_is_not_counted_is_no_number_that_was_left_out() -> None:
    made = a_summary_with_files()
    known = replace(made.data_quality[0], what="no row", count=None, sort="missing")
    only = replace(made, data_quality=(known,))
    cells = paper(only, charts=False).quality.rows
    assert (known.source, "no row", "") in cells
