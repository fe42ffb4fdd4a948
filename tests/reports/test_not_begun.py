"""A council that brought its files in and wrote down no supervision yet."""

import csv
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader
from sqlmodel import Session

from reports.errors import TooFewPeopleError
from reports.leaving.scrutiny import to_scrutiny
from reports.render import html, text
from reports.render.formats import FORMATS
from reports.summary import build
from reports.view import Summary
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import APRIL, MARCH, a_contact
from tests.reports.factories import a_meeting
from tests.reports.render.read_back import READERS, knows

NOT_YET = "Nothing is counted yet: no supervision is written down here."
HELD, DISCUSSED = "supervision.held_share", "children.discussed_share"


def council(session: Session, *, met: date | None = None, workers: int = 2) -> Summary:
    team = a_team(session, "Council")
    supervisor = a_person(session, role="supervisor", team=team)
    people = [a_person(session, team=team, supervisor=supervisor) for _ in range(workers)]
    for worker in people:
        an_involvement(session, a_child(session), worker, date(2025, 1, 6))
    for month in range(1, 4):
        a_contact(session, date(2026, month, 4), team, outcome="referral")
    if met:
        a_meeting(session, people[0], met)
    return build(session, team, MARCH, APRIL, None)


def test_nobody_is_asked_why_supervisions_were_not_held(session: Session) -> None:
    made = council(session)
    assert made.questions == ()
    said = " ".join(text.text(made).split())
    assert "No supervision is written down here yet" in said
    assert "nobody has said why" not in said
    assert "were not discussed" not in said


def test_that_no_guide_asked_is_not_said_where_nobody_wrote(session: Session) -> None:
    made = council(session)
    page = html.page(made, lambda *_of, **_by: "/list")
    for told in (" ".join(text.text(made).split()), page):
        assert "Asked for by no guide" not in told
        assert "Not asked for yet, as no supervision is written down here:" in told


def test_that_all_months_are_none_is_no_quiet_figure(session: Session) -> None:
    assert not {HELD, DISCUSSED} & {*council(session).looked.quiet}


def test_nothing_is_counted_and_no_share_is_none(session: Session) -> None:
    for figure in council(session).figures:
        assert {point.value for point in figure.series} == {None}, figure.key
        assert figure.count == NOT_YET
        assert figure.where is None


@pytest.mark.parametrize("form", sorted(READERS))
def test_every_format_says_that_nothing_is_counted_yet(session: Session, form: str) -> None:
    made = council(session)
    knows({one.label for one in made.shown} | {one.label for one in made.casework})
    held = FORMATS[form].file(made)
    of_records = {one.label for one in made.figures}
    read = {key: said for key, said in READERS[form](held).items() if key[0] in of_records}
    assert read
    told = {key: said for key, said in read.items() if said.share is not None or said.n is not None}
    assert told == {}
    assert IN_WORDS[form](held)


def _in_a_sheet(held: bytes) -> bool:
    sheet = openpyxl.load_workbook(BytesIO(held))["Figures"]
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    told = {row[head.index("Figure")]: row[head.index("Counted yet")] for row in rows}
    return told["Children discussed"] == "no: no supervision was written down yet"


def _in_rows(held: bytes) -> bool:
    rows = csv.DictReader(StringIO(held.decode()))
    return {row["counted"] for row in rows if row["measure"] == DISCUSSED} == {"no"}


def _in_json(held: bytes) -> bool:
    measures = {one["key"]: one for one in json.loads(held)["measures"]}
    months = measures[DISCUSSED]["series"]
    return [one["counted"] for one in (measures[DISCUSSED], *months)] == [False] * 14


def _in_words(words: str) -> bool:
    told = " ".join(words.split())
    return NOT_YET in told and "not counted" in told and not re.search(r"\b0%", told)


IN_WORDS: Mapping[str, Callable[[bytes], bool]] = {
    "csv": _in_rows,
    "json": _in_json,
    "xlsx": _in_a_sheet,
    "html": lambda held: _in_words(re.sub("<svg.*?</svg>|<[^>]*>", " ", held.decode(), flags=re.S)),
    "text": lambda held: _in_words(held.decode()),
    "docx": lambda held: _in_words(
        " ".join(
            text
            for part in Document(BytesIO(held)).iter_inner_content()
            for text in (
                [part.text]
                if not hasattr(part, "rows")
                else [cell.text for row in part.rows for cell in row.cells]
            )
        )
    ),
    "pdf": lambda held: _in_words(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(held)).pages)
    ),
}


def test_the_months_before_the_first_supervision_are_none_of_its_own(session: Session) -> None:
    made = council(session, met=date(2026, 2, 2))
    months = json.loads(FORMATS["json"].file(made))
    held = next(one for one in months["measures"] if one["key"] == HELD)
    assert [one["value"] for one in held["series"][-3:]] == [None, 0.5, 0]


def test_no_number_leads_to_a_list_of_nothing(session: Session) -> None:
    page = html.page(council(session), lambda *_of, **_by: "/list")
    overview = page.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    assert "not counted" in overview
    assert "/list" not in overview


def test_councillors_are_told_of_the_council_before_its_first_supervision(
    session: Session,
) -> None:
    assert to_scrutiny(council(session, workers=6)).figure(HELD).now.value is None


def test_that_nothing_is_counted_yet_is_said_once(session: Session) -> None:
    made = council(session, workers=6)
    for told in (text.text(made), html.page(made, lambda *_of, **_by: "/list")):
        assert " ".join(told.split()).count(NOT_YET) == 1
    said = " ".join(text.text(to_scrutiny(made)).split())
    assert said.count("No supervision is written down here yet") == 1
    assert NOT_YET not in said


def test_they_are_not_of_a_team_of_two(session: Session) -> None:
    with pytest.raises(TooFewPeopleError):
        to_scrutiny(council(session))


def test_since_the_first_supervision_whoever_had_none_is_asked_about(session: Session) -> None:
    made = council(session, met=date(2026, 2, 2))
    assert [one.about for one in made.questions] == [HELD]
    assert "No supervision is written down" not in text.text(made)
