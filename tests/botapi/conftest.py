"""A stand-in and the real python-telegram-bot, pointed at it over HTTP."""

import ssl
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.botapi import InThread, Person, StandIn, running

WORKER = 501
_CONTEXT = ssl.create_default_context()  # reading the certificates anew takes 70 ms a client


@pytest.fixture(autouse=True)
def _waits_are_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let RetryAfter carry a timedelta: its older form warns, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def telegram() -> Iterator[InThread]:
    with running() as stand_in:
        yield stand_in


@pytest.fixture
def worker(telegram: InThread) -> Person:
    person = telegram.person(WORKER)
    person.start_earlier("Sam")
    return person


@pytest.fixture
async def bot(telegram: InThread) -> AsyncIterator[Bot]:
    client = bot_for(telegram)
    async with client:
        yield client


def bot_for(stand_in: StandIn, token: str | None = None) -> Bot:
    return Bot(
        token or stand_in.token,
        base_url=stand_in.base_url,
        base_file_url=stand_in.base_file_url,
        request=HTTPXRequest(httpx_kwargs={"verify": _CONTEXT}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"verify": _CONTEXT}),
    )
