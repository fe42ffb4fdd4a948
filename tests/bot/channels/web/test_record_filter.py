"""The list of records on a phone: short, and narrowed by a form that works with scripts off."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.tables import Person, Team
from tests import factories
from tests.bot.channels.web.browsers import a_phone, faults
from tests.bot.channels.web.contexts import Council, Server, a_council, serving
from tests.chromium import EXECUTABLE
from tests.reports.factories import a_meeting, a_record, a_submission

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PHONE = {"width": 390, "height": 844}
MEETINGS = 8


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    with a_council(tmp_path_factory.mktemp("council")) as made:
        fill(made)
        yield made


@pytest.fixture(scope="module")
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def fill(council: Council) -> None:
    """Hold several supervisions with each of two practitioners, of twelve children each."""
    with council.store.writing() as session:
        team = session.get_one(Team, council.team.id)
        supervisor = session.get_one(Person, council.supervisor.id)
        omar = factories.a_person(session, "Omar Hill", team=team, supervisor=supervisor)
        for first, person in ((1, session.get_one(Person, council.practitioner.id)), (50, omar)):
            children = [factories.a_child(session, f"CH-{n:04}") for n in range(first, first + 12)]
            for number in range(MEETINGS):
                held = a_meeting(session, person, date(2026, 9, 1) + timedelta(days=number))
                for child in children:
                    a_submission(session, a_record(session, held, child, "looked at"))


def open_records(page: Page, server: Server, council: Council) -> None:
    token = council.session_of(council.supervisor)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{server.address}/records")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_child_is_found_on_a_phone_in_three_taps(
    chromium: Browser, server: Server, council: Council, scripts: bool
) -> None:
    with a_phone(chromium, scripts=scripts) as page:
        open_records(page, server, council)
        listed = page.locator(".us-ref").count()
        page.get_by_text("Choose which are shown").click()
        page.get_by_label("Child").select_option("CH-0055")
        page.get_by_label("Practitioner").select_option("Omar Hill")
        page.get_by_role("button", name="Show these").click()
        expect(page.get_by_role("link", name="Show all records")).to_be_visible()
        expect(page.locator(".us-ref")).to_have_count(MEETINGS)
        assert "CH-" not in page.url
        assert "Omar" not in page.url
        page.get_by_role("link", name="Show all records").click()
        expect(page.locator(".us-ref")).to_have_count(listed)
        expect(page.get_by_label("Child")).to_be_hidden()


def test_it_is_one_line_until_it_is_opened_and_makes_the_page_short(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        open_records(page, server, council)
        closed = page.locator("details.govuk-details").bounding_box()
        assert closed
        assert closed["height"] < 60
        assert faults(page) == []
        page.get_by_text("Choose which are shown").click()
        expect(page.get_by_label("What is waiting")).to_be_visible()
        assert faults(page) == []
        long = page.evaluate("document.documentElement.scrollHeight")
        page.get_by_label("Child").select_option("CH-0055")
        page.get_by_role("button", name="Show these").click()
        expect(page.get_by_role("link", name="Show all records")).to_be_visible()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollHeight") < long / 2


def test_what_waits_for_somebody_else_is_named(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        open_records(page, server, council)
        page.get_by_text("Choose which are shown").click()
        page.get_by_label("What is waiting").select_option("Waits for you")
        page.get_by_role("button", name="Show these").click()
        expect(page.get_by_text("No record fits all of that.")).to_be_visible()
        page.get_by_label("What is waiting").select_option("Waits for somebody else")
        page.get_by_role("button", name="Show these").click()
        expect(page.locator(".us-ref").first).to_be_visible()
