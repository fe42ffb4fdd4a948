"""What the records say of some children in a month, as far as they open to one reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from practice.access import Viewer, may_read
from practice.calendar import Month, london_day
from prompts.phrases import Phrases
from reports.measures import measure
from reports.wording import TEMPLATES, full_day
from storage import measures as queries
from storage import plans
from storage.access import record_facts
from storage.measures import RatingMove, Scope, Session, Unit
from storage.own_children import Agreed, agreed_actions, teams_that_met

say = Phrases(TEMPLATES, "own_children").say
VOICE = "records.child_voice"


@dataclass(frozen=True)
class Line:
    """Something of a record that opens to the reader: of which day, in whose words."""

    record_id: str
    words: str
    day: date | None = None


@dataclass(frozen=True)
class Found:
    """What is known of the children, by child; of records that open to the reader alone."""

    refs: Mapping[str, str]
    in_depth: frozenset[str]
    rated: frozenset[str]
    moved: Mapping[str, str]
    unseen: frozenset[str]
    goals: Mapping[str, Sequence[Line]]
    with_goal: int
    said: Mapping[str, Sequence[Line]]
    actions: Sequence[Agreed]
    due: Mapping[str, Sequence[Line]]
    carried: Mapping[str, Line]


def found(
    session: Session,
    viewer: Viewer,
    refs: Mapping[str, str],
    at: tuple[Month, datetime],
    carried: Mapping[str, Line],
) -> Found:
    """Return what is known of the children named in `refs`, by id, in a month as of a moment."""
    period, as_of = at
    teams = teams_that_met(session, refs, period.first, period.last)
    scope = Scope(teams, (period,), as_of)
    opening = _Opening(session, viewer, london_day(as_of))

    def own(query: queries.Query) -> list[Unit]:
        units = [one for one in queries.units(session, query, scope) if one.child_id in refs]
        opens = opening.among(one.record_id for one in units)
        return [one for one in units if one.record_id in opens]

    rated = own(queries.rated)
    goals = _goals(session, scope, refs, opening)
    every = agreed_actions(session, refs, as_of)
    opens = opening.among(one.record_id for one in every)
    actions = [one for one in every if one.record_id in opens]
    open_goals = {child for child in refs if plans.open_outcomes(session, child)}
    return Found(
        refs=refs,
        in_depth=frozenset(one.unit_id for one in rated),
        rated=frozenset(one.unit_id for one in rated if one.counted),
        moved={one.unit_id: one.state or "" for one in own(queries.improving)},
        unseen=frozenset(one.unit_id for one in own(queries.improving_unseen)),
        goals=goals,
        with_goal=len(open_goals | goals.keys()),
        said=_said(session, scope, own(measure(VOICE).query)),
        actions=actions,
        due=_due(session, actions, period),
        carried=carried,
    )


class _Opening:
    """Which records open to the reader; each is asked about once."""

    def __init__(self, session: Session, viewer: Viewer, today: date) -> None:
        self._session, self._viewer, self._today = session, viewer, today
        self._known: dict[str, bool] = {}

    def among(self, record_ids: Iterable[str | None]) -> set[str]:
        """Return those of the records that open."""
        asked = {one for one in record_ids if one}
        new = asked - self._known.keys()
        facts = record_facts(self._session, new, self._today)
        self._known |= {one: may_read(self._viewer, facts[one]) for one in new}
        return {one for one in asked if self._known[one]}


def _goals(
    session: Session, scope: Scope, refs: Mapping[str, str], opening: _Opening
) -> dict[str, list[Line]]:
    """Return where each child was on each outcome, beside where they were before."""
    if not scope.begun:
        return {}
    told: dict[str, dict[str, Line]] = defaultdict(dict)
    # Those that moved come last: they take the place of the same rating without its earlier one.
    for every in (queries.ratings(session, scope), queries.moves(session, scope)):
        theirs = {child: every[child] for child in refs.keys() & every.keys()}
        opens = opening.among(one.record_id for its in theirs.values() for one in its)
        for child, its in theirs.items():
            for one in its:
                if one.record_id in opens and one.rating is not None:
                    told[child][one.what] = Line(one.record_id, _goal(one), one.rated_on)
    return {child: list(lines.values()) for child, lines in told.items()}


def _goal(one: RatingMove) -> str:
    now = {"what": one.what.rstrip(". "), "rating": f"{one.rating:g}"}
    now |= {"rated_on": full_day(one.rated_on)}
    if one.before is None or one.before_on is None:
        return say("goal.rated", **now)
    return say("goal.moved", **now, before=f"{one.before:g}", before_on=full_day(one.before_on))


def _said(session: Session, scope: Scope, shown: Iterable[Unit]) -> dict[str, list[Line]]:
    """Return the confirmed words of each child, or what they were seen to do, by day."""
    if not scope.begun:
        return {}
    words = queries.sentences(session, VOICE.removeprefix("records."), scope)
    told: dict[str, list[Line]] = defaultdict(list)
    for one in sorted(shown, key=lambda unit: unit.held_on or date.min):
        if one.record_id in words and one.child_id:
            told[one.child_id].append(Line(one.record_id, words[one.record_id], one.held_on))
    return told


def _due(session: Session, actions: Sequence[Agreed], period: Month) -> dict[str, list[Line]]:
    came = [one for one in actions if one.due_on and Month.of(one.due_on) == period]
    words = queries.action_words(session, [one.id for one in came])
    told: dict[str, list[Line]] = defaultdict(list)
    for one in came:
        told[one.child_id].append(Line(one.record_id, _told(one, words), one.due_on))
    return told


def _told(one: Agreed, words: Mapping[str, str]) -> str:
    day = full_day(one.due_on) if one.due_on else ""
    return say(f"action.{answered(one)}", what=words.get(one.id, "").rstrip(". "), day=day)


def answered(one: Agreed) -> str:
    """Return the name of what was answered of an action last; "unsaid" where nobody was asked."""
    return one.answer.replace(" ", "_") if one.answer else "unsaid"
