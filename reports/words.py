"""The sentences of a summary, from the templates a practice lead can edit."""

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import override

from reports.errors import UnknownWordsError

TEMPLATES = Path(__file__).parent / "templates"


class _Plural(string.Formatter):
    """Understands `{n:child|children}`: the first form for 1, the second for any other number."""

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


@cache
def _templates(name: str) -> Mapping[str, Any]:
    return tomllib.loads((TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"))


def say(key: str, **values: object) -> str:
    """Return the sentence under `key` ("better.moved") of sentences.toml, filled.

    Raises UnknownWordsError where there is none, or where it asks for a value not given.
    """
    part, _, name = key.partition(".")
    return _filled(key, _templates("sentences").get(part, {}).get(name), values)


def of_measure(key: str, name: str, **values: object) -> str:
    """Return what measures.toml calls `name` for the measure `key`, filled; raises as `say`."""
    return _filled(f"{key} {name}", _templates("measures").get(key, {}).get(name), values)


def why_not(key: str, state: str | None) -> str:
    """Return why something in this state does not count for the measure `key`.

    The state's own words, or the measure's *other*; raises as `say`.
    """
    words = _templates("measures").get(key, {}).get("why_not", {})
    return _filled(f"{key} why not {state}", words.get(state, words.get("other")), {})


def _filled(key: str, words: str | None, values: Mapping[str, object]) -> str:
    if words is None:
        raise UnknownWordsError(f"the templates hold no words for {key}")
    try:
        return _Plural().vformat(words, (), values)
    except KeyError as fault:
        raise UnknownWordsError(f"the words for {key} ask for {fault}") from fault
