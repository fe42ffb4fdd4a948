"""A month beside another one: what moved, by how much, and what nobody can say."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from practice.calendar import Month, months_back
from reports.leaving.summary import to_leave
from reports.render import html, json, text
from reports.summary import build
from reports.two_months import set_beside, two_months
from reports.two_months_view import Apart, Pair, TwoMonths
from reports.view import Summary
from storage.people import team_and_descendants, team_by_name
from storage.session import Session, Store
from storage.tables import Team
from tests.factories import a_person, a_team, make_store
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims
from tests.reports.files import with_files

OCTOBER = Month(2026, 10)
AFTER = datetime(2026, 11, 5, 9, tzinfo=UTC)
MONTHS = months_back(OCTOBER, 16)
LAST_YEAR = months_back(OCTOBER, 13)[0]
A_MONTH = 40
VOICE, WHY = "records.child_voice", "records.why"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a team of 40 records in depth a month, that hears more children in the last of them."""
    folder: Path = tmp_path_factory.mktemp("beside")
    with closing(make_store(folder, waits_for_the_disk=False)) as made:
        with made.writing() as session:
            worker = a_person(session, "Priya", team=a_team(session, "North"))
            cases = [a_case(session, worker) for _ in range(A_MONTH)]
            for at, month in enumerate(MONTHS):
                heard = 35 if month == OCTOBER else 10 + at % 3
                meeting = a_meeting(session, worker, date(month.year, month.month, 4))
                for nth, case in enumerate(cases):
                    sent = a_submission(session, a_record(session, meeting, case))
                    claims(session, sent, [*(["child_voice"] if nth < heard else []), "why"])
        yield made


@pytest.fixture(scope="module")
def team(store: Store) -> Team:
    with store.reading() as session:
        found = team_by_name(session, "North")
        assert found is not None
        return found


def beside(session: Session, team: Team, then: Month) -> TwoMonths:
    teams = tuple(team_and_descendants(session, team.id))
    return two_months(session, teams, (OCTOBER, then), AFTER, None)


def pair_of(found: TwoMonths, key: str) -> Pair:
    return next(one for one in found.pairs if one.key == key)


@pytest.fixture(scope="module")
def summary(store: Store, team: Team) -> Summary:
    with store.reading() as session:
        built = build(session, team, OCTOBER, AFTER, None)
    return set_beside(store, team.id, built, LAST_YEAR, None)


def test_what_moved_stands_first_with_both_months_and_by_how_much(summary: Summary) -> None:
    assert summary.beside is not None
    voice = pair_of(summary.beside, VOICE)
    assert (voice.now, voice.then, voice.change) == ("88%", "25%", "up 63 points")
    assert (voice.apart, voice.direction) == (Apart.MORE, "improvement")
    assert summary.beside.sentences[1] == (
        "Records with the child's own words or behaviour: 25% then, 88% now. "
        "It points the right way."
    )
    why = pair_of(summary.beside, WHY)
    assert (why.change, why.apart) == ("no change", Apart.UNKNOWN)


def test_a_month_that_is_not_over_or_lies_before_the_records_is_not_set_beside(
    store: Store, team: Team
) -> None:
    with store.reading() as session:
        running = pair_of(beside(session, team, Month(2026, 11)), VOICE)
        before = beside(session, team, Month(2024, 3))
    assert (running.size, running.change, running.apart) == (None, "", Apart.UNKNOWN)
    assert running.why == "November 2026 is not whole, or has nothing to count"
    assert all(one.size is None for one in before.pairs if one.key.startswith("records."))
    assert before.sentences[0].startswith("Of 1 more it cannot be said:")


def test_of_figures_whose_months_share_their_people_nothing_is_said_of_chance(
    summary: Summary,
) -> None:
    assert summary.beside is not None
    shared = [one for one in summary.beside.pairs if one.key.startswith("workforce.")]
    assert shared
    assert {one.apart for one in shared} == {Apart.UNKNOWN}
    assert all(one.why.startswith("not said: its months have") for one in shared)


def test_every_format_for_inside_says_the_same_and_what_leaves_has_none(summary: Summary) -> None:
    written = json.document(summary)
    Draft202012Validator(json.schema()).validate(written)
    (moved,) = [one for one in written["beside"]["measures"] if one["key"] == VOICE]
    assert moved["size"] == {"from": 0.25, "to": 0.875}
    assert (moved["change"], moved["verdict"]) == (pytest.approx(0.625), "more than chance")
    assert "October 2026 beside October 2025" in text.text(summary)
    assert "88%, in October 2025 25%. That is up 63 points." in " ".join(text.text(summary).split())
    page = html.page(summary)
    assert page.index('id="beside"') < page.index('id="section-lead"')
    assert "up 63 points" in page
    left = to_leave(summary)
    assert left.beside is None
    assert "up 63 points" not in text.text(left)
    assert json.document(left)["beside"] is None


def test_a_summary_that_nothing_was_set_beside_says_nothing_of_it() -> None:
    made = with_files()
    assert made.beside is None
    assert 'id="beside"' not in html.page(made)
    assert text.text(made) == text.text(replace(made, beside=None))
