"""Numbers that stand for one person: NHS, telephone, pupil and National Insurance; postcodes."""

import re
from collections.abc import Iterator

from practice.privacy.found import Found, Kind

_NHS = re.compile(r"(?<![\d+\w-])(\d{3})[ .-]?(\d{3})[ .-]?(\d{4})(?![\d\w]|-\d)")
_NHS_SAID = re.compile(r"\bnhs\b[^\d\n]{0,20}$", re.IGNORECASE)
_NHS_DIGITS, _NHS_MODULUS = 10, 11
_LOOK_BACK = 30

_FIGURES = (
    "o|zero|nought|naught|oh|one|two|three|four|five|six|seven|eight|nine"
    "|double|treble|triple|hundred"
)
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})"
    r"\d[\dA-Z]?[ -]{0,2}\d([ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
# "S47 2nd visit", "s20 2yr old": what stands behind a number in small letters.
_NOT_INWARD = frozenset({"st", "nd", "rd", "th", "yr", "hr", "ft", "lb", "pp", "ss", "ed"})
_GOES_ON = re.compile(r" ?[a-z]")

# Numbers that begin with 03 or 08 are an organisation's.
_OTHERS = (
    (
        Kind.TELEPHONE,
        (
            r"(?<![\w+£$€/-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?[1-9]|\(?0[12579])"
            r"(?:\)?[ .-]{0,2}\d){8,9}(?!\d|[-/]\d)"
        ),
    ),
    (Kind.TELEPHONE, r"(?<![\w+])\+(?!44)[1-9](?:[ .()-]{0,2}\d){8,13}(?!\d)"),
    (
        Kind.TELEPHONE,
        rf"\b(?:oh|o|zero|nought|naught)(?:[ ,]{{1,2}}(?:{_FIGURES})(?!\w)){{5,14}}",
    ),
    (
        Kind.TELEPHONE,
        (
            r"\b(?:tel|telephone|phone|mobile|mob|landline)(?: ?(?:no|num|number|nr))?\b\.?"
            r"(?: is| was| now)?[ :.-]{1,3}\d(?:[ -]?\d){5,10}(?!\d|[/:]\d)"
        ),
    ),
    (Kind.PUPIL_NUMBER, r"(?<![\w-])[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?![\w-])"),
    (
        Kind.INSURANCE_NUMBER,
        r"(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _OTHERS)


def numbers(text: str) -> Iterator[Found]:
    """Yield the numbers and postcodes in a text that stand for a person or a household."""
    for match in _NHS.finditer(text):
        said = _NHS_SAID.search(text, max(match.start() - _LOOK_BACK, 0), match.start())
        if said or is_nhs_number("".join(match.groups())):
            yield Found(*match.span(), Kind.NHS_NUMBER)
    for kind, pattern in _PATTERNS:
        yield from (Found(*match.span(), kind) for match in pattern.finditer(text))
    for match in _POSTCODE.finditer(text):
        if match.group(1) not in _NOT_INWARD or not _GOES_ON.match(text, match.end()):
            yield Found(*match.span(), Kind.POSTCODE)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits end in the check digit of an NHS number (modulus 11)."""
    weighted = sum(
        int(digit) * (_NHS_DIGITS - at) for at, digit in enumerate(digits[: _NHS_DIGITS - 1])
    )
    check = (_NHS_MODULUS - weighted % _NHS_MODULUS) % _NHS_MODULUS
    return check == int(digits[-1]) and len(set(digits)) > 1
