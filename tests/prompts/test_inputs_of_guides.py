"""How many inputs each guide takes, and how many words it shows: its version before, and now.

Every question is answered once: the first option of a choice, one entry of a group, two of the
lenses. The table is printed, and stands in docs/guides.md.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typing_extensions import override

from prompts.card import Input, Tapped, Typed
from prompts.conversation import Conversation
from prompts.guide import Guide
from prompts.guide_preview import example
from prompts.interview import InterviewConversation
from prompts.interview.path import LENS, Slot
from prompts.interview.state import CHECK, Interview
from prompts.loader import shipped
from prompts.options import Named, Option
from prompts.question import Kind
from tests.prompts.test_inputs import ANSWERS, LENS_ANSWER
from tests.prompts.test_lens_choice import look

GUIDES = shipped()
TODAY = date(2026, 11, 25)
PAGE = Path(__file__).parents[2] / "docs" / "guides.md"
LENSES, MOST = 2, 120
CHILD = "CH-0417"
TYPED = {
    Kind.TEXT: "He told me \"I don't like it when it's loud\". I think he is afraid.",
    Kind.CHILD: CHILD,
    Kind.DATE: "4 December",
    Kind.PERSON: "Priya",
    Kind.NUMBER: "3",
    Kind.SCALE: "5",
}
MORE_TO_SAY = "That is all"


@dataclass(frozen=True)
class Taken:
    """What a walk through a guide takes: inputs, how many of them are typed, words that it shows.

    The last tap, which sends it or goes back to the meeting, is one of the inputs.
    """

    inputs: int
    typed: int
    words: int

    @override
    def __str__(self) -> str:
        return f"{self.inputs} ({self.typed})"


def taken(guide: Guide) -> Taken:
    """Return what walking through a guide takes."""
    given = {"last_action_count": "2"} if "last_action_count" in guide.names else {}
    opened = InterviewConversation(Interview(guide), reader=look).begin(
        example(guide, TODAY, given)
    )
    talk: Conversation[Interview] = opened.conversation
    inputs, typed = 1, 0
    shown = [card.text for card in opened.cards]
    while talk.state.position != CHECK:
        said = _next(talk)
        turn = talk.take(said, TODAY)
        talk, inputs, typed = turn.conversation, inputs + 1, typed + isinstance(said, Typed)
        shown += [card.text for card in turn.cards]
        assert inputs < MOST, (guide.name, talk.state.position)
    return Taken(inputs, typed, sum(len(text.split()) for text in shown))


def _next(talk: Conversation[Interview]) -> Input:
    now = talk.state
    slot, taps = now.slot(), {tap.label: tap.option for tap in talk.card().taps()}
    assert slot is not None, now.position
    if slot.key.startswith(LENS):
        left = len(now.lenses) > LENSES
        return Tapped(Named.SKIP) if left else Typed(LENS_ANSWER + "." * len(now.lenses))
    if slot.asks_for_more:
        return Tapped(taps[MORE_TO_SAY])
    said = _answer(slot, taps)
    # The same words again would be taken for a message that came twice.
    if not slot.takes_words or not isinstance(said, Typed):
        return said
    return Typed(said.text + "." * len(now.answers))


def _answer(slot: Slot, taps: dict[str, Option]) -> Input:
    wished = ANSWERS.get(slot.key) or TYPED.get(slot.question.kind, "")
    if wished in taps:
        return Tapped(taps[wished])
    if slot.question.options and slot.question.kind is not Kind.TEXT:
        return Tapped(taps[slot.question.options[0].label])
    if slot.question.kind is Kind.CHILD and "Yes" in taps:
        return Tapped(taps["Yes"])
    return Typed(wished)


def rows() -> Iterator[str]:
    """Yield a row of the table for each guide."""
    for name in GUIDES.names():
        *before, now = GUIDES.versions(name)
        was, newest = [taken(one) for one in before[-1:]], taken(now)
        cells = [str(was[0]), str(was[0].words)] if was else ["new", "new"]
        yield f"| `{name}` {now.version} | {' | '.join(cells)} | {newest} | {newest.words} |"


def test_the_page_says_what_each_guide_takes(capsys: pytest.CaptureFixture[str]) -> None:
    found = list(rows())
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(found) + "\n")
    page = PAGE.read_text(encoding="utf-8")
    part = page.partition("## What each guide asks of people")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `.*$", part, re.MULTILINE) == found
