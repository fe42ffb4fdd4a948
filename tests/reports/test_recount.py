"""Every figure of a summary agrees with a recount by hand, over councils drawn at random."""

from hypothesis import HealthCheck, assume, given, settings

from reports.drilldown import Row, in_order, orders, records_behind
from reports.measures import MEASURES
from reports.render import json
from reports.selection import choose
from reports.summary import build
from reports.wording import lists_of
from storage.measures import Scope
from tests.examples import examples
from tests.reports.conftest import Scratch
from tests.reports.invented import COUNCILS, MONTHS, Drawn, Recount, Stored

ONCE = settings(
    max_examples=examples(10),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@settings(ONCE, max_examples=examples(60))
@given(drawn=COUNCILS)
def test_every_measure_is_what_a_recount_by_hand_gives(scratch: Scratch, drawn: Drawn) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        for teams, people in (((stored.upper, stored.lower), {0, 1, 2}), ((stored.lower,), {1, 2})):
            recount = Recount(drawn, people)
            asked = Scope(tuple(team.id for team in teams), MONTHS, drawn.as_of)
            for measure in MEASURES:
                tallies = measure.tallies(session, asked)
                found = [(tallies[m].numerator, tallies[m].denominator) for m in MONTHS]
                by_hand = [recount.numbers(measure.key, month) for month in MONTHS]
                assert found == by_hand, measure.key


@ONCE
@given(drawn=COUNCILS)
def test_a_summary_is_what_a_recount_by_hand_gives(scratch: Scratch, drawn: Drawn) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        recount = Recount(drawn, {0, 1, 2})
        for figure in build(session, stored.upper, MONTHS[-1], drawn.as_of, None).figures:
            found = [(point.numerator, point.denominator) for point in figure.series[-3:]]
            assert found == [recount.shown(figure.key, month) for month in MONTHS], figure.key


@ONCE
@given(drawn=COUNCILS)
def test_the_list_behind_a_number_has_as_many_rows_as_it_counts(
    scratch: Scratch, drawn: Drawn
) -> None:
    assume(Recount(drawn, {0, 1, 2}).has_begun(MONTHS[1]))
    with scratch() as session:
        stored = Stored(session, drawn)
        summary = build(session, stored.upper, MONTHS[1], drawn.as_of, None)
        for measure in MEASURES:
            rows = records_behind(session, measure.key, stored.upper, MONTHS[1], drawn.as_of, None)
            now = summary.figure(measure.key).now
            assert (sum(row.counted for row in rows), len(rows)) == (
                now.numerator,
                now.denominator,
            )
            assert all(row.counted != bool(row.why_not) for row in rows)
            assert 0 <= now.numerator <= now.denominator
            assert now.value is None or 0 <= now.value <= 1


@ONCE
@given(drawn=COUNCILS)
def test_every_number_of_a_sentence_is_how_many_its_list_shows(
    scratch: Scratch, drawn: Drawn
) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        summary = build(session, stored.upper, MONTHS[1], drawn.as_of, None)
        told = [of for section in summary.sections for one in section.sentences for of in one.lists]
        told += [of for figure in summary.figures for of in lists_of(figure, figure.now)]
        for of in told:
            rows = records_behind(session, of.measure, stored.upper, MONTHS[1], drawn.as_of, None)
            shown = choose(of.measure, rows, of.shows)
            assert len(shown) == of.count > 0, of
            for order in orders(of.measure):
                assert sorted(in_order(of.measure, shown, order), key=_id) == sorted(shown, key=_id)


def _id(row: Row) -> str:
    return row.unit_id


@ONCE
@given(drawn=COUNCILS)
def test_reflections_change_nothing(scratch: Scratch, drawn: Drawn) -> None:
    with scratch() as session:
        stored = Stored(session, drawn)
        before = json.document(build(session, stored.upper, MONTHS[-1], drawn.as_of, None))
        stored.reflect()
        assert json.document(build(session, stored.upper, MONTHS[-1], drawn.as_of, None)) == before
