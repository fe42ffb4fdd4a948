"""What one cell may hold: each function returns its value, or says why it cannot be used."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.sheets.days import ISO
from bot.sheets.errors import CellError
from practice.letters import normalized

Cell = str | date | float | bool | None

REMOVE = "(none)"
LONGEST, LONGEST_PROSE = 200, 30_000
MOST_POSTS = 1000
MOST_MINUTES = 24 * 60
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_SHORTENED = re.compile(r"[0-9]+(?:\.[0-9]+E\+?|E\+)[0-9]+", re.IGNORECASE)
# As a spreadsheet shows a day, in the capitals that it uses: 3-Oct, Oct-26, 03/10/2026.
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_SHOWN_DAY = re.compile(
    rf"[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2,4}})?|{_MONTH}-[0-9]{{2}}|"
    r"(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{2}"
)
_BROKEN = re.compile(r"#(?:N/A|[A-Z_0-9/]+[!?]|GETTING_DATA|#+)", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-F]{4})_", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_AS_TEXT = re.compile(r'="([^"]*)"')
# A quotation mark by which a spreadsheet keeps a number, or a formula, as text.
_MARKED_AS_TEXT = re.compile(r"^'(?=[0-9=+\-@#]|$)")
# Zero width space, word joiner, byte order mark, soft hyphen, three marks of direction, and
# the Mongolian vowel separator.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c\u180e]")
# Joiners mean something between letters of scripts beyond Latin alone.
_STRAY_JOINER = re.compile("(?<![^\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u024f])")
_JOINERS = "\u200c\u200d"
# An accented letter, or a curly quotation mark, in UTF-8 that was read as Windows-1252.
_WRONG_ENCODING = re.compile("[\u00c3\u00c2][\u00a1-\u00bf]|\u00e2\u20ac")
# Marks that Word sets in a font of its own (Symbol, Wingdings), as what they look like there: what
# it makes of -->, <-- and smileys as they are typed, and whatever begins a line of a list.
_OF_WORD = str.maketrans(
    {"\uf0e0": "\u2192", "\uf0df": "\u2190", "\uf04a": "\u263a", "\uf04c": "\u2639"}
)
_BULLET_OF_WORD = re.compile("^[\uf020-\uf0ff](?=\\s|$)")
_LOST_LETTER = "\ufffd"
# What stands where a letter was lost on the way through another encoding: Se?n, ?ukasz, Zo?.
_MARK_OF_A_LOSS = re.compile("[?\u00bf\u25a1]")
_LETTER_LOST = re.compile("[?\u00bf\u25a1](?=[^\\W\\d_])")
_EMPTY_WORDS = (
    "NULL",
    "null",
    "NaN",
    "nan",
    "NaT",
    "None",
    "none",
    "N/A",
    "n/a",
    "(null)",
    "(blank)",
)
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
# What a spreadsheet takes for a formula, in the wide forms of East Asian keyboards too.
_OBEYED = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_YES = ("yes", "y", "true", "1")
_NO = ("no", "n", "false", "0")


def plain(cell: str) -> str:
    """Return `cell` as it was meant to be seen.

    It is composed (NFC), every run of spaces and line breaks is one space, marks that nobody
    sees are gone, and so is what a spreadsheet adds: `_x000D_`, ="00417", a ' before a number.
    """
    text = _ESCAPE.sub(_unescaped, cell) if "_" in cell else cell
    if not text.isascii():
        # An emoji is escaped as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = normalized("NFC", _STRAY_JOINER.sub("", _UNSEEN.sub("", text)))
    text = " ".join(text.split())
    held = _AS_TEXT.fullmatch(text)
    return held[1].strip() if held else _MARKED_AS_TEXT.sub("", text, count=1)


def plain_lines(cell: str) -> str:
    """Return `cell` as `plain` does, but with its lines kept, and one blank line between others."""
    lines = (plain(_as_shown(line)) for line in _ESCAPE.sub(_unescaped, cell).splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _as_shown(line: str) -> str:
    """Return a line that was pasted from Word with its bullet and arrows as they look there."""
    return (
        line if line.isascii() else _BULLET_OF_WORD.sub("\u2022", line.lstrip().translate(_OF_WORD))
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def refuse_non_value(cell: str) -> None:
    """Raise CellError where a cell holds what a formula or another program left, and no value."""
    if cell.startswith("="):
        raise CellError("This is a formula, not a value.", "Paste the column as values.")
    if _BROKEN.fullmatch(cell):
        raise CellError(
            "A spreadsheet writes this where a formula failed.",
            "Write the value, or leave it empty.",
        )
    if cell in _EMPTY_WORDS:
        raise CellError(
            "A program writes this for an empty cell.",
            f"Leave it empty, or write {REMOVE} to remove what is stored.",
        )


def words(cell: str) -> str:
    """Return a name or other short text. A formula, or what a failed one left, is refused."""
    refuse_non_value(cell)
    if cell[:1] in _OBEYED and len(cell) > 1:
        raise CellError(
            f"A spreadsheet would run what begins with {cell[0]}.",
            "Begin it with a letter or a figure.",
        )
    _refuse_garbled(cell)
    if cell[:1] == "'" and cell[1:2].isupper():
        raise CellError(
            "It begins with an apostrophe, as spreadsheets mark text.",
            "Take it away, or write a curly one (\u2019) where it belongs to the name.",
        )
    if any(_is_unshowable(mark) for mark in cell):
        raise CellError("It holds a character that cannot be shown.", "Type it again by hand.")
    if len(cell) > LONGEST:
        raise CellError(f"It is longer than {LONGEST} characters.", "Shorten it.")
    return cell


def name(cell: str) -> str:
    """Return a person's name, refused where a letter of it was lost; a ? behind it is a doubt."""
    return _whole_name(cell, _LETTER_LOST)


