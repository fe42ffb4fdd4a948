"""An e-mail or a chat that was pasted into a message: somebody else's words, found by its frame.

Its frame is what mail programs and chats write around words: "From: ... Sent: ...", "On Monday Jo
wrote:", a disclaimer, "[10:12, 23/11/2026] Jo:", a signature with a telephone number or an address.
Where a mail ends only a signature says; else it is taken to go on to the end of the message. Pure;
what nobody framed is its writer's own, and a name beneath "Thanks" frames nothing.
"""

import re
from collections.abc import Sequence

_MARK = r"[\s>*|]{0,10}"
_FIELD = r"(?:sent|date|to|cc|bcc|subject|reply-to|importance|received)\*?:"
_FROM = re.compile(rf"{_MARK}from\*?:[^\n]{{0,200}}", re.IGNORECASE)
_FIELDS_BESIDE = re.compile(rf"{_MARK}from\*?:[^\n]{{1,200}}?\s{_FIELD}", re.IGNORECASE)
_FIELD_LINE = re.compile(rf"{_MARK}{_FIELD}", re.IGNORECASE)
_BEGINS = re.compile(
    rf"{_MARK}-{{2,20}} ?(?:original message|forwarded message|forwarded by)|{_MARK}begin forwarded"
    rf" message:|{_MARK}on [^\n]{{0,40}}\d[^\n]{{0,160}} wrote:\s{{0,5}}$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"this (?:e-?mail|message)\b[^.]{0,200}\b(?:confidential|privileged|intended (?:only|solely)"
    r"|intended for|addressee|recipient)|if you are not the (?:intended|named) recipient"
    r"|(?:if you have )?received this (?:e-?mail|message) in error|^sent from my \w+",
    re.IGNORECASE | re.MULTILINE,
)
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon))\b[^\n.!?]{0,40}", re.IGNORECASE
)
_VALEDICTION = re.compile(
    r"(?:(?:(?:kind(?:est)?|best|warm(?:est)?|many|with) )*(?:regards|wishes)|(?:with )?many thanks"
    r"|yours (?:sincerely|faithfully|truly)|all the best|kr|br)\W{0,3}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:tel|telephone|mob|mobile|phone|direct(?: dial| line)?|ext|[tm])\b[.: ]{0,3}\(?[+\d]"
    r"|[\w.-]@[\w-]+\.\w|\bwww\.|(?<!\d)0\d{3,4}\)?[ -]?\d{3}[ -]?\d{3,4}(?!\d)",
    re.IGNORECASE,
)
_IN_A_CHAT = re.compile(
    r"\[[^\]\n]{0,10}\d{1,2}[:/.]\d[^\]\n]{0,24}\] ?[^:\n]{1,40}: |\d{1,2}/\d{1,2}/\d{2,4},? "
    r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)? - [^:\n]{1,40}: ",
    re.IGNORECASE,
)
_MOST_FIELDS = 3
_LONGEST_SIGNATURE = 8

Span = tuple[int, int]
"""The first line and the one after the last."""


def pasted_lines(text: str) -> Span | None:
    """Return which lines of a text were pasted from an e-mail or a chat; None for none."""
    lines = text.split("\n")
    begins = _mail_begins(lines)
    if begins is None and _DISCLAIMER.search(text):
        begins = next((n for n, line in enumerate(lines) if _is_greeting(line)), 0)
    said = [n for n, line in enumerate(lines) if _IN_A_CHAT.match(line)]
    if begins is not None:
        return min([begins, *said]), len(lines)
    return (said[0], said[-1] + 1) if said else _signed(lines)


def _signed(lines: Sequence[str]) -> Span | None:
    """Return which lines somebody signed as mail programs do; None where nobody did.

    From their greeting on, or from the beginning.
    """
    ends = [n for n, line in enumerate(lines) if _VALEDICTION.fullmatch(line.strip())]
    after = [end for n in ends if (end := _signature_ends(lines, n + 1))]
    if not after:
        return None
    begins = next((n for n, line in enumerate(lines) if _is_greeting(line)), 0)
    return (begins, after[-1]) if begins < after[-1] else None


def _signature_ends(lines: Sequence[str], first: int) -> int:
    """Return the line after a signature that begins at a line; 0 where none does.

    A name stands first, and what they are reached by beneath it.
    """
    there = range(first, min(first + _LONGEST_SIGNATURE, len(lines)))
    named = next((n for n in there if lines[n].strip()), None)
    reached = [n for n in there if _CONTACT.search(lines[n])]
    is_signature = named is not None and reached and named < reached[0]
    return reached[-1] + 1 if is_signature else 0


def _mail_begins(lines: Sequence[str]) -> int | None:
    return next((n for n in range(len(lines)) if _is_head(lines[n : n + _MOST_FIELDS])), None)


def _is_head(lines: Sequence[str]) -> bool:
    """Say whether a mail begins with the first of some lines."""
    first, *others = lines
    if _BEGINS.match(first) or _FIELDS_BESIDE.match(first):
        return True
    return bool(_FROM.match(first)) and any(map(_FIELD_LINE.match, others))


def _is_greeting(line: str) -> bool:
    return _GREETING.fullmatch(line.strip()) is not None
