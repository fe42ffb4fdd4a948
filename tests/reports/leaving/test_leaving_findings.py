"""What moved, as it leaves: told of enough alone, and nothing of what stays inside."""

from dataclasses import replace

import pytest

from practice.calendar import Month
from reports import quoted
from reports.casework.measures import ADDED
from reports.finding import Direction, Finding, Verdict
from reports.findings.differences import RULE
from reports.leaving.summary import to_leave
from reports.places import Question
from reports.view import Section, Sentence, Summary
from tests.reports.files import with_files
from tests.reports.views import a_figure

RATED = "outcomes.rated_share"
SAID = "Days that a change of worker added: 12 days more for the 30 it happened to."
WORDS = "I don't like it when it's loud"


def with_added(of: int) -> Summary:
    """Return a summary whose finding is that so many assessments took longer."""
    made = with_files()
    found = Finding(
        id="2026-03:added",
        measure=ADDED,
        verdict=Verdict.SIGNAL,
        rule=RULE,
        direction=Direction.CONCERN,
        sentence=SAID,
        question="Whose assessment starts again?",
        ask="the team managers",
        caution="",
        records=of,
        since=Month(2025, 4),
        before=30.0,
        after=42.0,
    )
    days = next(one for one in made.casework if one.key == "assessments.days")
    series = (*days.series[:-1], replace(days.now, value=12.0, denominator=of))
    files = (*made.casework, replace(days, key=ADDED, series=series))
    return replace(made, findings=(found,), casework=files)


def test_a_difference_of_two_groups_of_enough_is_told_as_it_is() -> None:
    assert to_leave(with_added(30)).findings[0].sentence == SAID


def test_a_difference_of_few_is_told_without_a_number() -> None:
    left = to_leave(with_added(4))
    assert next(one for one in left.casework if one.key == ADDED).now.hidden
    assert "12 days" not in str(left)
    assert left.findings[0].sentence == (
        f"{left_label(left)}: more days for those it happened to than for others. "
        "Chance brings such a difference in fewer than one of 1,000. It is no proof of a cause."
    )


def left_label(left: Summary) -> str:
    return next(one.label for one in left.casework if one.key == ADDED)


def test_what_else_moved_stays_inside() -> None:
    told = "Two of one street"
    more = Question("contacts.recorded", told, "Whose?", "them")
    left = to_leave(replace(with_files(), further=(more,)))
    assert left.further == ()
    assert told not in str(left)


@pytest.mark.parametrize(("children", "stand"), [(19, False), (20, True)])
def test_a_childs_words_are_in_no_file_of_few_children(children: int, *, stand: bool) -> None:
    made = with_files()
    in_depth = a_figure(RATED, ((10, children),) * 13)
    lead = Section("lead", "First", (Sentence(WORDS, quotation="1"), Sentence("Two moved.")))
    figures = tuple(in_depth if one.key == RATED else one for one in made.figures)
    held = quoted.for_file(replace(made, figures=figures, sections=(lead,)))
    assert (WORDS in str(held)) is stand
    assert "Two moved." in str(held)
    assert WORDS not in str(to_leave(held))
