"""Conversations are tested here, and not the model behind them: it finds fixed sentences."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from practice.evidence import READER_VERSION, Reading
from prompts.interview import text_readings
from tests.conversations import fixed_reader


def _look(text: str) -> Reading:
    return replace(fixed_reader.look(text), reader=READER_VERSION)


@pytest.fixture(autouse=True, scope="package")
def reads_fixed_sentences() -> Iterator[None]:
    """Put the reader of the golden conversations in the place of the model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_readings, "look", _look)
        yield
