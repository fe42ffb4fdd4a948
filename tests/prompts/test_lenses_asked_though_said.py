"""How often a lens asks for what was said, on labelled texts of authors whom the reader never met.

The readings kept in tests/practice/left_out.json are the linear model's alone, which learned
from the other authors' texts: the weaker half of the reader, so the figure is a cautious one.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from practice.evidence import INDICATORS, Bar, Found, Reading
from practice.evidence.reader import LINEAR_VERSION
from prompts.forwarded import own_words_only
from prompts.interview.lens_choice import SELDOM, next_lens
from prompts.interview.path import LENS, Answer
from prompts.interview.state import Interview
from prompts.interview.text_readings import digest
from prompts.lens import AskedLens, bank
from tests.practice.texts import Labelled, labelled
from tests.prompts.test_lens_choice import CHILD, GUIDE

KEPT = json.loads(
    (Path(__file__).parents[1] / "practice" / "left_out.json").read_text(encoding="utf-8")
)
MOST = 0.05


def test_the_kept_readings_are_of_the_present_reader_and_of_whole_authors() -> None:
    assert KEPT["reader"] == LINEAR_VERSION
    authors = {text_id[0] for text_id in KEPT["said"]}
    assert set(KEPT["said"]) == {text.id for text in labelled() if text.id[0] in authors}


@pytest.mark.thorough
def test_what_is_said_is_asked_for_at_most_five_times_in_a_hundred() -> None:
    asked, though_said = Counter[str](), Counter[str]()
    for text in (text for text in labelled() if text.id in KEPT["said"]):
        for lens in _asked(text):
            if lens.shows[0] not in text.open:
                asked[lens.id] += 1
                though_said[lens.id] += lens.shows[0] in text.shows
    rows = [(lens_id, times, though_said[lens_id]) for lens_id, times in asked.most_common()]
    for row in (*rows, ("all", asked.total(), though_said.total())):
        sys.stdout.write("{:20} asked {:5}, though said {:4}\n".format(*row))
    assert asked.total() > 3 * len(KEPT["said"]) / 2
    assert though_said.total() <= MOST * asked.total()


def _asked(text: Labelled) -> Iterator[AskedLens]:
    """Yield the lenses that a text is asked where it is all that is told, each left unanswered."""
    now, asked = _told(text), dict[str, AskedLens]()
    while chosen := next_lens(_left(now, asked), bank()):
        asked[chosen.lens.id] = chosen.lens
        yield chosen.lens


def _told(text: Labelled) -> Interview:
    seldom = list(INDICATORS)
    Random(text.id).shuffle(seldom)  # noqa: S311 - the same in every run
    answers = {("tell", 0): Answer(text.text), ("seen", 0): Answer("alone at home")}
    found = [Found(name, 0, 1, Bar.SAID, 0.5) for name in KEPT["said"][text.id]]
    readings = {digest(own_words_only(text.text)): Reading(LINEAR_VERSION, tuple(found))}
    return Interview(GUIDE, {**CHILD, SELDOM: seldom}, answers, readings=readings)


def _left(now: Interview, asked: dict[str, AskedLens]) -> Interview:
    left = {(LENS + lens_id, 0): Answer(skipped=True) for lens_id in asked}
    return replace(now, lenses=asked, answers={**now.answers, **left})
