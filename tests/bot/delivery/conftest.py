"""A council's outbox, and a delivery of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery import Delivery
from storage.session import Store
from tests.bot.delivery.deliveries import FakeChannel, StillClock, a_delivery
from tests.bot.served import a_council


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_council(tmp_path)
    yield made
    made.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def delivery(store: Store, clock: StillClock, channel: FakeChannel) -> Delivery:
    return a_delivery(store, clock, channel)
