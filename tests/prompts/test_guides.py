"""The guides that ship: plain, humane in length, and each answer shows what it was asked for."""

import re
from collections.abc import Iterator

import pytest

from prompts.guide import Guide
from prompts.question import Kind, Question
from tests.prompts.plain_english import faults_of, grade
from tests.prompts.shipped_guides import CASE, GUIDES, REFLECTION, asked

EVERY = list(GUIDES.every())
AGE_ELEVEN = 6.0
"""The school grade, counted as Flesch and Kincaid do, that a child of eleven reads."""


def words_of(guide: Guide) -> Iterator[str]:
    yield guide.title
    yield from (part.title for part in guide.parts)
    yield from (probe.title for probe in guide.probes)
    for piece in asked(guide):
        yield from (text for text in (piece.ask, piece.hint, piece.example) if text)
        if isinstance(piece, Question):
            more = (piece.short, piece.add, piece.check_message, piece.low, piece.high, piece.unit)
            yield from (text for text in more if text)
            yield from (option.label for option in piece.options)


@pytest.mark.parametrize("guide", EVERY, ids=lambda guide: guide.name)
def test_every_text_is_plain_english(guide: Guide) -> None:
    faults = [(text, faults_of(text)) for text in words_of(guide) if faults_of(text)]
    assert faults == []


@pytest.mark.parametrize("guide", EVERY, ids=lambda guide: guide.name)
def test_questions_are_for_a_viewer_of_nine_to_eleven(guide: Guide) -> None:
    texts = [text for piece in asked(guide) for text in (piece.ask, piece.hint) if text]
    assert grade(texts) <= AGE_ELEVEN
    assert [text for text in texts if grade([text]) > AGE_ELEVEN + 2] == []


@pytest.mark.parametrize("guide", EVERY, ids=lambda guide: guide.name)
def test_nobody_is_praised_or_judged(guide: Guide) -> None:
    judging = re.compile(
        r"\b(should have|failed|failure|why didn't|why did you not|well done|good work|good job|"
        r"proud|brilliant|thank|must|remember to|make sure)\b",
        re.I,
    )
    texts = [text for text in words_of(guide) if judging.search(text)]
    assert [text for text in texts if "must we see" not in text and "must not be" not in text] == []


@pytest.mark.parametrize("guide", EVERY, ids=lambda guide: guide.name)
def test_every_line_of_the_check_card_has_a_name(guide: Guide) -> None:
    lines = [question for _, question in guide.questions() if question.kind is not Kind.NOTE]
    assert [question.id for question in lines if not question.short] == []


def test_these_guides_ship() -> None:
    assert GUIDES.names() == (
        "audit-assessment",
        "audit-contact",
        "audit-enquiry",
        "audit-plan",
        "case-supervision",
        "decision",
        "group-supervision",
        "handover",
        "imported-note",
        "personal-supervision",
        "practice-audit",
        "preparation",
        "quick-reflection",
    )


def test_every_question_says_what_its_answer_may_show() -> None:
    """Only a free story may show anything; an answer to a question, what it was asked for."""
    for guide in (CASE, REFLECTION):
        for name, question in guide.everything_asked():
            if question.kind is Kind.TEXT:
                assert isinstance(question.shows, tuple) != (name == "story"), name
        assert all(probe.shows for probe in guide.probes)
