"""The text of a card as a page sets it: its place, a quote, what is asked and a hint apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from prompts.card import Role
from prompts.text import shortened

_COUNTED = re.compile(r"(?:\S+ · )?(?P<at>\d+) of (?:at most )?(?P<of>\d+) · .+")
_KEPT_WHOLE = re.compile(
    r"(?P<ref>\b[A-Z]{1,6}-\d{2,}\b)"
    r"|(?P<phone>(?<![\w-])(?:999|0\d(?: ?\d){8,9})(?![\w-]))"
)  # fmt: skip
_MOST_OF_A_CARD = 600
_BEGINNING = 240
_TOO_SHORT = 20
_LABELLED = ": "
_LONGEST_LABEL = 40
_Passages = Sequence[tuple[str, str]]
_NOTHING, _SPAN_ENDS = Markup(""), Markup("</span>")
_REF, _FACT, _FACT_ENDS = Markup('<span class="us-ref">'), Markup("<b>"), Markup("</b>")


def set_apart(text: str, passages: _Passages, *, folded: bool = False) -> Markup:
    """Return `text` with its passages (a role, and words that stand in it) set apart.

    Words that are not found, for something was said over them, stay as plain as the rest. Where it
    is `folded`, what is plain is cut short.
    """
    return _NOTHING.join(list(_pieces(text, passages, _cut if folded else str)))


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
    found, words = _COUNTED.fullmatch(line), marked(line, phones=False)
    if found is None:
        return words
    # The words say it: the bar is for the eye alone.
    bar = Markup(
        '<progress class="us-progress" value="{at}" max="{of}" aria-hidden="true"></progress>'
    )
    return words + bar.format(**found.groupdict())


def marked(text: str, *, phones: bool) -> Markup:
    """Return `text` with references kept in one piece, and telephone numbers that can be rung."""
    if _KEPT_WHOLE.search(text) is None:
        return escape(text)
    parts: list[str] = []
    at = 0
    for found in _KEPT_WHOLE.finditer(text):
        parts += [escape(text[at : found.start()]), _whole(found, phones=phones)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _whole(found: re.Match[str], *, phones: bool) -> Markup:
    words = found.group()
    if found.lastgroup == "ref":
        return _REF + words + _SPAN_ENDS
    if not phones:
        return escape(words)
    link = Markup('<a class="govuk-link us-ref" href="tel:{}">{}</a>')
    return link.format(words.replace(" ", ""), words)


def _pieces(text: str, passages: _Passages, cut: Callable[[str], str]) -> Iterator[Markup]:
    at = 0
    for role, words in passages:
        start = text.find(words, at)
        if start < 0:
            continue
        end = start + len(words)
        ends_line = text[end : end + 1] in {"", "\n"}
        is_block = ends_line and text[start - 1 : start] in {"", "\n"}
        # A block breaks the line by itself.
        yield marked(cut(text[at : start - 1 if is_block and start > at else start]), phones=True)
        yield _piece(role, words, "us-said" if is_block else "us-said us-said--within")
        at = end + (1 if is_block else 0)
    yield marked(cut(text[at:]), phones=True)


def _fact(words: str) -> Markup:
    """Return a fact with what it is ("Act by: ...") set before the words."""
    label, colon, rest = words.partition(_LABELLED)
    if not colon or len(label) > _LONGEST_LABEL:
        return marked(words, phones=True)
    name = _FACT + marked(f"{label}{colon.rstrip()}", phones=False) + _FACT_ENDS
    return name + " " + marked(rest, phones=True)


def _piece(role: str, words: str, kind: str) -> Markup:
    if role == Role.FACT:
        said = _fact(words)
    else:
        said = place(words) if role == Role.PLACE else marked(words, phones=True)
    return _span(kind, role) + said + _SPAN_ENDS


@lru_cache(maxsize=64)
def _span(kind: str, role: str) -> Markup:
    # A conversation holds a hundred, of few kinds; filling one takes as long as ten others.
    return Markup('<span class="{} us-said--{}">').format(kind, role)
