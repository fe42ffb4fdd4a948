"""What an interview comes to when it is sent: actions, outcomes, ratings, dates. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from practice.outcomes import says_no_change
from practice.terms import ActionNext, ActionStatus, SaysChange, Seen
from prompts.interview.state import Interview
from prompts.own_numbers import own_numbers
from prompts.question import KEPT_AS_ACTION, NOT_SEEN, SAYS_CHANGE, SEEN_ALONE, Keeps
from prompts.steps import Json

Entry = Mapping[str, Json]


class Rated(NamedTuple):
    """A rating of an outcome named before (0-10), what it rests on, and others' own numbers.

    `by` is who of the two rated it apart, beside the writer; None where it is the writer's.
    """

    outcome_id: str
    rating: int
    rests_on: str | None = None
    child_rating: int | None = None
    parent_rating: int | None = None
    by: str | None = None


class ActionSaid(NamedTuple):
    """What became of an action, what it did for the child, what comes next, what was in the way."""

    action_id: str
    answer: str
    difference: str | None = None
    effect: str | None = None
    next_step: str | None = None
    in_the_way: str | None = None


@dataclass(frozen=True)
class PlanEntries:
    """What a record keeps besides its text. Entries hold the fields of their group by name.

    `actions` and `outcomes` are (number in their group, entry): an entry that is changed keeps
    its number. An outcome that is kept as an action stands among the actions, numbered from
    AFTER_ACTIONS on, and what takes the place of a last action among them from AFTER_OUTCOMES on.
    An outcome's entry has `says_change`. `sign_answer` is what was said of a contingency whose day
    had passed, and the day it was moved to. `seen` is how the child was seen since last
    time, one of Seen; None where that was not told.
    """

    actions: tuple[tuple[int, Entry], ...] = ()
    outcomes: tuple[tuple[int, Entry], ...] = ()
    ratings: tuple[Rated, ...] = ()
    action_answers: tuple[ActionSaid, ...] = ()
    contingency_on: date | None = None
    contingency: str | None = None
    sign_answer: tuple[str, date | None] | None = None
    seen: str | None = None


AFTER_ACTIONS, AFTER_OUTCOMES = 100, 200
"""More than a group can hold: a record's own actions keep their numbers."""


def plan_entries(interview: Interview) -> PlanEntries:
    """Return what the answers on the path come to; skipped entries are left out."""
    groups, single = _entries(interview), _single(interview)
    named = _named(groups.get(Keeps.OUTCOMES, []))
    tasks = [
        (number + AFTER_ACTIONS, {**entry, "by_when": entry.get("done_by")})
        for number, entry in named
        if entry.get("change") == KEPT_AS_ACTION
    ]
    moved_to, answer = single.get(Keeps.CONTINGENCY_MOVED_TO), single.get(Keeps.CONTINGENCY_ANSWER)
    return PlanEntries(
        actions=(*_named(groups.get(Keeps.ACTIONS, [])), *tasks, *_instead(groups)),
        outcomes=tuple(
            (number, _marked(interview, number, entry))
            for number, entry in named
            if entry.get("change") != KEPT_AS_ACTION
        ),
        ratings=(
            *_ratings(interview, groups.get(Keeps.OUTCOME_RATINGS, [])),
            *_rated_beside(interview),
        ),
        action_answers=tuple(_answers(interview, groups.get(Keeps.ACTION_ANSWERS, []))),
        contingency_on=_day(single.get(Keeps.CONTINGENCY_DUE_ON)),
        contingency=_words(single.get(Keeps.CONTINGENCY)),
        sign_answer=(str(answer), _day(moved_to)) if answer else None,
        seen=_seen(single.get(Keeps.SEEN)),
    )


def _single(interview: Interview) -> dict[Keeps, Json]:
    return {
        slot.question.keeps: answer.value
        for slot, answer in interview.answered()
        if slot.question.keeps and slot.group is None
    }


def _day(value: Json) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _words(value: Json) -> str | None:
    return str(value) if value else None


