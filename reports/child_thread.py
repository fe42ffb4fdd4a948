"""One child's supervisions as a thread: what was heard, asked, planned and rated, and what is not.

Pure: it takes what both people agreed, puts it in order, and says what is missing from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from practice.calendar import Month
from prompts.phrases import Phrases
from reports.wording import TEMPLATES, full_day, month_name
from storage.confirmed import IfNothing, Planned, Rating

say = Phrases(TEMPLATES, "thread").say
MOST_WORDS = 3
"""So many sentences of the child stand on either side of the question; the last ones."""


class Part(StrEnum):
    """What a thread is made of, in its order."""

    WORDS = "words"
    MOVED = "moved"
    PLAN_BEFORE = "plan_before"
    PLAN = "plan"
    RATINGS = "ratings"
    HEARD = "heard"
    AFTER = "after"


@dataclass(frozen=True)
class Told:
    """A supervision of the child that both agreed, as the thread needs it.

    `voice` are the child's words, or what they were seen to do, as confirmed. `moved` is the
    question with which one of the two moved the other; `is_of_other` that it was about another
    child. `heard` is what came of the question before. `because` is what moved a rating, by the
    outcome.
    """

    record_id: str
    held_on: date
    voice: tuple[str, ...] = ()
    moved: str | None = None
    is_of_other: bool = False
    heard: str | None = None
    actions: tuple[Planned, ...] = ()
    if_nothing: IfNothing | None = None
    ratings: tuple[Rating, ...] = ()
    because: tuple[tuple[str, str], ...] = ()

    @property
    def has_plan(self) -> bool:
        """Whether anything was planned."""
        return bool(self.actions or self.if_nothing)


@dataclass(frozen=True)
class Line:
    """Something of a record: what it is, the words that are quoted, and what is said beneath."""

    record_id: str
    held_on: date
    text: str = ""
    words: str = ""
    beneath: str = ""


@dataclass(frozen=True)
class Thread:
    """A child's thread by its parts, those without a line left out; and what is not shown."""

    parts: tuple[tuple[Part, tuple[Line, ...]], ...]
    not_shown: tuple[str, ...]

    @property
    def record_ids(self) -> list[str]:
        """The records whose words it shows, each once."""
        return list(dict.fromkeys(line.record_id for _, lines in self.parts for line in lines))


def thread(told: Sequence[Told], first: date, last: date, waiting: int) -> Thread:
    """Return the thread of a child's supervisions, oldest first, some in the days of a period.

    It turns on the first question of the period that moved one of the two; without one, on the
    first plan; else on the first supervision. `waiting` more are not agreed by both.
    """
    inside = [one for one in told if first <= one.held_on <= last]
    turn = told.index(_turn(inside))
    before, now, after = told[:turn], told[turn], told[turn + 1 :]
    planned = next((one for one in reversed(before) if one.has_plan), None)
    parts = (
        (Part.WORDS, tuple(_voice([*before, now]))),
        (Part.MOVED, tuple(_moved(now))),
        (Part.PLAN_BEFORE, tuple(_plan(planned)) if planned else ()),
        (Part.PLAN, tuple(_plan(now))),
        (Part.RATINGS, tuple(_ratings([*before[-1:], now, *after]))),
        (Part.HEARD, tuple(_heard(after[:1]))),
        (Part.AFTER, tuple(_voice(after))),
    )
    missing = (
        *_no_words(told),
        *_no_question(now, after),
        *_no_plan(now, planned),
        *_no_ratings(told),
        *([] if after else [say("missing.since", day=full_day(now.held_on))]),
        *([say("missing.waiting", n=waiting)] if waiting else []),
    )
    return Thread(tuple(part for part in parts if part[1]), missing)


def _turn(inside: Sequence[Told]) -> Told:
    moved = (one for one in inside if one.moved)
    planned = (one for one in inside if one.has_plan)
    return next(moved, None) or next(planned, inside[0])


def _voice(told: Sequence[Told]) -> list[Line]:
    lines = [Line(one.record_id, one.held_on, words=said) for one in told for said in one.voice]
    return lines[-MOST_WORDS:]


def _moved(now: Told) -> Iterator[Line]:
    if now.moved:
        yield Line(now.record_id, now.held_on, words=now.moved)


def _heard(after: Sequence[Told]) -> Iterator[Line]:
    for one in after:
        if one.heard:
            yield Line(one.record_id, one.held_on, words=one.heard)


def _plan(told: Told) -> Iterator[Line]:
    for action in told.actions:
        yield Line(told.record_id, told.held_on, "", action.what, _beneath(action))
    if then := told.if_nothing:
        text = say("plan.if_nothing", day=full_day(then.due_on))
        yield Line(told.record_id, told.held_on, text, then.plan or "")


def _beneath(action: Planned) -> str:
    by = say("plan.by", day=full_day(action.due_on)) if action.due_on else ""
    who = say("plan.who", name=action.who) if action.who else ""
    why = say("plan.why", words=action.why) if action.why else ""
    return " ".join(filter(None, [who, by, why]))


def _ratings(told: Sequence[Told]) -> Iterator[Line]:
    """Yield each outcome's ratings together, in the order of their days."""
    outcomes = dict.fromkeys(rating.outcome_id for one in told for rating in one.ratings)
    for outcome_id in outcomes:
        for one in told:
            moved = dict(one.because)
            for rating in one.ratings:
                if rating.outcome_id == outcome_id:
                    text = _rated(rating)
                    yield Line(one.record_id, one.held_on, text, moved.get(outcome_id, ""))


def _rated(rating: Rating) -> str:
    number = f"{rating.rating:g}"
    told = say("ratings.rated", what=rating.what.rstrip("."), number=number)
    rests = say(f"ratings.{rating.rests_on.replace(' ', '_')}") if rating.rests_on else ""
    return " ".join(filter(None, [told, rests]))


def _no_words(told: Sequence[Told]) -> Iterator[str]:
    with_words = [one for one in told if one.voice]
    if not with_words:
        yield say("missing.no_words")
    elif later := [one for one in told if one.held_on > with_words[-1].held_on]:
        month = month_name(Month.of(with_words[-1].held_on))
        yield say("missing.words_since", month=month, n=len(later))


def _no_question(now: Told, after: Sequence[Told]) -> Iterator[str]:
    if not now.moved:
        yield say("missing.other_child" if now.is_of_other else "missing.no_question")
    elif after and not after[0].heard:
        yield say("missing.not_heard", day=full_day(after[0].held_on))


def _no_plan(now: Told, planned: Told | None) -> Iterator[str]:
    if not now.actions:
        yield say("missing.no_action", day=full_day(now.held_on))
    if now.if_nothing is None:
        yield say("missing.no_contingency", day=full_day(now.held_on))
    if planned is None:
        yield say("missing.no_plan_before")


def _no_ratings(told: Sequence[Told]) -> Iterator[str]:
    rated = [one for one in told if one.ratings]
    if not rated:
        yield say("missing.no_ratings")
    elif len(rated) == 1:
        yield say("missing.rated_once", day=full_day(rated[0].held_on))
    elif later := [one for one in told if one.held_on > rated[-1].held_on]:
        month = month_name(Month.of(rated[-1].held_on))
        yield say("missing.rated_since", month=month, n=len(later))
