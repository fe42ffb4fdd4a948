"""The texts of a check of the reader: drawn for the workbook, and read again once it is marked."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.sheets.marking import MarkedRow, MarkedSheet, fits, is_unchanged
from practice.evidence import INDICATORS, look, says_none
from practice.reader_check import Marks, in_turns
from prompts.interview.path import PROBE
from prompts.loader import Guides
from prompts.phrases import phrase
from prompts.question import Kind
from reports.all_guides import used_guides
from storage.reader_checks import AnswerPlace, SentText, sent_answers, sent_text
from storage.session import Session


@dataclass(frozen=True)
class CheckedText:
    """A text that was marked: who wrote it, and what is said of it, by indicator."""

    writer_id: str
    marks: Mapping[str, Marks]


def drawn(session: Session, seed: int) -> Iterator[tuple[str, SentText]]:
    """Yield texts with their ids, at random, one of each writer in turn.

    An answer that says "none" is passed over, and so is one that no cell can hold.
    """
    may_show = _may_show(used_guides(session))
    by_writer: dict[str, list[str]] = defaultdict(list)
    for place in sent_answers(session):
        if may_show(place):
            by_writer[place.writer_id].append(place.step_id)
    for step_id in in_turns(by_writer, seed):
        told = sent_text(session, step_id)
        if told and fits(told.text) and not says_none(told.text):
            yield step_id, told


def _may_show(guides: Guides) -> Callable[[AnswerPlace], bool]:
    """Return what says whether an answer is in free words that a claim may rest on."""
    asked = {
        (guide.name, guide.version, key)
        for guide in guides.every()
        for key, question in guide.everything_asked()
        if guide.records_claims and question.kind is Kind.TEXT and question.shows != ()
    }
    return lambda place: (
        place.question.startswith(PROBE) or (place.guide, place.version, place.question) in asked
    )


def as_drawn(
    session: Session, sheet: MarkedSheet
) -> tuple[list[tuple[MarkedRow, SentText]], list[str]]:
    """Return the rows that hold a text as it was drawn, with it, and a sentence for each other."""
    kept: list[tuple[MarkedRow, SentText]] = []
    left_out = [phrase("reader_check.left_out.twice", row=row.number) for row in sheet.repeated]
    for row in sheet.rows:
        told = sent_text(session, row.text_id)
        if told is None:
            left_out.append(phrase("reader_check.left_out.unknown", row=row.number))
        elif not is_unchanged(row.text, told.text):
            left_out.append(phrase("reader_check.left_out.changed", row=row.number))
        else:
            kept.append((row, told))
    unclear = sorted(sheet.unclear)
    return kept, left_out + [
        phrase("reader_check.left_out.unclear", row=row, column=heading) for row, heading in unclear
    ]


def checked(row: MarkedRow, told: SentText) -> CheckedText:
    """Return a marked text as the reader reads it now."""
    reading = look(told.text)
    return CheckedText(
        told.writer_id,
        {
            name: Marks(
                row.marks.get((name, 1)),
                row.marks.get((name, 2)),
                found=reading.proposed(name) is not None,
            )
            for name in INDICATORS
        },
    )
