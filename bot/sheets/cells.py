"""What one cell may hold: each function returns its value, or says why it cannot be used."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from bot.sheets.errors import CellError

Cell = str | date | float | bool | None

LONGEST = 200
EARLIEST, LATEST = 1900, 2100
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_ISO = re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})/(?P<y>[0-9]{{4}}){_TIME}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_BROKEN = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
_DATE_REMEDY = "Write it like 2026-10-03 or 3/10/2026."
_YES = ("yes", "y", "true", "1")
_NO = ("no", "n", "false", "0")


def plain(cell: str) -> str:
    """Return `cell` composed (NFC), with every run of spaces and line breaks as one space."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def words(cell: str) -> str:
    """Return a name or other short text. A formula, or what a failed one left, is refused."""
    if cell.startswith("=") or _BROKEN.fullmatch(cell):
        raise CellError("This is a formula, not a value.", "Paste the column as values.")
    if any(unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn") for mark in cell):
        raise CellError("It holds a character that cannot be shown.", "Type it again by hand.")
    if len(cell) > LONGEST:
        raise CellError(f"It is longer than {LONGEST} characters.", "Shorten it.")
    return cell


def ref(cell: str) -> str:
    """Return a council's reference; a whole number is read without its ".0"."""
    if _SHORTENED.fullmatch(cell):
        raise CellError(
            "The spreadsheet has shortened this number.",
            "Format the column as text, then export it again.",
        )
    if any(unicodedata.category(mark) == "Cf" for mark in cell):
        raise CellError("It holds a mark that cannot be seen.", "Type it again by hand.")
    whole = _WHOLE.fullmatch(cell)
    return whole[1] if whole else words(cell)


def day(cell: str) -> date:
    """Return a date: ISO, or day/month/year with the year in full. A time beside it is left out."""
    found = _ISO.fullmatch(cell) or _DAY_FIRST.fullmatch(cell)
    if not found:
        raise CellError("This is not a date I can read.", _DATE_REMEDY)
    try:
        value = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as fault:
        raise CellError("There is no such day.", f"{_DATE_REMEDY} The day comes first.") from fault
    if not EARLIEST <= value.year <= LATEST:
        raise CellError(f"The year is not between {EARLIEST} and {LATEST}.", _DATE_REMEDY)
    return value


def share_of_full_time(cell: str) -> float:
    """Return a share of full time; 1 is full time. Above 2 it would be hours or a percentage."""
    limit = 2.0
    if not _NUMBER.fullmatch(cell) or float(cell) > limit:
        raise CellError("This is not a share of full time.", "Write 1 for full time, 0.6 for 60%.")
    return float(cell)


def yes_no(cell: str) -> bool:
    """Return whether the cell says yes."""
    word = cell.casefold()
    if word not in _YES + _NO:
        raise CellError("This is neither yes nor no.", "Write yes or no.")
    return word in _YES


def one_of(options: Sequence[str]) -> Callable[[str], str]:
    """Return the reader of a cell that holds one of `options`, in capitals or not."""
    known = {option.casefold(): option for option in options}

    def choice(cell: str) -> str:
        if cell.casefold() not in known:
            remedy = f"Write {', '.join(options[:-1])} or {options[-1]}."
            raise CellError("This is not one of the words used here.", remedy)
        return known[cell.casefold()]

    return choice


def email(cell: str) -> str:
    """Return an e-mail address."""
    name, _, host = words(cell).partition("@")
    if not name or "." not in host or " " in cell or "@" in host:
        raise CellError("This is not an e-mail address.", "Write it like name@council.example.")
    return cell


def postcode(cell: str) -> str:
    """Return a postcode in capitals with its one space."""
    joined = words(cell).upper().replace(" ", "")
    spaced = f"{joined[:-3]} {joined[-3:]}"
    if not _POSTCODE.fullmatch(spaced):
        raise CellError("This is not a postcode.", "Write it like DL1 5QT, or leave it empty.")
    return spaced
