"""The teams beside one another, on the demo's council."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from bot.channels.web.sessions import form_token
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_drawn_children import as_the, the

AT = {"month": "2026-10", "months": "6"}
ROW = re.compile(r'<th class="govuk-table__header" scope="row" role="rowheader">([^<]+)<')


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


async def test_each_figure_has_its_plot_its_table_and_its_ways_on(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        page = await client.get("/teams", params=AT)
        tables = page.text.split('<table class="govuk-table')[1:]
        ways = {unescape(way) for way in re.findall(r'href="(/summary[^"]+)"', page.text)}
        opened = [await client.get(way) for way in sorted(ways)[::25]]
    assert page.status_code == 200
    assert page.text.count('<svg viewBox="0 0 320') > 10
    assert page.text.count("<desc id=") == page.text.count('<svg viewBox="0 0 320')
    orders = {tuple(ROW.findall(table)) for table in tables}
    longest = max(orders, key=len)
    assert all([one for one in longest if one in order] == list(order) for order in orders)
    assert {one.status_code for one in opened} == {200}
    assert len(opened) > 3


async def test_one_figure_stays_in_the_address_and_an_unknown_one_is_not_there(
    demo: Held,
) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        one = await client.get("/teams", params={**AT, "measure": "records.contingency"})
        wrong = await client.get("/teams", params={**AT, "measure": "records.nothing"})
    assert one.text.count('<section class="us-measure"') == 1
    assert '<option value="records.contingency" selected>' in one.text
    assert wrong.status_code == 404


async def test_a_team_outside_is_a_question_with_whom_to_ask(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        page = (await client.get("/teams", params=AT)).text
    asks = page[page.index('id="asks"') : page.index("places were looked at")]
    assert "below the limits. All teams together: " in asks
    assert asks.count("Ask ") == asks.count("the limits. ") > 0
    # What is about agreeing in time is never told without what it is read beside.
    for told in re.findall(r"Records agreed by the practitioner, [^<]+", asks):
        assert "Beside it: Records that look at our own practice" in told


async def test_a_supervisor_sees_one_team_beside_which_nothing_stands(demo: Held) -> None:
    async with as_the(demo, the(demo, "supervisor")) as client:
        page = await client.get("/teams", params=AT)
    assert "nothing stands beside it" in page.text
    async with as_the(demo, the(demo, "practice lead")) as client:
        assert (await client.get("/teams", params=AT)).status_code == 403


HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def forms(page: str) -> list[dict[str, str]]:
    """Return what the form of each question sends, with its first owner in a week."""
    found = page.split('<form class="us-take-up"')[1:]
    return [
        {
            **{name: unescape(value) for name, value in HIDDEN.findall(form)},
            "owner": re.findall(r'<option value="([^"]+)"', form)[0],
            "weeks": "1",
        }
        for form in (one[: one.index("</form>")] for one in found)
    ]


async def test_a_question_between_teams_is_taken_up_as_an_enquiry(demo: Held) -> None:
    manager = the(demo, "manager", on_top=True)
    async with as_the(demo, manager) as client:
        page = (await client.get("/teams", params=AT)).text
        sent = forms(page)[0]
        first = await client.post("/enquiries", data=sent)
        again = await client.post("/enquiries", data=sent)
        shown = unescape((await client.get(first.headers["location"])).text)
        team = {"team": sent["team"], "month": AT["month"]}
        summary = unescape((await client.get("/summary", params=team)).text)
    assert (first.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert "May 2026 to October 2026: " in shown
    assert "the limits. All teams together: " in shown
    assert "the limits. All teams together: " in summary
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


async def test_what_no_plot_shows_and_who_sees_no_summary_takes_nothing_up(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        page = (await client.get("/teams", params=AT)).text
        sent = forms(page)[0]
        for wrong in ({"about": "records.nothing"}, {"among": sent["team"]}, {"owner": "nobody"}):
            answer = await client.post("/enquiries", data={**sent, **wrong})
            assert answer.status_code == 403, wrong
        none = await client.post("/enquiries", data={**sent, "months": "7"})
    assert none.status_code == 404
    async with as_the(demo, the(demo, "practice lead")) as client:
        own = {**sent, "csrf": form_token(client.cookies["understory"])}
        assert (await client.post("/enquiries", data=own)).status_code == 403
