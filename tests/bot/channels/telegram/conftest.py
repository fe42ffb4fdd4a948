"""A stand-in for Telegram and a council whose people are on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.session import Store
from tests.bot.served import PRIYA, SUNIL, a_council
from tests.botapi import InThread, Person, running


@pytest.fixture
def telegram() -> Iterator[InThread]:
    with running() as stand_in:
        yield stand_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_council(tmp_path)
    yield made
    made.close()


@pytest.fixture
def priya(telegram: InThread) -> Person:
    return _on_telegram(telegram, PRIYA, "Priya")


@pytest.fixture
def sunil(telegram: InThread) -> Person:
    return _on_telegram(telegram, SUNIL, "Sunil")


def _on_telegram(telegram: InThread, chat: int, name: str) -> Person:
    person = telegram.person(chat)
    person.start_earlier(name)
    return person
