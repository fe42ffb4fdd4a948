"""Each measure has its words and its neighbours; the sentences of a summary are plain."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prompts.errors import PromptsError
from reports.drilldown import in_order, orders
from reports.errors import UnknownListError, UnknownMeasureError
from reports.measures import MEASURES, measure
from reports.selection import LISTED, choose, shows
from reports.view import Listed
from reports.wording import TEMPLATES, list_name, of_measure, say, why_not

WORST_SENTENCE = 25


def _sentences(name: str) -> Iterator[str]:
    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        else:
            for child in node.values():
                yield from walk(child)

    yield from walk(tomllib.loads((TEMPLATES / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("known", MEASURES, ids=lambda known: known.key)
def test_every_measure_has_its_words(known: Any) -> None:
    for name in ("label", "none", "caution"):
        assert of_measure(f"{known.key}.{name}")
    assert of_measure(f"{known.key}.count", n=1, m=2).startswith("1 of 2 ")


@pytest.mark.parametrize("known", LISTED, ids=lambda known: known.key)
def test_every_list_has_its_name(known: Any) -> None:
    for show in shows(known.key):
        assert list_name(Listed(known.key, show, 3)).startswith("3 ")
        assert list_name(Listed(known.key, show, 1)) != list_name(Listed(known.key, show, 3))
    assert {"worst", "day"} <= set(orders(known.key))


def test_a_list_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownListError):
        choose("records.why", (), "unheard")
    with pytest.raises(UnknownListError):
        in_order("records.why", (), "practitioner")


@pytest.mark.parametrize("known", MEASURES, ids=lambda known: known.key)
def test_every_measure_is_paired_with_others_that_exist(known: Any) -> None:
    for key in known.paired_with:
        assert measure(key).key != known.key


def test_the_templates_name_no_measure_that_does_not_exist() -> None:
    named = tomllib.loads((TEMPLATES / "measures.toml").read_text(encoding="utf-8"))
    keys = {f"{group}.{name}" for group, names in named.items() for name in names}
    assert keys == {known.key for known in MEASURES}


def test_the_timescale_comes_last_and_beside_what_it_was_for() -> None:
    assert MEASURES[0].key == "outcomes.improving_share"
    assert MEASURES[-1].key == "supervision.held_share"
    assert set(MEASURES[-1].paired_with) == {"children.discussed_share", "records.own_practice"}


def test_one_is_written_differently_from_many() -> None:
    assert of_measure("records.why.count", n=1, m=1) == "1 of 1 record in depth"
    assert of_measure("records.why.count", n=0, m=0) == "0 of 0 records in depth"


def test_a_state_without_words_of_its_own_has_the_usual_ones() -> None:
    assert why_not("records.agreed", "returned") != why_not("records.agreed", "submitted")
    assert why_not("records.agreed", None) == why_not("records.agreed", "other")


@pytest.mark.parametrize("key", ["better", "better.unknown", "unknown.better"])
def test_words_that_are_not_there_are_refused(key: str) -> None:
    with pytest.raises(PromptsError):
        say(key)


def test_words_that_lack_a_value_are_refused() -> None:
    with pytest.raises(PromptsError, match=r"no value for \{m\}"):
        say("better.better", n=1)


def test_a_measure_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownMeasureError):
        measure("contacts.true")


@pytest.mark.parametrize("name", ["sentences.toml", "measures.toml", "lists.toml"])
def test_sentences_are_short_and_never_exclaim(name: str) -> None:
    for text in _sentences(name):
        assert "!" not in text
        plain = re.sub(r"\{[^|}]*:([^|}]*)\|[^}]*\}", r"\1", text)
        for sentence in re.split(r"(?<=[.:;?]) ", plain):
            assert len(sentence.split()) < WORST_SENTENCE, sentence


def test_every_measure_is_described_for_people() -> None:
    described = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    for known in MEASURES:
        assert f"`{known.key}`" in described
