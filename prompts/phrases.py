"""Sentences by key, from TOML files that people edit; the chat's own are in prompts/phrases/."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from prompts.errors import PromptsError
from prompts.placeholders import fill, placeholders

FOLDER = Path(__file__).parent / "phrases"


class Phrases:
    """The phrases of a folder's TOML files, "file.table.name", or of one `file`, "table.name"."""

    def __init__(self, folder: Path, file: str | None = None) -> None:
        self._folder = folder
        self._file = file
        self._known: dict[str, tuple[str, frozenset[str]]] = {}

    def say(self, key: str, **values: str | int) -> str:
        """Return the phrase of that key, with its {names} filled.

        Raises PromptsError where there is no such phrase, where a {name} of it has no value, or
        where a value is given that the phrase does not hold.
        """
        text, names = self._known.get(key) or self._read(key)
        if values.keys() - names:
            unused = sorted(values.keys() - names)
            raise PromptsError(f"{key} does not hold {{{unused[0]}}}")
        try:
            return fill(text, values)
        except PromptsError as error:
            raise PromptsError(f"{key}: {error}") from error

    def table(self, key: str) -> Mapping[str, str]:
        """Return the phrases of a file or table, by name, unfilled; tables inside it are left out.

        Raises PromptsError where there is no such table.
        """
        table = self._found(key)
        if isinstance(table, str):
            raise PromptsError(f"{key} is one phrase, not a table of phrases")
        texts = {name: text for name, text in table.items() if isinstance(text, str)}
        return MappingProxyType(texts)

    def _read(self, key: str) -> tuple[str, frozenset[str]]:
        """Return a phrase and the names that it holds; kept, for a card says some twenty."""
        text = self._found(key)
        if not isinstance(text, str):
            raise PromptsError(f"{key} is a table of phrases, not one phrase")
        return self._known.setdefault(key, (text, placeholders(text)))

    def _found(self, key: str) -> str | dict[str, object]:
        names = key.split(".")
        found: object = _content(self._folder, self._file or names.pop(0))
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, str | dict):
            return found
        raise PromptsError(f"there is no phrase {key}")


@cache
def _content(folder: Path, file: str) -> dict[str, object]:
    path = folder / f"{file}.toml"
    if not file.isidentifier() or not path.is_file():
        raise PromptsError(f"there is no file of phrases called {file}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PromptsError(f"{path.name} cannot be read: {error}") from error


_CHAT = Phrases(FOLDER)
phrase, phrases = _CHAT.say, _CHAT.table
