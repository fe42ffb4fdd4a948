"""The map of files and figures says what the measures say, and the page what the map says."""

from collections import defaultdict
from datetime import date

import pytest

from bot.annex_a.lists import LISTS
from bot.annex_a.rows import Known, rows_of_kinds
from bot.imports import KINDS
from bot.sheets.plan import ParsedFile, ParsedRow
from reports.casework import wording
from reports.casework.measures import CASEWORK, WRITTEN_HERE, CaseworkMeasure
from reports.feeding import (
    ANNEX_A,
    column_of,
    fed_by,
    feeds,
    file_of,
    map_rows,
    needs,
)
from reports.measures import MEASURES
from tests.lint import ROOT

DAY = date(2026, 10, 3)


@pytest.mark.parametrize("measure", CASEWORK, ids=lambda measure: measure.key)
def test_the_files_of_a_measure_are_those_its_meaning_names(measure: CaseworkMeasure) -> None:
    said = wording.meaning(measure.key).source.replace(" and ", ", ").split(", ")
    assert set(measure.files) == set(said)


def test_every_figure_is_fed_by_columns_that_files_have() -> None:
    assert set(needs()) == {one.key for one in CASEWORK} | {one.key for one in MEASURES}
    for wants in needs().values():
        for need in wants:
            columns = {column.name for column in KINDS[file_of(need)].columns} if (
                need != WRITTEN_HERE
            ) else {""}  # fmt: skip
            assert column_of(need) in columns, need


def test_what_an_annex_a_workbook_holds_is_what_is_read_from_one() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for number, of in LISTS.items():
        days = {column.name: DAY for column in of.columns if column.holds_days}
        values = {column.name: days.get(column.name, "yes") for column in of.columns}
        for told in ({**values, "unnecessary": False}, values):
            sheet = ParsedFile([ParsedRow(1, told)], ())
            rows = rows_of_kinds({number: sheet}, Known({"yes": "North"}, {"yes": "P1"}), set())
            for kind, entries in rows.by_kind.items():
                found[kind].update(*(entry.values for entry in entries))
    assert {kind: frozenset(names) for kind, names in found.items()} == ANNEX_A


def test_annex_a_does_not_say_what_became_of_a_contact() -> None:
    contacts = next(one for one in feeds() if one.file == "contacts")
    assert "contacts.nfa_share" in contacts.not_by_annex_a
    assert "contacts.recorded" not in contacts.not_by_annex_a
    assert fed_by("contacts.outcome") == ("contacts.nfa_share",)


def test_the_page_of_the_files_has_the_map() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8").splitlines()
    for row in map_rows():
        assert f"| {' | '.join(row)} |" in page
