"""The text of a card as a page sets it: its place, a quote, what is asked and a hint apart."""

import re
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

from prompts.card import Role
from prompts.text import shortened

_COUNTED = re.compile(r"(?:\S+ · )?(?P<at>\d+) of (?:at most )?(?P<of>\d+) · .+")
_KEPT_WHOLE = re.compile(
    r"(?P<ref>\b[A-Z]{1,6}-\d{2,}\b)"
    r"|(?P<phone>(?<![\w-])(?:999|116 ?123|0\d(?: ?\d){8,9})(?![\w-]))"
)  # fmt: skip
_MOST_OF_A_CARD = 600
_BEGINNING = 240
_TOO_SHORT = 20
_LABELLED = ": "
_LONGEST_LABEL = 40
_Passages = Sequence[tuple[str, str]]


def set_apart(text: str, passages: _Passages, *, folded: bool = False) -> Markup:
    """Return `text` with its passages (a role, and words that stand in it) set apart.

    Words that are not found, for something was said over them, stay as plain as the rest. Where it
    is `folded`, what is plain is cut short.
    """
    pieces = _pieces(text, passages, _cut if folded else str)
    return Markup("".join(pieces))  # noqa: S704 - each escapes its words  # nosec B704


def too_long(text: str) -> bool:
    """Return whether a text that may be folded is longer than a card of a phone."""
    return len(text) > _MOST_OF_A_CARD


def _cut(words: str) -> str:
    if len(words) <= _BEGINNING:
        return words
    kept: list[str] = []
    for line in words.splitlines():
        left = _BEGINNING - sum(map(len, kept))
        if len(line) > left:
            kept.append(shortened(line, left) if left > _TOO_SHORT else "…")
            break
        kept.append(line)
    return "\n".join(kept) + ("\n" if words.endswith("\n") else "")


def is_place(line: str) -> bool:
    """Return whether a line says where in a guide it stands: "2 of 9 · The child"."""
    return _COUNTED.fullmatch(line) is not None


def place(line: str) -> Markup:
    """Return a card's place, and how far that is along the way."""
    return Markup(_place(line))  # noqa: S704 - its words are escaped  # nosec B704


def marked(text: str, *, phones: bool) -> Markup:
    """Return `text` with references kept in one piece, and telephone numbers that can be rung."""
    return Markup(_marked(text, phones=phones))  # noqa: S704 - its words are escaped  # nosec B704


# A page has some hundreds of these. What is HTML already is put together as plain text, and is
# Markup once it leaves this module: adding Markup to Markup escapes, or looks whether it must.


def _place(line: str) -> str:
    found, words = _COUNTED.fullmatch(line), _marked(line, phones=False)
    if found is None:
        return words
    # The words say it: the bar is for the eye alone.
    return (
        f'{words}<progress class="us-progress" value="{found["at"]}" max="{found["of"]}"'
        ' aria-hidden="true"></progress>'
    )


def _marked(text: str, *, phones: bool) -> str:
    # Most words hold neither: a reference has a hyphen, most numbers a nought.
    held = "-" in text or "0" in text or "999" in text or "116" in text
    if not held or _KEPT_WHOLE.search(text) is None:
        return escape(text)
    parts: list[str] = []
    at = 0
    for found in _KEPT_WHOLE.finditer(text):
        parts += [escape(text[at : found.start()]), _whole(found, phones=phones)]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def _whole(found: re.Match[str], *, phones: bool) -> str:
    # Letters, figures and spaces alone, each of them as it stands.
    words = found.group()
    if found.lastgroup == "ref":
        return f'<span class="us-ref">{words}</span>'
    if not phones:
        return words
    return f'<a class="govuk-link us-ref" href="tel:{words.replace(" ", "")}">{words}</a>'


def _pieces(text: str, passages: _Passages, cut: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for role, words in passages:
        start = text.find(words, at)
        if start < 0:
            continue
        end = start + len(words)
        ends_line = text[end : end + 1] in {"", "\n"}
        is_block = ends_line and text[start - 1 : start] in {"", "\n"}
        # A block breaks the line by itself.
        yield _marked(cut(text[at : start - 1 if is_block and start > at else start]), phones=True)
        yield _piece(role, words, "us-said" if is_block else "us-said us-said--within")
        at = end + (1 if is_block else 0)
    yield _marked(cut(text[at:]), phones=True)


def _fact(words: str) -> str:
    """Return a fact with what it is ("Act by: ...") set before the words."""
    label, colon, rest = words.partition(_LABELLED)
    if not colon or len(label) > _LONGEST_LABEL:
        return _marked(words, phones=True)
    name = _marked(f"{label}{colon.rstrip()}", phones=False)
    return f"<b>{name}</b> {_marked(rest, phones=True)}"


def _piece(role: str, words: str, kind: str) -> str:
    if role == Role.FACT:
        said = _fact(words)
    else:
        said = _place(words) if role == Role.PLACE else _marked(words, phones=True)
    return f'<span class="{kind} us-said--{escape(role)}">{said}</span>'
