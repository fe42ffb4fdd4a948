"""What the invented children are called (bot/demo/names.toml), and how a caller gets it wrong."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

_FILE = Path(__file__).parent / "names.toml"


class Named(NamedTuple):
    """A child's names and postcode."""

    forename: str
    surname: str
    postcode: str


def named(ref: str, *, girl: bool) -> Named:
    """Return what a child is called: drawn by its reference, so that it changes nothing else."""
    rng = Random(f"named {ref}")  # noqa: S311 - nothing here is secret
    lists = _lists()
    forename = rng.choice(lists["girls" if girl else "boys"])
    return Named(forename, rng.choice(lists["surnames"]), rng.choice(lists["postcodes"]))


def misheard(rng: Random, name: str) -> str:
    """Return a name as somebody writes it down who only heard it: two letters turned round."""
    at = rng.choice([at for at in range(2, len(name)) if name[at] != name[at - 1]])
    return f"{name[: at - 1]}{name[at]}{name[at - 1]}{name[at + 1 :]}"


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
