"""Forenames that one person may be called by, from nicknames.toml."""

import tomllib
from functools import cache
from pathlib import Path


def groups_of(name: str) -> frozenset[int]:
    """Return the groups of forenames a name belongs to; two names may be one person's by one."""
    return _groups().get(name, frozenset())


def known_forenames() -> frozenset[str]:
    """Return every forename and form of one that is listed."""
    return frozenset(_groups())


@cache
def _groups() -> dict[str, frozenset[int]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    groups: dict[str, frozenset[int]] = {}
    for number, names in enumerate(tomllib.loads(text)["groups"]):
        for name in names.split():
            groups[name] = groups.get(name, frozenset()) | {number}
    return groups
