"""A practitioner's own children in a real Chromium: a phone first, axe, one screen."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bot.channels.web.browsers import faults
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_inspection_in_a_browser import LOOKS, a_page
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

PICTURES = os.environ.get("UNDERSTORY_PICTURES")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def server(demo: Held) -> Iterator[Server]:
    with serving(demo.context) as running:
        yield running


@pytest.mark.parametrize(("size", "dark"), LOOKS)
def test_axe_finds_nothing_and_the_short_of_it_fits_one_screen(
    chromium: Browser, server: Server, demo: Held, size: tuple[int, int], dark: bool
) -> None:
    width, height = size
    page = a_page(
        chromium,
        server,
        demo,
        demo.person("Priya"),
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
    )
    page.goto("/progress?month=2026-10")
    found = faults(page)
    short = page.locator(".us-lead").bounding_box()
    if PICTURES:
        name = f"own-{width}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=f"{PICTURES}/{name}", full_page=True)
    page.context.close()
    assert found == []
    assert short is not None
    assert short["y"] + short["height"] <= height
