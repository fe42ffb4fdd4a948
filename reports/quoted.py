"""A child's own words on a summary's first screen, where its supervisor let them stand there.

A sentence holds their id: the words are looked up as they are shown, so that nothing that is kept
of a summary says them once they were taken back.
"""

from collections.abc import Callable
from dataclasses import replace

from practice.access import Viewer
from reports.tallies import Counted
from reports.view import Figure, Sentence, Summary
from reports.wording import say
from storage import quotations
from storage.session import Session

FEWEST_CHILDREN = 20
"""A file, which may leave the service, quotes nobody of fewer children in depth than these."""
_IN_DEPTH = "outcomes.rated_share"


def sentence(session: Session, counted: Counted, viewer: Viewer | None) -> Sentence | None:
    """Return the words that a month's summary shows; None where none stand, or too few children.

    Without a `viewer` it is a file.
    """
    if viewer is None and not _is_enough(counted.figures[_IN_DEPTH]):
        return None
    found = quotations.of_month(session, counted.teams, counted.period, counted.as_of)
    return None if found is None else Sentence(_worded(found.words), quotation=found.id)


def for_file(summary: Summary) -> Summary:
    """Return a summary as a file holds it: without words where there are too few children."""
    if _is_enough(summary.figure(_IN_DEPTH)):
        return summary
    sections = tuple(
        replace(each, sentences=tuple(one for one in each.sentences if not one.quotation))
        for each in summary.sections
    )
    return replace(summary, sections=sections)


def _is_enough(in_depth: Figure) -> bool:
    return in_depth.now.denominator >= FEWEST_CHILDREN


def without_words(summary: Summary) -> Summary:
    """Return a summary as it is kept: of words that were quoted, that they were."""
    return _with(summary, lambda _: "")


def with_words(session: Session, summary: Summary) -> Summary:
    """Return a summary that was kept with its words as they stand now, or that they do not."""

    def worded(one: Sentence) -> str:
        words = quotations.words_of(session, one.quotation or "")
        return say("lead.quotation_gone") if words is None else _worded(words)

    return _with(summary, worded)


def _with(summary: Summary, worded: Callable[[Sentence], str]) -> Summary:
    sections = tuple(
        replace(
            section,
            sentences=tuple(
                replace(one, text=worded(one)) if one.quotation else one
                for one in section.sentences
            ),
        )
        for section in summary.sections
    )
    return replace(summary, sections=sections)


def _worded(words: str) -> str:
    return say("lead.quotation", words=words)
