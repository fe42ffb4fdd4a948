"""Coming in with a code, and signing out."""

import logging
import re
from datetime import timedelta

import httpx
import pytest

from bot.channels.web import enter
from bot.channels.web.browser_names import browser_name
from bot.channels.web.channel import WEB, WebChannel
from bot.clock import MovableClock
from bot.delivery import Delivery
from storage import summary_rhythms, web_sessions
from storage.ids import new_id
from tests.bot.channels.web.contexts import Council, field, form, over_asgi, signed_in


@pytest.fixture(autouse=True)
def no_wait_after_a_wrong_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enter, "_WAIT_AFTER_A_WRONG_CODE", 0)


async def test_a_code_signs_its_owner_in_once(council: Council) -> None:
    code = council.code(council.practitioner).lower().replace("-", "")
    async with over_asgi(council.context) as client:
        sent = {**await form(client, "/enter"), "code": code}
        answer = await client.post("/enter", data=sent)
        page = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Priya Nair, practitioner" in page.text
    async with over_asgi(council.context) as another:
        sent = {**await form(another, "/enter"), "code": code}
        answer = await another.post("/enter", data=sent)
        assert answer.status_code == 422
        assert "This code has been used. Nothing was changed." in answer.text
        assert (await another.get("/", headers={"accept": "text/html"})).status_code == 303


async def test_the_cookie_is_kept_from_scripts_and_other_sites(council: Council) -> None:
    async with over_asgi(council.context) as client:
        sent = {**await form(client, "/enter"), "code": council.code(council.practitioner)}
        cookie = (await client.post("/enter", data=sent)).headers["set-cookie"]
    assert cookie.startswith("understory=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


async def test_over_https_the_cookies_belong_to_this_host_alone(council: Council) -> None:
    context = council.context.__class__(
        **{**vars(council.context), "public_url": "https://understory.ashdown.example/"}
    )
    base = "https://understory.ashdown.example"
    async with over_asgi(context, base_url=base) as client:
        page = await client.get("/enter")
        sent = {**await form(client, "/enter"), "code": council.code(council.practitioner)}
        answer = await client.post("/enter", data=sent)
        assert (await client.get("/")).status_code == 200
    for carried in (page, answer):
        cookie = carried.headers["set-cookie"]
        assert cookie.startswith("__Host-understory")
        assert "Secure" in cookie
        assert "Domain" not in cookie
        assert carried.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "There was no code."),
        ("WRON-GONE", "I do not know this code. Nothing was changed."),
        ("\x00🙂" * 500, "I do not know this code. Nothing was changed."),
    ],
)
async def test_a_code_that_is_none_is_said_to(council: Council, code: str, sentence: str) -> None:
    async with over_asgi(council.context) as client:
        answer = await client.post("/enter", data={**await form(client, "/enter"), "code": code})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert "WRON" not in answer.text


async def test_a_form_of_elsewhere_does_not_sign_in(council: Council) -> None:
    code = council.code(council.practitioner)
    async with over_asgi(council.context) as client:
        answer = await client.post("/enter", data={"csrf": "f" * 64, "code": code})
        assert "That page was open for too long." in answer.text
        assert (await client.get("/", headers={"accept": "text/html"})).status_code == 303


