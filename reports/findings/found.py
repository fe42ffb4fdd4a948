"""What moved, of everything that has months: signals, chance, and what too little is known of.

Every measure is looked at, and every team of those whose teams are known, all at once: the more is
looked at, the more a change has to be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from practice.calendar import Month
from reports.finding import Direction, Finding, Found, LookedAt, Verdict
from reports.findings import telling
from reports.findings.differences import Compared, difference
from reports.findings.importance import order
from reports.findings.made_of import Made, made_of
from reports.findings.telling import Beside, Change
from reports.findings.told_with import Key, near, told_with
from reports.findings.watched import Monthly, Watched
from reports.findings.windows import Window, around, latest
from reports.statistics.rules import Rule
from reports.statistics.signals import Look, Looked, look
from reports.statistics.xmr import analyse
from reports.wording import full_day

FEWEST_BESIDE = 5
"""A share of fewer says nothing beside another: "0 of 1 before"."""


def find(watched: Sequence[Watched], compared: Sequence[Compared] = ()) -> Found:
    """Return what is found in measures that end with one month; the same of the same measures.

    `compared` are differences between two groups, each asked about by itself.
    """
    every = {each.key: each for each in watched}
    looked = _look(watched)
    changes = dict(_changes(every, looked))
    changes |= _changes_below(every, {key for key, _ in changes})
    findings = [
        *_signals(every, looked, changes),
        *_gaps(watched),
        *_noise(every, looked, {key for key, _ in changes}),
    ]
    found = _looked_at(every, looked, changes)
    for each in compared:
        if one := difference(each):
            findings.append(one)
        else:
            found = found.with_key(each.key, known=each.is_enough)
    return Found(tuple(sorted(findings, key=order)), found)


def moved(watched: Sequence[Watched]) -> frozenset[str]:
    """Return the measures that moved more than chance, as a whole or in one team."""
    every = {each.key: each for each in watched}
    whole = frozenset(name.partition(_APART)[0] for name in _look(watched).signals)
    return whole | {name.partition(_APART)[0] for name in _look_below(every, whole).signals}


def _look(watched: Iterable[Watched]) -> Looked:
    series = {}
    for each in watched:
        series[_named((each.key, ""))] = each.series()
        for team in each.teams:
            series[_named((each.key, team))] = each.of_team(team)
    return look(series, [key for key in series if key.endswith(_APART)])


def _look_below(every: Mapping[str, Watched], moved: Collection[str]) -> Looked:
    """Return what came of looking at the parts below, of the measures that did not move.

    Of the others it is said what their change is made of.
    """
    asked = [each for key, each in every.items() if key not in moved and each.below]
    if not asked:
        return look({}, (), FALSE_BELOW)
    what = tuple((each.key, each.now.period, *sorted(each.incomplete)) for each in asked)
    return asked[0].remember_below(("below", what), lambda: _look_at_parts(asked))


def _look_at_parts(asked: Iterable[Watched]) -> Looked:
    series = {_named((each.key, part)): each.of_team(part) for each in asked for part in each.below}
    return look(series, (), FALSE_BELOW)


FALSE_BELOW = 0.025
"""Half of what all is allowed: there are many parts, and they come on top."""
_APART = "\n"


def _named(key: Key) -> str:
    return f"{key[0]}{_APART}{key[1]}"


def _changes(every: Mapping[str, Watched], looked: Looked) -> Iterator[tuple[Key, Change]]:
    """Yield each change that is more than chance; a team's where not all of them moved."""
    for name in looked.signals:
        key, _, team = name.partition(_APART)
        whole = looked.series[_named((key, ""))]
        if not team or whole.verdict is not Verdict.SIGNAL:
            change = _change(every[key], looked.series[name], team)
            yield (key, team), replace(change, by_themselves=_by_themselves(key, change, looked))


def _changes_below(every: Mapping[str, Watched], moved: Collection[str]) -> dict[Key, Change]:
    """Return each change in a part below that is more than chance."""
    looked = _look_below(every, moved)
    found = {}
    for name in looked.signals:
        key, _, part = name.partition(_APART)
        found[key, part] = _change(every[key], looked.series[name], part)
    return found


def _by_themselves(key: str, change: Change, looked: Looked) -> tuple[str, ...]:
    """Return the teams that moved the same way by more than chance, where some of them did not."""
    teams = {} if change.team else change.watched.teams
    looks = {team: looked.series[_named((key, team))] for team in teams}
    moved = (one for one, seen in looks.items() if seen.verdict is Verdict.SIGNAL)
    same = tuple(sorted(one for one in moved if looks[one].way == change.way))
    return same if len(same) < len(teams) else ()


def _change(watched: Watched, found: Look, team: str) -> Change:
    change = found.change
    assert change is not None  # noqa: S101  # nosec B101 - a signal has one
    months = watched.months_of(team)
    before, after = around(watched, months, change.since, gradual=change.gradual)
    since = () if change.gradual else months[change.since :]
    return Change(
        watched=watched,
        since=months[change.since].period,
        way=found.way,
        gradual=change.gradual,
        rule=found.rule,
        before=before,
        after=after,
        made=Made() if team else _made(watched, before.months, after.months),
        team=team,
        latest=latest(watched, since, before),
    )


def _made(watched: Watched, before: Sequence[Month], after: Sequence[Month]) -> Made:
    what = (watched.key, tuple(before), tuple(after))
    return watched.remember(what, lambda: made_of(watched, before, after))


