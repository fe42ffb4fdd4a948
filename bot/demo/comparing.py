"""What an invented record has in common with its child's before: compared as the bot does."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.bank import chance
from practice.evidence import copied
from practice.terms import StepKind
from prompts.copied import CopiedWords
from prompts.interview import InterviewConversation
from prompts.interview.copied_words import prose
from prompts.interview.state import CHECK, Interview
from prompts.steps import Step

COMPARED_BEFORE = timedelta(days=180)
"""So long before the six movements records began to be compared with those before them."""
_LEFT = 0.12
"""So seldom nobody says of copied words that they still hold."""


@dataclass(frozen=True)
class Before:
    """A record of a child that was sent: its id, its day, who wrote it, and its words."""

    record_id: str
    held_on: date
    writer_id: str
    text: str


def compared(
    told: InterviewConversation, earlier: list[Before], writer_id: str
) -> InterviewConversation:
    """Return an interview at its check card with the words that stood in an earlier record.

    One of a guide that records no claims is returned as it is: nobody compares it.
    """
    if not told.state.guide.records_claims:
        return told
    found = _copied(told.state, earlier, writer_id)
    if found == told.state.copied:
        return told
    kept = [words.as_json() for words in found]
    return told.add(Step(StepKind.COMPARED, value=kept, sealed=True))


def with_what_holds(told: InterviewConversation, key: str) -> InterviewConversation:
    """Return an interview in which its writer says of copied words, as a rule, that they hold.

    `key` draws it apart, so that it changes nothing else.
    """
    found = told.state.copied
    if not found or chance(Random(f"holds {key}"), _LEFT):  # noqa: S311 - nothing here is secret
        return told
    said = [Step(StepKind.SAID_AGAIN, value=one.words, sealed=True) for one in found]
    return told.add(*said, Step(StepKind.ASKED, CHECK))


def _copied(now: Interview, earlier: list[Before], writer_id: str) -> tuple[CopiedWords, ...]:
    text = prose(now)
    return tuple(
        CopiedWords(
            text[found.start : found.end],
            before.held_on.isoformat(),
            before.record_id,
            before.text[found.earlier_start : found.earlier_end],
            before.writer_id == writer_id,
        )
        for found in copied(text, [one.text for one in earlier])
        for before in (earlier[found.earlier],)
    )
