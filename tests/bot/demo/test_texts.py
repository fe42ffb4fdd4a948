"""The texts that invented records are made of: enough of them, all fillable, and nobody in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from bot.demo.bank import Storyline, fill, own_part, storylines, thin
from bot.demo.roster import council

PHASES = ("start", "better", "stuck", "worse")
MORE = {"by": "4 December", "lately": "3 November 2026", "ref": "CH-0001", "worker": "Ali"}
FEWEST = {"voice": 150, "meaning": 60, "practice": 60, "family": 60, "contingency": 40,
          "decision": 40, "changed": 40}  # fmt: skip


@pytest.mark.parametrize("about", FEWEST)
def test_there_are_enough_different_texts(about: str) -> None:
    texts = {
        text for story in storylines() for listed in story.texts[about].values() for text in listed
    }
    assert len(texts) >= FEWEST[about]


def test_there_are_enough_actions_with_why_how_and_what_came_of_them() -> None:
    actions = [action for story in storylines() for action in story.actions]
    whole = [a for a in actions if {"what", "why", "how", "who", "made"} <= a.keys()]
    assert len({action["what"] for action in whole}) >= 60


@pytest.mark.parametrize("story", storylines(), ids=lambda story: story.name)
def test_a_storyline_answers_every_question_in_every_phase(story: Storyline) -> None:
    for phase in PHASES:
        for about in ("voice", "meaning", "practice", "risk", "family", "else", "help", "decision",
                      "contingency", "not_taken", "story"):  # fmt: skip
            assert story.choices(about, phase), (about, phase)
    assert story.outcomes
    assert {"CIN", "CP", "CLA", "care leaver"} & set(story.statuses)


def test_every_text_can_be_filled_for_a_girl_and_for_a_boy() -> None:
    for text in _texts():
        for girl in (True, False):
            assert not re.search("[{}]", fill(text, girl, **MORE)), text


def test_no_text_holds_a_name_a_number_or_a_place_that_could_be_somebodys() -> None:
    listed = council()
    names = [listed["director"], listed["administrator"], *listed["featured"].values()]
    for team in listed["team"]:
        names += [team["supervisor"], *team["people"], *team["left"]]
    words = {word for name in names for word in re.split(r"[ -]", name) if len(word) > 2}
    in_texts = Counter(re.findall(r"[A-Z][a-z]+", " ".join(_texts())))
    assert not words & in_texts.keys()
    for text in _texts():
        assert not re.search(r"[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}|\d{6,}|\d/\d|@|http", text), text


def test_names_stand_only_at_the_beginning_of_sentences() -> None:
    """A capital inside a sentence would be a name: only days, forms and the like have one."""
    known = {"I", "Mondays", "Plan", "Year", "Nine", "B", "CH", "Complete"}
    days = {f"{day}{end}" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
            "Saturday", "Sunday") for end in ("", "s")}  # fmt: skip
    for text in _texts():
        inside = re.findall(r"(?<=[a-z,] )[A-Z]\w*", text)
        assert not set(inside) - known - days, text


def _texts() -> Iterator[str]:
    for story in storylines():
        for table in story.texts.values():
            for listed in table.values():
                yield from listed
        for row in (*story.outcomes, *story.actions):
            yield from row.values()
    yield from _strings(thin())
    yield from _strings(own_part())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)
