"""What was expected and what came, on the demo's council; its meaning as the docs say it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import col, select

from reports.expected import say
from storage.tables import AuditEvent
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_drawn_children import as_the, the

AT = {"month": "2026-10", "months": "12"}
ROW = re.compile(r'<li><span class="us-ref">(CH-\d+)</span>: .+?href="(/records/(\w+)\?[^"]+)"')
DOCS = Path(__file__).parents[4] / "docs" / "measures.md"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


async def test_what_came_stands_by_likelihood_and_what_was_stopped_with_its_record(
    demo: Held,
) -> None:
    manager = the(demo, "manager", on_top=True)
    async with as_the(demo, manager) as client:
        page = (await client.get("/expected", params=AT)).text
        rows = ROW.findall(page)
        opened = await client.get(unescape(rows[0][1]))
    told = re.findall(r"Of (\d+) changes? called ([a-z ]+), (\d+) came as hoped", page)
    assert [word for _, word, _ in told] == [
        "very likely",
        "likely",
        "as likely as not",
        "unlikely",
    ]
    assert all(int(n) <= int(m) for m, _, n in told)
    stopped = re.findall(r"(\d+) of (\d+) actions that were tried were stopped", page)
    assert len(rows) == min(int(stopped[0][0]), 50) > 0
    assert ("The newest 50 of them stand below." in page) == (int(stopped[0][0]) > 50)
    assert opened.status_code == 200
    assert ">Back to what came<" in opened.text
    assert ("record quoted", manager.id) in quoted(demo, rows[0][2])


def quoted(demo: Held, record_id: str) -> list[tuple[str, str | None]]:
    with demo.context.store.reading() as session:
        found = select(AuditEvent.deed, AuditEvent.actor_id)
        return list(session.exec(found.where(col(AuditEvent.noun_id) == record_id)))


async def test_months_of_which_nothing_is_known_say_so(demo: Held) -> None:
    async with as_the(demo, the(demo, "supervisor")) as client:
        page = await client.get("/expected", params={"month": "2020-01", "months": "1"})
    assert "nobody said what came of a change" in page.text
    async with as_the(demo, the(demo, "practice lead")) as client:
        assert (await client.get("/expected", params=AT)).status_code == 403


@pytest.mark.parametrize("key", ["actions.came_share", "actions.stopped_share"])
def test_the_measure_is_written_down_as_the_page_says_it(key: str) -> None:
    parts = ("numerator", "denominator", "source", "leaves_out", "cannot_tell")
    row = "".join(f" {say(f'{key}.{part}')} |" for part in parts)
    assert f"| `{key}` |{row}\n" in DOCS.read_text(encoding="utf-8")