async def test_neither_the_code_nor_the_session_is_logged(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = council.code(council.practitioner)
    async with over_asgi(council.context) as client:
        sent = {**await form(client, "/enter"), "code": code}
        await client.post("/enter", data=sent)
        await client.post("/enter", data=sent)
        token = client.cookies["understory"]
    assert "a code was refused: CodeUsedError" in caplog.text
    assert code not in caplog.text
    assert token not in caplog.text


async def test_signing_out_ends_the_session_itself(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        token = client.cookies["understory"]
        answer = await client.post("/leave", data=await form(client, "/leave"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter")
    with council.store.reading() as session:
        now = council.context.clock.now()
        assert web_sessions.with_person(session, token, now)[1] is None


async def test_without_scripts_the_browser_is_told_to_clear_and_the_page_says_so(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/leave")).text
        answer = await client.post("/leave", data=await form(client, "/leave"))
    assert "What you typed here and did not send is removed from this phone or computer." in page
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


async def test_a_form_of_a_page_opened_before_a_restart_still_works(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        token = client.cookies["understory"]
    async with over_asgi(council.context, cookies={"understory": token}) as client:
        sent = {**asked, "token": "0123456789abcdef.text", "text": "/help"}
        assert (await client.post("/say", data=sent)).status_code == 303


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def try_code(client: httpx.AsyncClient, code: str) -> httpx.Response:
    sent = {**await form(client, "/enter"), "code": code}
    return await client.post("/enter", data=sent, headers={"user-agent": FIREFOX})


async def delivered(council: Council) -> None:
    """Deliver what waits, as the service does at once."""
    delivery = Delivery(council.store, {WEB: WebChannel()}, council.context.clock)
    await delivery.sweep()
    await delivery.settled()


async def say_yes(council: Council, client: httpx.AsyncClient, label: str) -> None:
    await delivered(council)
    page = await client.get("/")
    button = re.search(rf'name="button" value="([^"]+)"[^>]*>\s*{label}', page.text)
    assert button, "there is no such button"
    sent = {"csrf": field(page.text, "csrf"), "token": new_id(), "button": button[1]}
    assert (await client.post("/say", data=sent)).status_code == 303


async def test_a_code_alone_signs_no_second_browser_in(council: Council) -> None:
    async with (
        signed_in(council, council.practitioner) as known,
        over_asgi(council.context) as new,
    ):
        answer = await try_code(new, council.code(council.practitioner))
        assert (answer.status_code, answer.headers["location"]) == (303, "/enter/waiting")
        assert "understory" not in new.cookies
        assert (await new.get("/")).status_code == 401
        waits = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert (waits.status_code, "No yes has come yet." in waits.text) == (422, True)
        await delivered(council)
        assert "with Firefox on Windows" in (await known.get("/")).text
        await say_yes(council, known, "Yes, let it in")
        answer = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Priya Nair" in (await new.get("/")).text
        await say_yes(council, known, "It was not me")
        assert (await new.get("/")).status_code == 401
        assert (await known.get("/")).status_code == 200


async def test_a_browser_that_was_not_theirs_is_never_let_in(council: Council) -> None:
    async with (
        signed_in(council, council.practitioner) as known,
        over_asgi(council.context) as new,
    ):
        await try_code(new, council.code(council.practitioner))
        await say_yes(council, known, "It was not me")
        answer = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert '<h1 class="govuk-heading-l">This device was not let in</h1>' in answer.text
        assert 'href="/enter"' in answer.text
        assert "Say yes" not in answer.text
        assert "I have said yes" not in answer.text
        assert (await new.get("/enter/waiting")).headers["location"] == "/enter"
        assert (await new.get("/")).status_code == 401


async def test_nobody_waits_with_the_token_of_another_or_with_none(council: Council) -> None:
    async with over_asgi(council.context) as client:
        assert (await client.get("/enter/waiting")).headers["location"] == "/enter"
        sent = await form(client, "/enter")
        assert (await client.post("/enter/waiting", data=sent)).headers["location"] == "/enter"
        client.cookies.set("understory-waiting", "guessed")
        assert (await client.post("/enter/waiting", data=sent)).headers["location"] == "/enter"


async def test_the_browser_of_a_code_s_owner_is_no_second_device(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        before = client.cookies["understory"]
        answer = await try_code(client, council.code(council.practitioner))
        assert answer.headers["location"] == "/"
        after = answer.cookies["understory"]
    assert after != before
    assert not is_signed_in(council, before)
    assert is_signed_in(council, after)


async def test_who_signs_in_ends_the_session_of_whoever_was_there(council: Council) -> None:
    async with signed_in(council, council.supervisor) as client:
        before = client.cookies["understory"]
        refused = await try_code(client, "WRONG-CODE")
        assert refused.status_code == 422
        assert is_signed_in(council, before)
        answer = await try_code(client, council.code(council.practitioner))
        assert answer.headers["location"] == "/"
    assert not is_signed_in(council, before)


def is_signed_in(council: Council, token: str) -> bool:
    with council.store.reading() as session:
        return web_sessions.with_person(session, token, council.context.clock.now())[1] is not None


async def test_a_session_that_nobody_uses_ends_and_an_open_page_does_not_keep_it(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        statuses = [await next_day(clock, client, "/here", "empty") for _ in range(4)]
        assert statuses == [200, 200, 401, 401]
    async with signed_in(council, council.practitioner) as client:
        statuses = [await next_day(clock, client, "/records", "document") for _ in range(4)]
        assert statuses == [200] * 4


async def next_day(clock: MovableClock, client: httpx.AsyncClient, path: str, dest: str) -> int:
    """Return the status of what a browser asks for a day later, as a page or by a script."""
    clock.forward(timedelta(hours=24))
    return (await client.get(path, headers={"sec-fetch-dest": dest})).status_code


async def test_a_session_that_was_ended_is_cleared_and_one_that_ran_out_is_not(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        with council.store.writing() as session:
            web_sessions.end(session, client.cookies["understory"], clock.now())
        for accept in ("text/html", "*/*"):
            answer = await client.get("/", headers={"accept": accept})
            assert answer.headers["clear-site-data"] == '"cache", "storage"'
    async with signed_in(council, council.practitioner) as client:
        clock.forward(timedelta(days=14))
        assert "clear-site-data" not in (await client.get("/")).headers


async def test_whoever_was_signed_out_by_others_is_told_so_and_that_what_they_typed_is_lost(
    council: Council,
) -> None:
    clock = council.context.clock
    async with signed_in(council, council.practitioner) as client:
        assert (await client.get("/signed-out")).headers["location"] == "/enter"
        with council.store.writing() as session:
            web_sessions.end(session, client.cookies["understory"], clock.now())
        led = await client.get("/records", headers={"accept": "text/html"})
        assert led.headers["location"] == "/signed-out"
        page = await client.get("/signed-out")
    assert "You are signed out" in page.text
    assert "What you typed and did not send is lost" in page.text
    assert 'href="/enter"' in page.text
    assert page.headers["clear-site-data"] == '"cache", "storage"'


async def test_a_session_that_ran_out_is_not_said_to_have_lost_what_the_page_still_holds(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        clock.forward(timedelta(days=14))
        page = await client.get("/signed-out")
    assert "What you typed and did not send was not sent." in page.text
    assert "clear-site-data" not in page.headers


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


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604",
            "Safari on an iPhone",
        ),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_known_by_names_of_ours_alone(says: str, name: str) -> None:
    assert browser_name(says) == name
