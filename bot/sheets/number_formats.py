"""Numbers as a spreadsheet shows them, where their format adds zeros or words."""

import re
from collections.abc import Iterator

_DECORATION = re.compile(r"\[(?:[a-z]+ ?[0-9]*|\$[^\]]*)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|(?P<whole>General|@)|(?P<other>.)')
_OTHER_NOTATION = re.compile(r"E[+-]|\?/")
_PLACES = "0#?"
_NOT_SHOWN = ",%"


def shown(number: float, pattern: str) -> str | None:
    """Return `number` in the format `pattern`: 417 in "00000" is 00417, in '"CH-"0' CH-417.

    A format that only rounds, groups or says percent changes nothing: the number itself is
    returned. None where the format says something that cannot be told from here.
    """
    text = str(int(number)) if float(number).is_integer() else str(number)
    section = _first_section(pattern)
    if _CONDITION.search(pattern):
        return None
    if _OTHER_NOTATION.search(section):
        return text
    pieces = list(_pieces(section))
    places = "".join(piece for piece, is_place in pieces if is_place)
    literal = "".join(piece for piece, is_place in pieces if not is_place).strip()
    if number < 0 or (places.count("0") < 2 and not literal):  # noqa: PLR2004 - one 0 pads nothing
        return text
    if "." in section or not text.isdigit():
        return text if not any(mark.isalnum() for mark in literal) else None
    return _filled(pieces, text)


def _first_section(pattern: str) -> str:
    return _DECORATION.sub("", re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', pattern)[0])


def _pieces(section: str) -> Iterator[tuple[str, bool]]:
    for found in _PIECE.finditer(section):
        if found["whole"]:
            yield "#", True
        elif found["other"] and found["other"] not in _NOT_SHOWN:
            yield found["other"], found["other"] in _PLACES
        elif found["quoted"] or found["escaped"]:
            yield found["quoted"] or found["escaped"], False


def _filled(pieces: list[tuple[str, bool]], digits: str) -> str:
    first = next((i for i, (_, is_place) in enumerate(pieces) if is_place), -1)
    parts: list[str] = []
    for i, (piece, is_place) in reversed(list(enumerate(pieces))):
        if not is_place:
            parts.append(piece)
            continue
        taken = digits if i == first else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        parts.append(taken or ("0" if piece == "0" else ""))
    return "".join(reversed(parts)).strip()
