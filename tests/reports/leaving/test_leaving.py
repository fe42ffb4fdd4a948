"""What leaves the service holds no small count, and gives none away."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.casework_view import CaseworkFigure
from reports.leaving.summary import to_leave
from reports.measures import MEASURES
from reports.render import csv, html, json, pdf, text
from reports.view import Doubt, Figure, Summary
from tests.reports.files import LARGE, Counts, of_contacts, with_files
from tests.reports.leaving.attack import AT_LEAST, SAME, Attack, Number
from tests.reports.views import a_figure

SMALL = range(1, 6)
VOICE, RATED = "records.child_voice", "outcomes.rated_share"


def small_records(n: int, of: int) -> Summary:
    made = with_files()
    figure = a_figure(VOICE, ((40, 100),) * 12 + ((n, of),))
    figures = tuple(figure if one.key == VOICE else one for one in made.figures)
    return replace(made, figures=figures)


@pytest.mark.parametrize(("n", "of"), [(3, 120), (117, 120), (5, 5), (1, 4), (6, 11)])
def test_a_small_count_goes_with_its_share_and_so_does_the_count_of_those_that_do_not(
    n: int, of: int
) -> None:
    left = to_leave(small_records(n, of)).figure(VOICE).now
    assert (left.hidden, left.numerator, left.denominator, left.value) == (True, 0, 0, None)


@pytest.mark.parametrize(("n", "of"), [(0, 120), (120, 120), (6, 12), (60, 120)])
def test_what_is_not_small_is_told(n: int, of: int) -> None:
    made = small_records(n, of)
    assert to_leave(made).figure(VOICE).now == made.figure(VOICE).now


def test_where_nothing_is_small_every_figure_is_told_as_it_is() -> None:
    made = with_files()
    left = to_leave(made)
    assert [one.series for one in left.figures] == [one.series for one in made.figures]
    assert [one.series for one in left.casework] == [one.series for one in made.casework]


def test_a_summary_that_leaves_is_left_as_it_is() -> None:
    left = to_leave(with_files())
    assert to_leave(left) is left


FEW = of_contacts(
    recorded=(60, None, 0),
    true=(40, 60, 0),
    on_open_cases=(10, 60, 0),
    nfa_share=(20, 57, 3),
    domestic_abuse_share=(30, 50, 10),
    triaged_share=(10, 20, 10),
    repeat_share=(10, 30, 10),
)
WHOLE_TEXT = {"text": text.text, "html": html.page, "csv": csv.text, "json": json.text}


@pytest.mark.parametrize("form", WHOLE_TEXT)
def test_what_stays_inside_is_in_no_file_that_leaves(form: str) -> None:
    made = with_files()
    inside, left = WHOLE_TEXT[form](made), WHOLE_TEXT[form](to_leave(made))
    assert form == "csv" or "Ruth Abbott" in inside or "Sam" in inside
    for words in ("Ruth Abbott", "Sam", "3 of the 60", "3 of 60", "4 in North", "4 of 5", "88.5"):
        assert words not in left, words


@pytest.mark.parametrize("form", WHOLE_TEXT)
def test_a_file_says_in_one_sentence_what_was_left_out(form: str) -> None:
    words = " ".join(WHOLE_TEXT[form](to_leave(with_files())).split())
    assert "Counts of 1 to 5, and what would give one away, are left out and marked [c]" in words
    inside = " ".join(WHOLE_TEXT[form](with_files()).split())
    assert "marked [c]" not in inside


def test_a_finding_says_from_what_to_what_where_every_month_is_told_and_else_that_it_moved() -> (
    None
):
    told = to_leave(with_files()).findings[0]
    assert "rose from 40% to 50% in October 2026" in told.sentence
    assert (told.before, told.after, told.made_of, told.records) == (0.4, 0.5, (), 0)
    hidden = to_leave(small_records(3, 120)).findings[0]
    assert "rose since October 2026" in hidden.sentence
    assert "%" not in hidden.sentence
    assert (hidden.before, hidden.after) == (None, None)


def test_what_of_the_month_is_not_counted_is_left_out_and_what_has_its_sum() -> None:
    doubts = (Doubt("records", "waiting", 58), Doubt("records", "returned", 2))
    left = to_leave(replace(with_files(), data_quality=doubts))
    assert [one.count for one in left.data_quality] == [None, None]
    large = (Doubt("records", "waiting", 50), Doubt("records", "returned", 10))
    assert [
        one.count for one in to_leave(replace(with_files(), data_quality=large)).data_quality
    ] == [
        50,
        10,
    ]


def test_the_share_is_told_alone_where_only_what_was_left_out_is_small() -> None:
    """Of 300 contacts 3 have no outcome: what share of the others ended can still be said."""
    left = to_leave(with_files({"contacts.nfa_share": (120, 297, 3)}))
    now = next(one for one in left.casework if one.key == "contacts.nfa_share").now
    assert (now.value, now.numerator, now.denominator, now.left_out) == (0.4, None, None, None)
    few = {key: FEW.get(key, counts) for key, counts in LARGE.items()}
    left = to_leave(with_files(few))
    assert next(one for one in left.casework if one.key == "contacts.nfa_share").now.hidden


def test_what_is_no_share_is_never_told_as_one() -> None:
    """Seven calls on open cases, whose number gives a small one away: 7 is no 99%."""
    now = of_contacts(
        recorded=(183, None, 0),
        true=(163, 183, 0),
        on_open_cases=(7, 183, 0),
        nfa_share=(108, 179, 4),
        domestic_abuse_share=(40, 180, 3),
        triaged_share=(19, 30, 10),
        repeat_share=(81, 147, 16),
    )
    left = {one.key: one.now for one in to_leave(with_files(now)).casework}
    found = left["contacts.on_open_cases"]
    assert (found.value, found.hidden) == (None, True)


def truth(summary: Summary) -> dict[Number, float]:
    """Return every number of a month, with what is left over of each sum."""
    found: dict[Number, float] = {}
    every: tuple[Figure | CaseworkFigure, ...] = (*summary.figures, *summary.casework)
    for one in every:
        n, of = one.now.numerator, one.now.denominator
        if n is not None:
            found[one.key, "n"] = n
        if n is not None and of is not None:
            found[one.key, "rest"] = of - n
        if of is not None:
            found[one.key, "of"] = of
    for place, (total, parts) in enumerate(AT_LEAST):
        over = found[total] - sum(found[part] for part in parts)
        if over >= 0:
            found[f"left over {place}", "n"] = over
    return found


def given_away(summary: Summary) -> list[tuple[Number, float, tuple[float, float]]]:
    """Return each small number that can be told, or narrowed to fewer than five, from a file."""
    attack = Attack(json.document(to_leave(summary)))
    wrong = []
    for number, value in truth(summary).items():
        if number[0].startswith(("workforce.caseload", "supervision.minutes")) or not 0 < value < 6:
            continue
        low, high = attack.ends(SAME.get(number, number))
        if high < 5 or high - low < 4:
            wrong.append((number, value, (low, high)))
    return wrong


few = st.integers(0, 12)


@st.composite
def months(draw: st.DrawFn) -> Mapping[str, Counts]:
    """Draw a month whose sums are right and whose parts are often small."""
    drawn = dict(LARGE)
    true, on_open, twice = draw(st.integers(0, 150)), draw(few), draw(few)
    recorded = true + on_open + twice
    drawn["contacts.recorded"] = (recorded, None, 0)
    drawn["contacts.true"] = (true, recorded, 0)
    drawn["contacts.on_open_cases"] = (on_open, recorded, 0)
    nfa = max(0, recorded - draw(few))
    drawn["contacts.nfa_share"] = (draw(st.integers(0, nfa)), nfa, recorded - nfa)
    told = max(0, recorded - draw(few))
    abuse = draw(st.integers(0, told))
    drawn["contacts.domestic_abuse_share"] = (abuse, told, recorded - told)
    known = max(0, abuse - draw(few))
    drawn["contacts.triaged_share"] = (draw(st.integers(0, known)), known, abuse - known)
    named = max(0, true - draw(few))
    drawn["contacts.repeat_share"] = (draw(st.integers(0, named)), named, true - named)
    changed = draw(st.integers(0, 30))
    again = max(0, changed - draw(few))
    drawn["children.changed_worker_share"] = (changed, 40, 0)
    drawn["children.changed_twice_share"] = (again, 40, 0)
    return drawn


def council(
    now: Mapping[str, Counts], discussed: int, depth: int, rated: int, twice: int
) -> Summary:
    made = with_files(now)
    of = {
        "children.discussed_share": (discussed, 150),
        RATED: (rated, depth),
        "outcomes.improving_share": (twice // 2, twice),
    }
    figures = tuple(
        a_figure(measure.key, ((40, 100),) * 12 + (of.get(measure.key, (60, 120)),))
        for measure in MEASURES
    )
    return replace(made, figures=figures)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(now=months(), looked=few, depth=st.integers(0, 100), unrated=few, once=few)
def test_nobody_works_a_small_number_out_from_the_rest_of_the_file(
    now: Mapping[str, Counts], looked: int, depth: int, unrated: int, once: int
) -> None:
    rated = max(0, depth - unrated)
    made = council(now, depth + looked, depth, rated, max(0, rated - once))
    assert given_away(made) == []


def test_a_share_alone_is_not_told_where_another_figure_says_how_many_count() -> None:
    """9 of 106 are about domestic abuse, and 9 are told of as triaged or not: 8% gives 106 away."""
    now = of_contacts(
        recorded=(107, None, 0),
        true=(95, 107, 0),
        on_open_cases=(0, 107, 0),
        nfa_share=(0, 107, 0),
        domestic_abuse_share=(9, 106, 1),
        triaged_share=(0, 9, 0),
        repeat_share=(0, 95, 0),
    )
    assert given_away(with_files(now)) == []


def test_the_attack_finds_what_is_given_away() -> None:
    """The same numbers in a file for inside: the attack that finds nothing outside finds them."""
    made = with_files({"contacts.nfa_share": (120, 297, 3)})
    low, high = Attack(json.document(made)).ends(("left over 1", "n"))
    assert (low, high) == (3, 3)


def drawn(page: str) -> int:
    """Return how many months the charts of a page draw."""
    return sum(
        page.count(mark) for mark in ("<circle ", "<path class", '<rect class="us-chart__point')
    )


def test_a_picture_draws_no_month_that_is_left_out() -> None:
    left = to_leave(small_records(3, 120))
    page, inside = html.page(left), html.page(small_records(3, 120))
    assert drawn(page) == drawn(inside) - 1
    assert "1 of 13 months are left out." in page
    assert pdf.pdf(left)


def test_a_figure_that_is_left_out_is_told_in_sentences_one_space_apart() -> None:
    words = text.text(to_leave(small_records(3, 120)))
    assert "away." in words
    assert ".  " not in " ".join(line.strip() + "\n" for line in words.splitlines())
