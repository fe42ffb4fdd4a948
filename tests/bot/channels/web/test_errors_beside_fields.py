"""With scripts off an error stands beside its field, is named in the title and has the focus."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.channels.web.browsers import a_phone
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held")) as made:
        yield made


@pytest.fixture(scope="module")
def server(held: Held) -> Iterator[Server]:
    with serving(held.context) as running:
        yield running


def a_wrong_code(page: Page, server: Server, _held: Held) -> str:
    page.goto(f"{server.address}/enter")
    page.get_by_label("Your code").fill("WRONG-CODE")
    page.get_by_role("button", name="Come in").click()
    return "I do not know this code."


def no_code(page: Page, server: Server, _held: Held) -> str:
    page.goto(f"{server.address}/enter")
    page.get_by_role("button", name="Come in").click()
    return "There was no code."


def an_empty_message(page: Page, server: Server, held: Held) -> str:
    be_sunil(page, server, held)
    page.goto(server.address)
    page.get_by_role("button", name="Send what I wrote").click()
    return "There was nothing to send."


def too_long_a_message(page: Page, server: Server, held: Held) -> str:
    be_sunil(page, server, held)
    page.goto(server.address)
    page.get_by_label("Write here").fill("x" * 20_001)
    page.get_by_role("button", name="Send what I wrote").click()
    return "Send it in parts of up to 20,000 letters."


def an_empty_addendum(page: Page, server: Server, held: Held) -> str:
    be_sunil(page, server, held)
    page.goto(f"{server.address}/records/{held.record_of('CH-0404')}")
    page.get_by_role("button", name="Add it").click()
    return "There was nothing to send."


def be_sunil(page: Page, server: Server, held: Held) -> None:
    token = held.session_of(held.person("Sunil"))
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])


Mistake = Callable[[Page, Server, Held], str]


@pytest.mark.parametrize(
    "mistake", [a_wrong_code, no_code, an_empty_message, too_long_a_message, an_empty_addendum]
)
def test_an_error_is_beside_its_field_in_the_title_and_focused(
    chromium: Browser, server: Server, held: Held, mistake: Mistake
) -> None:
    with a_phone(chromium, scripts=False, errors=False) as page:
        sentence = mistake(page, server, held)
        expect(page).to_have_title(re.compile("^Error: "))
        field = page.locator("[aria-invalid=true]")
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()
        described = (field.get_attribute("aria-describedby") or "").split()
        error = page.locator(f"#{described[-1]}")
        expect(error).to_contain_text(sentence)
        expect(error).to_be_visible()
        assert page.locator("[role=alert], [role=status]:not(:empty)").count() == 0
