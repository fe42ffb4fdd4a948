"""Findings: what moved is told with its size, part, question and caution; what did not is quiet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle, islice

import pytest

from practice.calendar import Month, months_back
from reports.finding import Finding, Verdict
from reports.findings.found import find, moved
from reports.findings.importance import order
from reports.findings.watched import Parts, Watched
from reports.statistics.contribution import Ratio
from reports.view import Point

OCTOBER = Month(2026, 10)
MONTHS = months_back(OCTOBER, 24)
SINCE = 16
"""The index of the first month that is otherwise."""
WOBBLE = tuple(islice(cycle((0, 3, -2, 1, -3, 2, -1)), len(MONTHS)))


def points(values: Sequence[int], of: int | None = 100) -> tuple[Point, ...]:
    pairs = zip(MONTHS, values, strict=True)
    return tuple(Point(month, value, of or 1) for month, value in pairs)


def level(before: int, after: int) -> list[int]:
    return [(after if at >= SINCE else before) + moved for at, moved in enumerate(WOBBLE)]


def a_share(before: int = 40, after: int = 40, direction: int = 1, **more: object) -> Watched:
    measure = Watched(
        key="records.why",
        label="Records that say why",
        unit="share",
        direction=direction,
        months=points(level(before, after)),
        caution="A reason is there.",
    )
    return replace(measure, **more)  # type: ignore[arg-type]


def the_finding(*watched: Watched) -> Finding:
    found = find(watched)
    assert len(found.findings) == 1
    return found.findings[0]


@pytest.mark.parametrize(
    ("before", "after", "direction", "means", "verb"),
    [
        (40, 65, 1, "improvement", "rose"),
        (65, 40, 1, "concern", "fell"),
        (40, 65, -1, "concern", "rose"),
        (40, 65, 0, "neither", "rose"),
    ],
)
def test_what_moved_is_told_with_its_size_its_month_and_what_it_means(
    before: int, after: int, direction: int, means: str, verb: str
) -> None:
    one = the_finding(a_share(before, after, direction))
    assert (one.verdict, one.direction, one.since) == (Verdict.SIGNAL, means, MONTHS[SINCE])
    assert (one.before, one.after) == pytest.approx((before / 100, after / 100), abs=0.01)
    assert (
        f"Records that say why {verb} from {before}% to {after}% since March 2026." in one.sentence
    )
    assert one.rule in {"astronomical", "shift", "two in three"}
    assert one.question
    assert one.ask == "their supervisors"
    assert one.caution == "A reason is there."
    assert one.records == 100


def test_what_did_not_move_is_quiet_and_what_has_few_months_is_not_known() -> None:
    few = replace(a_share(key="records.impact"), months=points(level(40, 65))[-9:])
    found = find([a_share(), few])
    assert found.findings == ()
    assert found.looked.quiet == ("records.why",)
    assert found.looked.too_little == ("records.impact",)


def test_a_month_flagged_by_chance_alone_is_noise_and_stays_among_the_quiet() -> None:
    """24 draws from one and the same 40 of 100: on the chart seven in a row lie below the mean."""
    drawn = [46, 42, 43, 47, 41, 40, 43, 44, 46, 38, 38, 37]
    drawn += [41, 47, 47, 47, 39, 38, 37, 39, 38, 35, 36, 38]
    noisy = a_share(months=points(drawn))
    one = the_finding(noisy)
    assert (one.verdict, one.rule, one.direction) == (Verdict.NOISE, "shift", "neither")
    assert "no more than chance" in one.sentence
    assert one.after == 0.38
    looked = find([noisy]).looked
    assert (looked.quiet, looked.flags) == (("records.why",), 1)
    assert 0 < looked.by_chance < 0.1


def by_team(months: Sequence[Month]) -> Parts:
    """Return three teams, of which the last alone changed."""
    first = months[-1].first < MONTHS[SINCE].first
    north = Ratio(20 * len(months) if first else 40 * len(months), 50 * len(months))
    of_others = {name: Ratio(10 * len(months), 25 * len(months)) for name in ("East", "West")}
    return {"team": {**of_others, "North": north}}


def test_where_most_of_a_change_is_one_teams_it_says_so_and_asks_its_manager() -> None:
    one = the_finding(a_share(40, 60, parts=by_team))
    assert one.made_of[0].value == "North"
    assert sum(part.change for part in one.made_of) == pytest.approx(0.2)
    assert "All of it is in North." in one.sentence
    assert one.ask == "the manager of North"
    assert one.question.startswith("What is different in North since March 2026")


def evenly(months: Sequence[Month]) -> Parts:
    n = 40 if months[-1].first < MONTHS[SINCE].first else 60
    return {"team": {name: Ratio(n * len(months), 100 * len(months)) for name in "ABC"}}


def test_where_every_team_moved_it_is_spread() -> None:
    one = the_finding(a_share(40, 60, parts=evenly))
    assert "It is spread: no team makes most of it." in one.sentence
    assert one.ask == "their supervisors"


@pytest.mark.parametrize(("away", "is_said"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_a_guides_new_version_of_about_then_is_said_beside_what_moved(
    away: int, is_said: bool
) -> None:
    versions = {MONTHS[SINCE + away]: "Supervision of one child"}
    one = the_finding(a_share(40, 65, new_versions=versions))
    assert (
        "a new version of the guide \u201cSupervision of one child\u201d" in one.sentence
    ) is is_said


def mostly_north(months: Sequence[Month]) -> Parts:
    """Return four teams alike, of which one makes three fifths of what changed."""
    n, early = len(months), months[-1].first < MONTHS[SINCE].first
    after = {"North": 21, "East": 14, "West": 13, "South": 12}
    return {"team": {name: Ratio((10 if early else to) * n, 25 * n) for name, to in after.items()}}


def test_where_half_of_a_change_or_more_is_one_teams_it_is_not_called_spread() -> None:
    one = the_finding(a_share(40, 60, parts=mostly_north))
    assert "It is spread" not in one.sentence
    assert "56 in 100 of it are in North." in one.sentence
    assert one.ask != "the manager of North"


def test_a_share_that_hardly_moved_comes_last_however_near_it_is_to_the_children() -> None:
    large = the_finding(a_share(40, 65))
    near = replace(large, measure="records.seen_alone", before=0.0, after=0.02)
    assert sorted([near, large], key=order) == [large, near]
    assert sorted([large, replace(near, after=0.3)], key=order)[0].measure == "records.seen_alone"
    count = replace(near, measure="records.why", before=2.0, after=2.03)
    assert sorted([near, count], key=order) == [count, near]


def test_of_two_as_near_the_larger_stands_first() -> None:
    small = a_share(40, 58, key="records.a", label="A")
    large = a_share(40, 70, key="records.b", label="B")
    assert [one.measure for one in find([small, large]).findings] == ["records.b", "records.a"]


def test_numbers_below_one_are_told_in_hundredths() -> None:
    ratio = a_share(2, 12, key="workforce.turnover", unit="ratio", label="Leavers")
    assert "from 0.02 to 0.12" in the_finding(ratio).sentence


def mixed(months: Sequence[Month]) -> Parts:
    """Return two teams whose rates stay, while there is more and more of one of them."""
    n = len(months)
    early = months[-1].first < MONTHS[SINCE].first
    many, few = (80 * n, 20 * n) if early else (30 * n, 70 * n)
    return {"team": {"Low": Ratio(many * 3 // 10, many), "High": Ratio(few * 8 // 10, few)}}


def test_who_is_counted_is_told_apart_from_what_changed_among_them() -> None:
    one = the_finding(a_share(40, 65, parts=mixed))
    assert sum(part.rate for part in one.made_of) == pytest.approx(0, abs=0.001)
    assert (
        "100 in 100 of it is that more is from one team and less from another, and no change "
        "within them." in one.sentence
    )
    assert "It is spread" not in one.sentence
    assert one.question.startswith("Why is more of it from one team and less from another")


def test_of_a_count_what_is_beside_it_and_did_not_move_is_said() -> None:
    def standing(months: Sequence[Month]) -> Parts:
        n = len(months)
        more = 0 if months[-1].first < MONTHS[SINCE].first else 120 * n
        return {
            "standing": {"new": Ratio(500 * n, 1), "calls on open cases": Ratio(3 * n + more, 1)}
        }

    recorded = Watched(
        key="contacts.recorded",
        label="Contacts recorded",
        unit="count",
        direction=0,
        months=points([10 * n for n in level(50, 62)], None),
        paired_with=("contacts.true",),
        parts=standing,
    )
    true = replace(
        recorded, key="contacts.true", label="True contacts", paired_with=(), parts=lambda _: {}
    )
    true = replace(true, months=points([10 * n for n in level(50, 50)], None))
    one = the_finding(recorded, true)
    assert one.direction == "neither"
    assert "rose from 502 a month to 618 a month" in one.sentence
    assert "All of it is calls on open cases." in one.sentence
    assert "True contacts did not move: 502 a month before, 498 a month since." in one.sentence
    assert one.ask == "the front-door manager"
    assert "call about an open case" in one.question
    assert one.records == 10 * level(50, 62)[-1]


@pytest.mark.parametrize(
    ("key", "of_one_team", "whom"),
    [
        ("section47.to_conference", False, "the managers of assessment"),
        ("section47.to_conference", True, "this team's manager"),
        ("claims.seen", True, "this team's manager"),
        ("contacts.nfa_share", True, "the front-door manager"),
        ("records.why", True, "their supervisors"),
    ],
)
def test_of_one_team_its_one_manager_is_asked(key: str, of_one_team: bool, whom: str) -> None:
    one = the_finding(a_share(40, 65, key=key, of_one_team=of_one_team))
    assert one.ask == whom


def test_what_moved_at_the_same_time_stands_with_it() -> None:
    found = find([a_share(40, 65), a_share(40, 70, key="records.impact", label="Impact")])
    assert [one.also for one in found.findings] == [("records.why",), ("records.impact",)]


def quicker(way: int) -> list[Finding]:
    """Return what is found where more are in time, and the children seen moved too."""
    seen = a_share(60, 60 + way, key="assessments.child_seen_share", label="Seen")
    in_time = a_share(
        40, 65, key="assessments.within_45_working_days", label="In time", paired_with=(seen.key,)
    )
    return list(find([in_time, seen]).findings)


def test_what_got_better_while_what_it_is_read_beside_got_worse_is_not_asked_about_as_good() -> (
    None
):
    seen, in_time = quicker(-25)
    assert "Seen moved too, and the wrong way: 60% before, 35% since." in in_time.sentence
    assert in_time.question.endswith("did children lose something by it?")
    assert (seen.measure, seen.direction) == ("assessments.child_seen_share", "concern")
    (better, _) = sorted(quicker(25), key=lambda one: one.measure, reverse=True)
    assert better.question.endswith("would it help elsewhere?")


def test_a_concern_is_told_by_itself_beside_what_moved_the_same_way_and_is_none() -> None:
    seen = a_share(65, 40, key="assessments.child_seen_share", label="Seen")
    days = a_share(65, 40, 0, key="assessments.days", label="Days", paired_with=(seen.key,))
    assert {one.measure: one.told_with for one in find([days, seen]).findings} == {
        "assessments.child_seen_share": "",
        "assessments.days": "",
    }


def test_a_step_that_went_back_in_the_latest_months_says_so() -> None:
    low = [(40 if at >= 12 else 85) + moved for at, moved in enumerate(WOBBLE)]
    assert "In the last" not in the_finding(a_share(months=points(low))).sentence
    one = the_finding(a_share(months=points([*low[:-3], 70, 69, 71])))
    assert one.direction == "concern"
    assert "In the last 3 months it was 70%, nearer to what it was before." in one.sentence


def test_a_month_whose_file_ends_early_is_a_gap_and_no_fall() -> None:
    values = level(50, 50)
    values[-1] = 15
    short = a_share(months=points(values), incomplete={OCTOBER: date(2026, 10, 9)})
    one = the_finding(short)
    assert one.verdict is Verdict.TOO_LITTLE
    assert "ends on 9 October 2026" in one.sentence
    assert one.ask == "whoever brings the files in"
    assert find([short]).looked.too_little == ("records.why",)


def test_one_team_that_moved_is_found_where_all_together_did_not() -> None:
    still = {name: points(level(40, 40)) for name in ("East", "West", "South")}
    found = find([a_share(teams={**still, "North": points(level(45, 18))})])
    one = found.findings[0]
    assert (one.part, one.direction, one.measure) == ("North", "concern", "records.why")
    assert "In North: Records that say why fell from 45% to 18%" in one.sentence
    assert found.looked.quiet == ()


def test_where_all_moved_and_no_team_makes_most_of_it_those_that_moved_alone_are_named() -> None:
    still = {name: points(level(40, 38)) for name in ("East", "West", "South")}
    moved = {"North": points(level(45, 22))}
    found = find([a_share(45, 30, teams={**still, **moved}, parts=evenly)])
    one = found.findings[0]
    assert (one.part, one.direction) == ("", "concern")
    assert "It is spread: no team makes most of it." in one.sentence
    assert "this moved by more than chance in North alone." in one.sentence
    assert one.ask == "the manager of North"
    assert one.question.startswith("What is different in North since March 2026")


def test_where_every_team_moved_alone_none_is_named() -> None:
    moved = {name: points(level(45, 22)) for name in ("East", "West", "South")}
    one = find([a_share(45, 22, teams=moved, parts=evenly)]).findings[0]
    assert "looked at by itself" not in one.sentence
    assert one.ask == "their supervisors"


def test_a_change_without_a_flag_says_that_the_chart_has_none() -> None:
    """Some twenty a month, from 38 in 100 to 18."""
    led = [6, 10, 9, 7, 5, 7, 5, 4, 8, 11, 6, 6, 6, 9, 5, 4, 1, 6, 6, 1, 2, 4, 5, 4]
    of = [15, 20, 17, 21, 15, 20, 12, 16, 18, 26, 11, 20, 15, 21, 22, 24, 16, 17, 24, 19, 15, 24]
    months = (Point(*each) for each in zip(MONTHS, led, [*of, 19, 25], strict=True))
    one = the_finding(a_share(months=tuple(months)))
    assert (one.verdict, one.rule, one.since) == (Verdict.SIGNAL, "", MONTHS[14])
    assert "no month since is flagged that way on the chart" in one.sentence


def test_those_nearest_to_the_children_come_first() -> None:
    keys = ("workforce.caseload", "records.why", "contacts.recorded", "outcomes.improving_share")
    found = find([a_share(40, 65, key=key, label=key) for key in keys])
    assert [one.measure for one in found.findings] == [
        "outcomes.improving_share",
        "contacts.recorded",
        "records.why",
        "workforce.caseload",
    ]


def test_what_moved_this_month_alone_is_told_of_this_month() -> None:
    values = [40 + moved for moved in WOBBLE[:-1]] + [85]
    one = the_finding(a_share(months=points(values)))
    assert one.since == OCTOBER
    assert "rose from 40% to 85% in October 2026." in one.sentence
    assert "this month lies above the usual range" in one.sentence
    assert "since" not in one.sentence


def test_a_figure_of_fewer_than_five_says_nothing_beside_another() -> None:
    year = 12
    rose = points([(65 if at >= year else 40) + moved for at, moved in enumerate(WOBBLE)])
    usual = points([40 + moved for moved in WOBBLE])
    early = [replace(one, numerator=0, denominator=int(at > 7)) for at, one in enumerate(usual)]
    beside = a_share(key="records.impact", label="Impact", months=usual)
    few = replace(beside, months=(*early[:year], *usual[year:]))
    moved = a_share(months=rose, paired_with=("records.impact",))
    assert (
        "Impact did not move: 40% before, 40% since." in find([moved, beside]).signals[0].sentence
    )
    assert "Impact" not in find([moved, few]).signals[0].sentence


def test_a_part_is_looked_at_where_all_of_it_did_not_move_and_there_alone() -> None:
    below = {"North": points(level(40, 70)), "South": points(level(40, 40))}
    one = the_finding(a_share(below=below))
    assert (one.part, one.since, one.records) == ("North", MONTHS[SINCE], 100)
    assert one.sentence.startswith("In North: Records that say why rose from 40% to 70% since")
    assert one.ask == "the manager of North"
    assert the_finding(a_share(40, 65, below=below)).part == ""
    assert moved([a_share(below=below)]) == {"records.why"}


def test_what_is_read_beside_a_part_is_what_it_is_there() -> None:
    rose = {"North": points(level(40, 70)), "South": points(level(40, 40))}
    usual = {"North": points(level(25, 25)), "South": points(level(40, 40))}
    beside = a_share(key="records.impact", label="Impact", below=usual)
    one, *others = find([a_share(below=rose, paired_with=("records.impact",)), beside]).signals
    assert others == []
    assert one.sentence.endswith("Impact there did not move: 25% before, 25% since.")
