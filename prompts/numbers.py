"""Numbers as people type and dictate them, and reading them. Pure."""

import math
import re
from collections.abc import Iterable

from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError, quoted, refuse_long

SCALE = range(11)
LONGEST_NUMBER = 6
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: n for n, word in enumerate(_ONES)}
_VALUES |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_VALUES |= {"a": 1, "nought": 0, "nil": 0, "fourty": 40}
_SMALL = "|".join([*_ONES[10:], *_ONES[:10], "nought", "nil"])
_TEN = "|".join([*_TENS, "fourty"])
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:[ -](?:{'|'.join(_ONES[1:10])}))?|{_SMALL})"
_IN_WORDS = re.compile(
    rf"\b(?:(?P<hundreds>a|{'|'.join(_ONES[1:10])}) hundred"
    rf"(?: (?:and )?(?P<more>{_BELOW_HUNDRED}))?"
    rf"|(?P<below>{_BELOW_HUNDRED}))\b"
)
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4"}
_PARTS = {"half": ".5", "1/2": ".5", "1/4": ".25", "quarter": ".25", "3/4": ".75"}
_SAID_AROUND = {
    *("about", "around", "roughly", "approximately", "approx", "circa", "ca", "maybe", "perhaps"),
    *("probably", "say", "still", "now", "today", "just", "only", "a", "an", "it", "its", "is"),
    *(
        "was",
        "at",
        "i",
        "id",
        "would",
        "think",
        "give",
        "her",
        "him",
        "them",
        "we",
        "rate",
        "rated",
    ),
    *("score", "number", "between", "from", "like", "hes", "shes", "theyre", "so", "well", "um"),
}
_NUMBER = r"-?\d+(?:\.\d+)?"
_OF = re.compile(rf"({_NUMBER}) ?(?:/|out of|of) ?({_NUMBER})")
_TO = re.compile(rf"({_NUMBER}) ?(?:-|to|or|and|/) ?({_NUMBER})")
_PER_CENT = re.compile(rf"({_NUMBER}) ?(?:%|per ?cent)")
_THOUSANDS = re.compile(r"\b(\d{1,3})((?:,\d{3})+)\b")


def in_digits(text: str) -> str:
    """Return `text` in small letters with its numbers, up to 999, and its halves in digits."""
    said = text.casefold().replace("\u2019", "'").replace("'", "")
    said = re.sub("[\u2010-\u2015\u2212]", "-", said)
    for sign, written in _FRACTIONS.items():
        said = said.replace(sign, f" {written}")
    said = _IN_WORDS.sub(_digits, said)
    said = _THOUSANDS.sub(lambda m: m[1] + m[2].replace(",", ""), said)
    said = re.sub(r"\b(\d+) (?:and )?(?:a )?(half|1/2|1/4|quarter|3/4)\b", _with_part, said)
    return " ".join(re.sub(r"\b(\d+) point (\d+)\b", r"\1.\2", said).split())


def _digits(found: re.Match[str]) -> str:
    below = found["more"] or found["below"] or ""
    value = sum(_VALUES[word] for word in re.split("[ -]", below) if word)
    return str(value + 100 * _VALUES[found["hundreds"]] if found["hundreds"] else value)


def _with_part(found: re.Match[str]) -> str:
    return found[1] + _PARTS[found[2]]


def read_scale(text: str) -> int:
    """Return the value from 0 to 10 that `text` names: "7", "seven", "7/10", "about a 6".

    Raises UnclearError where it names none, and DoubtError where it names half a value, several
    or a part of another whole ("3/5" may be 3 of 10, or 6).
    """
    refuse_long(text)
    said, most = _bare(text), SCALE[-1]
    if (of := _OF.fullmatch(said)) and float(of[2]) == most:
        said = of[1]
    elif of and float(of[2]) > 0 and not of[1].startswith("-"):
        raise _of_another_whole(text, of)
    if part := _PER_CENT.fullmatch(said):
        raise _doubt(text, "numbers.half", _both_sides(float(part[1]) * most / 100), 0, most)
    return _read(text, said, SCALE[0], most)


def _of_another_whole(text: str, found: re.Match[str]) -> UnclearError:
    part, whole = float(found[1]), float(found[2])
    likely = [*_both_sides(part), *_both_sides(part * SCALE[-1] / whole)]
    if whole == part + 1 and "/" in found[0]:
        likely.append(int(whole))
    return _doubt(text, "numbers.of_another", likely, SCALE[0], SCALE[-1])


def read_number(text: str, least: int, most: int | None, unit: str = "") -> int:
    """Return the whole number that `text` names, with its unit or without.

    Raises UnclearError where it names none or one out of range, and DoubtError where it names
    several or a part of one.
    """
    refuse_long(text)
    said = _bare(text)
    for name in {unit.casefold(), one_of(unit.casefold())} - {""}:
        said = re.sub(rf"(?<![a-z]){re.escape(name)}\b", "", said).strip()
    said = {"none": "0", "no": "0", "once": "1", "twice": "2"}.get(said, said)
    return _read(text, said, least, most)


def _read(text: str, said: str, least: int, most: int | None) -> int:
    several = _TO.fullmatch(said)
    if several:
        likely = [n for one in several.groups() for n in _both_sides(float(one))]
        raise _doubt(text, "numbers.several", likely, least, most)
    if not re.fullmatch(_NUMBER, said):
        raise UnclearError(text)
    if "." in said and float(said) != int(float(said)):
        raise _doubt(text, "numbers.half", _both_sides(float(said)), least, most)
    found = int(float(said))
    if not _fits(found, least, most):
        raise UnclearError(text, _range(least, most))
    return found


def _fits(number: int, least: int, most: int | None) -> bool:
    return least <= number <= (10**LONGEST_NUMBER - 1 if most is None else most)


def _both_sides(number: float) -> list[int]:
    return sorted({math.floor(round(number, 6)), math.ceil(round(number, 6))})


def _doubt(
    text: str, key: str, likely: Iterable[int], least: int, most: int | None
) -> UnclearError:
    """Return what to raise for several numbers: those in the range are asked about."""
    readings = sorted({number for number in likely if _fits(number, least, most)})
    if not readings:
        return UnclearError(text, _range(least, most))
    return DoubtError(text, phrase(key, typed=quoted(text)), readings)


def _range(least: int, most: int | None) -> str:
    if most is None:
        return phrase("numbers.from", least=least)
    return phrase("numbers.range", least=least, most=most)


def _bare(text: str) -> str:
    """Return a number without the words that people say around it."""
    said = in_digits(text).replace("~", "").strip(' .!?,;:()"=')
    said = re.sub(r"(\d)ish\b", r"\1", said.replace("(", " ").replace(")", " "))
    words = [word.strip(",") for word in said.split()]
    return " ".join(word for word in words if word not in _SAID_AROUND)


def one_of(unit: str) -> str:
    """Return the word for one of what `unit` counts: "visits" are a visit."""
    irregular = {"children": "child", "people": "person"}
    if unit in irregular:
        return irregular[unit]
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    if unit.endswith(("sses", "shes", "ches", "xes")):
        return unit[:-2]
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit


def counted(number: object, unit: str) -> str:
    """Return a number with its unit: "1 visit", "2 visits"."""
    return f"{number} {one_of(unit) if number == 1 else unit}"
