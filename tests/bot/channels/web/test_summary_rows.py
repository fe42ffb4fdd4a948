"""The lists behind the figures of the council's own files: how many, of what, and to whom."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from bot.channels.web.summary_rows import PER_PAGE
from reports.file_lists.choosing import mark_of, parts_of
from reports.file_lists.stands import FILE_OF
from storage.tables import AuditEvent, Person
from tests.bot.channels.web.contexts import Council, signed_in
from tests.bot.channels.web.files import A_TEXT, NAMES, SEPTEMBER, SOURCE, a_council_with_files
from tests.reports.casework.rows import a_contact
from tests.reports.factories import a_meeting, a_record, a_submission

PATH = "/summary/rows"
NFA = "contacts.nfa_share"
DAYS = "assessments.days"
SEE = re.compile(r'href="(/summary/rows\?[^"]+)">See the (\d+) ([^<]+)</a>')
ROW = re.compile(r'<tr class="govuk-table__row" role="row">\s*<td')
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>")


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council_with_files(tmp_path) as made:
        yield made


def asked(key: str, **more: str) -> dict[str, str]:
    return {**SEPTEMBER, "measure": key, **more}


def title(page: str) -> str:
    found = TITLE.search(page)
    assert found is not None
    return unescape(found[1])


async def how_many(client: httpx.AsyncClient, way: str) -> int:
    """Return how many rows all pages of a list have."""
    answer = await client.get(way)
    assert answer.status_code == 200, way
    rows = len(ROW.findall(answer.text))
    after = re.search(r'href="([^"]+)" rel="next"', answer.text)
    assert rows == PER_PAGE or not after
    return rows + (await how_many(client, unescape(after[1])) if after else 0)


async def test_each_list_of_a_summary_has_as_many_rows_as_its_link_says(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        page = (await client.get("/summary", params=SEPTEMBER)).text
        named = SEE.findall(page)
        assert {NFA, DAYS} <= {
            key for way, *_ in named for key in re.findall("measure=([^&]+)", way)
        }
        for way, n, what in named:
            opened = await client.get(unescape(way))
            assert title(opened.text) == unescape(f"{n} {what}")
            assert await how_many(client, unescape(way)) == int(n), what


async def test_a_row_is_found_by_its_reference_and_names_nobody(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        for key in FILE_OF:
            for part in parts_of(key):
                page = unescape((await client.get(PATH, params=asked(key, show=part))).text)
                assert not [name for name in NAMES.values() if name in page]
                assert A_TEXT not in page
        page = (await client.get(PATH, params=asked(NFA))).text
    assert re.search(r">CO-\d{5}<", page)
    assert "CH-0417" in page
    assert "CH-9999" in page
    for said in (SOURCE, "Neglect", "No further action", "1 September 2026"):
        assert said in page


async def test_a_list_is_narrowed_and_no_address_holds_what_a_file_says(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        narrow = {"by_source": mark_of(SOURCE), "by_threshold_met": mark_of("Yes")}
        page = await client.get(PATH, params=asked(NFA, **narrow))
        whole = await client.get(PATH, params=asked(NFA))
        team = await client.get(PATH, params=asked(NFA, by_team=mark_of("Assessment West")))
        nothing = await client.get(PATH, params=asked(NFA, by_source="00000000"))
    assert title(page.text).startswith(f"{len(ROW.findall(page.text))} contacts with an outcome")
    assert 0 < len(ROW.findall(page.text)) < len(ROW.findall(whole.text))
    assert "School<" not in page.text[page.text.index("<tbody") :]
    assert title(team.text) == "1 contact with an outcome"
    assert title(nothing.text) == "0 contacts with an outcome"
    ways = re.findall(r'(?:href|value)="([^"]*)"', page.text)
    assert not [way for way in ways if SOURCE in way]


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "contacts.nothing"},
        {"measure": "workforce.caseload"},
        {"measure": "children.discussed_share"},
        {"measure": NFA, "show": "practitioner"},
        {"measure": NFA, "page": "9"},
        {"measure": NFA, "page": "0"},
        {"measure": NFA, "showing": "nothing"},
    ],
)
async def test_a_list_there_is_not_is_not_found(council: Council, wrong: dict[str, str]) -> None:
    async with signed_in(council, council.manager) as client:
        answer = await client.get(PATH, params={**SEPTEMBER, **wrong})
    assert answer.status_code == 404


async def test_contacts_open_to_managers_above_and_nothing_leads_others_to_them(
    council: Council,
) -> None:
    async with signed_in(council, council.supervisor) as client:
        refused = await client.get(PATH, params=asked(NFA))
        page = (await client.get("/summary", params=SEPTEMBER)).text
        taken = {**SEPTEMBER, "form": "json", "audience": "inside"}
        made = (await client.get("/summary/file", params=taken)).text
        opened = await client.get(PATH, params=asked(DAYS))
    assert (refused.status_code, opened.status_code) == (403, 200)
    assert "Contacts with no further action" in page
    assert "measure=contacts." not in page + made
    assert f"measure={DAYS}" in page
    assert deeds(council)[-4:] == [
        "summary refused",
        "summary read",
        "summary taken for inside",
        "rows listed",
    ]


def deeds(council: Council) -> list[str]:
    """Return what the audit says was done with the team's summary, the oldest first."""
    with council.store.reading() as session:
        of_team = select(AuditEvent).where(AuditEvent.noun == "team")
        return [one.deed for one in session.exec(of_team.order_by(col(AuditEvent.number)))]


