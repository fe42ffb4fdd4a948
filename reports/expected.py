"""What people expected of actions and what came of them, by how likely they called it, and by team.

An action counts once: as it was answered last in the months asked about.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from practice.calendar import Month
from practice.terms import ActionEffect, ActionNext, ActionStatus, Likelihood
from prompts.phrases import Phrases
from reports.between_teams import InTree, share, tree
from reports.statistics.contribution import Ratio
from reports.wording import TEMPLATES
from storage import measures as queries
from storage.measures import Came, Scope, Session

say = Phrases(TEMPLATES, "expected").say
_NO_HELP = frozenset({ActionEffect.NO_DIFFERENCE, ActionEffect.WORSE})


@dataclass(frozen=True)
class Called:
    """The changes that were called so likely: how many were tried, and what came of these.

    `came` as hoped, `a_little`, and `not_at_all` of them. `left_out` were answered and not tried,
    or nobody said what they did. `better` are the children of those tried who were rated better in
    that month, of those rated twice.
    """

    likely: Likelihood
    came: Ratio
    a_little: int
    not_at_all: int
    left_out: int
    better: Ratio

    @property
    def label(self) -> str:
        """The word that people chose."""
        return say(f"likely.{self.likely.name.lower()}")

    @property
    def told(self) -> str:
        """How many came, as people read it."""
        return share(self.came)

    @property
    def better_told(self) -> str:
        """How many of the children are better, as people read it."""
        return share(self.better)


@dataclass(frozen=True)
class OfTeam:
    """What came as hoped in a team, in words, by likelihood, the most likely first."""

    team: InTree
    told: tuple[str, ...]


@dataclass(frozen=True)
class Stopped:
    """An action that was stopped because it did not help, where that was said, and why it ended."""

    action_id: str
    record_id: str
    child_id: str
    because: str


@dataclass(frozen=True)
class Expected:
    """What was expected and what came; `stopped` newest last, of `tried`."""

    called: tuple[Called, ...]
    teams: tuple[OfTeam, ...]
    stopped: tuple[Stopped, ...]
    tried: int
    given_up: int


def expected(session: Session, scope: Scope) -> Expected:
    """Return what came of the changes that were answered in the months of `scope`."""
    last = _last(queries.came(session, scope))
    better = _better(session, scope)
    known = [one for one in last if one.effect]
    return Expected(
        called=tuple(_called(likely, last, better) for likely in Likelihood),
        teams=tuple(_of_teams(tree(session, scope.teams), last)),
        stopped=tuple(_stopped(known)),
        tried=len(known),
        given_up=sum(one.next_step is ActionNext.GIVE_UP for one in last),
    )


def _last(answers: Sequence[Came]) -> list[Came]:
    """Return the last answer of each action."""
    return list({one.action_id: one for one in answers}.values())


def _better(session: Session, scope: Scope) -> dict[tuple[Month, str], bool]:
    """Return, by month and child rated twice, whether the child was rated better."""
    return {
        (Month.of(unit.held_on), unit.unit_id): unit.counted
        for unit in queries.units(session, queries.improving, scope)
        if unit.held_on
    }


def _called(
    likely: Likelihood, last: Collection[Came], better: dict[tuple[Month, str], bool]
) -> Called:
    own = [one for one in last if one.likely is likely]
    tried = [one for one in own if one.effect]
    children = {(one.month, one.child_id) for one in tried}
    rated = [better[one] for one in children if one in better]
    return Called(
        likely=likely,
        came=_came(tried),
        a_little=sum(one.effect is ActionEffect.A_LITTLE for one in tried),
        not_at_all=sum(one.effect in _NO_HELP for one in tried),
        left_out=len(own) - len(tried),
        better=Ratio(sum(rated), len(rated)),
    )


def _came(tried: Collection[Came]) -> Ratio:
    return Ratio(sum(one.effect is ActionEffect.AS_HOPED for one in tried), len(tried))


def _of_teams(teams: Sequence[InTree], last: Collection[Came]) -> Iterator[OfTeam]:
    for team in teams:
        own = [one for one in last if one.team_id == team.id and one.effect and one.likely]
        if own:
            by = (_came([one for one in own if one.likely is likely]) for likely in Likelihood)
            yield OfTeam(team, tuple(share(ratio) for ratio in by))


def _stopped(known: Collection[Came]) -> Iterator[Stopped]:
    """Yield what was done and made no difference, or made it worse: nobody asks about it again."""
    for one in known:
        if one.effect in _NO_HELP and one.answer is ActionStatus.DONE:
            because = say(f"stopped.{'worse' if one.effect is ActionEffect.WORSE else 'nothing'}")
            yield Stopped(one.action_id, one.record_id, one.child_id, because)