def _seen(value: Json) -> str | None:
    """Return what an answer of a guide says of seeing: alone, as it begins, at all, or not."""
    if not value:
        return None
    if value == NOT_SEEN:
        return Seen.NOT_SEEN
    return Seen.ALONE if str(value).startswith(SEEN_ALONE) else Seen.SEEN


def _marked(interview: Interview, number: int, entry: Entry) -> Entry:
    """Return an outcome's entry as its writer left it: in other words, and with its mark."""
    change = entry.get("change")
    if change == SAYS_CHANGE:
        return {**entry, "says_change": SaysChange.YES}
    if isinstance(change, str):
        mark = SaysChange.NO if says_no_change(change) else SaysChange.YES
        return {**entry, "what": change, "says_change": mark}
    asked = any(
        slot.question.id == "change" and slot.entry == number for slot in interview.questions()
    )
    return {**entry, "says_change": SaysChange.NO if asked else SaysChange.NOT_ASKED}


def _entries(interview: Interview) -> dict[Keeps, list[tuple[int, Entry]]]:
    found: dict[Keeps, dict[int, dict[str, Json]]] = {}
    for slot, answer in interview.answered():
        if slot.group and slot.group.keeps:
            entries = found.setdefault(slot.group.keeps, {})
            entries.setdefault(slot.entry, {})[slot.question.id] = answer.value
    return {keeps: sorted(entries.items()) for keeps, entries in found.items()}


def _named(entries: list[tuple[int, Entry]]) -> tuple[tuple[int, Entry], ...]:
    return tuple((number, entry) for number, entry in entries if entry.get("what"))


def _source_id(interview: Interview, listed: str, entry: int) -> str:
    items = interview.context[listed]
    assert isinstance(items, list | tuple)  # noqa: S101 - the path came from this list
    item = items[entry]
    assert isinstance(item, Mapping)  # noqa: S101
    return str(item["id"])


def _instead(groups: Mapping[Keeps, list[tuple[int, Entry]]]) -> Iterator[tuple[int, Entry]]:
    """Yield what takes the place of a last action that was changed, as an action of its own."""
    for number, entry in groups.get(Keeps.ACTION_ANSWERS, []):
        if _next_step(entry) == ActionNext.CHANGE and entry.get("what_instead"):
            task = {"what": "what_instead", "who": "who_instead", "by_when": "by_instead"}
            yield number + AFTER_OUTCOMES, {key: entry.get(told) for key, told in task.items()}


def _ratings(interview: Interview, entries: list[tuple[int, Entry]]) -> list[Rated]:
    rated = [(number, entry.get("rating"), entry) for number, entry in entries]
    return [
        Rated(
            _source_id(interview, "last_outcomes", number),
            rating,
            _words(entry.get("rests_on")),
            *own_numbers(str(entry.get("their_numbers") or "")),
        )
        for number, rating, entry in rated
        if isinstance(rating, int)
    ]


def _rated_beside(interview: Interview) -> Iterator[Rated]:
    """Yield the numbers that the other of the two gave apart, each with who gave it."""
    for place, given in interview.beside.items():
        slot = interview.slot_at(place)
        group = slot.group if slot else None
        is_rating = group is not None and group.keeps == Keeps.OUTCOME_RATINGS
        if is_rating and isinstance(given.value, int) and given.author_id:
            outcome_id = _source_id(interview, "last_outcomes", place[1])
            yield Rated(outcome_id, given.value, by=given.author_id)


def _answers(interview: Interview, entries: list[tuple[int, Entry]]) -> list[ActionSaid]:
    return [
        _said(_source_id(interview, "last_actions", number), entry)
        for number, entry in entries
        if entry.get("answer")
    ]


def _said(action_id: str, entry: Entry) -> ActionSaid:
    """Return what became of an action; that it is done may be answered with what it did."""
    answer, _, effect = str(entry["answer"]).partition(": ")
    in_the_way = entry.get("in_the_way") or entry.get("given_up_why")
    return ActionSaid(
        action_id,
        answer,
        _words(entry.get("difference")),
        effect or None,
        _next_step(entry),
        _words(in_the_way) if answer != ActionStatus.DONE else None,
    )


def _next_step(entry: Entry) -> str | None:
    return _words(entry.get("then") or entry.get("then_now"))
