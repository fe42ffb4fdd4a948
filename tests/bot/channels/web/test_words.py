"""The sentences of the pages: plain, and none without a use."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.channels.web.words import TEMPLATES, word_table, words
from prompts.errors import PromptsError
from tests.each import each
from tests.prompts.plain_english import faults_of, grade

TABLES = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))
PAGES = sorted(TEMPLATES.parent.glob("*.py"))
REPORTS = "".join(path.read_text(encoding="utf-8") for path in Path("reports").rglob("*.py"))
# Their names are put together from what a record, a person or an error is.
NAMED_BY_WHAT_IT_IS = {"errors", "record", "records", "demo", "order"}


def told(table: str) -> list[str]:
    return [
        text
        for entry in TABLES[table].values()
        for text in (entry.values() if isinstance(entry, dict) else [entry])
    ]


@each("table", list(TABLES))
def test_they_are_plain_english(table: str) -> None:
    assert [faults for text in told(table) if (faults := faults_of(text))] == []


def test_their_reading_age_is_a_childs() -> None:
    assert grade([text for table in TABLES for text in told(table)]) < 6


@each("table", sorted(set(TABLES) - NAMED_BY_WHAT_IT_IS))
def test_each_is_used(table: str) -> None:
    sources = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in TABLES[table] if not is_used(table, name, sources)] == []


def is_used(table: str, name: str, sources: str) -> bool:
    """Say whether code names a sentence, or puts its name together from a beginning and a text."""
    begins = re.findall(rf'f"{table}\.([a-z_]*){{', sources)
    ends = (name.removeprefix(begin) for begin in begins if name.startswith(begin))
    return f'"{table}.{name}"' in sources or any(f'"{end}"' in REPORTS + sources for end in ends)


def test_each_error_is_used() -> None:
    sources = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in TABLES["errors"] if f'"{name}"' not in sources] == []


@each("name", list(TABLES["errors"]))
def test_each_error_says_what_happened_what_is_safe_and_what_to_do(name: str) -> None:
    assert set(word_table(f"errors.{name}")) == {"title", "safe", "next"}


def test_a_sentence_there_is_not_is_no_sentence() -> None:
    with pytest.raises(PromptsError):
        words("names.nothing")
    with pytest.raises(PromptsError):
        words("record.looked_at")
