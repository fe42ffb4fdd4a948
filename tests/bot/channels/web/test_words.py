"""The sentences of the pages: plain, and none without a use."""

import tomllib

import pytest

from bot.channels.web.words import TEMPLATES, word_table, words
from prompts.errors import PromptsError
from tests.prompts.plain_english import faults_of, grade

TABLES = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))
PAGES = sorted(TEMPLATES.parent.glob("*.py"))
# Their names are put together from what a record, a person or an error is.
NAMED_BY_WHAT_IT_IS = {"errors", "record", "records", "demo", "order"}


def told(table: str) -> list[str]:
    return [
        text
        for entry in TABLES[table].values()
        for text in (entry.values() if isinstance(entry, dict) else [entry])
    ]


@pytest.mark.parametrize("table", list(TABLES))
def test_they_are_plain_english(table: str) -> None:
    assert [faults for text in told(table) if (faults := faults_of(text))] == []


def test_their_reading_age_is_a_childs() -> None:
    assert grade([text for table in TABLES for text in told(table)]) < 6


@pytest.mark.parametrize("table", sorted(set(TABLES) - NAMED_BY_WHAT_IT_IS))
def test_each_is_used(table: str) -> None:
    sources = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in TABLES[table] if f'"{table}.{name}"' not in sources] == []


def test_each_error_is_used() -> None:
    sources = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in TABLES["errors"] if f'"{name}"' not in sources] == []


@pytest.mark.parametrize("name", list(TABLES["errors"]))
def test_each_error_says_what_happened_what_is_safe_and_what_to_do(name: str) -> None:
    assert set(word_table(f"errors.{name}")) == {"title", "safe", "next"}


def test_a_sentence_there_is_not_is_no_sentence() -> None:
    with pytest.raises(PromptsError):
        words("names.nothing")
    with pytest.raises(PromptsError):
        words("record.looked_at")