def _signals(
    every: Mapping[str, Watched], looked: Looked, changes: Mapping[Key, Change]
) -> Iterator[Finding]:
    quiet = _looked_at(every, looked, changes).quiet
    with_it = told_with(changes)
    for (key, team), change in changes.items():
        moved = [of for (of, _), other in changes.items() if of != key and near(change, other)]
        read_with = [every[one] for one in change.watched.paired_with if one in {*quiet, *moved}]
        all_beside = (_beside(one, change, moved=one.key in moved) for one in read_with)
        beside = [one for one in all_beside if one]
        yield Finding(
            id=_id(change.watched, team),
            measure=key,
            verdict=Verdict.SIGNAL,
            rule=change.rule.value,
            direction=change.direction,
            sentence=telling.told(change, beside),
            question=telling.question(change, beside),
            ask=telling.ask(key, change.where, of_one=change.watched.of_one_team),
            caution=change.watched.caution,
            records=_records(change.watched, team),
            since=change.since,
            before=change.before.value,
            after=change.after.value,
            made_of=change.made.parts,
            most=change.made.most,
            part=team,
            also=tuple(dict.fromkeys(moved)),
            told_with=with_it.get((key, team), ""),
            gradual=change.gradual,
        )


def _beside(watched: Watched, change: Change, *, moved: bool) -> Beside | None:
    """Return a measure beside a change, over the same months; None where one has nothing."""
    there = change.team in watched.below
    months = watched.months_of(change.team if there else "")
    since = next((n for n, month in enumerate(months) if month.period == change.since), None)
    if since is None:
        return None
    if not watched.known(months[:since]) or not watched.known(months[since:]):
        return None
    before, after = around(watched, months, since, gradual=False)
    # That nothing stayed nothing says nothing, nor does what so few were.
    is_told = bool(before.numerator or after.numerator) and not _is_few(watched, before, after)
    return Beside(watched, before, after, moved, there) if is_told else None


def _is_few(watched: Watched, *windows: Window) -> bool:
    return watched.unit == "share" and any(one.denominator < FEWEST_BESIDE for one in windows)


def _noise(every: Mapping[str, Watched], looked: Looked, moved: set[str]) -> Iterator[Finding]:
    """Yield what has this month flagged on its chart and is no more than chance."""
    for key, watched in every.items():
        chart = analyse(watched.series().values, watched.direction)
        is_noise = looked.series[_named((key, ""))].verdict is Verdict.NOISE
        if key not in moved and is_noise and chart.flags[-1] is not Rule.NONE:
            rule = chart.flags[-1]
            words = telling.noise(watched, rule, chart.ways[-1])
            asked = telling.say("questions.noise"), telling.ask(key, of_one=watched.of_one_team)
            found = _of_month(watched, Verdict.NOISE, words, *asked)
            yield replace(found, rule=rule.value)


def _gaps(watched: Iterable[Watched]) -> Iterator[Finding]:
    """Yield one finding for each file that ends early in the month, of the first of its figures."""
    resting: dict[str, list[Watched]] = {}
    for each in watched:
        if each.now.period in each.incomplete:
            resting.setdefault(each.source or each.key, []).append(each)
    for first, *others in resting.values():
        day = full_day(first.incomplete[first.now.period])
        asked, whom = telling.say("questions.gap", day=day), telling.say("ask.gap")
        words = telling.gap(first, len(others))
        yield _of_month(first, Verdict.TOO_LITTLE, words, asked, whom)


def _of_month(
    watched: Watched, verdict: Verdict, sentence: str, question: str, ask: str
) -> Finding:
    """Return what is said of the month alone, beside the mean of the months that are known."""
    return Finding(
        id=_id(watched),
        measure=watched.key,
        verdict=verdict,
        rule="",
        direction=Direction.NEITHER,
        sentence=sentence,
        question=question,
        ask=ask,
        caution=watched.caution,
        records=_records(watched),
        since=watched.now.period,
        before=analyse(watched.series().values, 0).mean,
        after=watched.now.value,
    )


def _id(watched: Watched, team: str = "") -> str:
    return ":".join(filter(None, (str(watched.now.period), watched.key, team)))


def _records(watched: Watched, team: str = "") -> int:
    now: Monthly = watched.months_of(team)[-1]
    of = now.value if watched.unit == "count" else now.denominator
    return int(of or 0)


def _looked_at(
    every: Mapping[str, Watched], looked: Looked, changes: Mapping[Key, Change]
) -> LookedAt:
    moved = {key for key, _ in changes}
    verdicts = {key: looked.series[_named((key, ""))].verdict for key in every}
    quiet = [key for key, one in verdicts.items() if one is Verdict.NOISE and key not in moved]
    little = [
        key for key, one in verdicts.items() if one is Verdict.TOO_LITTLE and key not in moved
    ]
    return LookedAt(tuple(quiet), tuple(little), looked.flags, looked.by_chance)


def earlier(watched: Sequence[Watched]) -> list[Watched]:
    """Return measures as they stood a month before; those without an earlier month are left out."""
    return [
        replace(
            each,
            months=each.months[:-1],
            teams={team: months[:-1] for team, months in each.teams.items()},
            below={part: months[:-1] for part, months in each.below.items()},
        )
        for each in watched
        if len(each.months) > 1
    ]
