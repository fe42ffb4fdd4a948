"""What an interview comes to when it is sent: actions, outcomes, ratings, dates. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prompts.guide import Keeps
from prompts.interview.state import Interview
from prompts.steps import Json

Entry = Mapping[str, Json]


@dataclass(frozen=True)
class PlanEntries:
    """What a record keeps besides its text. Entries hold the fields of their group by name.

    `actions` and `outcomes` are (number in their group, entry): an entry that is changed keeps
    its number. `ratings` are (outcome id, 0-10); `action_answers` (action id, answer, difference
    or None).
    """

    actions: tuple[tuple[int, Entry], ...] = ()
    outcomes: tuple[tuple[int, Entry], ...] = ()
    ratings: tuple[tuple[str, int], ...] = ()
    action_answers: tuple[tuple[str, str, str | None], ...] = ()
    contingency_on: date | None = None


def plan_entries(interview: Interview) -> PlanEntries:
    """Return what the answers on the path come to; skipped entries are left out."""
    groups = _entries(interview)
    return PlanEntries(
        actions=_named(groups.get(Keeps.ACTIONS, [])),
        outcomes=_named(groups.get(Keeps.OUTCOMES, [])),
        ratings=tuple(_ratings(interview, groups.get(Keeps.OUTCOME_RATINGS, []))),
        action_answers=tuple(_answers(interview, groups.get(Keeps.ACTION_ANSWERS, []))),
        contingency_on=_contingency(interview),
    )


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


def _ratings(interview: Interview, entries: list[tuple[int, Entry]]) -> list[tuple[str, int]]:
    rated = [(number, entry.get("rating")) for number, entry in entries]
    return [
        (_source_id(interview, "last_outcomes", number), rating)
        for number, rating in rated
        if isinstance(rating, int)
    ]


def _answers(
    interview: Interview, entries: list[tuple[int, Entry]]
) -> list[tuple[str, str, str | None]]:
    return [
        (
            _source_id(interview, "last_actions", number),
            str(entry["answer"]),
            str(entry["difference"]) if entry.get("difference") else None,
        )
        for number, entry in entries
        if entry.get("answer")
    ]


def _contingency(interview: Interview) -> date | None:
    days = [
        answer.value
        for slot, answer in interview.answered()
        if slot.question.keeps is Keeps.CONTINGENCY_DUE_ON
    ]
    return date.fromisoformat(str(days[-1])) if days else None
