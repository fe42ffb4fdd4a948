"""Every page on a phone held upright, by day and in the dark: axe finds nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.channels.web.app import create_app
from bot.demo.pages import ROLES, Part, roles_pages
from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


class StandingClock:
    """A clock that nobody moves."""

    def forward(self, by: str) -> None:
        raise AssertionError(by)

    def coming(self) -> str:
        return "The next reminder is for Sunil Mehta, on Monday 30 November."

    def arrived(self) -> str:
        return "Nothing arrived."


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_held_supervision(tmp_path) as made:
        yield Held(replace(made.context, roles=ROLES))


@pytest.fixture
def server(held: Held) -> Iterator[Server]:
    app = create_app(held.context)
    sunil, priya, ruth = (held.person(name).id for name in ("Sunil", "Priya", "Ruth"))
    parts = [Part(priya, sunil), Part(sunil, priya), Part(ruth)]
    app.include_router(roles_pages(parts, StandingClock()))
    with serving(held.context, app) as running:
        yield running


def be(page: Page, server: Server, first_name: str) -> None:
    page.goto(server.address + ROLES)
    page.get_by_role("button", name=f"Be {first_name}").click()
    page.wait_for_url(f"{server.address}/")


def pages(page: Page, server: Server, held: Held) -> Iterator[str]:
    """Show every page in turn and yield its name."""
    yield from pages_outside(page, server, held)
    yield from pages_of_a_supervisor(page, server, held)
    yield from pages_of_a_manager(page, server, held)


def pages_outside(page: Page, server: Server, held: Held) -> Iterator[str]:
    page.goto(server.address + ROLES)
    yield "roles"
    page.goto(f"{server.address}/enter")
    yield "enter"
    page.get_by_label("Your code").fill("WRONG-CODE")
    page.get_by_role("button", name="Come in").click()
    page.locator(".govuk-error-message").wait_for()
    yield "enter_error"
    page.get_by_label("Your code").fill(held.second_code())
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("button", name="I have said yes").click()
    page.get_by_role("alert").wait_for()
    yield "waiting"


def pages_of_a_supervisor(page: Page, server: Server, held: Held) -> Iterator[str]:
    be(page, server, "Sunil")
    page.get_by_text("Hello Sunil.").wait_for()
    yield "welcome"
    page.get_by_label("Write here").fill("visited 0402, she hid behind the sofa")
    page.get_by_role("button", name="Send what I wrote").click()
    page.get_by_role("button", name="Yes", exact=True).wait_for()
    yield "question"
    page.get_by_role("button", name="A child may not be safe tonight").click()
    page.get_by_role("link", name="999").wait_for()
    yield "tonight"
    page.goto(f"{server.address}/records")
    yield "records"
    page.goto(f"{server.address}/records/{held.record_of('CH-0404')}")
    page.get_by_label("Add to this record").fill("Her aunt rang: she starts at school on Monday.")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Added later").wait_for()
    yield "addendum"
    page.get_by_role("button", name="Add it").click()
    page.locator(".govuk-error-message").wait_for()
    yield "addendum_error"
    yield from pages_of_a_journal(page, server)
    page.goto(f"{server.address}/settings")
    yield "settings"
    page.goto(f"{server.address}/leave")
    yield "leave"
    page.goto(f"{server.address}/nowhere")
    yield "nothing_here"


def pages_of_a_journal(page: Page, server: Server) -> Iterator[str]:
    page.goto(server.address)
    page.get_by_role("button", name="Back to where I was").click()
    page.get_by_role("button", name="No child").click()
    page.get_by_role("button", name="That's enough").click()
    page.get_by_role("button", name="Keep to myself").click()
    page.get_by_text("and nobody hears of it").wait_for()
    page.goto(f"{server.address}/journal")
    page.get_by_role("button", name="Make an entry").click()
    page.locator(".govuk-error-message").wait_for()
    yield "journal"
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Make an entry").click()
    page.get_by_label("What did they say?").wait_for()
    page.get_by_role("button", name="Put the peer reflection").click()
    page.locator(".govuk-error-message").wait_for()
    yield "journal_entry"


def pages_of_a_manager(page: Page, server: Server, held: Held) -> Iterator[str]:
    be(page, server, "Ruth")
    page.goto(f"{server.address}/summary?month=2027-03")
    yield "summary_to_come"
    page.goto(f"{server.address}/summary?month=2026-11")
    yield "summary"
    page.locator(".us-fold:not([open]) > summary").first.click()
    page.locator(".us-measure details summary").first.click()
    yield "summary_table"
    page.goto(f"{server.address}/quality")
    yield "quality"
    page.goto(f"{server.address}/summary?month=2026-11")
    page.locator("a[href^='/summary/behind']").first.click()
    page.wait_for_url("**/summary/behind?*")
    yield "behind"
    page.goto(f"{server.address}/records/{held.record_of('CH-0402')}")
    yield "record"
    page.goto(f"{server.address}/records")
    yield "records_of_teams"


@pytest.mark.parametrize(
    "dark",
    [
        pytest.param(False, id="by day"),
        pytest.param(True, id="in the dark", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Browser, server: Server, held: Held, dark: bool
) -> None:
    with a_phone(chromium, dark=dark, errors=False) as page:
        found = {name: faults(page) for name in pages(page, server, held)}
    assert len(found) == 22
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
