"""How soon a page can be used on a slow phone; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_phone.py`; docs/performance.md has the figures.
A processor four times slower, 400 kbit/s both ways and 400 ms to each answer, all by Chromium's own
emulation, with nothing kept from before.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.test_speed import say
from tests.bot.channels.web.browsers import STORY, a_chromium, a_phone
from tests.bot.channels.web.contexts import Council, Server, a_council, serving
from tests.chromium import EXECUTABLE

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine"),
]

ROUNDS = 5
_BYTES_A_SECOND = 400_000 / 8
_SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": _BYTES_A_SECOND,
    "uploadThroughput": _BYTES_A_SECOND,
}
# Milliseconds from the message to the answer beneath it, by the page's own clock.
_ANSWERED = """text => new Promise(answered => {
  const entries = document.getElementById("entries");
  const began = performance.now();
  const before = entries.querySelectorAll(".us-entry--bot").length;
  const seen = new MutationObserver(() => {
    if (entries.querySelectorAll(".us-entry--bot").length === before) return;
    seen.disconnect();
    requestAnimationFrame(() => answered(performance.now() - began));
  });
  seen.observe(entries, { childList: true });
  document.getElementById("text").value = text;
  document.getElementById("text").form.requestSubmit();
})"""


def test_the_first_page_and_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (
        a_council(tmp_path) as council,
        serving(council.context) as server,
        a_chromium() as browser,
    ):
        short = [_visit(browser, server, council) for _ in range(ROUNDS)]
        for number in range(40):
            council.tell(council.practitioner, f"/help {number}")
        long = [_visit(browser, server, council) for _ in range(ROUNDS)]
    for kind, visits in (("a few lines", short), ("60 lines", long)):
        usable, messages, kilobytes = (
            statistics.median(one[part] for one in visits) for part in range(3)
        )
        say(
            capsys,
            f"with {kind}: usable after {usable:.2f} s, a message answered after {messages:.2f} s,"
            f" for which {kilobytes:.1f} kB came",
        )


def _visit(browser: Browser, server: Server, council: Council) -> tuple[float, float, float]:
    """Return the seconds to a page that can be used and to an answer, and the kB of that."""
    with _a_slow_phone(browser, server, council) as (page, came):
        began = time.perf_counter()
        page.goto(server.address, wait_until="commit")
        expect(page.locator("html.us-scripted")).to_have_count(1)
        usable = time.perf_counter() - began
        page.wait_for_timeout(3000)
        came.clear()
        # Another message each time: the same one again would stand once.
        answered = page.evaluate(_ANSWERED, f"{STORY} {began:.6f}") / 1000
        page.wait_for_timeout(1500)
        return usable, answered, sum(came) / 1000


@contextmanager
def _a_slow_phone(
    browser: Browser, server: Server, council: Council
) -> Iterator[tuple[Page, list[int]]]:
    """Yield a page of somebody signed in, and the bytes of what comes to it."""
    came: list[int] = []
    with a_phone(browser) as page:
        token = council.session_of(council.practitioner)
        page.context.add_cookies([{"name": "understory", "value": token, "url": server.address}])
        phone = page.context.new_cdp_session(page)
        phone.on("Network.dataReceived", lambda event: came.append(event["encodedDataLength"]))
        phone.send("Network.enable")
        phone.send("Network.emulateNetworkConditions", _SLOW)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        yield page, came
