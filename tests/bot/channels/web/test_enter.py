"""Coming in with a code, and cookies that nobody else can read."""

import logging

import pytest

from tests.bot.channels.web.contexts import Council, form, over_asgi

pytestmark = pytest.mark.usefixtures("no_wait_after_a_wrong_code")


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
