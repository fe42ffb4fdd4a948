"""A summary that was shown is kept as it was, once for what it says, and read as it was."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given

from reports import shown
from reports.render import html
from reports.summary import build
from reports.view import Summary
from storage.showings import Showing
from tests.reports.conftest import Scratch
from tests.reports.invented import COUNCILS, MONTHS, Drawn, Stored
from tests.reports.test_recount import ONCE
from tests.reports.views import OCTOBER, a_figure, a_summary, with_figure

AN_HOUR = timedelta(hours=1)


def again(summary: Summary) -> Summary:
    kept = shown.to_show(summary, "team", None)
    return shown.as_shown(Showing(kept.view, kept.team_id, kept.month, kept.at))


@ONCE
@given(drawn=COUNCILS)
def test_it_reads_again_as_it_was(scratch: Scratch, drawn: Drawn) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        for month in (MONTHS[0], MONTHS[-1]):
            built = build(session, stored.upper, month, drawn.as_of, None)
            assert again(built) == built
            assert html.page(again(built)) == html.page(built)


@ONCE
@given(drawn=COUNCILS)
def test_what_says_the_same_an_hour_later_is_kept_once_and_tells_its_own_hour(
    scratch: Scratch, drawn: Drawn
) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        at = drawn.as_of.replace(hour=9)
        first, second = (
            build(session, stored.upper, MONTHS[-1], moment, None) for moment in (at, at + AN_HOUR)
        )
        one, other = (shown.to_show(each, "team", None) for each in (first, second))
        assert (one.view == other.view) == shown.reads_alike(first, second)
        assert again(second) == second


def test_whoever_reads_it_it_says_the_same_and_a_number_that_changed_does_not() -> None:
    made = a_summary()
    changed = a_figure("records.child_voice", ((41, 100),) * 13)
    assert shown.reads_alike(made, replace(made, readers="the council", as_of=made.as_of + AN_HOUR))
    assert not shown.reads_alike(made, replace(made, figures=with_figure(changed)))


def test_what_an_earlier_version_kept_can_still_be_read() -> None:
    kept = (Path(__file__).parent / "kept_summary.txt").read_text(encoding="ascii").strip()
    made = a_summary()
    assert shown.as_shown(Showing(kept, "team", OCTOBER, made.as_of)).scope == made.scope
