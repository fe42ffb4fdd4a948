"""Phrases and code agree: every key that code names exists, every phrase is named by code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from prompts.phrases import FOLDER, phrases
from prompts.placeholders import placeholders
from tests.prompts.test_phrases import every_phrase

ROOT = FOLDER.parents[1]
TEMPLATES = ROOT / "reports" / "templates"
PACKAGES = ("bot", "prompts", "reports", "storage", "practice")
PHRASES = dict(every_phrase())
FILES = {key.split(".")[0] for key in PHRASES}


@pytest.fixture(scope="module", autouse=True)
def let_go() -> Iterator[None]:
    """Let go of the nodes: the collector would look at each of them beside all later tests."""
    yield
    code.cache_clear()


@cache
def code() -> tuple[ast.AST, ...]:
    """Return every node of the program's own code."""
    modules = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in modules]
    return tuple(node for tree in trees for node in ast.walk(tree))


def calls_of(name: str) -> Iterator[ast.Call]:
    for node in code():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


@cache
def texts() -> frozenset[str]:
    """Return every text that stands in the code."""
    constants = (node for node in code() if isinstance(node, ast.Constant))
    return frozenset(node.value for node in constants if isinstance(node.value, str))


def literal_keys() -> set[str]:
    """Return every text in code that has the form of a phrase's key."""
    form = re.compile(rf"({'|'.join(sorted(FILES))})(\.[a-z_0-9]+)+")
    return {text for text in texts() if form.fullmatch(text)}


@cache
def composed_keys() -> frozenset[str]:
    """Return a pattern for every key that code puts together, as in f"cards.buttons.{name}"."""
    composed = set()
    for name in ("phrase", "phrases"):
        for call in calls_of(name):
            if call.args and isinstance(call.args[0], ast.JoinedStr):
                pieces = call.args[0].values
                constants = [str(p.value) if isinstance(p, ast.Constant) else "" for p in pieces]
                composed.add("([a-z_0-9, ]+)".join(re.escape(c) for c in _joined(constants)))
    return frozenset(composed)


def _joined(constants: list[str]) -> list[str]:
    """Return the constants around each value: the values themselves stand as empty texts."""
    around = [""]
    for constant in constants:
        if constant:
            around[-1] += constant
        else:
            around.append("")
    return around


@cache
def tables() -> frozenset[str]:
    """Return every table that code reads whole."""
    named = set()
    for call in calls_of("phrases"):
        if call.args and isinstance(call.args[0], ast.Constant):
            named.add(str(call.args[0].value))
    return frozenset(named)


def is_used(key: str) -> bool:
    said = texts()
    if key in said or key.rpartition(".")[0] in tables():
        return True
    matches = [re.fullmatch(pattern, key) for pattern in composed_keys()]
    return any(m is not None and all(part in said for part in m.groups()) for m in matches)


@cache
def of_reports() -> frozenset[str]:
    """Return the keys of what summaries say, some of which are named as phrases could be."""
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in TEMPLATES.glob("*.toml"))
    return frozenset(
        f"{table}.{name}"
        for tables in read
        for table, said in tables.items()
        if isinstance(said, dict)
        for name in said
    )


def test_every_key_that_code_names_exists() -> None:
    known = set(PHRASES) | {key.rpartition(".")[0] for key in PHRASES} | of_reports()
    assert literal_keys() - known == set()


def test_every_key_that_code_puts_together_can_exist() -> None:
    tables_too = set(PHRASES) | {key.rpartition(".")[0] for key in PHRASES}
    dead = [p for p in composed_keys() if not any(re.fullmatch(p, key) for key in tables_too)]
    assert dead == []


def test_every_table_that_code_reads_whole_exists() -> None:
    assert all(phrases(table) for table in tables())


def test_every_phrase_is_used() -> None:
    assert [key for key in PHRASES if not is_used(key)] == []


@pytest.mark.long
def test_every_call_gives_the_values_its_phrase_holds() -> None:
    wrong = []
    for call in calls_of("phrase"):
        first = call.args[0] if call.args else None
        given = {keyword.arg for keyword in call.keywords}
        if isinstance(first, ast.Constant) and None not in given and first.value in PHRASES:
            held = placeholders(PHRASES[str(first.value)])
            if held != given:
                wrong.append(f"{first.value} holds {sorted(held)}")
    assert wrong == []
