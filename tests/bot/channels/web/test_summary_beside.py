"""Another month beside the summary's on its page: it stays in the address."""

import os
import re
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Browser

from tests.bot.channels.web.browsers import faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_drawn_children import as_the, the
from tests.bot.channels.web.test_inspection_in_a_browser import LOOKS, a_page
from tests.chromium import EXECUTABLE

PICTURES = os.environ.get("UNDERSTORY_PICTURES")
BESIDE = {"month": "2026-10", "beside": "2026-08"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def server(demo: Held) -> Iterator[Server]:
    with serving(demo.context) as running:
        yield running


async def test_both_months_stand_beside_each_other_and_the_address_keeps_them(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        page = (await client.get("/summary", params=BESIDE)).text
        alone = (await client.get("/summary", params={"month": "2026-10"})).text
        teams = [unescape(one) for one in re.findall(r'href="(/summary\?[^"]+team=[^"]+)"', page)]
        year = re.findall(r'href="([^"]+)">The same month last year: October 2025<', alone)
        led = (await client.get(unescape(year[0]))).text
        kept = (await client.get("/summary", params={"month": "2026-10"})).text
    assert ">October 2026 beside August 2026</h2>" in page
    assert page.index(">Children better than last time<") < page.index(">Agency workers<")
    assert '<option value="2026-08" selected>' in page
    assert "it cannot be said: too few months are known" in page
    assert sum("beside=2026-08" in one for one in teams) > 1
    assert ">Show October 2026 alone<" in page
    assert 'id="beside"' not in alone
    assert ">October 2026 beside October 2025</h2>" in led
    # What is kept is the month alone: it was shown once.
    assert kept.count('href="/summary/shown/') == 1


async def test_a_month_that_there_is_not_or_that_is_the_same_is_no_page(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        for wrong in ("2026-10", "2027-03", "1999-12", "last", "9999-99"):
            asked = {"month": "2026-10", "beside": wrong}
            assert (await client.get("/summary", params=asked)).status_code == 404, wrong


@pytest.mark.chromium
@pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize(("size", "dark"), LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Browser, server: Server, demo: Held, size: tuple[int, int], dark: bool
) -> None:
    width, height = size
    page = a_page(
        chromium,
        server,
        demo,
        the(demo, "manager", on_top=True),
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
    )
    page.goto("/summary?month=2026-10")
    page.get_by_label("The other month").select_option(value="2026-08")
    page.get_by_role("button", name="Set it beside").click()
    page.get_by_role("heading", name="October 2026 beside August 2026").wait_for()
    found = faults(page)
    if PICTURES:
        name = f"beside-{width}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=f"{PICTURES}/{name}", full_page=True)
    address = page.url
    page.context.close()
    assert found == []
    assert "beside=2026-08" in address
