"""The same text typed otherwise, or among other sentences: nearly the same is found.

Measured on authors left out, docs/evidence-reader.md says how often it is not.
"""

from collections.abc import Callable

import pytest

from practice.evidence import INDICATORS, look
from tests.examples import all_are_drawn
from tests.practice.texts import labelled
from tests.practice.varied import RUN_TOGETHER, WAYS

OTHERWISE, JOINED = 50, 10
"""At most one finding in fifty changes; where two sentences are run together, one in ten."""
SAMPLE = labelled()[7 :: 60 if all_are_drawn() else 240]


def shown(text: str) -> set[str]:
    reading = look(text)
    return {name for name in INDICATORS if reading.proposed(name)}


@pytest.fixture(scope="module")
def plain() -> dict[str, set[str]]:
    return {text.id: shown(text.text) for text in SAMPLE}


@pytest.mark.thorough
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_how_a_text_is_typed_or_surrounded_changes_few_findings(
    way: Callable[[str], str], plain: dict[str, set[str]]
) -> None:
    changed = {text.id: plain[text.id] ^ shown(way(text.text)) for text in SAMPLE}
    different = {id_: names for id_, names in changed.items() if names}
    findings = sum(map(len, plain.values()))
    one_in = JOINED if way in RUN_TOGETHER else OTHERWISE
    assert sum(map(len, different.values())) * one_in <= findings, different
