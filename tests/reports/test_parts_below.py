"""A change in one part of a council is found from the top, named there, and opens its own rows."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.enquiries import Given, take_up
from practice.calendar import Month, months_back
from reports import watching
from reports.finding import Finding
from reports.findings.watched import Watched
from reports.leaving.scrutiny import to_scrutiny
from reports.leaving.summary import to_leave
from reports.links import to_list
from reports.render import html, json
from reports.right_below import MOST_BELOW, of_team
from reports.summary import build
from reports.tallies import count
from reports.view import Summary
from storage import enquiries
from storage.people import team_and_descendants
from storage.session import Session
from storage.tables import Team
from tests.factories import a_person, a_team, make_store
from tests.reports.casework.rows import a_referral
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims

OCTOBER = Month(2026, 10)
AFTER = datetime(2026, 11, 5, 9, tzinfo=UTC)
MONTHS = months_back(OCTOBER, 16)
SINCE = MONTHS[10]
WHY, AGAIN = "records.why", "referrals.repeat_share"
AREAS = ("East", "North", "South", "West")
RECORDS, REFERRALS = 12, 8


@dataclass
class Council:
    """Four areas of two teams each: North says why far more often since SINCE, as all of it does.

    Of the referrals of one of South's teams more are of children referred before.
    """

    session: Session
    top: Team
    areas: dict[str, Team]
    teams: dict[str, Team]

    def summary(self, team: Team) -> Summary:
        return build(self.session, team, OCTOBER, AFTER, None)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    folder: Path = tmp_path_factory.mktemp("areas")
    with (
        closing(make_store(folder, waits_for_the_disk=False)) as store,
        Session(store.engine, info={"cipher": store.cipher}) as session,
    ):
        top = a_team(session, "Council")
        areas = {name: a_team(session, name, parent=top) for name in AREAS}
        teams = {
            f"{name} {n}": a_team(session, f"{name} {n}", parent=area)
            for name, area in areas.items()
            for n in (1, 2)
        }
        for name, team in teams.items():
            _records(session, name, team)
            _referrals(session, name, team)
        yield Council(session, top, areas, teams)
        session.rollback()


def _records(session: Session, name: str, team: Team) -> None:
    worker = a_person(session, f"{name} worker", team=team)
    cases = [a_case(session, worker) for _ in range(RECORDS)]
    for at, month in enumerate(MONTHS):
        usual = 5 + (at + ord(name[0])) % 3
        said = 11 if name.startswith("North") and month >= SINCE else usual
        # The other areas say it a little less often then: all together nothing is to be seen.
        said -= 2 if not name.startswith("North") and month >= SINCE else 0
        meeting = a_meeting(session, worker, date(month.year, month.month, 4))
        for nth, case in enumerate(cases):
            sent = a_submission(session, a_record(session, meeting, case))
            if nth < said:
                claims(session, sent, ["why"])


def _referrals(session: Session, name: str, team: Team) -> None:
    for at, month in enumerate(months_back(OCTOBER, 30)):
        again = 7 if name == "South 2" and month >= SINCE else 1 + at % 2
        for n in range(REFERRALS):
            child = f"{name}-{n}" if n < again else f"{name}-{month}-{n}"
            a_referral(session, month.first + timedelta(n), team, child_ref=child)


def signals(summary: Summary, key: str) -> list[Finding]:
    return [one for one in summary.findings if one.is_signal and one.measure == key]


def test_a_change_in_one_area_is_found_from_the_top(council: Council) -> None:
    (found,) = signals(council.summary(council.top), WHY)
    assert (found.part, found.direction, found.since) == ("North", "improvement", SINCE)
    assert found.sentence.startswith("In North: Records that say why rose from 50% to 92% since")
    assert found.ask == "the manager of North"
    assert "North" in found.question


def test_what_a_part_comes_to_is_what_its_own_summary_says(council: Council) -> None:
    (found,) = signals(council.summary(council.top), WHY)
    (own,) = signals(council.summary(council.areas["North"]), WHY)
    assert (found.since, found.before, found.after) == (own.since, own.before, own.after)
    assert found.records == 2 * RECORDS


def test_the_areas_own_summary_names_the_team(council: Council) -> None:
    (found,) = signals(council.summary(council.areas["South"]), AGAIN)
    assert "South 2" in found.sentence
    assert found.ask == "the manager of South 2"
    (above,) = signals(council.summary(council.top), AGAIN)
    assert "South" in above.sentence


def test_what_moved_in_a_part_alone_is_not_called_quiet(council: Council) -> None:
    looked = council.summary(council.top).looked
    assert WHY not in {*looked.quiet, *looked.too_little}


def test_a_question_about_one_part_is_followed_there(council: Council) -> None:
    asker = a_person(council.session, team=council.top)
    made = council.summary(council.top)
    given = Given(asker.id, 1, asker.id, AFTER)
    with council.session.begin_nested() as apart:
        found = take_up(council.session, made, council.top.id, WHY, given)
        taken = enquiries.one(council.session, found or "")
        assert taken is not None
        assert taken.asked.part_id == council.areas["North"].id
        assert (taken.asked.numerator, taken.asked.denominator) == (22, 24)
        now = council.summary(council.top)
        (one,) = (one for one in now.enquired if one.about == WHY)
        assert one.since_then.startswith(
            "In North: Records that say why: 22 of 24 in October 2026, when it was"
        )
        month = date(2026, 11, 4)
        worker = a_person(council.session, team=council.teams["North 1"])
        other = a_person(council.session, team=council.teams["East 1"])
        for who, said in ((worker, ["why"]), (other, [])):
            meeting = a_meeting(council.session, who, month)
            record = a_record(council.session, meeting, a_case(council.session, who))
            claims(council.session, a_submission(council.session, record), said)
        later = build(
            council.session, council.top, Month(2026, 11), datetime(2026, 12, 4, tzinfo=UTC), None
        )
        (one,) = (one for one in later.enquired if one.about == WHY)
        assert "22 of 24 in October 2026, 1 of 1 in November 2026" in one.since_then
        assert one.since_then.startswith("In North: ")
        apart.rollback()


def test_it_opens_the_rows_of_that_part_on_the_page_and_in_json(council: Council) -> None:
    made = council.summary(council.top)
    north = council.areas["North"].id

    def link(key: str, month: Month, shows: str = "all", _within: str = "", **of: str) -> str:
        return "/".join((key, str(month), shows, of.get("team_id", "")))

    (found,) = signals(made, WHY)
    of = made.opens[found.id]
    assert (of.count, of.team_id, to_list(link, of, OCTOBER)) == (
        2 * RECORDS,
        north,
        f"{WHY}/2026-10/all/{north}",
    )
    told = next(one for one in json.document(made, link)["findings"] if one["id"] == found.id)
    assert told["records"] == {"count": 2 * RECORDS, "link": f"{WHY}/2026-10/all/{north}"}
    assert f'href="{WHY}/2026-10/all/{north}">See the 24 records in depth: North</a>' in html.page(
        made, link
    )


def test_outside_no_number_is_told_of_a_part(council: Council) -> None:
    made = council.summary(council.top)
    (found,) = signals(to_leave(made), WHY)
    assert (found.before, found.after) == (None, None)
    assert found.sentence.startswith("In North: ")
    assert "%" not in found.sentence
    few = to_leave(replace(made, findings=tuple(replace(one, records=5) for one in made.findings)))
    assert signals(few, WHY) == []


def test_councillors_are_told_of_no_part_nor_that_all_of_it_moved(council: Council) -> None:
    assert signals(to_scrutiny(council.summary(council.top)), WHY) == []


def test_of_the_workforce_each_part_is_looked_at(council: Council) -> None:
    watched = _watched(council)
    assert {*watched["workforce.caseload"].below} == {*AREAS}
    assert {*watched[AGAIN].below} == {*AREAS}


def test_a_part_with_all_of_it_or_nothing_is_not_looked_at_again(council: Council) -> None:
    assert _watched(council)["actions.done_share"].below == {}


def _watched(council: Council) -> dict[str, Watched]:
    teams = tuple(team_and_descendants(council.session, council.top.id))
    counted = count(council.session, teams, OCTOBER, AFTER, None)
    return {one.key: one for one in watching.watched(council.session, counted)}


def test_of_more_parts_than_are_kept_in_memory_none_is_looked_at(session: Session) -> None:
    top = a_team(session, "Flat council")
    for number in range(MOST_BELOW):
        a_team(session, f"Part {number:02}", parent=top)
    assert len(of_team(session, top.id)) == MOST_BELOW
    a_team(session, "One more", parent=top)
    assert of_team(session, top.id) == []
