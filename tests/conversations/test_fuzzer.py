"""No message stands where its writer could not have meant it, however people write."""

from pathlib import Path

import pytest

from tests.conversations.fuzzer import Fuzzer


def run(folder: Path, seed: int, messages: int) -> Fuzzer:
    """Return a fuzzer after so many messages, none of which stands where it was not meant."""
    fuzzer = Fuzzer(folder, seed)
    while len(fuzzer.messages) < messages:
        fuzzer.step()
    meant = {message.word: message.places for message in fuzzer.messages}
    wrong = [(word, place) for word, place in fuzzer.standing() if place not in meant[word]]
    assert wrong == []
    lost = {message.word for message in fuzzer.messages} - fuzzer.stored()
    assert lost == set()
    return fuzzer


def test_a_few_messages(tmp_path: Path) -> None:
    run(tmp_path, 0, 30)


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1])
def test_a_hundred_messages(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed, 100)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [100, 101, 1004, 5004])
def test_five_hundred_messages(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed, 500)