def name_of_staff(cell: str) -> str:
    """Return the name of somebody who works here: nobody doubts it, so a ? stands for a letter."""
    return _whole_name(cell, _MARK_OF_A_LOSS)


def _whole_name(cell: str, lost: re.Pattern[str]) -> str:
    if lost.search(cell):
        raise CellError(
            "A letter of this name was lost before it came here.",
            "Type it again by hand, or export the file again as CSV UTF-8.",
        )
    return words(cell)


def prose(cell: str) -> str:
    """Return a text of many lines as it was written."""
    _refuse_garbled(cell)
    if any(_is_unshowable(mark) for mark in cell if mark != "\n"):
        raise CellError("It holds a character that cannot be shown.", "Type it again by hand.")
    if len(cell) > LONGEST_PROSE:
        raise CellError(f"It is longer than {LONGEST_PROSE} characters.", "Shorten it.")
    return cell


def _refuse_garbled(cell: str) -> None:
    if _LOST_LETTER in cell:
        raise CellError("A letter of it was lost before it came here.", "Type it again by hand.")
    if _WRONG_ENCODING.search(cell):
        raise CellError(
            "It was read in the wrong encoding on its way here.",
            "Export it from the case system again, as CSV UTF-8.",
        )


def _is_unshowable(mark: str) -> bool:
    return mark not in _JOINERS and unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn")


def ref(cell: str) -> str:
    """Return a council's reference; a whole number is read without its ".0"."""
    if _SHORTENED.fullmatch(cell):
        raise CellError(
            "The spreadsheet has shortened this number.",
            "Format the column as text, then export it again.",
        )
    if any(unicodedata.category(mark) == "Cf" for mark in cell):
        raise CellError("It holds a mark that cannot be seen.", "Type it again by hand.")
    if any(form.fullmatch(cell) for form in (ISO, _SHOWN_DAY)):
        raise CellError(
            "This is a date, not a reference; a spreadsheet may have made it one.",
            "Format the column as text, then write the reference again.",
        )
    whole = _WHOLE.fullmatch(cell)
    return whole[1] if whole else words(cell)


def share_of_full_time(cell: str) -> float:
    """Return a share of full time; 1 is full time. Above 2 it would be hours or a percentage."""
    limit = 2.0
    if not _NUMBER.fullmatch(cell) or float(cell) > limit:
        raise CellError("This is not a share of full time.", "Write 1 for full time, 0.6 for 60%.")
    return float(cell)


def minutes(cell: str) -> int:
    """Return a number of minutes, of a day at most."""
    if not cell.isascii() or not cell.isdigit() or not 0 < int(cell) <= MOST_MINUTES:
        raise CellError("This is not a number of minutes.", "Write a whole number like 90.")
    return int(cell)


def posts(cell: str) -> float:
    """Return a number of posts; 7.5 is seven full-time posts and a half."""
    if not _NUMBER.fullmatch(cell) or float(cell) > MOST_POSTS:
        raise CellError("This is not a number of posts.", "Write a number like 8 or 7.5.")
    return float(cell)


def yes_no(cell: str) -> bool:
    """Return whether the cell says yes."""
    word = cell.casefold()
    if word not in _YES + _NO:
        raise CellError("This is neither yes nor no.", "Write yes or no.")
    return word in _YES


@dataclass(frozen=True)
class OneOf:
    """The reader of a cell that holds one of `options`, in capitals or not."""

    options: tuple[str, ...]

    def __call__(self, cell: str) -> str:
        """Return the option that the cell holds, as it is written here."""
        known = {option.casefold(): option for option in self.options}
        if cell.casefold() not in known:
            remedy = f"Write {', '.join(self.options[:-1])} or {self.options[-1]}."
            raise CellError("This is not one of the words used here.", remedy)
        return known[cell.casefold()]


def one_of(options: Iterable[str]) -> OneOf:
    """Return the reader of a cell that holds one of `options`."""
    return OneOf(tuple(map(str, options)))


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
