"""{names} in texts that people edit: plain names only, filled without touching anything else."""

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from prompts.errors import PromptsError

_FORMATTER = Formatter()


def placeholders(text: str) -> frozenset[str]:
    """Return the names that `text` holds in braces; `{{` and `}}` stand for the braces themselves.

    Raises PromptsError where a brace is left open, or holds more than a plain name.
    """
    return frozenset(name for _, name in _pieces(text) if name is not None)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return `text` with every {name} replaced by its value; other values are not looked at.

    Raises PromptsError where a name has no value.
    """
    filled = []
    for literal, name in _pieces(text):
        filled.append(literal)
        if name is not None:
            filled.append(_value(name, values))
    return "".join(filled)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    try:
        pieces = list(_FORMATTER.parse(text))
    except ValueError as error:
        raise PromptsError(f"a brace is not closed or not opened in {text!r}") from error
    for _, name, form, conversion in pieces:
        if form or conversion or (name is not None and not name.isidentifier()):
            raise PromptsError(f"only a plain {{name}} may stand in braces in {text!r}")
    return tuple((literal, name) for literal, name, _, _ in pieces)


def _value(name: str, values: Mapping[str, object]) -> str:
    if name not in values:
        raise PromptsError(f"no value for {{{name}}}")
    return str(values[name])
