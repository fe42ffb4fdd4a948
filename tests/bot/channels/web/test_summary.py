"""The summary on its page, and the lists behind its numbers."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import httpx
import pytest
from sqlmodel import col, select

from storage import people
from storage.tables import AuditEvent
from tests import factories
from tests.bot.channels.web.contexts import Council, over_asgi, signed_in
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.reports.factories import a_case, a_meeting, a_record, a_step, a_submission

NOVEMBER = {"month": "2026-11"}
BEHIND = re.compile(r'href="(/summary/behind\?[^"]+)"')
HEADS = {
    "outcomes.rated_share": "The ratings",
    "records.child_voice": "The sentence that shows it",
    "claims.proposed": "What it shows",
}
SEE = re.compile(r'href="(/summary/behind\?[^"]+)">See the (\d+) ')


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held")) as made:
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


async def test_a_manager_reads_their_months_and_each_number_opens_its_list(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = await client.get("/summary?month=2026-11")
        lists = [unescape(address) for address in BEHIND.findall(page.text)]
        assert page.status_code == 200
        assert "November 2026 so far, to " in page.text
        assert len(lists) > 10
        for address in set(lists):
            behind = await client.get(address)
            assert behind.status_code == 200, address
    team = held.person("Ruth").team_id
    assert ("summary read", held.person("Ruth").id) in held.audited(team)
    assert ("list read", held.person("Ruth").id) in held.audited(team)


async def test_a_list_says_what_counts_why_not_and_opens_the_records(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = await client.get(
            "/summary/behind", params={**NOVEMBER, "measure": "children.discussed_share"}
        )
        opened = await client.get(f"/records/{held.record_of('CH-0402')}")
    assert f'href="/records/{held.record_of("CH-0402")}?back=' in page.text
    assert "4 of these 5 count." in page.text
    assert "Not discussed: " in page.text
    assert opened.status_code == 200


async def test_the_number_on_a_link_is_how_many_its_list_shows(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary", params=NOVEMBER)).text
        links = SEE.findall(page)
        assert len(links) > 20
        for address, count in links:
            listed = (await client.get(unescape(address))).text
            assert f'us-list__title">{count} ' in listed, address
            assert listed.count('<tr class="govuk-table__row" role="row">') - 1 == int(count)


async def test_a_list_shows_those_not_counted_with_reason_worker_and_last_day(held: Held) -> None:
    asked = {**NOVEMBER, "measure": "children.discussed_share", "show": "rest"}
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary/behind", params=asked)).text
    assert "1 child not discussed" in page
    assert "Not discussed: " in page
    assert "Priya Shah" in page
    assert "Never discussed here." in page
    assert "Those who wait longest first, then the highest risk." in page
    assert "no meeting that was sent discussed them" in page


async def test_a_list_says_what_the_record_says_and_notes_that_it_did(held: Held) -> None:
    asked = {**NOVEMBER, "measure": "actions.why_and_how_share"}
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary/behind", params=asked)).text
        for key in ("outcomes.rated_share", "records.child_voice", "claims.proposed"):
            answer = await client.get("/summary/behind", params={**NOVEMBER, "measure": key})
            assert answer.status_code == 200
            assert HEADS[key] in re.findall(r'role="columnheader"[^>]*>([^<]+)<', answer.text), key
    assert "Priya Shah" not in page
    quoted = select(AuditEvent.noun_id).where(col(AuditEvent.deed) == "record quoted")
    with held.context.store.reading() as session:
        assert held.record_of("CH-0402") in set(session.exec(quoted).all())


async def test_the_heads_fit_each_list_and_what_is_the_same_for_all_is_said_once(
    held: Held,
) -> None:
    async with as_person(held, "Ruth") as client:
        for measure in ("records.agreed", "children.discussed_share", "records.why"):
            for show in ("all", "rest", "counted"):
                asked = {**NOVEMBER, "measure": measure, "show": show}
                page = unescape((await client.get("/summary/behind", params=asked)).text)
                heads = re.findall(r'role="columnheader"[^>]*>([^<]+)<', page)
                assert "Counts" not in heads
                assert "Why not" not in heads
                assert "What is known" not in heads
                answers = {"Agreed", "Discussed", "Shown"} & set(heads)
                assert not answers or show == "all", (measure, show)


def _waiting_since_july(council: Council) -> None:
    """Give the practitioner a record of July and one of August that wait to be agreed."""
    with council.store.writing() as session:
        for day in (date(2026, 7, 1), date(2026, 8, 5)):
            meeting = a_meeting(session, council.practitioner, day)
            child = a_case(session, council.practitioner, f"CH-{day:%m%d}")
            record = a_record(session, meeting, child)
            a_submission(session, record)
            a_step(session, record, "submitted")


async def test_records_that_wait_say_whom_to_ask_and_older_ones_are_a_link_away(
    council: Council,
) -> None:
    _waiting_since_july(council)
    asked = {"month": "2026-08", "measure": "records.agreed", "show": "waiting"}
    async with signed_in(council, council.manager) as client:
        page = unescape((await client.get("/summary/behind", params=asked)).text)
        why = await client.get(
            "/summary/behind", params={**asked, "measure": "records.why", "show": "all"}
        )
        [older] = re.findall(r'href="([^"]+)">1 from July 2026<', page)
        july = (await client.get(older)).text
        later = (await client.get("/summary/behind", params={**asked, "month": "2026-09"})).text
    assert council.practitioner.name in page
    assert council.practitioner.name not in why.text
    assert "CH-0805" in page
    assert "CH-0701" in july
    assert ("There was nothing to count." in later, "1 from July 2026" in later) == (True, True)


async def test_a_list_can_be_put_in_order_and_says_which(held: Held) -> None:
    asked = {**NOVEMBER, "measure": "children.discussed_share", "sort": "child"}
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary/behind", params=asked)).text
    refs = re.findall(r"CH-\d{4}(?=<)", page)
    assert refs == sorted(refs)
    assert "By child&#39;s reference, A to Z." in page
    assert page.count('aria-sort="ascending"') == 1


@pytest.mark.parametrize(
    "asked",
    [{"show": "nobody"}, {"sort": "beauty"}, {"page": "2"}, {"page": "0"}, {"page": "x"}],
)
async def test_a_list_there_is_not_is_said_to(held: Held, asked: dict[str, str]) -> None:
    known = {**NOVEMBER, "measure": "children.discussed_share"}
    async with as_person(held, "Ruth") as client:
        assert (await client.get("/summary/behind", params={**known, **asked})).status_code == 404


async def test_a_list_names_no_child_to_another_supervisor_of_the_team(held: Held) -> None:
    with held.context.store.writing() as session:
        team = people.team(session, held.person("Sunil").team_id)
        factories.a_person(session, "Wanda West", "supervisor", team=team)
    async with as_person(held, "Wanda") as client:
        page = await client.get(
            "/summary/behind", params={**NOVEMBER, "measure": "children.discussed_share"}
        )
    assert page.status_code == 200
    assert "4 of these 5 count." in page.text
    assert page.text.count("Not open to you") == 5
    assert "CH-" not in page.text
    assert "/records/" not in page.text


async def test_the_page_says_how_it_is_printed(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = unescape((await client.get("/summary?month=2026-11")).text)
    assert "print this page" in page


async def test_months_and_teams_beside_it_are_one_link_away(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary?month=2026-11")).text
        links = [unescape(link) for link in re.findall(r'href="(/summary\?[^"]+)"', page)]
        pages = [(await client.get(link)).text for link in links]
    assert len(pages) == 3
    assert sum(">November 2026 beside November 2025<" in text for text in pages) == 1
    assert sum("October 2026" in unescape(text).partition("</h1>")[0] for text in pages) == 1
    assert sum("Safeguarding 1, November" in text.partition("</h1>")[0] for text in pages) == 1


async def test_a_supervisor_reads_their_own_team_and_no_other(council: Council) -> None:
    async with signed_in(council, council.supervisor) as client:
        own = await client.get("/summary")
        other = await client.get("/summary", params={"team": council.elsewhere.team_id})
        listed = await client.get(
            "/summary/behind",
            params={"measure": "records.why", "team": council.elsewhere.team_id},
        )
    assert own.status_code == 200
    assert "Assessment East" in own.text
    assert (other.status_code, listed.status_code) == (403, 403)
    assert "This is not open to you" in other.text


async def test_a_practitioner_has_no_summary_and_no_link_to_one(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        assert (await client.get("/summary")).status_code == 403
        assert 'href="/summary"' not in (await client.get("/")).text


@pytest.mark.parametrize(
    "asked",
    ["?month=october", "?month=2026-13", "?month=0001-01", "?month=9999-12"],
)
async def test_a_month_there_is_not_is_said_to(council: Council, asked: str) -> None:
    async with signed_in(council, council.manager) as client:
        assert (await client.get(f"/summary{asked}")).status_code == 404


async def test_a_measure_there_is_not_is_said_to(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        answer = await client.get("/summary/behind", params={"measure": "nothing"})
    assert answer.status_code == 404


async def test_an_empty_list_says_so(council: Council) -> None:
    async with signed_in(council, council.manager) as client:
        page = (await client.get("/summary/behind", params={"measure": "records.why"})).text
    assert "There was nothing to count." in page


@pytest.mark.parametrize("page", ["/summary", "/summary/behind"])
@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2027-03", "March 2027 has not begun."),
        ("2099-12", "December 2099 has not begun."),
        ("2019-01", "The records begin on "),
        ("2000-01", "after January 2000, so nothing can be said of it."),
    ],
)
async def test_of_a_month_without_a_summary_that_is_said_and_nothing_else(
    held: Held, page: str, month: str, said: str
) -> None:
    asked = {
        "month": month,
        **({"measure": "outcomes.improving_share"} if "behind" in page else {}),
    }
    async with as_person(held, "Ruth") as client:
        answer = await client.get(page, params=asked)
        (nearest,) = re.findall(
            r'<p class="govuk-body"><a class="govuk-link" href="([^"]+)', answer.text
        )
        opened = await client.get(unescape(nearest))
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert (answer.status_code, said in main) == (200, True)
    assert not re.search(r"<table|<h2|Month before|What is better", main)
    assert "What is better" in opened.text
