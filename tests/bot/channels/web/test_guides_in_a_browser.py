"""The pages of the guides on a phone, by day and in the dark, with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.tables import Person
from tests.bot.channels.web.browsers import a_phone, faults, follow
from tests.bot.channels.web.contexts import (
    DUTY,
    MORNING,
    Council,
    Server,
    a_council,
    serving,
)
from tests.chromium import EXECUTABLE
from tests.factories import a_person
from tests.prompts.council import VISIT, put
from tests.reports.tried import EFFECT, invented
from tests.storage.test_guide_use import a_draft

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    put(tmp_path / "guides", VISIT)
    put(tmp_path / "guides", "name =", "call/101.toml")
    with a_council(tmp_path, folder=tmp_path, duty=DUTY) as made:
        with made.store.writing() as session:
            for number in range(12):
                a_draft(
                    session,
                    *(("asked", "story"), ("answered", "story"), ("asked", "child")),
                    *([("skipped", "child")] if number % 3 else [("answered", "child")]),
                    *(("asked", "probe.meaning"), ("skipped", "probe.meaning")),
                    guide="quick-reflection",
                    version=2,
                    opened_at=MORNING,
                )
            a_draft(session, ("asked", "story"), guide="quick-reflection", opened_at=MORNING)
            invented(session, 2, EFFECT)
        yield made


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def come_in(page: Page, server: Server, council: Council) -> None:
    with council.store.writing() as session:
        lead: Person = a_person(session, "Lena Frost", "practice lead", team=council.team)
        session.expunge(lead)
    token = council.session_of(lead)
    page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
    page.goto(f"{server.address}/guides")


def pages(page: Page, server: Server) -> Iterator[str]:
    """Show every page in turn and yield its name."""
    yield "guides"
    follow(page.locator("a[href$='use?guide=quick-reflection']"))
    yield "use"
    page.goto(f"{server.address}/guides/diff?guide=case-supervision&version=2")
    yield "diff"
    page.goto(f"{server.address}/guides/check")
    page.get_by_label("The text of the guide").fill(VISIT.replace("minutes = 3", "minutes = 0"))
    follow(page.get_by_role("button", name="Check it"))
    page.get_by_role("alert").wait_for()
    yield "check_faults"
    page.get_by_label("The text of the guide").fill(VISIT)
    follow(page.get_by_role("button", name="Check it"))
    yield "check_sound"
    page.get_by_role("button", name="Walk through it").click()
    page.get_by_label("Write here").fill("He hid behind the door.")
    page.get_by_role("button", name="Send what I wrote").click()
    expect(page.get_by_text("Were you alone with the child?")).to_be_visible()
    yield "walk_draft"
    page.goto(f"{server.address}/guides/preview?guide=case-supervision&version=2")
    page.get_by_text("What is filled in").click()
    yield "walk_filled"
    page.get_by_label("act_by", exact=True).fill("Friday")
    page.get_by_role("button", name="Begin again with these").click()
    page.get_by_role("button", name="Moved to another day").click()
    expect(page.get_by_text("What is the new date to act by?")).to_be_visible()
    assert "calm there.\nIf nothing" in page.locator(".us-entry__text").first.inner_text()
    yield "walk"


@pytest.mark.parametrize(
    ("dark", "scripts"), [(False, True), (True, False)], ids=["by day", "in the dark, no scripts"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    chromium: Browser, server: Server, council: Council, dark: bool, scripts: bool
) -> None:
    with a_phone(chromium, dark=dark, scripts=scripts) as page:
        come_in(page, server, council)
        # Axe is a script itself.
        found = {name: faults(page) if scripts else [] for name in pages(page, server)}
    assert len(found) == 8
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_page_of_a_trial_is_as_sound(
    chromium: Browser, server: Server, council: Council
) -> None:
    with a_phone(chromium, dark=False, scripts=True) as page:
        come_in(page, server, council)
        page.goto(f"{server.address}/guides/use?guide=case-supervision")
        expect(page.get_by_text("+14 in 100 (+5 to +23)")).to_be_visible()
        assert faults(page) == []
