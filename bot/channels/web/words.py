"""The sentences of the pages, from templates/words.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


def words(key: str, **values: str | int) -> str:
    """Return the sentence of that key ("table.name"), its {names} filled.

    Raises KeyError where there is none, or where it asks for a value not given.
    """
    table, name = key.split(".")
    return str(_all()[table][name]).format_map(values)


def error_words(name: str) -> dict[str, str]:
    """Return title, safe and next of the error of that name; raises KeyError likewise."""
    return dict(_all()["errors"][name])
