"""A list of 322 children on a phone: pages, headings beside the values, nothing sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.channels.web.browsers import a_phone, faults, follow
from tests.bot.channels.web.contexts import Council, Server, serving
from tests.bot.channels.web.long_lists import NOT_DISCUSSED, a_council_with_long_lists
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    with a_council_with_long_lists(tmp_path_factory.mktemp("council")) as made:
        yield made


@pytest.fixture(scope="module")
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def open_list(page: Page, server: Server, council: Council) -> None:
    token = council.session_of(council.manager)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.goto(f"{server.address}/summary")
    name = f"See the {NOT_DISCUSSED} children not discussed"
    follow(page.get_by_role("link", name=name).first)


def refs(page: Page) -> list[str]:
    return page.locator("tbody td:first-child .us-ref").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False])
def test_three_hundred_rows_are_read_on_a_phone_page_by_page(
    chromium: Browser, server: Server, council: Council, scripts: bool
) -> None:
    with a_phone(chromium, scripts=scripts) as page:
        open_list(page, server, council)
        expect(page.get_by_role("heading", level=1)).to_have_text("322 children not discussed")
        expect(page.get_by_text("1 to 50 of 322 are on this page.")).to_be_visible()
        read = refs(page)
        while page.get_by_role("link", name="Next page").count():
            follow(page.get_by_role("link", name="Next page"))
            read += refs(page)
        assert len(read) == len(set(read)) == NOT_DISCUSSED


def test_it_fits_the_narrowest_phone_with_its_headings(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium) as page:
        open_list(page, server, council)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert faults(page) == []
        first = page.locator("tbody tr").first
        for heading in ("Child", "Status", "Practitioner", "Last discussed"):
            expect(first.get_by_text(heading, exact=True)).to_be_visible()
        assert first.bounding_box()["height"] < NARROW["height"] / 2  # type: ignore[index]
        expect(page.get_by_role("columnheader", name="Practitioner")).to_be_attached()


def test_the_longest_not_discussed_come_first_and_any_order_is_a_link(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, scripts=False) as page:
        open_list(page, server, council)
        statuses = page.locator("tbody td:nth-child(2)").all_inner_texts()
        # The child whose worker came first waits longest; the others, of one day, by risk.
        assert refs(page)[0] == council.child.ref
        assert all("child protection" in status for status in statuses[1:])
        follow(page.get_by_role("navigation", name="Order").get_by_role("link", name="Child"))
        expect(page.get_by_text("By child's reference, A to Z.")).to_be_visible()
        assert refs(page) == sorted(refs(page))