async def test_a_supervisor_reads_only_references_of_children_they_answer_for(
    council: Council,
) -> None:
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get(PATH, params=asked(DAYS))).text
    assert "CH-0417" in page
    assert page.count("Not open to you") == 2
    assert "CH-0500" not in page
    assert "CH-7777" not in page
    assert len(re.findall(r">AS-\d{5}<", page)) == 3


async def test_whoever_may_not_see_the_summary_sees_no_list(council: Council) -> None:
    team = {"team": council.team.id}
    for person in (council.practitioner, council.elsewhere):
        async with signed_in(council, person) as client:
            for key in (NFA, DAYS):
                answer = await client.get(PATH, params=asked(key, **team))
                assert answer.status_code == 403
                assert "-0" not in answer.text


async def test_a_summary_opened_again_says_how_many_it_counted(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        await client.get("/summary", params=SEPTEMBER)
        with council.store.writing() as session:
            a_contact(session, date(2026, 9, 9), council.team, outcome="referral")
        again = (await client.get("/summary", params=SEPTEMBER)).text
        (shown,) = set(re.findall(r'href="(/summary/shown/[^"/]+)"', again))
        then = (await client.get(shown)).text
        ways = [unescape(way) for way, *_ in SEE.findall(then)]
        of_all = next(way for way in ways if f"measure={NFA}" in way and "show=" not in way)
        same = next(way for way in ways if f"measure={DAYS}" in way and "show=" not in way)
        differs = unescape((await client.get(of_all)).text)
        alike = unescape((await client.get(same)).text)
        back = re.search(r'govuk-back-link" href="([^"]+)"', differs)
    assert "counted 39 here: the files were corrected since" in differs
    assert title(differs) == "40 contacts with an outcome"
    assert "counted as many" in alike
    assert back
    assert back[1].startswith(shown)


async def test_what_json_says_of_a_finding_leads_to_a_list_or_to_its_figure(
    council: Council,
) -> None:
    taken = {**SEPTEMBER, "form": "json", "audience": "inside"}
    async with signed_in(council, council.manager) as client:
        made = json.loads((await client.get("/summary/file", params=taken)).text)
        for finding in made["findings"]:
            link = finding["records"]["link"]
            assert link.startswith("#workforce.") or (await client.get(link)).status_code == 200


async def test_a_child_leads_to_the_records_that_the_reader_has_of_them(council: Council) -> None:
    with council.store.writing() as session:
        worker = session.get_one(Person, council.practitioner.id)
        meeting = a_meeting(session, worker, date(2026, 9, 8))
        a_submission(session, a_record(session, meeting, session.merge(council.child)))
    for person in (council.manager, council.supervisor):
        async with signed_in(council, person) as client:
            page = (await client.get(PATH, params=asked(DAYS))).text
            (way,) = re.findall(r'href="(/records\?child=[^"]+)">CH-0417<', page)
            assert (await client.get(way)).status_code == 200
            assert page.count("/records?child=") == 1


async def test_a_team_beside_others_leads_to_its_own_rows(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        page = (await client.get("/teams", params={**SEPTEMBER, "months": "1"})).text
        section = page[page.index('id="contacts.nfa_share"') :]
        west = section[section.index(">Assessment West<") :]
        way = re.search(r'href="(/summary/rows[^"]+)"', west)
        assert way
        opened = (await client.get(unescape(way[1]))).text
    assert "1 of 1" in west[:600]
    assert title(opened) == "1 contact with an outcome"
