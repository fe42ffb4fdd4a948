"""Every sentence of the chat that is not part of a guide. The words are in prompts/phrases/."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from prompts.errors import PromptsError
from prompts.placeholders import fill, placeholders

FOLDER = Path(__file__).parent / "phrases"


def phrase(key: str, **values: str | int) -> str:
    """Return the phrase of that key, "file.name" or "file.table.name", with its {names} filled.

    Raises PromptsError where there is no such phrase, where a {name} of it has no value, or where
    a value is given that the phrase does not hold.
    """
    text = _found(key)
    if not isinstance(text, str):
        raise PromptsError(f"{key} is a table of phrases, not one phrase")
    unused = values.keys() - placeholders(text)
    if unused:
        raise PromptsError(f"{key} does not hold {{{sorted(unused)[0]}}}")
    try:
        return fill(text, values)
    except PromptsError as error:
        raise PromptsError(f"{key}: {error}") from error


def phrases(key: str) -> Mapping[str, str]:
    """Return the phrases of a file or table, by name, unfilled; tables inside it are left out.

    Raises PromptsError where there is no such table.
    """
    table = _found(key)
    if isinstance(table, str):
        raise PromptsError(f"{key} is one phrase, not a table of phrases")
    texts = {name: text for name, text in table.items() if isinstance(text, str)}
    return MappingProxyType(texts)


def _found(key: str) -> str | dict[str, object]:
    file, *names = key.split(".")
    found: object = _file(file)
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, str | dict):
        return found
    raise PromptsError(f"there is no phrase {key}")


@cache
def _file(name: str) -> dict[str, object]:
    path = FOLDER / f"{name}.toml"
    if not name.isidentifier() or not path.is_file():
        raise PromptsError(f"there is no file of phrases called {name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PromptsError(f"{path.name} cannot be read: {error}") from error
