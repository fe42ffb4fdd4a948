"""{names} in texts that people edit: filled without touching anything else.

`{n:child|children}` takes the first form where the number n is 1, else the second; a form may hold
names of its own.
"""

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from prompts.errors import PromptsError

_FORMATTER = Formatter()
_Piece = tuple[str, str | None, tuple[str, ...]]
"""Literal text, the name whose value follows it, and the forms this value chooses from."""


@lru_cache(maxsize=4096)
def placeholders(text: str, *, plurals: bool = True) -> frozenset[str]:
    """Return the names that `text` holds in braces; `{{` and `}}` stand for the braces themselves.

    Raises PromptsError where a brace is left open, or holds more than a plain name and its forms;
    without `plurals`, where it holds forms.
    """
    held: set[str] = set()
    for _, name, forms in _pieces(text):
        if forms and not plurals:
            raise PromptsError(f"a form is chosen by {{{name}}} in {text!r}")
        held |= {name} if name is not None else set()
        held = held.union(*map(placeholders, forms))
    return frozenset(held)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return `text` with every {name} replaced by its value; other values are not looked at.

    Raises PromptsError where a name has no value, or one that chooses a form has no whole number.
    """
    pieces = _pieces(text)
    if len(pieces) == 1 and pieces[0][1] is None:
        return pieces[0][0]
    return "".join(
        [
            literal if name is None else literal + _value(name, forms, values)
            for literal, name, forms in pieces
        ]
    )


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[_Piece, ...]:
    try:
        parsed = list(_FORMATTER.parse(text))
    except ValueError as error:
        raise PromptsError(f"a brace is not closed or not opened in {text!r}") from error
    return tuple(
        (literal, name, _forms(text, name, spec or "", conversion))
        for literal, name, spec, conversion in parsed
    )


def _forms(text: str, name: str | None, spec: str, conversion: str | None) -> tuple[str, ...]:
    one, bar, many = spec.partition("|")
    plain = name is None or name.isidentifier()
    if conversion or not plain or "|" in many or (spec and not bar):
        raise PromptsError(f"only a {{name}} or {{name:one|many}} may stand in braces in {text!r}")
    return (one, many) if bar else ()


def _value(name: str, forms: tuple[str, ...], values: Mapping[str, object]) -> str:
    if name not in values:
        raise PromptsError(f"no value for {{{name}}}")
    value = values[name]
    if not forms:
        return str(value)
    if not isinstance(value, int):
        raise PromptsError(f"no whole number for {{{name}}}")
    return fill(forms[value != 1], values)
