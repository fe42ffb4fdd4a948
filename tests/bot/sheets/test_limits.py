"""Files that are too large, never end, or unpack into more than they are: each is refused."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.sheets import limits
from bot.sheets.cells import words
from bot.sheets.errors import CellError, SheetError
from bot.sheets.file import read
from tests.each import each

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def a_workbook(path: Path, sheet: Iterator[str] | None = None) -> Path:
    """Write a workbook whose only sheet is this XML."""
    made = io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as kept, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name in kept.namelist():
            if name != "xl/worksheets/sheet1.xml" or sheet is None:
                book.writestr(name, kept.read(name))
        if sheet is not None:
            with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for piece in sheet:
                    part.write(piece.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(SheetError) as fault:
        read(path)
    return fault.value.why


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(tmp_path / "pipe.csv") == "This is no file."


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(device: str) -> None:
    assert refused(Path(device)) == "This is no file."


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path) in {"This is no file.", "The file cannot be read."}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(10 * 1024**3)
    assert refused(tmp_path / "large.csv") == "The file is larger than 20 MB."


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    row = "<row><c><v>1</v></c></row>" * 40_000
    bomb = a_workbook(tmp_path / "bomb.xlsx", iter([HEAD, *[row] * 160, TAIL]))
    assert bomb.stat().st_size < 3_000_000
    assert refused(bomb) == "Unpacked, this workbook is larger than 150 MB."


def test_a_bomb_that_is_no_sheet_is_not_unpacked_either(tmp_path: Path) -> None:
    bomb = a_workbook(tmp_path / "bomb.xlsx", iter(["<" * 1024**2] * 151))
    assert refused(bomb) == "Unpacked, this workbook is larger than 150 MB."


def test_a_sheet_to_the_last_column_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2000))
    wide = a_workbook(tmp_path / "wide.xlsx", iter([HEAD, rows, TAIL]))
    assert refused(wide) == "Sheet Sheet: Row 1 has more than 256 columns."


@pytest.mark.long
def test_a_row_far_below_is_not_counted_down_to(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2000000000"><c><v>1</v></c></row>'
    deep = a_workbook(tmp_path / "deep.xlsx", iter([HEAD, rows, TAIL]))
    assert refused(deep) == "Sheet Sheet: The file has more than 200,000 rows."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("child_ref\n" + "1\n" * 200_001, "The file has more than 200,000 rows."),
        ("child_ref\n" + "," * 300 + "x", "Row 2 has more than 256 columns."),
    ],
)
def test_a_csv_file_has_the_same_limits(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    assert refused(tmp_path / "a.csv") == why


def test_reading_takes_no_longer_than_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_SECONDS", -1.0)
    (tmp_path / "a.csv").write_text("child_ref\n1\n")
    assert refused(tmp_path / "a.csv") == "Reading this file takes too long."


@each(
    "name",
    [
        *("=cmd|'/c calc'!A1", "+SUM(A1)", "-2+3", "@SUM(A1)", "\uff1dSUM(A1)", "\uff0b1+1"),
        *("Ann\u202egnp.exe", "\u2066Ann", "Ann\u2069", "\u202dAnn", "Ann\x07", "Ann\x1b[31m"),
    ],
)
def test_a_name_that_runs_or_turns_text_around_is_refused(name: str) -> None:
    with pytest.raises(CellError):
        words(name)


@pytest.mark.parametrize(
    "name", ["Anne-Marie O\u2019Neill", "-", "M\u00fcller", "\u05d0\u05d1", "a@b"]
)
def test_a_name_as_people_bear_it_is_kept(name: str) -> None:
    assert words(name) == name
