"""One's own settings: the devices signed in, and how often the summary comes."""

import re
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from storage import summary_rhythms
from tests.bot.channels.web.contexts import Council, field, form, signed_in, try_code

pytestmark = pytest.mark.usefixtures("no_wait_after_a_wrong_code")


async def test_settings_show_the_devices_and_sign_one_out(council: Council) -> None:
    async with (
        signed_in(council, council.practitioner) as client,
        signed_in(council, council.practitioner) as other,
        signed_in(council, council.supervisor) as theirs,
    ):
        page = (await client.get("/settings")).text
        assert (page.count("A browser"), page.count("(this one)")) == (4, 1)
        ids = re.findall(r'name="device" value="(\w+)"', page)
        csrf = {"csrf": field(page, "csrf")}
        foreign = re.findall(r'name="device" value="(\w+)"', (await theirs.get("/settings")).text)
        await client.post("/settings/end", data={**csrf, "device": foreign[0]})
        assert (await theirs.get("/here")).status_code == 200
        answer = await client.post("/settings/end", data={**csrf, "device": ids[0]})
        assert answer.headers["location"] == "/settings"
        assert (await other.get("/here")).status_code == 401
        answer = await client.post("/settings/end", data={**csrf, "device": ids[1]})
        assert answer.headers["location"] == "/enter"
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
        assert (await client.get("/here")).status_code == 401


async def test_how_often_the_summary_comes_is_said_on_the_page_by_whom_it_comes_to(
    council: Council,
) -> None:
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/settings")).text
        assert "first working day of each month." in page
        sent = {"csrf": field(page, "csrf"), "often": "weekly"}
        answer = await client.post("/settings/summary", data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
        page = (await client.get("/settings")).text
        assert "of each month, and of each week." in page
        await client.post("/settings/summary", data={**sent, "often": "never"})
        assert (await client.get("/settings")).text.count("and of each week.") == 1
        await client.post("/settings/summary", data={**sent, "often": "monthly"})
        assert "and of each week." not in (await client.get("/settings")).text
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/settings")).text
        assert "summary of your team comes" not in page
        sent = {"csrf": field(page, "csrf"), "often": "weekly"}
        await client.post("/settings/summary", data=sent)
    with council.context.store.reading() as session:
        assert not summary_rhythms.is_weekly(session, council.practitioner.id)


async def test_when_a_device_was_used_is_said_as_exactly_as_it_is_known(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    document = {"sec-fetch-dest": "document"}
    async with (
        signed_in(council, council.practitioner) as client,
        signed_in(council, council.practitioner) as other,
    ):
        for minutes, path in ((4, "/records"), (2, "/records")):
            clock.forward(timedelta(minutes=minutes))
            await other.get(path, headers=document)
        clock.forward(timedelta(minutes=4))
        page = (await client.get("/settings")).text
        assert page.count("in use now") == page.count("used in the last five minutes") == 1
        clock.forward(timedelta(minutes=1))
        page = (await client.get("/settings")).text
        assert page.count("last used at about Monday 12 October 2026, 9:08") == 1


async def test_signing_out_everywhere_leaves_no_way_in(council: Council) -> None:
    code = council.code(council.practitioner)
    async with (
        signed_in(council, council.practitioner) as client,
        signed_in(council, council.practitioner) as other,
    ):
        answer = await client.post("/settings/everywhere", data=await form(client, "/settings"))
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
        assert [(await one.get("/here")).status_code for one in (client, other)] == [401, 401]
        refused = await try_code(other, code)
        assert "This code does not work any more." in refused.text
