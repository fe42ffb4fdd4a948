"""Every question that ships, and every rule by which a lens is chosen, is read in a conversation.

What is asked is looked for as it stands on a card.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from prompts.guide import Guide
from prompts.lens import bank
from prompts.loader import shipped
from prompts.question import Kind
from tests.conversations.test_golden import GOLDEN
from tests.each import each

GUIDES = shipped()
# A file brings an imported note: nobody is asked.
NEWEST = [one for name in GUIDES.names() if (one := GUIDES.newest(name)).ends != "imported"]
RULES = {
    "the child before all else, where nobody was heard": (
        *("lens_child_first", "Mum is chaotic.", "Think · The child's words", "Think · Behind"),
    ),
    "what the words call for, quoted, the one of most worth first": (
        *("lens_called_by_what_is_written", 'Behind the word "Mum is chaotic."'),
        *('Who told us "School are worried."', 'What was not asked "I did not ask about him."'),
    ),
    "what the facts call for": ("branch_leaving_care", "Think · On their own feet"),
    "by turn: what was asked least": (
        *("lens_by_turn", "Think · The family's own view", "Think · Who knows more"),
        *("Think · Who else there is", "Think · What surrounds them"),
    ),
    "none that was asked in the last two records of this child": (
        *("lens_by_turn", "Think · The child's words", "Think · An ordinary day"),
        *("Think · What the child wants",),
    ),
    "two at most that nothing calls for": (
        *("lens_by_turn", "Think · The family's own view", "Think · Who knows more"),
        *("Sunil taps Leave it CH-0401 · 4 of 6 · Where the child is now",),
    ),
    "four at most": (
        *("lens_called_by_what_is_written", "It happened again", "Think · If we stepped back"),
        *("4 of 6 · Where the child is now", "Think · Our authority"),
        *("4 of 6 · Where the child is now",),
    ),
    "asked further of what is shown already": (
        *("lens_even_if_shown", "I think she is afraid", "Think · A test of it"),
    ),
    "none that does not fit the child's age": ("branch_baby", "Think · What was watched"),
    "none that does not fit how the child tells things": (
        *("branch_does_not_speak", "Think · What was watched"),
    ),
    "none that does not fit the child's status": (
        "branch_in_care",
        "Think · Where the child lives",
    ),
    "it says why it is asked": (
        *("lens_child_first", "Why this question: nothing the child said or did is written yet."),
    ),
    "gone back to, it is the one that was asked": (
        *("lens_child_first", "Think · Behind the word", "Sunil taps Back"),
        *("Keep this answer", "Think · Behind the word"),
    ),
}
"""By each rule of prompts/interview/lens_choice.py: a conversation, and what it says in order."""
SELDOM_REACHED = {"heard_least", "what_they_want", "who_they_go_to"}
"""Lenses of the child's voice that only a fourth supervision of a child would come to."""


@cache
def conversations() -> dict[str, str]:
    return {path.stem: _plain(path.read_text(encoding="utf-8")) for path in GOLDEN}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def is_read(ask: str) -> bool:
    """Say whether the longest run of words between names that are filled in stands on a card."""
    longest = max((_plain(piece).strip() for piece in re.split(r"\{[^}]*\}", ask)), key=len)
    return any(longest in text for text in conversations().values())


def asked(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield what a guide asks and says: every note, question, field and follow-up."""
    for key, question in guide.everything_asked():
        if question.kind is not Kind.GROUP:
            yield key, question.ask
        elif question.add:
            yield key, question.add
    for probe in guide.probes:
        yield probe.id, probe.ask


@pytest.mark.parametrize("guide", NEWEST, ids=lambda guide: guide.name)
def test_every_movement_branch_and_question_is_read_in_a_conversation(guide: Guide) -> None:
    assert [key for key, ask in asked(guide) if not is_read(ask)] == []


def test_every_lens_that_words_facts_age_or_status_call_for_is_read_in_one() -> None:
    chosen = [lens for lens in bank() if lens.conditions and lens.id not in SELDOM_REACHED]
    assert [lens.id for lens in chosen if not is_read(lens.ask)] == []


@each("rule", RULES)
def test_every_rule_of_choice_is_read_in_a_conversation(rule: str) -> None:
    name, *said = RULES[rule]
    rest = conversations()[name]
    for words in said:
        _, found, rest = rest.partition(words)
        assert found, (rule, words)
