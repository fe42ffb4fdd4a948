"""A summary is taken away as a file: without small counts unless it stays inside, and audited."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from _pytest.mark import ParameterSet
from docx import Document
from pypdf import PdfReader

from bot.channels.web.summary_file import PAGE_FORMATS
from reports.measures import MEASURES
from reports.wording import of_measure
from storage.tables import Person
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.bot.channels.web.test_summary_shown import BEFORE, NOVEMBER, as_person, change, told_of
from tests.reports.render.read_back import READERS, knows

FORM = re.compile(r'(?s)<form class="us-take-away" method="get" action="([^"]+)">(.*?)</form>')
HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
OUTSIDE, INSIDE = "summary taken to leave", "summary taken for inside"

EVERY_DAY = {"pdf", "csv"}
"""A document and a table; each of the others is made every day as well, in tests/reports/render."""
FORMS = [
    one if one in EVERY_DAY else pytest.param(one, marks=pytest.mark.long) for one in PAGE_FORMATS
]


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with ExitStack() as stack:
        yield stack.enter_context(a_held_supervision(tmp_path))


def form_of(page: str) -> tuple[str, dict[str, str]]:
    """Return where the form of a page is sent, and what it sends along."""
    ((action, inner),) = FORM.findall(page)
    assert re.findall(r'<option value="([^"]+)"', inner) == ["outside", "scrutiny", "inside"]
    assert re.findall(r'name="form" value="([^"]+)"', inner) == list(PAGE_FORMATS)
    return unescape(action), {name: unescape(value) for name, value in HIDDEN.findall(inner)}


def is_whole(form: str, content: bytes) -> bool:
    """Say whether a file opens as what it is called."""
    if form == "pdf":
        return len(PdfReader(BytesIO(content)).pages) > 1
    if form == "docx":
        return bool(Document(BytesIO(content)).tables)
    if form == "xlsx":
        return bool(openpyxl.load_workbook(BytesIO(content)).sheetnames)
    return bool(json.loads(content)) if form == "json" else b"Safeguarding" in content


def pages_forms() -> list[ParameterSet]:
    """Return each; files of an office are made every day where they are tested (reports/render)."""
    office = {"docx", "xlsx"}
    return [
        pytest.param(form, marks=[pytest.mark.long] * (form in office)) for form in PAGE_FORMATS
    ]


@pytest.mark.parametrize("form", pages_forms())
async def test_the_pages_form_takes_it_away_in_every_format(held: Held, form: str) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        answers = {
            audience: await client.get(action, params={**sent, "audience": audience, "form": form})
            for audience in ("outside", "inside")
        }
    for audience, answer in answers.items():
        assert answer.status_code == 200
        assert is_whole(form, answer.content)
        name = answer.headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+-2026-11(-inside)?\.[a-z]+"', name)
        assert ("-inside" in name) == (audience == "inside")
        assert answer.headers["cache-control"] == "no-store"
        assert "html" not in answer.headers["content-type"]


async def test_what_is_asked_for_without_a_word_of_its_readers_leaves_small_counts_out(
    held: Held,
) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        plain = (await client.get(action, params={**sent, "form": "json"})).json()
        inside = (
            await client.get(action, params={**sent, "form": "json", "audience": "inside"})
        ).json()
    assert (plain["leaves"], inside["leaves"]) == (True, False)
    assert any(one["numerator"] in range(1, 6) for one in inside["measures"])
    for one in plain["measures"]:
        assert one["numerator"] not in range(1, 6)
        assert one["denominator"] not in range(1, 6)
        assert all(month["numerator"] not in range(1, 6) for month in one["series"])


async def test_the_audit_says_who_took_it_and_for_whom_and_what_was_taken_is_kept(
    held: Held,
) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        before = held.audited(sent["team"])
        await client.get(action, params={**sent, "form": "csv"})
        await client.get(action, params={**sent, "form": "csv", "audience": "inside"})
    ruth = held.person("Ruth").id
    new = held.audited(sent["team"])[len(before) :]
    assert new == [(OUTSIDE, ruth), (INSIDE, ruth)]


async def test_there_is_no_file_of_another_format_or_for_readers_that_there_are_not(
    held: Held,
) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        wrong: list[dict[str, str]] = [
            {},
            {"form": "html"},
            {"form": "../x"},
            {"form": "pdf", "audience": "everybody"},
            {"form": "pdf", "month": "1999-01"},
        ]
        for one in wrong:
            assert (await client.get(action, params={**sent, **one})).status_code == 404, one


@pytest.mark.parametrize("form", FORMS)
async def test_the_file_of_what_was_shown_is_as_it_was_though_the_records_changed(
    held: Held, form: str
) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        asked = {"form": form, "audience": "inside"}
        first = await client.get(action, params={**sent, **asked})
        change(held)
        page = await client.get(NOVEMBER)
        now = await client.get(action, params={**sent, **asked})
        (address, _), *_ = BEFORE.findall(page.text)
        again, nothing_more = form_of((await client.get(address)).text)
        then = await client.get(again, params=asked)
    assert nothing_more == {}
    knows({of_measure(f"{one.key}.label") for one in MEASURES})
    told = [READERS[form](one.content) for one in (first, then, now)]
    assert told[0] == told[1]
    # Of a month that runs, people read first to which day it is counted.
    assert form in {"pdf", "docx", "text"} or told[1] != told[2]
    assert OUTSIDE not in told_of(held, address.rpartition("/")[2])


async def test_councillors_are_given_a_file_of_their_own_unless_a_team_is_too_small(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        asked = {**sent, "form": "json", "audience": "scrutiny"}
        before = held.audited(sent["team"])
        refused = await client.get(action, params=asked)
        monkeypatch.setattr("reports.leaving.scrutiny.LARGEST", 0)
        given = await client.get(action, params=asked)
    assert (refused.status_code, given.status_code) == (409, 200)
    assert "This team is too small for that" in refused.text
    assert given.json()["readers"] == "councillors"
    assert given.headers["content-disposition"].endswith('-2026-11-scrutiny.json"')
    new = held.audited(sent["team"])[len(before) :]
    assert new == [("summary taken for scrutiny", held.person("Ruth").id)] * 2


async def test_whoever_may_not_see_the_summary_takes_no_file_of_it(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        action, sent = form_of((await client.get(NOVEMBER)).text)
        await client.get(NOVEMBER)
        ((address, _),) = BEFORE.findall((await client.get(NOVEMBER)).text)
        with held.context.store.writing() as session:
            session.get_one(Person, held.person("Ruth").id).role = "practitioner"
        for path, more in ((action, sent), (f"{address}/file", {})):
            refused = await client.get(path, params={**more, "form": "pdf"})
            assert refused.status_code == 403
            assert refused.headers["content-type"].startswith("text/html")
